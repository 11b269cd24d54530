"""Requests that no client sends: each is refused in the service's shape and changes nothing."""
import base64
import datetime
import json
import random
import socket

import pytest

from conftest import KEY, PASSWORD

COUNT = 10_000
TYPE = "application/x-amz-json-1.1"
PREFIX = "AWSCognitoIdentityProviderService."


def bodies(chance, pool):
    """A body that is wrong in one of many ways."""
    right = json.dumps({
        "ClientId": pool.client_id, "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": "ada", "PASSWORD": PASSWORD}}).encode()
    kinds = [
        lambda: right[:chance.randrange(len(right))],
        lambda: right + bytes([chance.choice(b"{}[]\",:x")]),
        lambda: b"[" * chance.choice([33, 1_000, 10_000, 100_000]),
        lambda: b'{"a":' * chance.choice([33, 10_000]),
        lambda: b'{"AuthFlow": 1e' + b"9" * chance.choice([3, 300]) + b"}",
        lambda: b'{"AuthFlow": ' + b"9" * chance.choice([20, 128, 129, 100_000]) + b"}",
        lambda: right.replace(b'"USER_PASSWORD_AUTH"', chance.choice([b"1", b"null", b"[]", b"{}", b"true", b'"no"'])),
        lambda: right.replace(b'"ClientId"', b'"ClientId": "x", "ClientId"'),
        lambda: right.replace(b"ada", bytes([chance.randrange(0x80, 0x100)])),
        lambda: right.replace(b"ada", b"\\ud800"),
        lambda: right.replace(b"ada", bytes([chance.randrange(0x20)])),
        lambda: chance.randbytes(chance.randrange(200)),
        lambda: chance.choice([b"", b"null", b"[]", b"1", b'""', b"{}", b"\xef\xbb\xbf{}", b"{} {}"]),
        lambda: json.dumps({"ClientId": "a" * chance.randrange(129, 5_000)}).encode(),
    ]
    return chance.choice(kinds)()


def forged(chance, now):
    """A forged signature."""
    date = now + datetime.timedelta(seconds=chance.choice([0, 0, 0, -301, 301, -86_400, 10**9]))
    scope = f"{date:%Y%m%d}/{chance.choice(['eu-west-1', 'us-east-1', ''])}/{chance.choice(['cognito-idp', 's3'])}/aws4_request"
    names = chance.choice(["host;x-amz-date;x-amz-target", "host", "x-amz-target;host", "", "host;host;x-amz-date"])
    signature = chance.choice(["0" * 64, "", "g" * 64, "0" * 63, chance.randbytes(32).hex()])
    header = f"AWS4-HMAC-SHA256 Credential={chance.choice([KEY, 'AKIDNOBODY', ''])}/{scope}, SignedHeaders={names}, Signature={signature}"
    header = chance.choice([header, header[:chance.randrange(len(header))], header + ", " + header, "Basic YTpi", ""])
    return {"Authorization": header, "X-Amz-Date": f"{date:%Y%m%dT%H%M%SZ}"}


def test_malformed_requests(server, pool):
    chance = random.Random(5)
    before = pool.api.admin_get_user(UserPoolId=pool.id, Username="ada")
    now = datetime.datetime.now(datetime.timezone.utc)
    statuses = set()
    for number in range(COUNT):
        headers = {"Content-Type": TYPE, "X-Amz-Target": PREFIX + "InitiateAuth"}
        body = bodies(chance, pool)
        match number % 4:
            case 1:
                headers["Content-Type"] = chance.choice(["", "text/plain", "application/json", TYPE + "x", f"{TYPE}, {TYPE}"])
            case 2:
                target = chance.choice(["", "InitiateAuth", PREFIX, PREFIX + "Nothing", PREFIX + "initiateauth", "x" * 9_000])
                headers["X-Amz-Target"] = target
            case 3:
                headers["X-Amz-Target"] = PREFIX + chance.choice(["AdminGetUser", "AdminDeleteUser", "DeleteUserPool"])
                body = json.dumps({"UserPoolId": pool.id, "Username": "ada"}).encode()
                headers |= forged(chance, now)
        status, answered, text = server.request("POST", "/", body, headers)
        statuses.add(status)
        document = json.loads(text)
        assert 400 <= status < 500, (number, headers, body[:200], text)
        assert set(document) == {"__type", "message"} and answered["x-amzn-ErrorType"] == document["__type"] + ":"
    assert statuses == {400}
    after = pool.api.admin_get_user(UserPoolId=pool.id, Username="ada")
    for answer in (before, after):
        answer.pop("ResponseMetadata")
    assert before == after
    assert "AuthenticationResult" in pool.sign_in()


@pytest.mark.parametrize("raw", [
    b"POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: a\x00b\r\nContent-Length: 0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nX Amz: b\r\nContent-Length: 0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
    b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 64,
    b"POST / HTTP/1.1\r\n" + b"A: b\r\n" * 5_000 + b"\r\n",
    b"POST /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
    base64.b64encode(b"\x00" * 300) + b"\r\n\r\n",
])
def test_what_is_no_http(server, raw):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        try:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(65_536)
        except (ConnectionResetError, BrokenPipeError):
            answer = b""
    # Closed without an answer, or refused; never performed.
    assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer
    assert server.request("GET", "/health")[0] == 200
