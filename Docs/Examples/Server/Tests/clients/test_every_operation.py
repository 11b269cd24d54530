"""Every operation that the server and boto3 both know, with success; each answer is held against the service model.

The lists of operations and members are the repository's own: one that is new and is not called here fails.
"""
import json
import re
import time

import pyotp
import pytest

from conftest import FLOWS, PASSWORD, SMS, Pool, Server
from service_model import MODEL, Answers, documented_operations, operations, written_members

NUMBER = "+14155550123"
ADMIN_FLOW = "ALLOW_ADMIN_USER_PASSWORD_AUTH"
NEW_PASSWORD = "Difference-1822"


def told(settings, answer):
    """Whether what was set is what is told."""
    if isinstance(settings, dict):
        return all(name in answer and told(value, answer[name]) for name, value in settings.items())
    if isinstance(settings, list) and all(isinstance(value, str) for value in settings):
        return sorted(settings) == sorted(answer)
    return settings == answer


def all_pages(api, operation, **members):
    """The answers of botocore's own paginator, one result each."""
    pages = list(api.get_paginator(operation).paginate(PaginationConfig={"PageSize": 1}, **members))
    assert len(pages) > 1, pages
    return pages


def now(server):
    return time.time() + server.ahead


def mail_code(server):
    return re.findall(r"\b\d{6}\b", json.loads(server.control("GET", "/_test/email")[2])[-1]["message"])[-1]


def pools(server):
    api = server.client()
    settings = {
        "MfaConfiguration": "OPTIONAL", "SmsConfiguration": {**SMS, "SnsRegion": "eu-west-1"},
        "AutoVerifiedAttributes": ["email", "phone_number"],
        "Policies": {"PasswordPolicy": {
            "MinimumLength": 12, "RequireUppercase": True, "RequireLowercase": True, "RequireNumbers": True,
            "RequireSymbols": False, "PasswordHistorySize": 3, "TemporaryPasswordValidityDays": 2}},
        "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}]},
        "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
        "SmsAuthenticationMessage": "To sign in: {####}", "SmsVerificationMessage": "To verify: {####}",
        "EmailVerificationMessage": "To verify by mail: {####}", "EmailVerificationSubject": "Verify",
        "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True, "InviteMessageTemplate": {
            "SMSMessage": "{username}, {####}", "EmailMessage": "{username} {####}", "EmailSubject": "Welcome"}},
    }
    fixed = {"AliasAttributes": ["email", "preferred_username"], "UsernameConfiguration": {"CaseSensitive": False}}
    made = api.create_user_pool(
        PoolName="first", Schema=[{"Name": "tier", "AttributeDataType": "String", "Mutable": True}],
        **fixed, **settings)["UserPool"]
    first = made["Id"]
    assert told({"Name": "first", **fixed, **settings}, made)
    assert {"custom:tier"} <= {attribute["Name"] for attribute in made["SchemaAttributes"]}
    assert abs(made["CreationDate"].timestamp() - now(server)) < 60
    assert api.describe_user_pool(UserPoolId=first)["UserPool"] == made
    second = api.create_user_pool(PoolName="second", UsernameAttributes=["email"])["UserPool"]["Id"]
    assert {first, second} <= {pool["Id"] for page in all_pages(api, "list_user_pools") for pool in page["UserPools"]}
    settings["SmsAuthenticationMessage"] = "Another: {####}"
    api.update_user_pool(UserPoolId=first, PoolName="renamed", **settings)
    assert told({"Name": "renamed", **fixed, **settings}, api.describe_user_pool(UserPoolId=first)["UserPool"])
    mfa = {
        "MfaConfiguration": "ON", "SoftwareTokenMfaConfiguration": {"Enabled": True},
        "SmsMfaConfiguration": {"SmsAuthenticationMessage": "Your code: {####}", "SmsConfiguration": SMS},
        "EmailMfaConfiguration": {"Message": "Your code: {####}", "Subject": "Code"}}
    set_up = api.set_user_pool_mfa_config(UserPoolId=second, **mfa)
    got = api.get_user_pool_mfa_config(UserPoolId=second)
    assert told(mfa, set_up) and told(mfa, got)
    for pool in (first, second):
        api.delete_user_pool(UserPoolId=pool)


