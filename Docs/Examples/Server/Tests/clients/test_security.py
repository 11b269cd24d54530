"""Attacks that unmodified clients can make: each was found to work once."""
import json
import re

import pytest
from botocore.exceptions import ClientError

from conftest import FLOWS, PASSWORD, SMS, Pool

NUMBER = "+14155550123"
NEW_PASSWORD = "Difference-1822"


def code_of(call, **members):
    """The kind of error that a call ends with."""
    with pytest.raises(ClientError) as caught:
        call(**members)
    return caught.value.response["Error"]["Code"]


def attributes(**values):
    return [{"Name": name.replace("custom_", "custom:"), "Value": value} for name, value in values.items()]


def told(user):
    """Attributes of a user as a dictionary."""
    return {attribute["Name"]: attribute["Value"] for attribute in user.get("UserAttributes", user.get("Attributes"))}


class OwnPool(Pool):
    """A pool with settings of its own and a client."""

    def __init__(self, server, flows=FLOWS, **settings):
        self.server = server
        self.api = api = server.client()
        self.id = api.create_user_pool(PoolName="pool", **settings)["UserPool"]["Id"]
        self.client_id = api.create_user_pool_client(
            UserPoolId=self.id, ClientName="app", ExplicitAuthFlows=flows)["UserPoolClient"]["ClientId"]

    def create(self, name, **values):
        """A confirmed user; the `sub`."""
        created = self.api.admin_create_user(
            UserPoolId=self.id, Username=name, MessageAction="SUPPRESS", UserAttributes=attributes(**values))
        self.api.admin_set_user_password(UserPoolId=self.id, Username=name, Password=PASSWORD, Permanent=True)
        return told(created["User"])["sub"]

    def sign_up(self, name, **values):
        return self.api.sign_up(
            ClientId=self.client_id, Username=name, Password=PASSWORD, UserAttributes=attributes(**values))

    def user(self, name):
        return self.api.admin_get_user(UserPoolId=self.id, Username=name)

    def token(self, name):
        return self.sign_in(name)["AuthenticationResult"]["AccessToken"]


# R120: an administrator who writes a `sub` reaches its owner.
def test_a_sub_is_nobody_elses_name(server):
    pool = OwnPool(
        server, AutoVerifiedAttributes=["email"],
        Schema=[{"Name": "role", "AttributeDataType": "String", "Mutable": True}])
    sub = pool.create("boss", email="boss@example.com", email_verified="true")
    refusal = code_of(
        pool.api.sign_up, ClientId=pool.client_id, Username=sub, Password=PASSWORD,
        UserAttributes=attributes(email="attacker@example.com"))
    assert refusal == "UsernameExistsException"
    assert code_of(
        pool.api.admin_create_user, UserPoolId=pool.id, Username=sub, MessageAction="SUPPRESS"
    ) == "UsernameExistsException"
    pool.api.admin_update_user_attributes(
        UserPoolId=pool.id, Username=sub, UserAttributes=attributes(custom_role="admin"))
    assert told(pool.user("boss"))["custom:role"] == "admin"
    assert told(pool.api.get_user(AccessToken=pool.token("boss")))["custom:role"] == "admin"
    pool.api.admin_disable_user(UserPoolId=pool.id, Username=sub)
    assert pool.user("boss")["Enabled"] is False
    assert code_of(pool.sign_in, name="boss") == "NotAuthorizedException"


# R120: nor does an owner hide behind the own `sub`.
def test_ones_own_sub_is_no_name_for_a_second_account(server):
    pool = OwnPool(server)
    sub = pool.sign_up("ada")["UserSub"]
    refusal = code_of(pool.api.sign_up, ClientId=pool.client_id, Username=sub, Password=PASSWORD)
    assert refusal == "UsernameExistsException"
    pool.api.admin_confirm_sign_up(UserPoolId=pool.id, Username="ada")
    pool.api.admin_disable_user(UserPoolId=pool.id, Username=sub)
    assert code_of(pool.sign_in, name="ada") == "NotAuthorizedException"


@pytest.fixture
def aliases(server):
    pool = OwnPool(server, AliasAttributes=["email", "preferred_username"], AutoVerifiedAttributes=["email"])
    pool.create("ada", email="ada@example.com", email_verified="true")
    pool.api.update_user_attributes(
        AccessToken=pool.token("ada"), UserAttributes=attributes(preferred_username="nick"))
    assert "AuthenticationResult" in pool.sign_in("nick")
    return pool


# R120
def test_an_alias_is_nobody_elses_name(aliases):
    refusal = code_of(
        aliases.api.sign_up, ClientId=aliases.client_id, Username="nick", Password=NEW_PASSWORD,
        UserAttributes=attributes(email="stranger@example.com"))
    assert refusal == "UsernameExistsException"
    assert code_of(
        aliases.api.admin_create_user, UserPoolId=aliases.id, Username="nick", MessageAction="SUPPRESS"
    ) == "UsernameExistsException"
    assert "AuthenticationResult" in aliases.sign_in("nick")
    assert aliases.user("nick")["Username"] == "ada"
    sent = len(json.loads(aliases.server.control("GET", "/_test/email")[2]))
    aliases.api.forgot_password(ClientId=aliases.client_id, Username="nick")
    mails = json.loads(aliases.server.control("GET", "/_test/email")[2])[sent:]
    assert [mail["email"] for mail in mails] == ["ada@example.com"]


