"""Requests of web pages of other origins, and bodies that wait for permission."""
import http.client
import json
import socket
import time

import pytest

from conftest import PASSWORD, Pool, refused
from test_server import JSON, begun, rest, sign_in_body

PAGE = "https://app.example.com"
EXPOSED = "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date"
# The names in the preflights of amazon-cognito-identity-js and of the SDK for JavaScript 3.
AMPLIFY = "cache-control,content-type,x-amz-target,x-amz-user-agent"
SDK = "amz-sdk-invocation-id,amz-sdk-request,content-type,x-amz-target,x-amz-user-agent"


def ask(server, names, origin=PAGE, path="/", method="POST"):
    """Status, headers and body of the answer to a preflight."""
    headers = {"Access-Control-Request-Method": method}
    if origin is not None:
        headers["Origin"] = origin
    if names is not None:
        headers["Access-Control-Request-Headers"] = names
    return server.request("OPTIONS", path, headers=headers)


def body(pool, password=PASSWORD):
    return sign_in_body(pool).replace(PASSWORD.encode(), password.encode())


def permissions(headers):
    return {name: value for name, value in headers.items() if name.lower().startswith("access-control-")}


def test_cors_on_answers(server, pool):
    status, headers, _ = server.request("POST", "/", body(pool), JSON | {"Origin": PAGE})
    assert status == 200 and headers["Vary"] == "Origin" and headers["Date"]
    assert permissions(headers) == {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED}