def app_clients(server):
    pool = Pool(server)
    settings = {
        "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"], "AuthSessionValidity": 5, "AccessTokenValidity": 30,
        "IdTokenValidity": 2, "RefreshTokenValidity": 5, "PreventUserExistenceErrors": "ENABLED",
        "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "hours", "RefreshToken": "days"},
        "EnableTokenRevocation": True, "ReadAttributes": ["email", "name"], "WriteAttributes": ["name"],
        "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 20}}
    made = pool.api.create_user_pool_client(
        UserPoolId=pool.id, ClientName="second", GenerateSecret=True, **settings)["UserPoolClient"]
    name = {"UserPoolId": pool.id, "ClientId": made["ClientId"]}
    assert told({"ClientName": "second", **name, **settings}, made) and made["ClientSecret"]
    assert told({**name, **settings}, pool.api.describe_user_pool_client(**name)["UserPoolClient"])
    pages = all_pages(pool.api, "list_user_pool_clients", UserPoolId=pool.id)
    listed = {client["ClientId"] for page in pages for client in page["UserPoolClients"]}
    assert listed == {pool.client_id, made["ClientId"]}
    settings["AuthSessionValidity"] = 15
    assert told({**name, **settings}, pool.api.update_user_pool_client(**name, **settings)["UserPoolClient"])
    pool.api.delete_user_pool_client(**name)


def users(server):
    pool = Pool(server)
    pool.api.update_user_pool_client(
        UserPoolId=pool.id, ClientId=pool.client_id, ExplicitAuthFlows=[*FLOWS, ADMIN_FLOW])
    ada = {"UserPoolId": pool.id, "Username": "ada"}
    created = pool.api.admin_create_user(
        **ada, TemporaryPassword=PASSWORD, DesiredDeliveryMediums=["SMS"],
        UserAttributes=[{"Name": "phone_number", "Value": NUMBER}, {"Name": "name", "Value": "Ada Löve \U0001f511"}])
    assert created["User"]["UserStatus"] == "FORCE_CHANGE_PASSWORD"
    assert PASSWORD in server.messages()[-1]["message"]
    app = {"UserPoolId": pool.id, "ClientId": pool.client_id}
    challenge = pool.api.admin_initiate_auth(
        **app, AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters={"USERNAME": "ada", "PASSWORD": PASSWORD})
    assert challenge["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    answered = pool.api.admin_respond_to_auth_challenge(
        **app, ChallengeName="NEW_PASSWORD_REQUIRED", Session=challenge["Session"],
        ChallengeResponses={"USERNAME": "ada", "NEW_PASSWORD": NEW_PASSWORD})
    assert answered["AuthenticationResult"]["TokenType"] == "Bearer"
    user = pool.api.admin_get_user(**ada)
    assert user["UserStatus"] == "CONFIRMED" and user["UserCreateDate"] <= user["UserLastModifiedDate"]
    pool.api.admin_disable_user(**ada)
    assert pool.api.admin_get_user(**ada)["Enabled"] is False
    pool.api.admin_enable_user(**ada)
    pool.api.admin_set_user_password(**ada, Password=PASSWORD, Permanent=True)
    pool.add("eve", "+14155550155")
    pages = all_pages(pool.api, "list_users", UserPoolId=pool.id)
    assert {user["Username"] for page in pages for user in page["Users"]} == {"ada", "eve"}
    [found] = pool.api.list_users(UserPoolId=pool.id, Filter='username = "ada"', AttributesToGet=["name"])["Users"]
    assert found["Attributes"] == [{"Name": "name", "Value": "Ada Löve \U0001f511"}]
    pool.api.admin_delete_user(UserPoolId=pool.id, Username="eve")
    pool.api.delete_user(AccessToken=pool.sign_in()["AuthenticationResult"]["AccessToken"])
    assert pool.api.list_users(UserPoolId=pool.id)["Users"] == []


