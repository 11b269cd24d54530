"""A web page of another origin, in Debian's Chromium: it signs up, signs in and reads why it was refused."""
import functools
import http.server
import json
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

from conftest import PASSWORD, Pool

NUMBER = "+14155550123"
# What amazon-cognito-identity-js sends, on the browser's own fetch.
SCRIPT = """<!doctype html><title>app</title><script>
async function call(url, operation, members, more = {}) {
  try {
    const response = await fetch(url, {
      method: "POST", cache: "no-store", mode: "cors", body: JSON.stringify(members),
      headers: {
        "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": "AWSCognitoIdentityProviderService." + operation,
        "X-Amz-User-Agent": "page", "Cache-Control": "max-age=0", ...more
      }
    });
    return {
      status: response.status, body: await response.json(), kind: response.headers.get("x-amzn-ErrorType"),
      message: response.headers.get("x-amzn-ErrorMessage"), id: response.headers.get("x-amzn-RequestId"),
      date: response.headers.get("Date")
    };
  } catch (error) { return {failure: String(error)}; }
}
</script>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def origin(tmp_path_factory):
    """The origin of the page; its port is another than the server's."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "index.html").write_text(SCRIPT)
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=site.serve_forever, daemon=True).start()
    yield f"http://localhost:{site.server_port}"
    site.shutdown()
    site.server_close()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser, origin):
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/index.html")
    yield page
    context.close()


def call(page, server, operation, more=None, **members):
    return page.evaluate(
        "([url, operation, members, more]) => call(url, operation, members, more)",
        [f"{server.url}/", operation, members, more or {}])


def sign_in(page, pool, name="eve", password=PASSWORD):
    return call(
        page, pool.server, "InitiateAuth", ClientId=pool.client_id, AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": name, "PASSWORD": password})


def test_a_page_signs_up_and_signs_in(page, server):
    pool = Pool(server)
    answer = call(
        page, server, "SignUp", ClientId=pool.client_id, Username="eve", Password=PASSWORD,
        UserAttributes=[{"Name": "phone_number", "Value": NUMBER}])
    assert answer["status"] == 200 and answer["body"]["UserSub"] and not answer["body"]["UserConfirmed"]
    pool.api.admin_confirm_sign_up(UserPoolId=pool.id, Username="eve")
    pool.prefer_sms("eve")
    count = len(server.messages())
    challenge = sign_in(page, pool)
    assert challenge["body"]["ChallengeName"] == "SMS_MFA", challenge
    respond = functools.partial(
        call, page, server, "RespondToAuthChallenge", ClientId=pool.client_id, ChallengeName="SMS_MFA",
        Session=challenge["body"]["Session"])
    code = server.sms_code(NUMBER, after=count)
    wrong = respond(ChallengeResponses={"USERNAME": "eve", "SMS_MFA_CODE": f"{(int(code) + 1) % 1_000_000:06}"})
    assert wrong["status"] == 400 and wrong["kind"] == "CodeMismatchException:", wrong
    right = respond(ChallengeResponses={"USERNAME": "eve", "SMS_MFA_CODE": code})
    assert right["status"] == 200 and right["body"]["AuthenticationResult"]["AccessToken"], right


def test_a_page_reads_why_it_was_refused(page, server, pool):
    answer = sign_in(page, pool, "ada", "Wrong-1843")
    assert answer["status"] == 400 and answer["body"]["__type"] == "NotAuthorizedException"
    assert answer["kind"] == "NotAuthorizedException:" and answer["message"] == answer["body"]["message"]
    assert len(answer["id"]) == 36 and answer["date"].endswith("GMT")
    assert call(page, server, "Nothing")["body"]["__type"] == "UnknownOperationException"
    long = call(page, server, "InitiateAuth", ClientId="a" * 1_100_000)
    assert long["status"] == 413 and long["body"]["__type"] == "RequestEntityTooLargeException"


# The headers of the SDK for JavaScript 3.
def test_a_page_sends_the_headers_of_an_sdk(page, pool):
    more = {"Amz-Sdk-Invocation-Id": "a", "Amz-Sdk-Request": "attempt=1; max=3"}
    answer = call(
        page, pool.server, "InitiateAuth", more, ClientId=pool.client_id, AuthFlow="USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD})
    assert answer["status"] == 200, answer


def test_a_page_reads_the_keys(page, server, pool):
    for name, member in (("jwks.json", "keys"), ("openid-configuration", "issuer")):
        url = f"{server.url}/{pool.id}/.well-known/{name}"
        assert page.evaluate("async url => (await fetch(url)).json()", url)[member]
        assert page.evaluate(
            "async url => (await fetch(url, {headers: {'X-Any': 'a'}})).status", url.replace(pool.id, "nowhere")) == 404


def test_no_page_signs_as_an_administrator(page, server, pool):
    answer = call(page, server, "ListUserPools", {"Authorization": "AWS4-HMAC-SHA256 a"}, MaxResults=1)
    assert "Failed to fetch" in answer["failure"]
    # Without the header the call is sent and refused, and the page learns nothing of it.
    assert "Failed to fetch" in call(page, server, "ListUserPools", MaxResults=1)["failure"]


def test_a_stranger_learns_nothing(page, start, origin):
    server = start("--cors-origins", "https://app.example.com")
    pool = Pool(server)
    pool.add()
    assert "Failed to fetch" in sign_in(page, pool, "ada")["failure"]
    mine = start("--cors-origins", f"https://app.example.com,{origin}")
    pool = Pool(mine)
    pool.add()
    assert sign_in(page, pool, "ada")["body"]["AuthenticationResult"]["AccessToken"]
    assert sign_in(page, pool, "ada", "Wrong-1843")["kind"] == "NotAuthorizedException:"


def test_without_origins_no_page_calls(page, start):
    server = start("--cors-origins", "none")
    pool = Pool(server)
    pool.add()
    assert "Failed to fetch" in sign_in(page, pool, "ada")["failure"]
    assert json.loads(server.request("GET", "/health")[2]) == {"status": "ok"}
