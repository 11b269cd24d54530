"""The server itself: start, test controls, limits and shutdown."""
import json
import os
import select
import signal
import socket
import time

import pytest

from conftest import FLOWS, Pool, refused

JSON = {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AWSCognitoIdentityProviderService.InitiateAuth"}


# R108
def test_controls_are_refused_on_a_public_address():
    assert "loopback" in refused("--host", "0.0.0.0", "--test-controls", "0123456789")


# R101
def test_a_durable_store_needs_keys(tmp_path):
    assert "--keys" in refused("--store", f"sqlite:{tmp_path / 'a.sqlite'}")


# R101
def test_keys_that_others_can_read_are_refused(tmp_path):
    keys = tmp_path / "keys.json"
    keys.write_text("{}")
    keys.chmod(0o644)
    assert "600" in refused("--keys", keys)


def test_half_a_key_is_refused():
    assert "AWS_SECRET_ACCESS_KEY" in refused(AWS_ACCESS_KEY_ID="AKID")


def test_keys_that_were_made_are_printed_and_work(start):
    server = start(keys=None)
    exports = dict(
        line.removeprefix("export ").strip().split("=", 1) for line in server.said if line.startswith("export "))
    api = server.client(exports["AWS_ACCESS_KEY_ID"], exports["AWS_SECRET_ACCESS_KEY"], exports["AWS_DEFAULT_REGION"])
    assert api.list_user_pools(MaxResults=1)["UserPools"] == []


def test_keys_that_were_given_are_not_printed(server):
    assert not any("export" in line for line in server.said)


# R108
def test_controls_need_the_token_and_a_loopback_host(server):
    assert server.control("GET", "/_test/sms")[0] == 200
    assert server.control("GET", "/_test/email")[0] == 200
    assert server.control("GET", "/_test/sms", Host="example.com")[0] == 403
    assert server.control("GET", "/_test/sms", Host="127.0.0.1.example.com")[0] == 403
    assert server.request("GET", "/_test/sms")[0] == 401
    assert server.request("GET", "/_test/sms", headers={"Authorization": "Bearer "})[0] == 401
    assert server.request("GET", "/_test/sms", headers={"Authorization": f"Bearer {server.token}x"})[0] == 401
    for seconds in ("", "-1", "1.5", "x", "99999999999"):
        assert server.control("POST", f"/_test/clock?advance_seconds={seconds}")[0] == 400
    assert server.control("GET", "/_test/clock?advance_seconds=1")[0] == 404


def test_without_the_option_there_are_none(start):
    server = start(controls=False)
    for path in ("/_test/sms", "/_test/email", "/_test/clock?advance_seconds=1"):
        assert server.control("POST", path)[0] == 404
        assert server.control("GET", path)[0] == 404


def test_messages_are_in_the_outbox_and_behind_the_controls(server, pool):
    pool.prefer_sms()
    pool.sign_in()
    message = server.messages()[-1]
    assert set(message) == {"phone_number", "message"}
    assert json.loads(server.control("GET", "/_test/sms")[2])[-1] == message
    assert os.stat(server.outbox).st_mode & 0o777 == 0o600


def test_email_goes_to_its_own_outbox(start, tmp_path):
    server = start("--email-outbox", tmp_path / "email.jsonl")
    api = server.client()
    pool = api.create_user_pool(PoolName="p", AutoVerifiedAttributes=["email"])["UserPool"]["Id"]
    client = api.create_user_pool_client(UserPoolId=pool, ClientName="c")["UserPoolClient"]["ClientId"]
    api.sign_up(
        ClientId=client, Username="ada", Password="Analytical-1843",
        UserAttributes=[{"Name": "email", "Value": "ada@example.com"}])
    message = json.loads((tmp_path / "email.jsonl").read_text().splitlines()[-1])
    assert message["email"] == "ada@example.com" and message["subject"] and message["message"]
    assert json.loads(server.control("GET", "/_test/email")[2]) == [message]


def test_health(server):
    status, headers, body = server.request("GET", "/health")
    assert (status, json.loads(body)) == (200, {"status": "ok"}) and headers["Content-Type"] == "application/json"


# R115
@pytest.mark.parametrize("size", [1_048_577, 10 * 1_048_576])
def test_a_long_body(server, size):
    status, headers, body = server.request("POST", "/", b"a" * size, JSON)
    assert status == 413 and json.loads(body)["__type"] == "RequestEntityTooLargeException"
    assert server.request("GET", "/health")[0] == 200


# R115
def test_the_longest_body_is_read(server):
    start = b'{"ClientId": "'
    body = start + b"a" * (1_048_576 - len(start) - 2) + b'"}'
    assert len(body) == 1_048_576
    status, _, answer = server.request("POST", "/", body, JSON)
    assert status == 400 and json.loads(answer)["__type"] == "InvalidParameterException"


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_other_methods(server, method):
    status, _, answer = server.request(method, "/", b"{}", JSON)
    assert status == 400 and json.loads(answer)["__type"] == "UnknownOperationException"


def begun(server, body):
    """A connection that has sent a request but for its last byte."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    head = f"POST / HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in JSON.items())
    connection.sendall(head.encode() + b"\r\n" + body[:-1])
    return connection


def rest(connection):
    received = b""
    while part := connection.recv(65_536):
        received += part
    connection.close()
    return received


def sign_in_body(pool):
    return json.dumps({
        "ClientId": pool.client_id, "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": "ada", "PASSWORD": "Analytical-1843"}}).encode()


def test_load_is_shed(start):
    server = start("--max-requests", "1")
    pool = Pool(server)
    pool.add()
    body = sign_in_body(pool)
    connection = begun(server, body)
    # Until the server has read the head; bounded by the clock. The one who asks takes the place too, for a moment, and
    # may have it when the head comes: then that is begun again.
    end = time.time() + 10
    while time.time() < end:
        answer = server.request("POST", "/", b"{}", JSON)
        if select.select([connection], [], [], 0)[0]:
            assert rest(connection).startswith(b"HTTP/1.1 503")
            connection = begun(server, body)
        elif answer[0] == 503:
            break
    status, headers, text = answer
    assert status == 503 and headers["Retry-After"] == "1"
    assert headers["x-amzn-ErrorType"] == "ServiceUnavailableException:" and len(headers["x-amzn-RequestId"]) == 36
    assert json.loads(text)["__type"] == "ServiceUnavailableException"
    assert server.request("GET", "/health")[0] == 200
    connection.sendall(body[-1:])
    received = rest(connection)
    assert received.startswith(b"HTTP/1.1 200") and b"AccessToken" in received
    assert server.request("POST", "/", body, JSON)[0] == 200


# A body that never ends gives its place back.
def test_a_slow_body_is_given_up(start):
    server = start("--max-requests", "1")
    pool = Pool(server)
    pool.add()
    connections = []
    end = time.time() + 10
    while time.time() < end:
        connections.append(begun(server, sign_in_body(pool)))
        if server.request("POST", "/", b"{}", JSON)[0] == 503:
            break
    assert server.get(f"/{pool.id}/.well-known/jwks.json")["keys"]
    answers = [rest(connection) for connection in connections]
    assert any(answer.startswith(b"HTTP/1.1 408") for answer in answers), answers
    assert server.request("POST", "/", sign_in_body(pool), JSON)[0] == 200


def test_a_request_under_way_is_finished(start):
    server = start()
    pool = Pool(server)
    pool.add()
    body = sign_in_body(pool)
    connection = begun(server, body)
    # Answered on another connection, so the head before it was read too.
    assert server.request("POST", "/", body, JSON)[0] == 200
    server.process.send_signal(signal.SIGTERM)
    end = time.time() + 10
    while time.time() < end:
        try:
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
        except OSError:
            break
    connection.sendall(body[-1:])
    received = rest(connection)
    assert received.startswith(b"HTTP/1.1 200") and b"AccessToken" in received, received
    assert server.stop() == 0


# A hash of a minute: nothing can interrupt it, and the server ends in time all the same.
def test_a_call_that_outlasts_the_shutdown_is_answered(start):
    server = start("--shutdown-seconds", "3", "--password-iterations", "150000000")
    pool = Pool(server)
    # Where unknown users are hidden, a name that nobody has costs a hash too.
    pool.api.update_user_pool_client(
        UserPoolId=pool.id, ClientId=pool.client_id, ExplicitAuthFlows=FLOWS, PreventUserExistenceErrors="ENABLED")
    body = sign_in_body(pool)
    connection = begun(server, body)
    connection.sendall(body[-1:])
    for _ in range(3):
        assert server.request("GET", "/health")[0] == 200
    begin = time.time()
    server.process.send_signal(signal.SIGTERM)
    received = rest(connection)
    assert received.startswith(b"HTTP/1.1 503") and b"ServiceUnavailableException" in received, received
    assert server.stop() == 0
    assert time.time() - begin < 10


def test_an_idle_server_ends_at_once(start):
    server = start()
    begin = time.time()
    assert server.stop() == 0
    assert time.time() - begin < 5
