"""A browser before the Hummingbird host of the sign-in pages: the page, a wrong password, the right one, the account."""
import html
import http.client
import re
import sys
import time
import urllib.parse

HOST = urllib.parse.urlsplit(sys.argv[1])
COOKIES = {}


def call(method, path, fields=None):
    """Status, headers and text of an answer; cookies are kept."""
    connection = http.client.HTTPConnection(HOST.hostname, HOST.port, timeout=10)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in COOKIES.items())} if COOKIES else {}
    if fields is not None:
        headers |= {"Origin": HOST.geturl(), "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, fields and urllib.parse.urlencode(fields), headers)
    answer = connection.getresponse()
    for cookie in answer.headers.get_all("Set-Cookie") or []:
        name, value = cookie.partition(";")[0].split("=", 1)
        COOKIES[name] = value
    return answer.status, answer.headers, answer.read().decode()


def wait_for_the_port():
    for _ in range(300):
        try:
            return call("GET", "/login")
        except ConnectionError:
            time.sleep(0.1)
    sys.exit("nothing listens")


def submit(page, **values):
    action = html.unescape(re.search(r'action="([^"]*)"', page)[1])
    token = re.search(r'name="csrf" value="([^"]*)"', page)[1]
    return call("POST", action, {"csrf": token, **values})


status, headers, page = wait_for_the_port()
assert status == 200 and "<h1>" in page, (status, page)
assert "form-action 'self'" in headers["Content-Security-Policy"] and headers["Cache-Control"] == "no-store", headers
style = call("GET", re.search(r'rel="stylesheet" href="([^"]*)"', page)[1])
assert style[0] == 200 and style[1]["Content-Type"].startswith("text/css"), style
status, _, refused = submit(page, username="ada", password="Wrong-1843")
assert status == 422 and 'role="alert"' in refused, (status, refused)
status, headers, _ = submit(page, username="ada", password="Analytical-1843")
assert status == 303 and headers["Location"].startswith("/account/security"), (status, headers)
status, _, account = call("GET", headers["Location"])
assert status == 200 and "ada" in account, (status, account)
assert call("GET", "/nowhere")[0] == 404 and call("GET", "/")[2] == "The shop"
status, _, _ = call("POST", "/login", {"x": "a" * 20_000})
assert status in (403, 413), status
print("the pages: signed in by the Hummingbird host, and refused a wrong password and a long body")
