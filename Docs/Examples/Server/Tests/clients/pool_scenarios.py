"""Work of administrators with a server: pools, app clients, users."""
import time

from conftest import FLOWS, PASSWORD, SMS, Pool
from full_requests import given

NUMBER = "+14155550123"
NEW_PASSWORD = "Difference-1822"


def told(settings, answer):
    """Returns true when the answer tells the settings that were made."""
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
    assert api.describe_user_pool(UserPoolId=first)["UserPool"] == {**made, "EstimatedNumberOfUsers": 0}
    second = api.create_user_pool(
        PoolName="second", UsernameAttributes=["email"], AdminCreateUserConfig={"UnusedAccountValidityDays": 5})["UserPool"]
    assert second["AdminCreateUserConfig"]["UnusedAccountValidityDays"] == 5
    second = second["Id"]
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


def every_setting(server):
    api = server.client()
    made = api.create_user_pool(
        **{**given("CreateUserPool"), "DeletionProtection": "INACTIVE"}, Schema=[
            {"Name": "team", "AttributeDataType": "String", "StringAttributeConstraints": {"MaxLength": "5"}},
            {"Name": "desk", "AttributeDataType": "Number", "NumberAttributeConstraints": {"MinValue": "1"}}])["UserPool"]
    pool = {"UserPoolId": made["Id"]}
    api.add_custom_attributes(**pool, CustomAttributes=[{"Name": "floor", "AttributeDataType": "Number"}])
    told = api.describe_user_pool(**pool)["UserPool"]["SchemaAttributes"]
    assert {"custom:team", "custom:desk", "custom:floor"} <= {attribute["Name"] for attribute in told}
    api.tag_resource(ResourceArn=made["Arn"], Tags={"stage": "test"})
    api.untag_resource(ResourceArn=made["Arn"], TagKeys=["team"])
    assert api.list_tags_for_resource(ResourceArn=made["Arn"])["Tags"] == {"stage": "test"}
    api.set_user_pool_mfa_config(
        **pool, MfaConfiguration="OPTIONAL", SoftwareTokenMfaConfiguration={"Enabled": True},
        WebAuthnConfiguration=given("SetUserPoolMfaConfig")["WebAuthnConfiguration"])
    assert api.get_user_pool_mfa_config(**pool)["WebAuthnConfiguration"]
    client = api.create_user_pool_client(**pool, **given("CreateUserPoolClient"))["UserPoolClient"]
    client = {**pool, "ClientId": client["ClientId"]}
    added = api.add_user_pool_client_secret(**client)["ClientSecretDescriptor"]
    listed = api.list_user_pool_client_secrets(**client)["ClientSecrets"]
    assert len(listed) == 2 and listed[1]["ClientSecretId"] == added["ClientSecretId"]
    api.delete_user_pool_client_secret(**client, ClientSecretId=listed[0]["ClientSecretId"])
    api.delete_user_pool(**pool)


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
        UserPoolId=pool.id, ClientId=pool.client_id, ExplicitAuthFlows=[*FLOWS, "ALLOW_ADMIN_USER_PASSWORD_AUTH"])
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


def groups(server):
    pool = Pool(server)
    for name in ("ada", "eve"):
        pool.add(name)
    members = {
        "Description": "the staff", "RoleArn": "arn:aws:iam::123456789012:role/staff", "Precedence": 4}
    staff = {"UserPoolId": pool.id, "GroupName": "Staff"}
    made = pool.api.create_group(**staff, **members)["Group"]
    assert told({**staff, **members}, made)
    assert pool.api.get_group(UserPoolId=pool.id, GroupName="STAFF")["Group"] == made
    updated = pool.api.update_group(**staff, Precedence=1)["Group"]
    assert told({**members, "Precedence": 1}, updated)
    pool.api.create_group(UserPoolId=pool.id, GroupName="guides")
    listed = [group["GroupName"] for page in all_pages(pool.api, "list_groups", UserPoolId=pool.id) for group in page["Groups"]]
    assert sorted(listed) == ["Staff", "guides"]
    ada = {"UserPoolId": pool.id, "Username": "ada"}
    pool.api.admin_add_user_to_group(**ada, GroupName="guides")
    for name in ("ada", "eve"):
        pool.api.admin_add_user_to_group(**{**ada, "Username": name}, GroupName="staff")
    pages = all_pages(pool.api, "admin_list_groups_for_user", **ada)
    assert [group["GroupName"] for page in pages for group in page["Groups"]] == ["guides", "Staff"]
    pages = all_pages(pool.api, "list_users_in_group", **staff)
    assert {user["Username"] for page in pages for user in page["Users"]} == {"ada", "eve"}
    pool.api.admin_remove_user_from_group(**ada, GroupName="staff")
    assert [user["Username"] for user in pool.api.list_users_in_group(**staff)["Users"]] == ["eve"]
    pool.api.delete_group(**staff)
    assert [group["GroupName"] for group in pool.api.list_groups(UserPoolId=pool.id)["Groups"]] == ["guides"]
