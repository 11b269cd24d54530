"""Limits by source address, proxies that are trusted, and requests that do not name their host."""
import concurrent.futures
import http.client
import json
import re
import secrets
import signal
import socket
import threading
import time

import pytest
from botocore.exceptions import ClientError

from conftest import PASSWORD, Pool, refused

TARGET = "AWSCognitoIdentityProviderService.InitiateAuth"
TYPE = "application/x-amz-json-1.1"


def sign_in_body(pool, name, password=PASSWORD):
    return json.dumps({
        "ClientId": pool.client_id, "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": name, "PASSWORD": password}}).encode()


def sign_in(server, pool, name="ada", forwarded=None, password=PASSWORD, timeout=30):
    """The kind of error of one sign-in, or None; `forwarded` is the word of a proxy."""
    headers = {"Content-Type": TYPE, "X-Amz-Target": TARGET}
    if forwarded is not None:
        headers["X-Forwarded-For"] = forwarded
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=timeout)
    try:
        connection.request("POST", "/", sign_in_body(pool, name, password), headers)
        return json.loads(connection.getresponse().read()).get("__type")
    finally:
        connection.close()


# R124
def test_one_address_does_not_keep_everybody_from_signing_in(start):
    # A hash of some 60 ms, so that a hundred callers fill the queue.
    server = start(
        "--trusted-proxies", "127.0.0.1", "--address-rate", "1000", "--address-burst", "1000000",
        "--password-iterations", "200000")
    pool = Pool(server)
    names = [f"honest{number}" for number in range(25)]
    for name in names:
        pool.add(name)
    end = threading.Event()
    answers = []

    def attack():
        while not end.is_set():
            try:
                answer = sign_in(server, pool, "x" + secrets.token_hex(8), forwarded="192.0.2.1", timeout=240)
            except (OSError, http.client.HTTPException):
                # The server is gone: the test is over.
                return
            answers.append(answer)
            # A refusal takes no time, and this machine has to hash too.
            end.wait(0.2)

    attackers = [threading.Thread(target=attack) for _ in range(100)]
    for thread in attackers:
        thread.start()
    try:
        # The queue is full once many are refused; bounded by the clock.
        limit = time.time() + 60
        while answers.count("TooManyRequestsException") < 50 and time.time() < limit:
            time.sleep(0.05)
        before = len(answers)
        with concurrent.futures.ThreadPoolExecutor(len(names)) as honest:
            results = list(honest.map(
                lambda name: sign_in(server, pool, name, forwarded="198.51.100.1", timeout=240), names))
        during = answers[before:]
    finally:
        end.set()
        server.stop(signal.SIGKILL)
        for thread in attackers:
            thread.join()
    assert results == [None] * 25, results
    assert during.count("TooManyRequestsException") > 25, "the queue was full all the while"


# R124
def test_calls_of_one_address_are_bounded_and_come_back_with_time(start):
    server = start("--trusted-proxies", "127.0.0.1", "--address-rate", "1", "--address-burst", "3")
    pool = Pool(server)
    pool.add()
    assert [sign_in(server, pool, forwarded="192.0.2.1") for _ in range(4)] == [None] * 3 + ["ForbiddenException"]
    # What a client writes before the proxy's own entry makes no other address of it, nor does another of its /64.
    assert sign_in(server, pool, forwarded="203.0.113.9, 192.0.2.1") == "ForbiddenException"
    assert sign_in(server, pool, forwarded="::ffff:192.0.2.1") == "ForbiddenException"
    for _ in range(3):
        assert sign_in(server, pool, forwarded="2001:db8::1") is None
    assert sign_in(server, pool, forwarded="2001:db8::2") == "ForbiddenException"
    assert sign_in(server, pool, forwarded="2001:db8:0:1::2") is None
    server.advance(1)
    assert [sign_in(server, pool, forwarded="192.0.2.1") for _ in range(2)] == [None, "ForbiddenException"]


# R124: a proxy's word counts from a proxy only.
def test_nobody_else_may_say_where_a_request_comes_from(start):
    server = start("--trusted-proxies", "10.0.0.0/8,2001:db8::/32", "--address-rate", "1", "--address-burst", "2")
    pool = Pool(server)
    pool.add()
    answers = [sign_in(server, pool, forwarded=f"192.0.2.{number}") for number in range(3)]
    assert answers == [None, None, "ForbiddenException"]


