"""Pools and app clients with every member that the service model has: told as given, and the same after an update.

This is what a plan of an infrastructure tool compares: it creates, describes, and updates with what was told. The members
come from botocore's service model, so that a new one cannot be forgotten.
"""
import os
import secrets
import subprocess

import pytest

from full_requests import ARN, TOLD_AS, UNTOLD, given
from service_model import MODEL

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
    store = {"memory": None, "sqlite": f"sqlite:{tmp_path}/rows.db"}.get(request.param)
    if request.param == "postgres":
        conninfo = os.environ.get("COGNITO_MFA_POSTGRES")
        if not conninfo:
            pytest.skip("run it by Tests/with-postgres.sh")
        # A database of the test's own, for its keys open no other's rows.
        name = f"mfa_{secrets.token_hex(8)}"
        subprocess.run(["psql", "-q", conninfo, "-c", f"CREATE DATABASE {name}"], check=True)
        store = f"postgres:{conninfo} dbname={name}"
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