def test_cors_on_refusals(server, pool):
    status, headers, text = server.request("POST", "/", body(pool, "Wrong-1843"), JSON | {"Origin": PAGE})
    assert status == 400 and headers["x-amzn-ErrorType"] == "NotAuthorizedException:"
    assert json.loads(text)["__type"] == "NotAuthorizedException" and headers["Vary"] == "Origin"
    assert permissions(headers) == {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": EXPOSED}


def test_cors_on_key_set(server, pool):
    for name in ("jwks.json", "openid-configuration"):
        path = f"/{pool.id}/.well-known/{name}"
        status, headers, _ = server.request("GET", path, headers={"Origin": PAGE})
        assert status == 200 and permissions(headers) == {"Access-Control-Allow-Origin": "*"}
        assert headers["Vary"] == "Origin" and headers["Cache-Control"] == "public, max-age=300"
        status, headers, text = ask(server, "cache-control", path=path, method="GET")
        assert (status, text) == (200, b"") and headers["Access-Control-Allow-Methods"] == "GET"
        assert headers["Access-Control-Allow-Headers"] == "cache-control"
        # A page sees that there is no such pool.
        status, headers, _ = server.request("GET", f"/nowhere/.well-known/{name}", headers={"Origin": PAGE})
        assert status == 404 and headers["Access-Control-Allow-Origin"] == "*"


def test_refusals_before_any_operation(server):
    for method, text in (("PUT", b"{}"), ("POST", b"{"), ("POST", b"a" * 1_048_577)):
        status, headers, _ = server.request(method, "/", text, JSON | {"Origin": PAGE})
        assert status in (400, 413) and headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("names", [AMPLIFY, SDK])
def test_a_preflight(server, names):
    status, headers, text = ask(server, names)
    assert (status, text) == (200, b"") and headers["Content-Length"] == "0"
    assert permissions(headers) == {
        "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "POST",
        "Access-Control-Allow-Headers": names, "Access-Control-Max-Age": "172800"}
    assert headers["Vary"] == "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"


def test_a_preflight_permits_no_signature(server, start):
    assert ask(server, "authorization,x-amz-date")[1]["Access-Control-Allow-Headers"] == "x-amz-date"
    asking = start("--cors-authorization")
    assert ask(asking, "authorization,x-amz-date")[1]["Access-Control-Allow-Headers"] == "authorization,x-amz-date"


@pytest.mark.parametrize("names", ["a b", "a" * 1_025, "x-a," * 300, "\xe9", "a;b", '"a"', "*", ""])
def test_names_that_are_not_permitted(server, names):
    status, headers, text = ask(server, names)
    assert (status, text) == (200, b"") and "Access-Control-Allow-Headers" not in headers


def test_listed_origins(start):
    server = start("--cors-origins", f"{PAGE},http://localhost:3000")
    pool = Pool(server)
    pool.add()
    for origin in (PAGE, "http://localhost:3000"):
        assert ask(server, AMPLIFY, origin)[1]["Access-Control-Allow-Origin"] == origin
        for password in (PASSWORD, "Wrong-1843"):
            _, headers, _ = server.request("POST", "/", body(pool, password), JSON | {"Origin": origin})
            assert headers["Access-Control-Allow-Origin"] == origin and headers["Vary"] == "Origin"
    for origin in ("https://evil.example", f"{PAGE}/", f"{PAGE}.evil.example", "null", "https://APP.example.com", "\xe9", ""):
        for answer in (
            ask(server, AMPLIFY, origin), server.request("POST", "/", body(pool), JSON | {"Origin": origin})):
            assert answer[0] == 200 and permissions(answer[1]) == {} and "Origin" in answer[1]["Vary"]
    # The keys are for everybody all the same.
    _, headers, _ = server.request("GET", f"/{pool.id}/.well-known/jwks.json", headers={"Origin": "null"})
    assert headers["Access-Control-Allow-Origin"] == "*"


def test_several_origins_are_none(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.putrequest("OPTIONS", "/")
    for origin in (PAGE, "https://evil.example"):
        connection.putheader("Origin", origin)
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 200 and permissions(answer.headers) == {}
    connection.close()


def test_no_origins(start):
    server = start("--cors-origins", "none")
    pool = Pool(server)
    pool.add()
    status, headers, text = ask(server, AMPLIFY)
    assert status == 400 and json.loads(text)["__type"] == "UnknownOperationException" and permissions(headers) == {}
    status, headers, _ = server.request("POST", "/", body(pool), JSON | {"Origin": PAGE})
    assert status == 200 and permissions(headers) == {} and "Vary" not in headers


@pytest.mark.parametrize("origins", [
    "", "any,none", "*", "https://app.example.com/", "https://app.example.com/path", "HTTPS://app.example.com",
    "https://app.example.com:443", "https://a.example, https://b.example", "null", "https://*.example.com"])
def test_what_is_no_list_of_origins(origins):
    assert "neither any, none nor a list of origins" in refused("--cors-origins", origins)


# R112: a page may not read what an administrator's call is answered.
def test_administration_permits_no_page(start):
    server = start("--cors-authorization")
    api = server.client()
    seen = []
    api.meta.events.register("before-send", lambda request, **_: request.headers.update(Origin=PAGE))
    api.meta.events.register("after-call", lambda http_response, **_: seen.append(http_response.headers))
    api.list_user_pools(MaxResults=1)
    assert len(seen) == 1 and permissions(seen[0]) == {} and "Vary" not in seen[0]


def test_a_page_can_read_that_load_was_shed(start):
    server = start("--max-requests", "1")
    pool = Pool(server)
    pool.add()
    connection = begun(server, body(pool))
    end = time.time() + 10
    while time.time() < end:
        status, headers, _ = server.request("POST", "/", b"{}", JSON | {"Origin": PAGE})
        if status == 503:
            break
    assert status == 503 and headers["Access-Control-Allow-Origin"] == "*"
    assert headers["Access-Control-Expose-Headers"] == EXPOSED and headers["Vary"] == "Origin"
    connection.sendall(body(pool)[-1:])
    rest(connection)


def waiting(server, text, expectation="100-continue", version="1.1"):
    """A connection that has sent a head and waits with its body."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10)
    head = f"POST / HTTP/{version}\r\nHost: 127.0.0.1\r\nExpect: {expectation}\r\nContent-Length: {len(text)}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in JSON.items())
    connection.sendall(head.encode() + b"\r\n")
    return connection


@pytest.mark.parametrize("expectation", ["100-continue", "100-Continue"])
def test_expect_continue(server, pool, expectation):
    spans = []
    for _ in range(5):
        connection = waiting(server, body(pool), expectation)
        begin = time.monotonic()
        interim = connection.recv(4_096)
        spans.append(time.monotonic() - begin)
        assert interim == b"HTTP/1.1 100 Continue\r\n\r\n", interim
        connection.sendall(body(pool))
        answer = connection.recv(65_536)
        assert answer.startswith(b"HTTP/1.1 200 OK\r\n"), answer
        connection.close()
    assert min(spans) < 0.05, spans


def test_a_connection_goes_on_after_continue(server, pool):
    connection = waiting(server, body(pool))
    head = f"POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n".encode()
    assert connection.recv(4_096) == b"HTTP/1.1 100 Continue\r\n\r\n"
    # The next request is there before the first is answered; its interim response comes after that answer.
    connection.sendall(body(pool) + head + b"{}" + head + b"{}")
    received = b""
    while received.count(b"UnknownOperationException\"") < 2:
        part = connection.recv(65_536)
        assert part, received
        received += part
    kinds = [line for line in received.split(b"\r\n") if b"HTTP/1.1 " in line]
    assert [line.split(b"HTTP/1.1 ")[1][:3] for line in kinds] == [b"200", b"100", b"400", b"100", b"400"], received
    connection.close()


def test_a_refused_request_gets_no_continue(start):
    server = start("--max-requests", "1")
    pool = Pool(server)
    pool.add()
    busy = begun(server, body(pool))
    end = time.time() + 10
    while time.time() < end:
        connection = waiting(server, body(pool))
        answer = connection.recv(65_536)
        connection.close()
        if not answer.startswith(b"HTTP/1.1 100"):
            break
    assert answer.startswith(b"HTTP/1.1 503"), answer
    busy.sendall(body(pool)[-1:])
    rest(busy)


@pytest.mark.parametrize("expectation, version", [("200-ok", "1.1"), ("", "1.1"), ("100-continue", "1.0")])
def test_no_other_expectation_gets_continue(server, pool, expectation, version):
    connection = waiting(server, body(pool), expectation, version)
    connection.sendall(body(pool))
    assert connection.recv(65_536).split(b" ")[1] == b"200"
    connection.close()
