"""Groups of boto3's making in the claims of tokens, as PyJWT reads them."""
import pytest
from botocore import UNSIGNED
from botocore.exceptions import ClientError

from test_tokens import decode

ROLE = "arn:aws:iam::123456789012:role/"


@pytest.fixture
def groups(pool):
    """Two groups with roles; the later one has the better precedence."""
    for name, precedence in (("Staff", 5), ("admins", 1)):
        pool.api.create_group(UserPoolId=pool.id, GroupName=name, RoleArn=ROLE + name, Precedence=precedence)
    return lambda name: {"UserPoolId": pool.id, "Username": "ada", "GroupName": name}


def refreshed(pool, tokens):
    answer = pool.api.get_tokens_from_refresh_token(RefreshToken=tokens["RefreshToken"], ClientId=pool.client_id)
    return answer["AuthenticationResult"]


def claims(pool, tokens):
    """The groups of both tokens, and the roles of the ID token."""
    access, identity = decode(pool, tokens["AccessToken"]), decode(pool, tokens["IdToken"], audience=pool.client_id)
    assert access.get("cognito:groups") == identity.get("cognito:groups")
    assert not {"cognito:roles", "cognito:preferred_role"} & set(access)
    return tuple(identity.get("cognito:" + name) for name in ("groups", "roles", "preferred_role"))


def test_the_next_tokens_show_a_change(pool, groups):
    tokens = pool.sign_in()["AuthenticationResult"]
    assert claims(pool, tokens) == (None, None, None)
    pool.api.admin_add_user_to_group(**groups("staff"))
    assert claims(pool, refreshed(pool, tokens)) == (["Staff"], [ROLE + "Staff"], ROLE + "Staff")
    pool.api.admin_add_user_to_group(**groups("admins"))
    both = (["admins", "Staff"], [ROLE + "admins", ROLE + "Staff"], ROLE + "admins")
    assert claims(pool, refreshed(pool, tokens)) == both
    assert claims(pool, pool.sign_in()["AuthenticationResult"]) == both
    pool.api.admin_remove_user_from_group(**groups("admins"))
    assert claims(pool, refreshed(pool, tokens))[0] == ["Staff"]


def test_a_tie_of_roles_prefers_none(pool, groups):
    for name in ("staff", "admins"):
        pool.api.admin_add_user_to_group(**groups(name))
    pool.api.update_group(UserPoolId=pool.id, GroupName="staff", Precedence=1)
    names, roles, preferred = claims(pool, pool.sign_in()["AuthenticationResult"])
    assert names == ["admins", "Staff"] and len(roles) == 2 and preferred is None


def test_a_group_of_the_same_name_has_other_members(pool, groups):
    pool.api.admin_add_user_to_group(**groups("admins"))
    pool.api.delete_group(UserPoolId=pool.id, GroupName="admins")
    pool.api.create_group(UserPoolId=pool.id, GroupName="Admins")
    assert claims(pool, pool.sign_in()["AuthenticationResult"])[0] is None
    assert not pool.api.list_users_in_group(UserPoolId=pool.id, GroupName="admins")["Users"]


def test_a_group_asks_for_the_second_factor_too(pool, groups):
    pool.api.admin_add_user_to_group(**groups("admins"))
    pool.prefer_sms()
    challenge = pool.sign_in()
    assert challenge["ChallengeName"] == "SMS_MFA"
    code = pool.server.sms_code("+14155550123")
    answered = pool.answer(challenge["Session"], "SMS_MFA", code)
    assert claims(pool, answered["AuthenticationResult"])[0] == ["admins"]


def test_nobody_joins_without_a_signature(pool, groups):
    api = pool.server.client(signature_version=UNSIGNED)
    with pytest.raises(ClientError) as raised:
        api.admin_add_user_to_group(**groups("admins"))
    assert raised.value.response["Error"]["Code"] in {"UnknownOperationException", "MissingAuthenticationTokenException"}
