"""Refusals that all operations share: no signature, no member, a member of another type, an unknown name, a dead token.

Requests are made from botocore's service model, and codes that it does not name for an operation fail in `Answers`.
"""
import re

import pytest
from botocore import UNSIGNED, xform_name
from botocore.exceptions import ClientError

from conftest import PASSWORD, Pool
from service_model import MODEL, operations

OPERATIONS = [MODEL.operation_model(name) for name in sorted(operations() & set(MODEL.operation_names))]
NO_POOL, NO_CLIENT = "eu-west-1_nothing", "nothing"
# Values where the least that the model allows would be refused for another reason.
VALUES = {
    "AuthFlow": "USER_PASSWORD_AUTH", "AttributeName": "phone_number", "UserCode": "123456", "Password": PASSWORD,
    "ProposedPassword": PASSWORD, "PreviousPassword": PASSWORD, "ChallengeName": "SMS_MFA",
    "Session": "a" * 20, "AuthParameters": {"USERNAME": "ada", "PASSWORD": PASSWORD},
    "CustomAttributes": [{"Name": "desk", "AttributeDataType": "Number"}],
    "ChallengeResponses": {"USERNAME": "ada", "SMS_MFA_CODE": "123456"},
}
NEEDED = {"Password", "PreviousPassword", "AuthParameters", "ChallengeResponses", "Session"}


def least(shape):
    match shape.type_name:
        case "string":
            return shape.enum[0] if shape.enum else "a" * max(1, shape.metadata.get("min", 1))
        case "integer":
            return max(1, shape.metadata.get("min", 1))
        case "boolean":
            return True
        case "list":
            return [least(shape.member)] if shape.metadata.get("min", 0) else []
        case "map":
            return {}
        case "structure":
            return {name: least(shape.members[name]) for name in shape.required_members}
    raise AssertionError(shape)


def request(model, **given):
    """The least members with which the operation can be called, and those given that it has."""
    members = model.input_shape.members
    # By token alone where it could be by session, too.
    needed = (NEEDED - {"Session"} if "AccessToken" in members else NEEDED) & set(members)
    names = {*model.input_shape.required_members, *needed}
    made = {name: VALUES[name] if name in VALUES else least(members[name]) for name in names}
    return made | {name: value for name, value in given.items() if name in members}


def another_type(shape):
    """A value of another type, as far as botocore sends one: of lists and structures it reads the inner ones."""
    match shape.type_name:
        case "string":
            return 1
        case "list":
            return [another_type(shape.member)]
        case "structure":
            name = next(iter(shape.required_members or shape.members))
            return {name: another_type(shape.members[name])}
        case "map":
            return {"USERNAME": 1}
    return "a"


def refused(api, model, members):
    with pytest.raises(ClientError) as raised:
        getattr(api, xform_name(model.name))(**members)
    return raised.value.response["Error"]["Code"], raised.value.response["Error"]["Message"]


def having(*names, but=()):
    """The operations that take these members."""
    found = [model for model in OPERATIONS if set(names) <= set(model.input_shape.members) and model.name not in but]
    assert found
    return pytest.mark.parametrize("model", found, ids=lambda model: model.name)


def is_public(model):
    return model.auth_type == "none"


class Callers:
    """Clients of one server that differ in how they sign and whether they look at what they send."""

    def __init__(self, server):
        self.api = server.client()
        self.unchecked = server.client(parameter_validation=False)
        self.unsigned = server.client(signature_version=UNSIGNED)
        self.forger = server.client(secret="wrong")
        self.pool = Pool(server)


@pytest.fixture(scope="module")
def callers(server):
    return Callers(server)