def authenticator(server):
    pool = Pool(server)
    pool.add()
    token = {"AccessToken": pool.sign_in()["AuthenticationResult"]["AccessToken"]}
    app = pyotp.TOTP(pool.api.associate_software_token(**token)["SecretCode"])
    verified = pool.api.verify_software_token(**token, UserCode=app.at(now(server)), FriendlyDeviceName="phone")
    assert verified["Status"] == "SUCCESS"
    pool.api.set_user_mfa_preference(**token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
    assert pool.api.get_user(**token)["UserMFASettingList"] == ["SOFTWARE_TOKEN_MFA"]
    factors = pool.api.get_user_auth_factors(**token)
    assert factors["PreferredMfaSetting"] == "SOFTWARE_TOKEN_MFA" and "PASSWORD" in factors["ConfiguredUserAuthFactors"]
    server.advance(30)
    challenge = pool.sign_in()
    assert challenge["ChallengeParameters"]["FRIENDLY_DEVICE_NAME"] == "phone"
    answered = pool.answer(challenge["Session"], "SOFTWARE_TOKEN_MFA", app.at(now(server)))
    assert answered["AuthenticationResult"]["ExpiresIn"] == 3600
    pool.api.admin_delete_software_token(UserPoolId=pool.id, Username="ada")
    assert "UserMFASettingList" not in pool.api.admin_get_user(UserPoolId=pool.id, Username="ada")


def set_up_at_sign_in(server):
    """The whole chain by sessions, in a pool that demands an authenticator."""
    pool = Pool(server)
    pool.api.set_user_pool_mfa_config(
        UserPoolId=pool.id, MfaConfiguration="ON", SoftwareTokenMfaConfiguration={"Enabled": True},
        SmsMfaConfiguration={"SmsConfiguration": SMS})
    pool.api.admin_create_user(UserPoolId=pool.id, Username="ada", MessageAction="SUPPRESS")
    pool.api.admin_set_user_password(UserPoolId=pool.id, Username="ada", Password=PASSWORD, Permanent=True)
    challenge = pool.sign_in()
    assert challenge["ChallengeName"] == "MFA_SETUP"
    associated = pool.api.associate_software_token(Session=challenge["Session"])
    code = pyotp.TOTP(associated["SecretCode"]).at(now(server))
    verified = pool.api.verify_software_token(Session=associated["Session"], UserCode=code)
    answered = pool.api.respond_to_auth_challenge(
        ClientId=pool.client_id, ChallengeName="MFA_SETUP", Session=verified["Session"],
        ChallengeResponses={"USERNAME": "ada"})
    assert set(answered["AuthenticationResult"]) == {"AccessToken", "IdToken", "RefreshToken", "ExpiresIn", "TokenType"}


def messages(server):
    """Codes by text message and by mail, and the choice of the two."""
    pool = Pool(server)
    pool.api.set_user_pool_mfa_config(
        UserPoolId=pool.id, MfaConfiguration="OPTIONAL", SmsMfaConfiguration={"SmsConfiguration": SMS},
        EmailMfaConfiguration={"Message": "Code {####}", "Subject": "Code"})
    pool.add()
    ada = {"UserPoolId": pool.id, "Username": "ada"}
    pool.api.admin_update_user_attributes(**ada, UserAttributes=[
        {"Name": "email", "Value": "ada@example.com"}, {"Name": "email_verified", "Value": "true"}])
    pool.prefer_sms()
    challenge = pool.sign_in()
    assert challenge["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == "+*******0123"
    tokens = pool.answer(challenge["Session"], "SMS_MFA", server.sms_code(NUMBER))["AuthenticationResult"]
    option = {"DeliveryMedium": "SMS", "AttributeName": "phone_number"}
    assert pool.api.get_user(AccessToken=tokens["AccessToken"])["MFAOptions"] == [option]
    pool.api.set_user_settings(AccessToken=tokens["AccessToken"], MFAOptions=[])
    assert "MFAOptions" not in pool.api.admin_get_user(**ada)
    pool.api.admin_set_user_settings(**ada, MFAOptions=[option])
    pool.api.admin_set_user_mfa_preference(**ada, EmailMfaSettings={"Enabled": True, "PreferredMfa": False})
    choice = pool.sign_in()
    assert json.loads(choice["ChallengeParameters"]["MFAS_CAN_CHOOSE"]) == ["SMS_MFA", "EMAIL_OTP"]
    chosen = pool.api.respond_to_auth_challenge(
        ClientId=pool.client_id, ChallengeName="SELECT_MFA_TYPE", Session=choice["Session"],
        ChallengeResponses={"USERNAME": "ada", "ANSWER": "EMAIL_OTP"})
    assert "AuthenticationResult" in pool.answer(chosen["Session"], "EMAIL_OTP", mail_code(server))


def attributes(server):
    pool = Pool(server)
    pool.api.update_user_pool(
        UserPoolId=pool.id, MfaConfiguration="OPTIONAL", SmsConfiguration=SMS, AutoVerifiedAttributes=["phone_number"])
    pool.add()
    ada = {"UserPoolId": pool.id, "Username": "ada"}
    token = {"AccessToken": pool.sign_in()["AuthenticationResult"]["AccessToken"]}
    changed = pool.api.update_user_attributes(**token, UserAttributes=[
        {"Name": "phone_number", "Value": "+14155550199"}, {"Name": "nickname", "Value": "Countess"}])
    assert [sent["AttributeName"] for sent in changed["CodeDeliveryDetailsList"]] == ["phone_number"]
    sent = pool.api.get_user_attribute_verification_code(**token, AttributeName="phone_number")
    assert sent["CodeDeliveryDetails"]["Destination"] == "+*******0199"
    pool.api.verify_user_attribute(**token, AttributeName="phone_number", Code=server.sms_code("+14155550199"))
    assert {"Name": "phone_number_verified", "Value": "true"} in pool.api.get_user(**token)["UserAttributes"]
    pool.api.delete_user_attributes(**token, UserAttributeNames=["nickname"])
    pool.api.admin_update_user_attributes(**ada, UserAttributes=[{"Name": "locale", "Value": "en"}])
    pool.api.admin_delete_user_attributes(**ada, UserAttributeNames=["locale"])
    names = {attribute["Name"] for attribute in pool.api.admin_get_user(**ada)["UserAttributes"]}
    assert names == {"sub", "phone_number", "phone_number_verified"}


def sign_up(server):
    pool = Pool(server)
    pool.api.update_user_pool(
        UserPoolId=pool.id, MfaConfiguration="OPTIONAL", SmsConfiguration=SMS, AutoVerifiedAttributes=["phone_number"])
    eve = {"ClientId": pool.client_id, "Username": "eve"}
    signed_up = pool.api.sign_up(
        **eve, Password=PASSWORD, UserAttributes=[{"Name": "phone_number", "Value": NUMBER}])
    assert signed_up["UserConfirmed"] is False and len(signed_up["UserSub"]) == 36
    assert pool.api.resend_confirmation_code(**eve)["CodeDeliveryDetails"] == signed_up["CodeDeliveryDetails"]
    pool.api.confirm_sign_up(**eve, ConfirmationCode=server.sms_code(NUMBER))
    assert "AuthenticationResult" in pool.sign_in("eve")
    pool.api.sign_up(ClientId=pool.client_id, Username="mal", Password=PASSWORD)
    pool.api.admin_confirm_sign_up(UserPoolId=pool.id, Username="mal")
    assert "AuthenticationResult" in pool.sign_in("mal")


def passwords(server):
    pool = Pool(server)
    pool.add()
    ada = {"ClientId": pool.client_id, "Username": "ada"}
    token = pool.sign_in()["AuthenticationResult"]["AccessToken"]
    pool.api.change_password(AccessToken=token, PreviousPassword=PASSWORD, ProposedPassword=NEW_PASSWORD)
    assert pool.api.forgot_password(**ada)["CodeDeliveryDetails"]["DeliveryMedium"] == "SMS"
    pool.api.confirm_forgot_password(**ada, ConfirmationCode=server.sms_code(NUMBER), Password=PASSWORD)
    pool.api.admin_reset_user_password(UserPoolId=pool.id, Username="ada")
    pool.api.confirm_forgot_password(**ada, ConfirmationCode=server.sms_code(NUMBER), Password=NEW_PASSWORD)
    assert "AuthenticationResult" in pool.sign_in(password=NEW_PASSWORD)


def tokens(server):
    pool = Pool(server)
    pool.add()
    given = pool.sign_in()["AuthenticationResult"]
    again = {"ClientId": pool.client_id, "RefreshToken": given["RefreshToken"]}
    refreshed = pool.api.get_tokens_from_refresh_token(**again)["AuthenticationResult"]
    assert refreshed["AccessToken"] != given["AccessToken"]
    pool.api.initiate_auth(
        ClientId=pool.client_id, AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters={"REFRESH_TOKEN": given["RefreshToken"]})
    pool.api.revoke_token(ClientId=pool.client_id, Token=given["RefreshToken"])
    with pytest.raises(pool.api.exceptions.NotAuthorizedException, match="Refresh Token has been revoked"):
        pool.api.get_tokens_from_refresh_token(**again)
    pool.api.global_sign_out(AccessToken=pool.sign_in()["AuthenticationResult"]["AccessToken"])
    token = pool.sign_in()["AuthenticationResult"]["AccessToken"]
    pool.api.admin_user_global_sign_out(UserPoolId=pool.id, Username="ada")
    with pytest.raises(pool.api.exceptions.NotAuthorizedException, match="Access Token has been revoked"):
        pool.api.get_user(AccessToken=token)


SCENARIOS = [
    pools, app_clients, users, authenticator, set_up_at_sign_in, messages, attributes, sign_up, passwords, tokens,
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of its own, which also sends mail."""
    folder = tmp_path_factory.mktemp("operations")
    server = Server(folder, "--email-outbox", folder / "email.jsonl")
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def run(server):
    """Runs a scenario once; what all clients were answered so far."""
    done = set()

    def run(scenario):
        if scenario not in done:
            done.add(scenario)
            scenario(server)
        return server.answers

    return run


@pytest.fixture(scope="module")
def answers(run):
    """What every scenario was answered."""
    return [run(scenario) for scenario in SCENARIOS][-1]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_scenario(run, scenario):
    assert run(scenario).succeeded


def test_every_operation_was_called(answers):
    offered = operations()
    assert offered == documented_operations()
    known = offered & set(MODEL.operation_names)
    assert len(known) > 50
    assert answers.succeeded == known


def test_every_member_was_answered(answers):
    written = written_members()
    assert len(written) > 100
    assert written - answers.members == set()


@pytest.mark.parametrize("fault", [
    {}, {"Username": "ada"}, {"Username": "ada", "UserAttributes": None}, {"Username": 1, "UserAttributes": []},
    {"Username": "ada", "UserAttributes": {}}, {"Username": "ada", "UserAttributes": [], "Nickname": "x"},
    {"Username": "", "UserAttributes": []}, {"Username": "ada", "UserAttributes": [{"Value": "no name"}]},
    {"Username": "ada", "UserAttributes": [], "UserMFASettingList": [None]},
    {"Username": "ada", "UserAttributes": [], "MFAOptions": [{"DeliveryMedium": "PIGEON"}]},
])
def test_the_check_finds_faults(fault):
    with pytest.raises(AssertionError):
        Answers().check(MODEL.operation_model("GetUser").output_shape, fault, fault, "GetUser")