# R124
def test_this_machine_has_no_limits_unless_they_are_set(start):
    server = start("--address-burst", "1")
    pool = Pool(server)
    pool.add()
    assert [sign_in(server, pool) for _ in range(5)] == [None] * 5


@pytest.mark.parametrize("options", [
    ("--trusted-proxies", "10.0.0.1/8"), ("--trusted-proxies", "proxy.example.com"), ("--trusted-proxies", ""),
    ("--address-rate", "0"), ("--address-burst", "0"), ("--max-connections-per-address", "0")])
def test_options_that_are_refused(options):
    assert refused(*options)


def connected(server, source):
    """A connection from one of this machine's addresses, and the answer to a first request."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=10, source_address=(source, 0))
    try:
        connection.sendall(f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        return connection, connection.recv(65_536)
    except (ConnectionResetError, BrokenPipeError):
        return connection, b""


# R124
def test_connections_of_one_address_are_bounded(start):
    server = start("--max-connections-per-address", "4")
    held = [connected(server, "127.0.0.2") for _ in range(4)]
    assert all(answer.startswith(b"HTTP/1.1 200") for _, answer in held)
    for _ in range(8):
        more, answer = connected(server, "127.0.0.2")
        more.close()
        assert answer == b""
    other, answer = connected(server, "127.0.0.3")
    assert answer.startswith(b"HTTP/1.1 200")
    other.close()
    held.pop()[0].close()
    # Until the server has seen the end; bounded by the clock.
    limit = time.time() + 10
    answer = b""
    while not answer and time.time() < limit:
        again, answer = connected(server, "127.0.0.2")
        held.append((again, answer))
    assert answer.startswith(b"HTTP/1.1 200")
    for connection, _ in held:
        connection.close()


# R124
def test_a_trusted_proxy_may_have_any_number_of_connections(start):
    server = start("--max-connections-per-address", "2", "--trusted-proxies", "127.0.0.2")
    held = [connected(server, "127.0.0.2") for _ in range(6)]
    assert all(answer.startswith(b"HTTP/1.1 200") for _, answer in held)
    for connection, _ in held:
        connection.close()


def answers(server, raw):
    """Bytes that come back for raw bytes, until the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(raw)
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65_536):
            received += part
        return received


PATHS = ["/", "/health", "/eu-west-1_nothing/.well-known/jwks.json", "/_test/sms"]


# RFC 9112, 3.2
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("hosts", [
    [], ["127.0.0.1", "127.0.0.1"], ["127.0.0.1", "example.com"], ["a b"], ["a/b"], ["user@example.com"], ["a", ""]])
def test_a_request_names_one_host(server, path, hosts):
    fields = "".join(f"Host: {host}\r\n" for host in hosts)
    body = "" if path != "/" else "{}"
    method = "POST" if path == "/" else "GET"
    received = answers(
        server, f"{method} {path} HTTP/1.1\r\n{fields}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    # Refused before anybody has looked at what is asked for: the service's own refusals have a body.
    assert received.startswith(b"HTTP/1.1 400") and received.endswith(b"\r\n\r\n"), received
    assert received.count(b"HTTP/1.1") == 1


def test_a_request_of_http_1_0_needs_no_host(server):
    assert answers(server, b"GET /health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 200")
    assert answers(server, b"GET /health HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n").startswith(b"HTTP/1.1 400")


# The refusal is the answer to its own request: what came before is answered first, what comes behind is not carried out.
def test_a_refused_request_in_a_pipeline(server):
    good = f"GET /health HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode()
    received = answers(server, good + b"GET /health HTTP/1.1\r\n\r\n" + good)
    assert re.findall(rb"HTTP/1\.1 (\d+)", received) == [b"200", b"400"], received


# The clients of Amazon do name their host.
def test_clients_are_served(server, pool):
    assert "AuthenticationResult" in pool.sign_in()
    with pytest.raises(ClientError):
        pool.sign_in(password="wrong")
