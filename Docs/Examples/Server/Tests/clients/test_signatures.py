"""Requests signed by botocore, unchanged, changed, repeated and late."""
import datetime
import json

import botocore.auth
import pytest
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from conftest import KEY, REGION, SECRET


@pytest.fixture
def signed(server, pool, monkeypatch):
    """Headers and body of a signed AdminGetUser."""

    def signed(target="AdminGetUser", late=0, service="cognito-idp", unsigned=()):
        now = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=late)
        monkeypatch.setattr(botocore.auth, "get_current_datetime", lambda *_, **__: now.replace(tzinfo=None))
        body = json.dumps({"UserPoolId": pool.id, "Username": "ada"}).encode()
        headers = {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"AWSCognitoIdentityProviderService.{target}",
        }
        covered = {name: value for name, value in headers.items() if name not in unsigned}
        request = AWSRequest("POST", server.url + "/", headers=covered, data=body)
        botocore.auth.SigV4Auth(Credentials(KEY, SECRET), service, REGION).add_auth(request)
        for name in unsigned:
            request.headers[name] = headers[name]
        assert now.strftime("%Y%m%dT%H%M%SZ") == request.headers["X-Amz-Date"]
        return dict(request.headers.items()), body

    return signed


def kind(answer):
    status, headers, body = answer
    document = json.loads(body)
    if status != 200:
        assert headers["x-amzn-ErrorType"] == document["__type"] + ":"
    assert len(headers["x-amzn-RequestId"]) == 36
    return status, document.get("__type")


# R110
def test_another_target_is_refused(server, pool, signed):
    headers, body = signed()
    headers["X-Amz-Target"] = "AWSCognitoIdentityProviderService.AdminDeleteUser"
    assert kind(server.request("POST", "/", body, headers)) == (400, "UnrecognizedClientException")
    assert pool.api.admin_get_user(UserPoolId=pool.id, Username="ada")["Enabled"]


# R110: a target that is not signed at all could be any.
def test_an_unsigned_target_is_refused(server, pool, signed):
    headers, body = signed(unsigned=("X-Amz-Target",))
    assert "x-amz-target" not in headers["Authorization"]
    assert kind(server.request("POST", "/", body, headers)) == (400, "InvalidSignatureException")


def test_another_body_is_refused(server, signed):
    headers, body = signed()
    assert kind(server.request("POST", "/", body + b" ", headers)) == (400, "UnrecognizedClientException")


def test_another_host_is_refused(server, signed):
    headers, body = signed()
    headers["Host"] = "example.com"
    assert kind(server.request("POST", "/", body, headers)) == (400, "UnrecognizedClientException")


# R113
def test_the_same_request_is_accepted_again(server, signed):
    headers, body = signed()
    for _ in range(3):
        assert kind(server.request("POST", "/", body, headers)) == (200, None)


# R111
@pytest.mark.parametrize("late", [310, 3_600, -310])
def test_outside_five_minutes_it_is_refused(server, signed, late):
    headers, body = signed(late=late)
    assert kind(server.request("POST", "/", body, headers)) == (400, "InvalidSignatureException")


@pytest.mark.parametrize("late", [280, -280])
def test_inside_five_minutes_it_is_accepted(server, signed, late):
    headers, body = signed(late=late)
    assert kind(server.request("POST", "/", body, headers)) == (200, None)


def test_another_service_is_refused(server, signed):
    headers, body = signed(service="sns")
    assert kind(server.request("POST", "/", body, headers)) == (400, "InvalidSignatureException")


def test_a_query_is_covered(server, signed):
    headers, body = signed()
    assert kind(server.request("POST", "/?a=b", body, headers)) == (400, "UnrecognizedClientException")
