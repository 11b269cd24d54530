"""Starts the server and drives it with unmodified clients.

    pip install -r Tests/clients/requirements.txt       # and oathtool, of Debian
    swift build --product cognito-mfa-server
    pytest Tests/clients

COGNITO_MFA_SERVER names another binary than .build/debug/cognito-mfa-server.
"""
import http.client
import json
import os
import pathlib
import re
import secrets
import signal
import socket
import subprocess
import threading
import time
import urllib.request

import boto3
import pyotp
import pytest
from botocore.config import Config

from service_model import Answers

PACKAGE = pathlib.Path(__file__).parents[2]
BINARY = os.environ.get("COGNITO_MFA_SERVER", PACKAGE / ".build/debug/cognito-mfa-server")
REGION = "eu-west-1"
KEY, SECRET = "AKIDADMIN", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
PASSWORD = "Analytical-1843"
SMS = {"SnsCallerArn": "arn:aws:iam::123456789012:role/sns", "ExternalId": "e"}
FLOWS = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**more):
    """An environment without the machine's own AWS settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
    return {
        **kept, "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull, "AWS_PAGER": "",
        "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1", **more,
    }


def refused(*options, **names):
    """The error of a server that does not start."""
    run = subprocess.run(
        [BINARY, "--port", str(free_port()), *options], env=environment(**names), capture_output=True, text=True,
        timeout=60)
    assert run.returncode != 0 and run.stderr, run
    return run.stderr


class Server:
    """A server process on a port of its own."""

    def __init__(self, folder, *options, controls=True, keys=(KEY, SECRET), port=None, outbox=True, names=()):
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.outbox = folder / f"sms-{self.port}.jsonl"
        self.token = secrets.token_hex(16)
        self.ahead = 0
        self.answers = Answers()
        arguments = [BINARY, "--port", str(self.port), "--region", REGION, *options]
        if outbox:
            arguments += ["--sms-outbox", self.outbox]
        if controls:
            arguments += ["--test-controls", self.token]
            if "--password-iterations" not in options:
                arguments += ["--password-iterations", "1000"]
        names = dict(names, **dict(zip(("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), keys or ())))
        self.log = open(folder / f"log-{self.port}", "a")
        self.process = subprocess.Popen(
            arguments, env=environment(**names), stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.said = []
        # A server that never reports its address is ended; its silence becomes an empty line.
        guard = threading.Timer(60, self.process.kill)
        guard.start()
        while not (self.said and "listening" in self.said[-1]):
            line = self.process.stdout.readline()
            if not line:
                self.process.wait(10)
                break
            self.said.append(line)
        guard.cancel()
        assert self.process.poll() is None, (folder / f"log-{self.port}").read_text()

    def stop(self, how=signal.SIGTERM):
        """Ends the process, and returns its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            return self.process.wait(30)
        finally:
            self.process.kill()
            self.process.stdout.close()
            self.log.close()

    def client(self, key=KEY, secret=SECRET, region=REGION, **config):
        """A client of boto3; every answer to it is compared with the service model."""
        settings = {"retries": {"total_max_attempts": 1}, "max_pool_connections": 50, **config}
        api = boto3.session.Session().client(
            "cognito-idp", endpoint_url=self.url, region_name=region, aws_access_key_id=key,
            aws_secret_access_key=secret, config=Config(**settings))
        return self.answers.watch(api)

    def request(self, method, path, body=None, headers=None):
        """Status, headers and body of a plain request; `headers` may hold a Host of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            connection.close()

    def control(self, method, path, **headers):
        return self.request(method, path, headers={"Authorization": f"Bearer {self.token}", **headers})

    def advance(self, seconds):
        status, _, body = self.control("POST", f"/_test/clock?advance_seconds={seconds}")
        assert status == 200, body
        self.ahead += seconds
        return json.loads(body)["now"]

    def messages(self):
        return [json.loads(line) for line in self.outbox.read_text().splitlines()]

    def sms_code(self, number, after=0):
        """The code in the last text message, which must be to this number.

        The public operations do not wait for their message: `after` is the number of messages before the call.
        """
        deadline = time.monotonic() + 10
        while len(self.messages()) <= after and time.monotonic() < deadline:
            time.sleep(0.02)
        message = self.messages()[-1]
        assert message["phone_number"] == number, message
        return re.findall(r"\b\d{6}\b", message["message"])[-1]

    def get(self, path):
        with urllib.request.urlopen(self.url + path, timeout=30) as answer:
            return json.load(answer)


@pytest.fixture
def start(tmp_path):
    """Starts servers that end with the test."""
    started = []

    def start(*options, **settings):
        started.append(Server(tmp_path, *options, **settings))
        return started[-1]

    yield start
    for server in started:
        server.stop(signal.SIGKILL)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server in memory that tests share, each with a pool of its own."""
    server = Server(tmp_path_factory.mktemp("server"))
    yield server
    assert server.stop() == 0


class Pool:
    """A pool with a client, made by boto3."""

    def __init__(self, server, mfa="OPTIONAL"):
        self.server = server
        self.api = api = server.client()
        self.id = api.create_user_pool(PoolName="pool", SmsConfiguration=SMS)["UserPool"]["Id"]
        api.set_user_pool_mfa_config(
            UserPoolId=self.id, MfaConfiguration=mfa, SoftwareTokenMfaConfiguration={"Enabled": True},
            SmsMfaConfiguration={"SmsConfiguration": SMS})
        self.client_id = api.create_user_pool_client(
            UserPoolId=self.id, ClientName="app", ExplicitAuthFlows=FLOWS)["UserPoolClient"]["ClientId"]

    def add(self, name="ada", number="+14155550123"):
        self.api.admin_create_user(
            UserPoolId=self.id, Username=name, MessageAction="SUPPRESS",
            UserAttributes=[
                {"Name": "phone_number", "Value": number}, {"Name": "phone_number_verified", "Value": "true"}])
        self.api.admin_set_user_password(UserPoolId=self.id, Username=name, Password=PASSWORD, Permanent=True)

    def sign_in(self, name="ada", password=PASSWORD, api=None):
        return (api or self.api).initiate_auth(
            ClientId=self.client_id, AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": name, "PASSWORD": password})

    def answer(self, session, challenge, code, name="ada", api=None):
        return (api or self.api).respond_to_auth_challenge(
            ClientId=self.client_id, ChallengeName=challenge, Session=session,
            ChallengeResponses={"USERNAME": name, f"{challenge}_CODE": code})

    def register(self, name="ada"):
        """Sets up an authenticator app for a user, and returns the app."""
        token = self.sign_in(name)["AuthenticationResult"]["AccessToken"]
        app = pyotp.TOTP(self.api.associate_software_token(AccessToken=token)["SecretCode"])
        self.api.verify_software_token(AccessToken=token, UserCode=app.at(time.time() + self.server.ahead))
        self.api.set_user_mfa_preference(
            AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
        return app

    def prefer_sms(self, name="ada"):
        self.api.admin_set_user_mfa_preference(
            UserPoolId=self.id, Username=name, SMSMfaSettings={"Enabled": True, "PreferredMfa": True})


@pytest.fixture
def pool(server):
    pool = Pool(server)
    pool.add()
    return pool
