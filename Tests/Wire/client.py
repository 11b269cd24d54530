#!/usr/bin/env python3
"""Calls every operation of Cognito that is on the wire with an unmodified client of AWS: botocore.

    pip install 'botocore>=1.44.8'
    swift build --package-path Tests/Wire/Pipe
    python3 Tests/Wire/client.py [/tmp/shapes.json]

botocore makes, signs and reads everything; only its last step, the socket, is a pipe to a process that holds both endpoints.
Every answer is compared with the service model: the types of all members, and the required ones. Given the tables that
`shapes.py` reads, it also fails when an operation was never called.
"""
import base64
import datetime
import hashlib
import hmac
import json
import pathlib
import re
import struct
import subprocess
import sys
import time
import urllib.parse

import botocore
import botocore.session
from botocore import xform_name
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

HERE = pathlib.Path(__file__).parent
KEY, SECRET = "AKIDADMIN", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TYPES = {
    "string": str, "boolean": bool, "integer": int, "timestamp": datetime.datetime, "list": list, "map": dict,
    "structure": dict,
}


class Body:
    def __init__(self, content):
        self.content = content

    def stream(self, *_, **__):
        yield self.content


class Host:
    """The process behind the endpoints."""

    def __init__(self):
        self.process = subprocess.Popen(
            [HERE / "Pipe/.build/debug/pipe", KEY, SECRET], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.messages = []
        self.requests = 0
        self.called = set()

    def send(self, request, **_):
        headers = [[n, v.decode() if isinstance(v, bytes) else v] for n, v in request.headers.items()]
        url = urllib.parse.urlsplit(request.url)
        if not any(name.lower() == "host" for name, _ in headers):
            headers.insert(0, ["Host", url.netloc])
        body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
        line = {
            "method": request.method, "path": url.path or "/", "headers": headers,
            "body": base64.b64encode(body).decode(),
        }
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.requests += 1
        self.messages += answer["messages"]
        return AWSResponse(request.url, answer["status"], answer["headers"], Body(base64.b64decode(answer["body"])))

    def client(self, key=KEY, secret=SECRET, region="eu-west-1"):
        session = botocore.session.Session()
        session.set_credentials(key, secret)
        client = session.create_client("cognito-idp", region_name=region, endpoint_url="http://localhost:9229")
        client.meta.events.register("before-send.*.*", self.send)
        return client

    def code(self):
        """The code in the last message."""
        return re.findall(r"\b\d{6}\b", self.messages[-1])[-1]


host = Host()
client = host.client()


def check(shape, value, place):
    assert isinstance(value, TYPES[shape.type_name]), (place, shape.type_name, value)
    if shape.type_name == "structure":
        for name in shape.required_members:
            assert name in value, (place, "without", name)
        for name, inner in value.items():
            check(shape.members[name], inner, f"{place}.{name}")
    if shape.type_name == "list":
        for inner in value:
            check(shape.member, inner, place)


def call(operation, **members):
    """Calls; the answer must be a success that the model knows."""
    answer = getattr(client, xform_name(operation))(**members)
    meta = answer.pop("ResponseMetadata")
    assert meta["HTTPStatusCode"] == 200 and len(meta["RequestId"]) == 36, meta
    shape = client.meta.service_model.operation_model(operation).output_shape
    if shape is not None:
        check(shape, answer, operation)
    host.called.add(operation)
    return answer


def refused(code, operation, other=None, **members):
    """Calls; the answer must be this exception."""
    try:
        getattr(other or client, xform_name(operation))(**members)
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        return str(error)
    raise AssertionError(f"{operation} was not refused")


def totp(secret, steps=0):
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1).digest()
    place = digest[-1] & 15
    return "%06d" % ((struct.unpack(">I", digest[place:place + 4])[0] & 0x7FFFFFFF) % 10**6)


TABLES = json.loads(pathlib.Path(sys.argv[1]).read_text()) if len(sys.argv) > 1 else {}


def read_user(ada):
    """Calls every operation that reads one user and needs nothing else."""
    for name, table in TABLES.items():
        if name.startswith("AdminGet") and set(table["reads"]) == {"UserPoolId*", "Username*"}:
            assert call(name, **ada)["Username"] == ada["Username"]


