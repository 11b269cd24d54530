"""Codes by Amazon SNS, with moto in its place, which checks the signature of each request as AWS does."""
import json
import re
import signal

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from moto import settings
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.authorization import ActionAuthenticatorMixin
from moto.server import ThreadedMotoServer
from moto.sns import sns_backends

from conftest import REGION, Pool, free_port

NUMBER = "+14155550123"
MAY_SEND = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sns:Publish", "Resource": "*"}]}
TRUST = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}


class Carrier:
    """moto's SNS, with a user who may send, a role that may, and a user who may not."""

    def __init__(self):
        self.server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self.server.start()
        self.url = "http://127.0.0.1:%d" % self.server.get_host_and_port()[1]
        iam = self.client("iam")
        for name in ("sender", "nobody"):
            iam.create_user(UserName=name)
        iam.put_user_policy(UserName="sender", PolicyName="send", PolicyDocument=json.dumps(MAY_SEND))
        self.sender, self.nobody = (self.key(iam, name) for name in ("sender", "nobody"))
        arn = iam.create_role(RoleName="sender", AssumeRolePolicyDocument=json.dumps(TRUST))["Role"]["Arn"]
        iam.put_role_policy(RoleName="sender", PolicyName="send", PolicyDocument=json.dumps(MAY_SEND))
        lent = self.client("sts").assume_role(RoleArn=arn, RoleSessionName="server")["Credentials"]
        self.role = {
            "SNS_ACCESS_KEY_ID": lent["AccessKeyId"], "SNS_SECRET_ACCESS_KEY": lent["SecretAccessKey"],
            "SNS_SESSION_TOKEN": lent["SessionToken"]}
        # From here on moto authorizes every request.
        self.before = settings.INITIAL_NO_AUTH_ACTION_COUNT
        settings.INITIAL_NO_AUTH_ACTION_COUNT = ActionAuthenticatorMixin.request_count = 0

    def client(self, service):
        return boto3.client(
            service, endpoint_url=self.url, region_name=REGION, aws_access_key_id="root", aws_secret_access_key="root",
            config=Config(retries={"total_max_attempts": 1}))

    @staticmethod
    def key(iam, name):
        key = iam.create_access_key(UserName=name)["AccessKey"]
        return {"SNS_ACCESS_KEY_ID": key["AccessKeyId"], "SNS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}

    def messages(self):
        return list(sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values())

    def stop(self):
        settings.INITIAL_NO_AUTH_ACTION_COUNT = self.before
        self.server.stop()


@pytest.fixture(scope="module")
def carrier():
    carrier = Carrier()
    yield carrier
    carrier.stop()


def served(start, carrier, key, *options, url=None):
    """A pool of a server that sends by SNS with this key, and a user in it who prefers text messages."""
    server = start(
        "--sms", "sns", "--sns-endpoint", url or carrier.url, *options, outbox=False, names=key)
    pool = Pool(server)
    pool.add(number=NUMBER)
    pool.prefer_sms()
    return server, pool


@pytest.mark.parametrize("key", ["sender", "role"])
def test_a_user_signs_in_by_a_message_of_sns(start, carrier, key):
    server, pool = served(start, carrier, getattr(carrier, key), "--sns-sender-id", "Example")
    before = carrier.messages()
    challenge = pool.sign_in()
    assert challenge["ChallengeName"] == "SMS_MFA"
    [(number, text)] = carrier.messages()[len(before):]
    [code] = re.findall(r"\b\d{6}\b", text)
    assert number == NUMBER
    answer = pool.answer(challenge["Session"], "SMS_MFA", code)
    assert answer["AuthenticationResult"]["TokenType"] == "Bearer"
    # The code is once for all, and the outbox of test controls has not had it.
    with pytest.raises(ClientError):
        pool.answer(challenge["Session"], "SMS_MFA", code)
    assert json.loads(server.control("GET", "/_test/sms")[2]) == []
    assert server.stop() == 0
    log = open(server.log.name).read()
    assert code not in log and not any(secret in log for secret in list(getattr(carrier, key).values())[1:])


# R71
@pytest.mark.parametrize("key, code", [("wrong", "SignatureDoesNotMatch"), ("nobody", "AccessDenied")])
def test_what_sns_refuses_was_not_sent(start, carrier, key, code):
    keys = {**carrier.sender, "SNS_SECRET_ACCESS_KEY": "wrong"} if key == "wrong" else carrier.nobody
    before = carrier.messages()
    server, pool = served(start, carrier, keys, "--profile", "strict")
    # More often than the quota of twenty an hour lets through: what was refused is given back.
    for _ in range(25):
        with pytest.raises(ClientError) as refused:
            pool.sign_in()
        assert refused.value.response["Error"]["Code"] == "CodeDeliveryFailureException"
    assert carrier.messages() == before
    assert server.stop() == 0
    assert code in open(server.log.name).read()


# R71, R72
def test_a_carrier_that_is_down_refuses(start, carrier):
    server, pool = served(
        start, carrier, carrier.sender, "--profile", "strict", url=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(ClientError) as refused:
        pool.sign_in()
    assert refused.value.response["Error"]["Code"] == "CodeDeliveryFailureException"
    assert server.stop() == 0


def test_a_port_that_is_taken_is_an_error_and_no_crash(start, carrier):
    server, _ = served(start, carrier, carrier.sender)
    with pytest.raises(AssertionError, match="in use"):
        start("--sms", "sns", outbox=False, names=carrier.sender, port=server.port)
    with pytest.raises(AssertionError, match="SNS_SECRET_ACCESS_KEY"):
        start("--sms", "sns", outbox=False, names={"SNS_ACCESS_KEY_ID": "AKID"})
    assert server.stop(signal.SIGTERM) == 0
