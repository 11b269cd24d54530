"""Pools and app clients with every member that the service model has: told as given, and the same after an update.

This is what a plan of an infrastructure tool compares: it creates, describes, and updates with what was told. The members
come from botocore's service model, so that a new one cannot be forgotten.
"""
import os

import pytest

from service_model import MODEL

ARN = "arn:aws:lambda:eu-west-1:123456789012:function:f"
# Examples where the first value of the model's shape would not do, by the name of the member.
VALUES = {
    "PoolName": "Round trip", "MfaConfiguration": "OPTIONAL", "AutoVerifiedAttributes": ["email", "phone_number"],
    "AliasAttributes": ["email"], "AttributesRequireVerificationBeforeUpdate": ["email"],
    "SmsVerificationMessage": "Code {####}.", "EmailVerificationMessage": "Code {####}.", "SmsMessage": "Code {####}.",
    "SmsAuthenticationMessage": "Sign-in {####}.", "EmailMessageByLink": "{##Click here##}", "EmailMessage": "{username} {####}",
    "SMSMessage": "{username} {####}", "ReplyToEmailAddress": "help@example.com", "From": "Help <help@example.com>",
    "RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}, {"Priority": 2, "Name": "verified_phone_number"}],
    "AllowedFirstAuthFactors": ["PASSWORD"], "UserPoolTags": {"team": "blue"}, "AcrConfiguration": {"Level1": {"AcrValue": "low"}},
    "MinimumLength": 12, "TemporaryPasswordValidityDays": 3, "PasswordHistorySize": 4, "DeletionProtection": "ACTIVE",
    "Region": "eu-west-1", "SnsRegion": "eu-west-1", "CaseSensitive": False,
    "ClientName": "web", "GenerateSecret": True, "RefreshTokenValidity": 90, "AccessTokenValidity": 10,
    "IdTokenValidity": 600, "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "seconds", "RefreshToken": "days"},
    "ReadAttributes": ["email"], "WriteAttributes": ["email"], "AuthSessionValidity": 5, "ExternalId": "id",
    "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
    "CallbackURLs": ["https://app.example.com/cb"], "LogoutURLs": ["https://app.example.com/out"],
    "DefaultRedirectURI": "https://app.example.com/cb", "ApplicationId": "0a1b", "AllowedOAuthScopes": ["openid"],
    "SupportedIdentityProviders": ["COGNITO"], "PreventUserExistenceErrors": "ENABLED",
}
# Message templates say the same as the members of the pool, which win.
TEMPLATE = {"EmailMessage": "Code {####}.", "EmailSubject": "Subject", "DefaultEmailOption": "CONFIRM_WITH_LINK"}
# Members that are not given, with reasons.
LEFT_OUT = {
    "UsernameAttributes": "AliasAttributes excludes them",
    "UnusedAccountValidityDays": "TemporaryPasswordValidityDays excludes it",
    "ClientSecret": "GenerateSecret excludes it",
    "PublishSecretsInAWSSecretsManager": "there is no Secrets Manager, and no answer tells it",
    "Schema": "it is told as SchemaAttributes",
}
# Names under which answers tell what requests give.
TOLD_AS = {"PoolName": "Name"}
UNTOLD = {"GenerateSecret", "UserPoolId"}


def example(shape, name):
    """A value of a shape, with every member."""
    if name in VALUES:
        return VALUES[name]
    if name == "VerificationMessageTemplate":
        return {member: TEMPLATE.get(member, example(inner, member)) for member, inner in shape.members.items()}
    if shape.type_name == "structure":
        return {member: example(inner, member) for member, inner in shape.members.items() if member not in LEFT_OUT}
    if shape.type_name == "list":
        return [example(shape.member, name)]
    if shape.type_name == "boolean":
        return True
    if shape.type_name == "integer":
        return shape.metadata.get("max", 1)
    if shape.type_name == "string":
        if shape.enum:
            return shape.enum[-1]
        return ARN if "Arn" in shape.name else "Subject" if "Subject" in name else f"a-{name}"[:60]
    raise AssertionError((name, shape))


def given(operation):
    members = MODEL.operation_model(operation).input_shape.members
    return {name: example(shape, name) for name, shape in members.items() if name not in LEFT_OUT and name != "UserPoolId"}


