"""One way to every exception that an unmodified client can reach."""
import select
import sqlite3
import time

import pyotp
import pytest
from botocore import UNSIGNED

from conftest import FLOWS, PASSWORD, SMS, Pool
from test_server import begun, sign_in_body


class Scene:
    """A pool with ada in it, and the means to start servers of other kinds."""

    def __init__(self, pool, start, folder):
        self.pool, self.server, self.start, self.folder = pool, pool.server, start, folder
        self.api, self.id, self.client_id = pool.api, pool.id, pool.client_id
        self.ada = {"UserPoolId": pool.id, "Username": "ada"}

    def durable(self, *more):
        """The options of a server that keeps what it has."""
        return ("--store", f"sqlite:{self.folder / 'records.sqlite'}", "--keys", str(self.folder / "keys.json"), *more)

    def tokens(self):
        return self.pool.sign_in()["AuthenticationResult"]

    def token(self):
        return {"AccessToken": self.tokens()["AccessToken"]}

    def change(self, **members):
        self.api.update_user_pool(
            UserPoolId=self.id, MfaConfiguration="OPTIONAL", SmsConfiguration=SMS, **members)

    def app(self, **members):
        """Another app client of the pool; its id."""
        made = self.api.create_user_pool_client(
            UserPoolId=self.id, ClientName="other", ExplicitAuthFlows=FLOWS, **members)
        return made["UserPoolClient"]["ClientId"]

    def sign_up(self, name="eve", **members):
        self.api.sign_up(ClientId=self.client_id, Username=name, Password=PASSWORD, **members)
        return {"ClientId": self.client_id, "Username": name}

    def authenticator(self):
        """An associated authenticator app and the token it was associated with."""
        token = self.token()
        return token, pyotp.TOTP(self.api.associate_software_token(**token)["SecretCode"])

    def code(self, app, steps=0):
        return app.at(time.time() + self.server.ahead + 30 * steps)

    def wrong(self, app):
        right = {self.code(app, steps) for steps in range(-2, 5)}
        return next(code for code in map("{:06}".format, range(10)) if code not in right)


def alias_exists(scene):
    made = scene.api.create_user_pool(PoolName="aliases", AliasAttributes=["email"])["UserPool"]["Id"]
    email = [{"Name": "email", "Value": "ada@example.com"}, {"Name": "email_verified", "Value": "true"}]
    scene.api.admin_create_user(UserPoolId=made, Username="ada", MessageAction="SUPPRESS", UserAttributes=email)
    scene.api.admin_create_user(UserPoolId=made, Username="eve", MessageAction="SUPPRESS")
    scene.api.admin_update_user_attributes(UserPoolId=made, Username="eve", UserAttributes=email)


def code_delivery_failure(scene):
    options = scene.durable("--profile", "strict")
    first = scene.start(*options)
    pool = Pool(first)
    pool.add()
    pool.api.admin_update_user_attributes(
        UserPoolId=pool.id, Username="ada", UserAttributes=[{"Name": "email", "Value": "ada@example.com"}])
    token = pool.sign_in()["AuthenticationResult"]["AccessToken"]
    assert first.stop() == 0
    # Without an outbox for mail and without test controls every mail is refused.
    scene.api = scene.start(*options, controls=False, port=first.port).client()
    scene.api.get_user_attribute_verification_code(AccessToken=token, AttributeName="email")


def code_mismatch(scene):
    scene.pool.prefer_sms()
    challenge = scene.pool.sign_in()
    right = scene.server.sms_code("+14155550123")
    scene.pool.answer(challenge["Session"], "SMS_MFA", "000000" if right != "000000" else "000001")


def enable_software_token(scene):
    token, app = scene.authenticator()
    scene.api.verify_software_token(**token, UserCode=scene.wrong(app))


