"""Work of users with a server: factors, messages, attributes, passwords, tokens."""
import json
import re

import pyotp
import pytest

from conftest import PASSWORD, SMS, Pool
from pool_scenarios import NEW_PASSWORD, NUMBER, now


def mail_code(server):
    return re.findall(r"\b\d{6}\b", json.loads(server.control("GET", "/_test/email")[2])[-1]["message"])[-1]


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
    seen = pool.api.admin_get_user_auth_factors(UserPoolId=pool.id, Username="ada")
    assert seen["ConfiguredUserAuthFactors"] == factors["ConfiguredUserAuthFactors"]
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
    sent = len(server.messages())
    assert pool.api.resend_confirmation_code(**eve)["CodeDeliveryDetails"] == signed_up["CodeDeliveryDetails"]
    pool.api.confirm_sign_up(**eve, ConfirmationCode=server.sms_code(NUMBER, sent))
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
    sent = len(server.messages())
    assert pool.api.forgot_password(**ada)["CodeDeliveryDetails"]["DeliveryMedium"] == "SMS"
    pool.api.confirm_forgot_password(**ada, ConfirmationCode=server.sms_code(NUMBER, sent), Password=PASSWORD)
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