@pytest.mark.parametrize("model", OPERATIONS, ids=lambda model: model.name)
def test_without_members(callers, model):
    code, message = refused(callers.unchecked, model, {})
    required = {name[0].lower() + name[1:] for name in model.input_shape.required_members}
    assert code == "InvalidParameterException"
    told = re.findall(r"Value null at '(\w+)' failed to satisfy constraint: Member must not be null", message)
    if required:
        assert required <= set(told) and len(told) == len(set(told)), message
        assert message.startswith(f"{len(told)} validation error{'s' if len(told) > 1 else ''} detected: ")


@pytest.mark.parametrize("model", OPERATIONS, ids=lambda model: model.name)
def test_members_of_another_type(callers, model):
    for name in sorted(model.input_shape.required_members):
        wrong = another_type(model.input_shape.members[name])
        code, _ = refused(callers.unchecked, model, request(model) | {name: wrong})
        assert code == "SerializationException", name


# R107, R114
@pytest.mark.parametrize("model", OPERATIONS, ids=lambda model: model.name)
def test_signatures_are_asked_of_administrators_only(callers, model):
    members = request(model, UserPoolId=NO_POOL, ClientId=NO_CLIENT, AccessToken="a")
    code, _ = refused(callers.unsigned, model, members)
    assert (code == "MissingAuthenticationTokenException") is not is_public(model)
    if not is_public(model):
        assert refused(callers.forger, model, members)[0] == "UnrecognizedClientException"


@having("UserPoolId")
def test_an_unknown_pool(callers, model):
    members = request(model, UserPoolId=NO_POOL, ClientId=NO_CLIENT)
    assert refused(callers.api, model, members) == (
        "ResourceNotFoundException", f"User pool {NO_POOL} does not exist.")


@having("ClientId")
def test_an_unknown_client(callers, model):
    members = request(model, UserPoolId=callers.pool.id, ClientId=NO_CLIENT)
    expected = "ResourceNotFoundException", f"User pool client {NO_CLIENT} does not exist."
    if model.name == "RevokeToken":
        expected = "UnauthorizedException", "Unauthorized client"
    assert refused(callers.api, model, members) == expected


@having("UserPoolId", "Username", but=["AdminCreateUser"])
def test_an_unknown_user(callers, model):
    members = request(model, UserPoolId=callers.pool.id, Username="nobody")
    assert refused(callers.api, model, members) == ("UserNotFoundException", "User does not exist.")


@pytest.fixture(scope="module")
def dead(server):
    """Access tokens that are no longer valid, with the refusal of each."""
    pool = Pool(server)
    names = ("expired", "deleted", "signed-out", "revoked", "disabled")
    for place, name in enumerate(names):
        pool.add(name, f"+1415555014{place}")
    expired = pool.sign_in("expired")["AuthenticationResult"]["AccessToken"]
    server.advance(3_600)
    tokens = {name: pool.sign_in(name)["AuthenticationResult"] for name in names[1:]}
    pool.api.admin_delete_user(UserPoolId=pool.id, Username="deleted")
    pool.api.admin_user_global_sign_out(UserPoolId=pool.id, Username="signed-out")
    pool.api.revoke_token(ClientId=pool.client_id, Token=tokens["revoked"]["RefreshToken"])
    pool.api.admin_disable_user(UserPoolId=pool.id, Username="disabled")
    not_authorized = "NotAuthorizedException"
    return [
        (expired, not_authorized, "Access Token has expired"),
        (tokens["deleted"]["AccessToken"], "UserNotFoundException", "User does not exist."),
        (tokens["signed-out"]["AccessToken"], not_authorized, "Access Token has been revoked"),
        (tokens["revoked"]["AccessToken"], not_authorized, "Access Token has been revoked"),
        (tokens["disabled"]["AccessToken"], not_authorized, "User is disabled."),
        (tokens["disabled"]["IdToken"], not_authorized, "Invalid Access Token"),
        ("a.b.c", not_authorized, "Invalid Access Token"),
    ]


@having("AccessToken")
def test_a_dead_token(callers, dead, model):
    for token, code, message in dead:
        members = request(model, AccessToken=token)
        assert refused(callers.api, model, members) == (code, message)