def run():
    sms = {"SnsCallerArn": "arn:aws:iam::123456789012:role/sns", "ExternalId": "e"}
    flows = ["ALLOW_USER_PASSWORD_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
    pool = call(
        "CreateUserPool", PoolName="p", AutoVerifiedAttributes=["phone_number"], SmsConfiguration=sms,
        Schema=[{"Name": "tier", "AttributeDataType": "String"}])["UserPool"]
    assert abs(pool["CreationDate"].timestamp() - time.time()) < 60
    pool = pool["Id"]
    call("DescribeUserPool", UserPoolId=pool)
    assert [found["Id"] for found in call("ListUserPools", MaxResults=5)["UserPools"]] == [pool]
    call(
        "SetUserPoolMfaConfig", UserPoolId=pool, MfaConfiguration="OPTIONAL",
        SoftwareTokenMfaConfiguration={"Enabled": True}, SmsMfaConfiguration={"SmsConfiguration": sms})
    assert call("GetUserPoolMfaConfig", UserPoolId=pool)["MfaConfiguration"] == "OPTIONAL"
    app = call("CreateUserPoolClient", UserPoolId=pool, ClientName="app", ExplicitAuthFlows=flows)
    app = app["UserPoolClient"]["ClientId"]
    call("DescribeUserPoolClient", UserPoolId=pool, ClientId=app)
    call("ListUserPoolClients", UserPoolId=pool, MaxResults=3)
    call("UpdateUserPoolClient", UserPoolId=pool, ClientId=app, ExplicitAuthFlows=flows)
    call(
        "UpdateUserPool", UserPoolId=pool, MfaConfiguration="OPTIONAL", SmsConfiguration=sms,
        AutoVerifiedAttributes=["phone_number"])

    call("AddCustomAttributes", UserPoolId=pool, CustomAttributes=[{"Name": "desk", "AttributeDataType": "Number"}])
    arn = call("DescribeUserPool", UserPoolId=pool)["UserPool"]["Arn"]
    call("TagResource", ResourceArn=arn, Tags={"team": "blue", "stage": "test"})
    call("UntagResource", ResourceArn=arn, TagKeys=["team"])
    assert call("ListTagsForResource", ResourceArn=arn)["Tags"] == {"stage": "test"}
    secretive = call("CreateUserPoolClient", UserPoolId=pool, ClientName="secretive", GenerateSecret=True)
    secretive = {"UserPoolId": pool, "ClientId": secretive["UserPoolClient"]["ClientId"]}
    call("AddUserPoolClientSecret", **secretive)
    secrets = call("ListUserPoolClientSecrets", **secretive)["ClientSecrets"]
    assert len(secrets) == 2, secrets
    call("DeleteUserPoolClientSecret", **secretive, ClientSecretId=secrets[0]["ClientSecretId"])

    ada = {"UserPoolId": pool, "Username": "ada"}
    attributes = [
        {"Name": "phone_number", "Value": "+14155550123"}, {"Name": "phone_number_verified", "Value": "true"},
        {"Name": "name", "Value": "Ada Löve \U0001f511"},
    ]
    call(
        "AdminCreateUser", **ada, TemporaryPassword="Temporary-1843", MessageAction="SUPPRESS",
        UserAttributes=attributes)
    started = call(
        "AdminInitiateAuth", UserPoolId=pool, ClientId=app, AuthFlow="ADMIN_USER_PASSWORD_AUTH",
        AuthParameters={"USERNAME": "ada", "PASSWORD": "Temporary-1843"})
    call(
        "AdminRespondToAuthChallenge", UserPoolId=pool, ClientId=app, ChallengeName="NEW_PASSWORD_REQUIRED",
        Session=started["Session"], ChallengeResponses={"USERNAME": "ada", "NEW_PASSWORD": "Analytical-1843"})

    staff = {"UserPoolId": pool, "GroupName": "Staff"}
    role = "arn:aws:iam::123456789012:role/staff"
    call("CreateGroup", **staff, Description="everybody", RoleArn=role, Precedence=7)
    refused("GroupExistsException", "CreateGroup", UserPoolId=pool, GroupName="staff")
    assert call("UpdateGroup", **staff, Precedence=3)["Group"]["RoleArn"] == role
    assert call("GetGroup", UserPoolId=pool, GroupName="STAFF")["Group"]["Precedence"] == 3
    call("AdminAddUserToGroup", **ada, GroupName="Staff")
    assert [group["GroupName"] for group in call("AdminListGroupsForUser", **ada)["Groups"]] == ["Staff"]
    assert [user["Username"] for user in call("ListUsersInGroup", **staff)["Users"]] == ["ada"]
    call("AdminRemoveUserFromGroup", **ada, GroupName="Staff")
    assert len(call("ListGroups", UserPoolId=pool, Limit=1)["Groups"]) == 1
    call("DeleteGroup", **staff)
    refused("ResourceNotFoundException", "GetGroup", **staff)

    def sign_in(password="Analytical-1843"):
        return call(
            "InitiateAuth", ClientId=app, AuthFlow="USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": "ada", "PASSWORD": password})

    def answer(challenge, name, key, code):
        return dict(
            ClientId=app, ChallengeName=name, Session=challenge["Session"],
            ChallengeResponses={"USERNAME": "ada", key: code})

    token = sign_in()["AuthenticationResult"]["AccessToken"]
    secret = call("AssociateSoftwareToken", AccessToken=token)["SecretCode"]
    right = {totp(secret, step) for step in range(-2, 4)}
    wrong = next(code for code in ("000000", "111111", "222222", "333333", "444444", "555555", "666666") if code not in right)
    refused("EnableSoftwareTokenMFAException", "VerifySoftwareToken", AccessToken=token, UserCode=wrong)
    # The step before counts too, and leaves this one for the sign-in.
    call("VerifySoftwareToken", AccessToken=token, UserCode=totp(secret, -1), FriendlyDeviceName="phone")
    call("SetUserMFAPreference", AccessToken=token, SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True})
    challenge = sign_in()
    assert challenge["ChallengeParameters"]["FRIENDLY_DEVICE_NAME"] == "phone"
    app_code = ("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE")
    refused("CodeMismatchException", "RespondToAuthChallenge", **answer(challenge, *app_code, wrong))
    call("RespondToAuthChallenge", **answer(challenge, *app_code, totp(secret)))
    call(
        "AdminSetUserMFAPreference", **ada, SMSMfaSettings={"Enabled": True, "PreferredMfa": True},
        SoftwareTokenMfaSettings={"Enabled": False, "PreferredMfa": False})
    challenge = sign_in()
    tokens = call("RespondToAuthChallenge", **answer(challenge, "SMS_MFA", "SMS_MFA_CODE", host.code()))
    tokens = tokens["AuthenticationResult"]
    token = tokens["AccessToken"]

    assert call("GetUser", AccessToken=token)["PreferredMfaSetting"] == "SMS_MFA"
    call("GetUserAuthFactors", AccessToken=token)
    call("SetUserSettings", AccessToken=token, MFAOptions=[])
    call("AdminSetUserSettings", **ada, MFAOptions=[])
    read_user(ada)
    assert {"Name": "name", "Value": "Ada Löve \U0001f511"} in call("AdminGetUser", **ada)["UserAttributes"]
    call("AdminUpdateUserAttributes", **ada, UserAttributes=[{"Name": "custom:tier", "Value": "gold"}])
    call("AdminDeleteUserAttributes", **ada, UserAttributeNames=["custom:tier"])
    call("AdminDeleteSoftwareToken", **ada)
    call("UpdateUserAttributes", AccessToken=token, UserAttributes=[{"Name": "phone_number", "Value": "+14155550199"}])
    call("GetUserAttributeVerificationCode", AccessToken=token, AttributeName="phone_number")
    call("VerifyUserAttribute", AccessToken=token, AttributeName="phone_number", Code=host.code())
    call("DeleteUserAttributes", AccessToken=token, UserAttributeNames=["nickname"])
    call("ChangePassword", AccessToken=token, PreviousPassword="Analytical-1843", ProposedPassword="Analytical-1844")
    call("GetTokensFromRefreshToken", RefreshToken=tokens["RefreshToken"], ClientId=app)
    call("RevokeToken", Token=tokens["RefreshToken"], ClientId=app)
    token = sign_in("Analytical-1844")["AuthenticationResult"]["AccessToken"]
    call("GlobalSignOut", AccessToken=token)
    refused("NotAuthorizedException", "GetUser", AccessToken=token)

    eve = {"ClientId": app, "Username": "eve"}
    number = [{"Name": "phone_number", "Value": "+14155550100"}]
    call("SignUp", **eve, Password="Analytical-1843", UserAttributes=number)
    call("ResendConfirmationCode", **eve)
    call("ConfirmSignUp", **eve, ConfirmationCode=host.code())
    call("ForgotPassword", **eve)
    call("ConfirmForgotPassword", **eve, ConfirmationCode=host.code(), Password="Analytical-1845")
    call("SignUp", ClientId=app, Username="mal", Password="Analytical-1843")
    call("AdminConfirmSignUp", UserPoolId=pool, Username="mal")
    call("AdminResetUserPassword", UserPoolId=pool, Username="eve")
    call("AdminSetUserPassword", UserPoolId=pool, Username="mal", Password="Analytical-1850", Permanent=True)
    call("AdminDisableUser", **ada)
    call("AdminEnableUser", **ada)
    call("AdminUserGlobalSignOut", **ada)
    assert len(call("ListUsers", UserPoolId=pool, Limit=2, AttributesToGet=["phone_number"])["Users"]) == 2

    call("DeleteUser", AccessToken=sign_in("Analytical-1844")["AuthenticationResult"]["AccessToken"])
    call("AdminDeleteUser", UserPoolId=pool, Username="mal")
    refused("UserNotFoundException", "AdminGetUser", **ada)
    few = {"MaxResults": 1}
    first = refused("UnrecognizedClientException", "ListUserPools", host.client(secret="wrong"), **few)
    second = refused("UnrecognizedClientException", "ListUserPools", host.client(key="AKIDNOBODY"), **few)
    assert first == second, (first, second)
    refused("InvalidSignatureException", "ListUserPools", host.client(region="us-east-1"), **few)
    refused("InvalidParameterException", "CreateUserPool", PoolName="p", MfaConfiguration="SOMETIMES")
    call("DeleteUserPoolClient", UserPoolId=pool, ClientId=app)
    call("DeleteUserPool", UserPoolId=pool)
    refused("ResourceNotFoundException", "DescribeUserPool", UserPoolId=pool)


run()
print(f"botocore {botocore.__version__}: {len(host.called)} operations, {host.requests} requests")
if TABLES:
    missing = {name for name, table in TABLES.items() if not table["ours"]} - host.called
    assert not missing, f"never called: {sorted(missing)}"
host.process.stdin.close()
host.process.wait(10)