def differences(request, told, place=""):
    """The places in which an answer does not tell what was given."""
    found = []
    for name, value in request.items():
        if name in UNTOLD:
            continue
        answer = told.get(TOLD_AS.get(name, name))
        if isinstance(value, dict) and isinstance(answer, dict):
            found += differences(value, answer, f"{place}{name}.")
        elif isinstance(value, list) and value and not isinstance(value[0], dict):
            if sorted(value) != sorted(answer or []):
                found.append(f"{place}{name}: {value} {answer}")
        elif answer != value:
            found.append(f"{place}{name}: {value} {answer}")
    return found


def without_dates(answer):
    return {name: value for name, value in answer.items() if name != "LastModifiedDate"}


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def api(request, start, tmp_path):
    stores = {"sqlite": f"sqlite:{tmp_path}/rows.db", "postgres": f"postgres:{os.environ.get('COGNITO_MFA_POSTGRES')}"}
    if request.param == "postgres" and not os.environ.get("COGNITO_MFA_POSTGRES"):
        pytest.skip("run it by Tests/with-postgres.sh")
    store = stores.get(request.param)
    options = ("--store", store, "--keys", str(tmp_path / "keys.json")) if store else ()
    return start(*options).client()


def test_a_pool_is_told_as_given_and_settles(api):
    pool = given("CreateUserPool")
    schema = [{
        "Name": "team", "AttributeDataType": "String", "DeveloperOnlyAttribute": False, "Mutable": True, "Required": False,
        "StringAttributeConstraints": {"MinLength": "1", "MaxLength": "5"},
    }]
    made = api.create_user_pool(**pool, Schema=schema)["UserPool"]
    told = api.describe_user_pool(UserPoolId=made["Id"])["UserPool"]
    assert differences(pool, told) == []
    assert {**schema[0], "Name": "custom:team"} in told["SchemaAttributes"] and len(told["SchemaAttributes"]) == 21
    members = MODEL.operation_model("UpdateUserPool").input_shape.members
    names = [name for name in members if TOLD_AS.get(name, name) in told]
    assert len(names) >= len(members) - 2, set(members) - set(names)
    api.update_user_pool(UserPoolId=made["Id"], **{name: told[TOLD_AS.get(name, name)] for name in names})
    assert without_dates(api.describe_user_pool(UserPoolId=made["Id"])["UserPool"]) == without_dates(told)
    with pytest.raises(api.exceptions.InvalidParameterException, match="deletion protection is activated"):
        api.delete_user_pool(UserPoolId=made["Id"])
    api.update_user_pool(
        UserPoolId=made["Id"], DeletionProtection="INACTIVE", AutoVerifiedAttributes=told["AutoVerifiedAttributes"])
    api.delete_user_pool(UserPoolId=made["Id"])


def test_an_app_client_is_told_as_given_and_settles(api):
    pool = api.create_user_pool(PoolName="p")["UserPool"]["Id"]
    client = given("CreateUserPoolClient")
    made = api.create_user_pool_client(UserPoolId=pool, **client)["UserPoolClient"]
    ids = {"UserPoolId": pool, "ClientId": made["ClientId"]}
    told = api.describe_user_pool_client(**ids)["UserPoolClient"]
    assert differences(client, told) == []
    members = MODEL.operation_model("UpdateUserPoolClient").input_shape.members
    names = [name for name in members if name in told and name not in ids]
    assert len(names) >= len(members) - 3, set(members) - set(names)
    api.update_user_pool_client(**ids, **{name: told[name] for name in names})
    assert without_dates(api.describe_user_pool_client(**ids)["UserPoolClient"]) == without_dates(told)


def test_a_block_that_was_never_set_is_not_told(api):
    pool = api.create_user_pool(PoolName="p")["UserPool"]
    for name in ("UserAttributeUpdateSettings", "LambdaConfig", "DeviceConfiguration", "UserPoolAddOns", "UserPoolTags",
                 "AccountRecoverySetting", "EmailConfiguration"):
        assert name not in pool


def test_a_forgotten_member_is_found():
    pool = given("CreateUserPool")
    told = {TOLD_AS.get(name, name): value for name, value in pool.items()}
    assert differences(pool, told) == []
    for name in pool:
        rest = {other: value for other, value in told.items() if other != TOLD_AS.get(name, name)}
        assert differences(pool, rest), name
    told["LambdaConfig"] = {name: value for name, value in told["LambdaConfig"].items() if name != "PreSignUp"}
    assert differences(pool, told) == [f"LambdaConfig.PreSignUp: {ARN} None"]