def expired_code(scene):
    token, app = scene.authenticator()
    code = scene.code(app)
    scene.api.verify_software_token(**token, UserCode=code)
    scene.api.set_user_mfa_preference(**token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
    scene.pool.answer(scene.pool.sign_in()["Session"], "SOFTWARE_TOKEN_MFA", code)


def group_exists(scene):
    for name in ("staff", "Staff"):
        scene.api.create_group(UserPoolId=scene.id, GroupName=name)


def internal_error(scene):
    pool = Pool(scene.start(*scene.durable()))
    pool.add()
    scene.api = pool.api
    with sqlite3.connect(scene.folder / "records.sqlite") as database:
        assert database.execute("UPDATE pool_record SET contents = zeroblob(64)").rowcount > 2
    database.close()
    pool.sign_in()


def limit_exceeded(scene):
    scene.change(AutoVerifiedAttributes=["phone_number"])
    eve = scene.sign_up(UserAttributes=[{"Name": "phone_number", "Value": "+14155550155"}])
    for _ in range(6):
        scene.api.resend_confirmation_code(**eve)


def mfa_method_not_found(scene):
    """A required factor that is also the first recovery method, so it can neither be asked for nor set up."""
    scene.pool.api = scene.api = scene.start("--email-outbox", scene.folder / "mail.jsonl").client()
    made = scene.api.create_user_pool(PoolName="mail", AccountRecoverySetting={
        "RecoveryMechanisms": [
            {"Priority": 1, "Name": "verified_email"}, {"Priority": 2, "Name": "verified_phone_number"}]})["UserPool"]["Id"]
    scene.api.set_user_pool_mfa_config(
        UserPoolId=made, MfaConfiguration="ON", EmailMfaConfiguration={"Message": "{####}", "Subject": "Code"})
    app = scene.api.create_user_pool_client(UserPoolId=made, ClientName="a", ExplicitAuthFlows=FLOWS)["UserPoolClient"]
    ada = {"UserPoolId": made, "Username": "ada"}
    scene.api.admin_create_user(**ada, MessageAction="SUPPRESS", UserAttributes=[
        {"Name": "email", "Value": "ada@example.com"}, {"Name": "email_verified", "Value": "true"}])
    scene.api.admin_set_user_password(**ada, Password=PASSWORD, Permanent=True)
    scene.pool.client_id = app["ClientId"]
    scene.pool.sign_in()


def software_token_not_found(scene):
    token = scene.token()
    scene.api.set_user_pool_mfa_config(
        UserPoolId=scene.id, MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": False},
        SmsMfaConfiguration={"SmsConfiguration": SMS})
    scene.api.associate_software_token(**token)


def unknown_operation(scene):
    api = scene.server.client()

    def rename(params, **_):
        params["headers"]["X-Amz-Target"] = "AWSCognitoIdentityProviderService.DescribeWeather"

    api.meta.events.register("before-call.cognito-idp.ListUserPools", rename)
    api.list_user_pools(MaxResults=1)


def password_history(scene):
    scene.change(Policies={"PasswordPolicy": {"PasswordHistorySize": 2}})
    for _ in range(2):
        scene.api.admin_set_user_password(**scene.ada, Password=PASSWORD, Permanent=True)


def password_reset_required(scene):
    scene.api.admin_reset_user_password(**scene.ada)
    scene.pool.sign_in()


def refresh_token_reuse(scene):
    scene.pool.client_id = client = scene.app(RefreshTokenRotation={"Feature": "ENABLED"})
    first = scene.tokens()["RefreshToken"]
    scene.api.get_tokens_from_refresh_token(ClientId=client, RefreshToken=first)
    scene.server.advance(11)
    scene.api.get_tokens_from_refresh_token(ClientId=client, RefreshToken=first)


def too_many_requests(scene):
    token, app = scene.authenticator()
    for _ in range(10):
        with pytest.raises(scene.api.exceptions.EnableSoftwareTokenMFAException):
            scene.api.verify_software_token(**token, UserCode=scene.wrong(app))
    scene.api.verify_software_token(**token, UserCode=scene.code(app))


def user_not_confirmed(scene):
    scene.sign_up()
    scene.pool.sign_in("eve")


def forbidden(scene):
    """The second call of an address that may make one."""
    pool = Pool(scene.start("--address-rate", "0.001", "--address-burst", "1"))
    scene.api = pool.api
    pool.add()
    pool.sign_in()
    pool.sign_in()


def service_unavailable(scene):
    server = scene.start("--max-requests", "1")
    pool = Pool(server)
    scene.api = pool.api
    body = sign_in_body(pool)
    connection = begun(server, body)
    # Until the server has read the head; bounded by the clock.
    end = time.time() + 10
    try:
        while time.time() < end:
            pool.api.list_user_pools(MaxResults=1)
            # As in `test_load_is_shed`: the one who asks may have taken the place when the head came.
            if select.select([connection], [], [], 0)[0]:
                connection.close()
                connection = begun(server, body)
    finally:
        connection.close()


def incomplete_signature(scene):
    """A client set up for another service's way to sign."""
    scene.server.client(signature_version="s3").list_user_pools(MaxResults=1)


PROVOKE = {
    "AliasExistsException": alias_exists,
    "CodeDeliveryFailureException": code_delivery_failure,
    "CodeMismatchException": code_mismatch,
    "EnableSoftwareTokenMFAException": enable_software_token,
    "ExpiredCodeException": expired_code,
    "ForbiddenException": forbidden,
    "GroupExistsException": group_exists,
    "IncompleteSignatureException": incomplete_signature,
    "InternalErrorException": internal_error,
    "InvalidParameterException": lambda scene: scene.api.associate_software_token(),
    "InvalidPasswordException": lambda scene: scene.api.admin_set_user_password(**scene.ada, Password="Ab1-"),
    "InvalidSignatureException": lambda scene: scene.server.client(region="us-east-1").list_user_pools(MaxResults=1),
    "LimitExceededException": limit_exceeded,
    "MFAMethodNotFoundException": mfa_method_not_found,
    "MissingAuthenticationTokenException":
        lambda scene: scene.server.client(signature_version=UNSIGNED).list_user_pools(MaxResults=1),
    "NotAuthorizedException": lambda scene: scene.pool.sign_in(password="Wrong-1843"),
    "OperationNotEnabledException":
        lambda scene: scene.api.create_user_pool_replica(UserPoolId=scene.id, RegionName="eu-west-2"),
    "PasswordHistoryPolicyViolationException": password_history,
    "PasswordResetRequiredException": password_reset_required,
    "RefreshTokenReuseException": refresh_token_reuse,
    "RequestEntityTooLargeException": lambda scene: scene.api.get_user(AccessToken="a" * 1_048_576),
    "ResourceNotFoundException":
        lambda scene: scene.api.describe_user_pool_client(UserPoolId=scene.id, ClientId="none"),
    "SerializationException":
        lambda scene: scene.server.client(parameter_validation=False).get_user(AccessToken=["a"]),
    "ServiceUnavailableException": service_unavailable,
    "SoftwareTokenMFANotFoundException": software_token_not_found,
    "TooManyRequestsException": too_many_requests,
    "UnauthorizedException":
        lambda scene: scene.api.revoke_token(Token=scene.tokens()["RefreshToken"], ClientId=scene.app()),
    "UnknownOperationException": unknown_operation,
    "UnrecognizedClientException": lambda scene: scene.server.client(secret="wrong").list_user_pools(MaxResults=1),
    "UnsupportedOperationException":
        lambda scene: scene.api.revoke_token(Token="a", ClientId=scene.app(EnableTokenRevocation=False)),
    "UnsupportedTokenTypeException":
        lambda scene: scene.api.revoke_token(Token=scene.tokens()["AccessToken"], ClientId=scene.client_id),
    "UnsupportedUserStateException": lambda scene: scene.api.admin_create_user(**scene.ada, MessageAction="RESEND"),
    "UserNotConfirmedException": user_not_confirmed,
    "UserNotFoundException": lambda scene: scene.api.admin_get_user(UserPoolId=scene.id, Username="nobody"),
    "UsernameExistsException": lambda scene: scene.sign_up("ada"),
}