# R120
def test_a_name_is_nobody_elses_alias(aliases):
    aliases.create("carol")
    refusal = code_of(
        aliases.api.update_user_attributes, AccessToken=aliases.token("ada"),
        UserAttributes=attributes(preferred_username="carol"))
    assert refusal == "AliasExistsException"
    assert code_of(
        aliases.api.admin_update_user_attributes, UserPoolId=aliases.id, Username="ada",
        UserAttributes=attributes(preferred_username="carol")) == "AliasExistsException"
    # Not even once the name is free: nothing was taken for later.
    aliases.api.admin_delete_user(UserPoolId=aliases.id, Username="carol")
    assert code_of(aliases.sign_in, name="carol") in ("NotAuthorizedException", "UserNotFoundException")
    assert told(aliases.user("ada"))["preferred_username"] == "nick"


def texts(server, number):
    return [message for message in server.messages() if message["phone_number"] == number]


def texting(server):
    return OwnPool(
        server, SmsConfiguration=SMS, MfaConfiguration="OPTIONAL", AutoVerifiedAttributes=["phone_number"])


def victim(pool):
    pool.create("victim", phone_number=NUMBER, phone_number_verified="true")
    pool.prefer_sms("victim")


def gets_the_code(pool):
    """A sign-in of the victim, by a message that comes."""
    before = len(texts(pool.server, NUMBER))
    challenge = pool.sign_in("victim")
    assert challenge["ChallengeName"] == "SMS_MFA"
    assert len(texts(pool.server, NUMBER)) == before + 1
    answered = pool.answer(challenge["Session"], "SMS_MFA", pool.server.sms_code(NUMBER), "victim")
    assert "AuthenticationResult" in answered


# R121: messages that anyone can ask for leave the owner's alone.
@pytest.mark.parametrize("count", [19, 25])
def test_sign_ups_with_a_number_do_not_keep_its_owner_out(server, count):
    pool = texting(server)
    victim(pool)
    refusals = []
    for number in range(count):
        try:
            pool.sign_up(f"stranger{number}", phone_number=NUMBER)
        except ClientError as error:
            refusals.append(error.response["Error"]["Code"])
    assert refusals == ["LimitExceededException"] * max(0, count - 20)
    gets_the_code(pool)


# R121: nor does an account that merely carries the number.
def test_an_account_that_carries_a_number_does_not_keep_its_owner_out(server):
    pool = texting(server)
    victim(pool)
    for name in ("mallory", "trudy"):
        pool.create(name, phone_number=NUMBER)
        pool.api.set_user_mfa_preference(
            AccessToken=pool.token(name), SMSMfaSettings={"Enabled": True, "PreferredMfa": True})
    refusals = set()
    for number in range(24):
        try:
            assert pool.sign_in(("mallory", "trudy")[number % 2])["ChallengeName"] == "SMS_MFA"
        except ClientError as error:
            refusals.add(error.response["Error"]["Code"])
    assert refusals == {"LimitExceededException"}
    gets_the_code(pool)


# R127
def test_a_sign_up_over_a_numbers_quota_leaves_no_user(start):
    server = start()
    pool = texting(server)
    for number in range(20):
        pool.sign_up(f"stranger{number}", phone_number=NUMBER)
    refusal = code_of(
        pool.api.sign_up, ClientId=pool.client_id, Username="honest", Password=PASSWORD,
        UserAttributes=attributes(phone_number=NUMBER))
    assert refusal == "LimitExceededException"
    assert code_of(pool.user, name="honest") == "UserNotFoundException"
    server.advance(3_601)
    pool.sign_up("honest", phone_number=NUMBER)
    pool.api.confirm_sign_up(
        ClientId=pool.client_id, Username="honest", ConfirmationCode=server.sms_code(NUMBER))
    assert "AuthenticationResult" in pool.sign_in("honest")


# R126
def test_a_recovery_code_ends_with_a_change_of_password(server):
    pool = texting(server)
    pool.create("ada", phone_number=NUMBER, phone_number_verified="true")
    token = pool.token("ada")
    pool.api.forgot_password(ClientId=pool.client_id, Username="ada")
    code = re.findall(r"\b\d{6}\b", texts(server, NUMBER)[-1]["message"])[-1]
    pool.api.change_password(AccessToken=token, PreviousPassword=PASSWORD, ProposedPassword=NEW_PASSWORD)
    refusal = code_of(
        pool.api.confirm_forgot_password, ClientId=pool.client_id, Username="ada", ConfirmationCode=code,
        Password="Attackers-1815")
    assert refusal in ("ExpiredCodeException", "CodeMismatchException")
    assert "AuthenticationResult" in pool.sign_in("ada", NEW_PASSWORD)


# R126: in `strict` a number becomes the only factor once it is known to be the user's.
@pytest.mark.parametrize("profile", ["classic", "current", "strict"])
def test_an_unverified_number_as_the_only_factor(start, profile):
    pool = texting(start("--profile", profile))
    pool.create("ada", phone_number=NUMBER)
    preference = {
        "AccessToken": pool.token("ada"), "SMSMfaSettings": {"Enabled": True, "PreferredMfa": True}}
    if profile == "strict":
        assert code_of(pool.api.set_user_mfa_preference, **preference) == "InvalidParameterException"
        assert "UserMFASettingList" not in pool.user("ada")
    else:
        pool.api.set_user_mfa_preference(**preference)
        assert pool.user("ada")["UserMFASettingList"] == ["SMS_MFA"]
