#!/usr/bin/env python3
"""Signs in on the pages as 64 browsers at once: forms read from the HTML, password, then a code.

    pip install -r Tests/clients/requirements.txt
    python3 Tests/load_pages.py                         # release build, 60 s
    python3 Tests/load_pages.py --seconds 10 --server .build/debug/cognito-mfa-server

Half of the users get text messages, the others have an app. All browsers sign in once in a round. Between rounds the
server's clock goes on, because a code of an app holds once. The exit code is 1 after any unexpected answer.
"""
import argparse
import html.parser
import http.client
import json
import os
import pathlib
import re
import sys
import tempfile
import threading
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent / "clients"))
import pyotp
from conftest import FLOWS, PASSWORD, SMS, Server
from load import build, machine

STEP = 601


class Forms(html.parser.HTMLParser):
    """The forms of a page: action and named inputs."""

    def __init__(self, text):
        super().__init__()
        self.forms = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "form":
            self.forms.append((attributes["action"], {}))
        elif tag == "input" and "name" in attributes and self.forms:
            self.forms[-1][1][attributes["name"]] = attributes.get("value") or ""


class Outbox:
    """The last code to each number, read from the server's file as it grows."""

    def __init__(self, path):
        self.file, self.codes, self.lock = open(path), {}, threading.Lock()

    def take(self, number):
        """The code of a message that has come since the last call."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            with self.lock:
                for line in self.file:
                    message = json.loads(line)
                    self.codes[message["phone_number"]] = re.findall(r"\b\d{6}\b", message["message"])[-1]
                if number in self.codes:
                    return self.codes.pop(number)
            time.sleep(0.005)
        raise AssertionError("no message came")


class Browser:
    """One sign-in: a connection that stays open, and cookies."""

    def __init__(self, server, times):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.origin, self.cookies, self.times = server.url, {}, times

    def request(self, method, target, fields=None):
        headers = {"Sec-Fetch-Site": "same-origin" if fields else "none"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers |= {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"}
        start = time.monotonic()
        self.connection.request(method, target, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.times.append(time.monotonic() - start)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.partition(";")[0].split("=", 1)
            self.cookies[name] = value
            if "Max-Age=0" in cookie:
                del self.cookies[name]
        return answer.status, answer.headers.get("Location"), text

    def page(self, target):
        status, _, text = self.request("GET", target)
        assert status == 200, f"GET {target.partition('?')[0]} answers {status}"
        return text

    def submit(self, text, path, **values):
        """Sends the form of a page, and returns the page to which the answer leads."""
        action, fields = next(form for form in Forms(text).forms if form[0].partition("?")[0] == path)
        status, location, answer = self.request("POST", action, {**fields, **values})
        assert status == 303, f"POST {path} answers {status}"
        return location.partition("?")[0], self.page(location)


class User:
    """A user of the pool with a second factor."""

    def __init__(self, api, pool, client, number):
        self.name, self.number, self.client = f"user{number}", f"+1415555{number:04}", client
        self.app = None
        api.admin_create_user(
            UserPoolId=pool, Username=self.name, MessageAction="SUPPRESS", UserAttributes=[
                {"Name": "phone_number", "Value": self.number}, {"Name": "phone_number_verified", "Value": "true"}])
        api.admin_set_user_password(UserPoolId=pool, Username=self.name, Password=PASSWORD, Permanent=True)
        if number % 2:
            token = api.initiate_auth(
                ClientId=client, AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": self.name, "PASSWORD": PASSWORD})["AuthenticationResult"]["AccessToken"]
            self.app = pyotp.TOTP(api.associate_software_token(AccessToken=token)["SecretCode"])
            api.verify_software_token(AccessToken=token, UserCode=self.app.now())
        factor = "SoftwareTokenMfaSettings" if self.app else "SMSMfaSettings"
        api.admin_set_user_mfa_preference(
            UserPoolId=pool, Username=self.name, **{factor: {"Enabled": True, "PreferredMfa": True}})

    def sign_in(self, server, outbox, times):
        browser = Browser(server, times)
        try:
            text = browser.page(f"/login?client_id={self.client}")
            path, text = browser.submit(text, "/login", username=self.name, password=PASSWORD)
            assert path == ("/mfa/app" if self.app else "/mfa/sms"), path
            code = self.app.at(time.time() + server.ahead) if self.app else outbox.take(self.number)
            path, text = browser.submit(text, path, code=code)
            assert path == "/account/security" and self.name in text, path
        finally:
            browser.connection.close()


def percentiles(times):
    times = sorted(times)
    return [1000 * times[min(len(times) - 1, int(len(times) * share))] for share in (0.5, 0.99)]


def load(server, browsers, seconds):
    """Rounds of sign-ins until the time is over."""
    api = server.client()
    pool = api.create_user_pool(PoolName="pool", SmsConfiguration=SMS)["UserPool"]["Id"]
    api.set_user_pool_mfa_config(
        UserPoolId=pool, MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": True},
        SmsMfaConfiguration={"SmsConfiguration": SMS})
    client = api.create_user_pool_client(
        UserPoolId=pool, ClientName="app", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]
    users = [User(api, pool, client, number) for number in range(browsers)]
    server.outbox.touch()
    outbox = Outbox(server.outbox)
    requests, sign_ins, errors, busy = [], [], [], 0
    end = time.monotonic() + seconds
    while time.monotonic() < end and not errors:
        server.advance(STEP)

        def work(user):
            start = time.monotonic()
            try:
                user.sign_in(server, outbox, requests)
                sign_ins.append(time.monotonic() - start)
            except Exception as error:
                errors.append(f"{type(error).__name__}: {error}")

        threads = [threading.Thread(target=work, args=[user]) for user in users]
        start = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        busy += time.monotonic() - start
    return sign_ins, requests, errors, busy


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--browsers", type=int, default=64)
    parser.add_argument("--iterations", type=int, default=1_000, help="of PBKDF2 for a password")
    parser.add_argument("--server", type=pathlib.Path, help="a binary, in place of a release build")
    parser.add_argument("--scratch-path", default=".build", help="where SwiftPM builds")
    choice = parser.parse_args()
    import conftest
    conftest.BINARY = choice.server or build(choice.scratch_path)[0]
    with tempfile.TemporaryDirectory() as folder:
        server = Server(pathlib.Path(folder), "--pages", "--password-iterations", str(choice.iterations))
        try:
            before = os.getloadavg()[0]
            sign_ins, requests, errors, busy = load(server, choice.browsers, choice.seconds)
        finally:
            server.stop()
    print(f"{machine()}; browsers and server on it together; load of others before the start {before:.1f}.")
    for error in sorted(set(errors)):
        print(f"{errors.count(error)} × {error}")
    if not sign_ins:
        sys.exit("nobody signed in")
    whole, each = percentiles(sign_ins), percentiles(requests)
    print(f"{len(sign_ins)} sign-ins by {choice.browsers} browsers at once in {busy:.0f} s, {len(errors)} errors")
    print(f"{len(sign_ins) / busy:.0f} sign-ins a second; each of five requests")
    print(f"sign-in: median {whole[0]:.0f} ms, p99 {whole[1]:.0f} ms; request: median {each[0]:.0f} ms, p99 {each[1]:.0f} ms")
    sys.exit(bool(errors))


if __name__ == "__main__":
    main()
