"""A plugin of pytest that runs moto's tests of cognito-idp, unchanged, against the example server.

In its server mode moto makes every client with `boto3.client` and an endpoint. The plugin replaces the endpoint: clients
of cognito-idp get the example server of their region, all others the stub. Before each test it deletes the pools that
the test before has left, because moto's tests begin with an empty service. The report has the number of calls that each
test made to the server: one that made none shows nothing about it.

Tests that moto's authors have also run against AWS are marked `aws_verified`. They run as they do there: without moto in
between, and with its waits.
"""
import os

import boto3
import pytest

from servers import KEYS, CognitoServer, Stub

HOME = "us-west-2"
real_client = boto3.client
stub = Stub()
started = {}
calls = 0
# Before the tests' own conftest.py imports moto, which reads them.
os.environ.update(
    KEYS, AWS_DEFAULT_REGION=HOME, AWS_MAX_ATTEMPTS="1", TEST_SERVER_MODE="true", MOTO_CALL_RESET_API="false",
    TEST_SERVER_MODE_ENDPOINT=stub.url)


def server(region):
    """The example server of a region, started when it is first asked for."""
    if region not in started:
        started[region] = CognitoServer(region)
    return started[region]


def count(**_):
    global calls
    calls += 1


def client(service, region_name=None, **settings):
    """A client of boto3 whose calls go to the example server."""
    region = region_name or HOME
    if service != "cognito-idp":
        return real_client(service, region_name=region, **{**settings, "endpoint_url": stub.url})
    made = real_client(service, region_name=region, **{**settings, "endpoint_url": server(region).url})
    made.meta.events.register("before-send.cognito-idp", count)
    return made


def forget_pools(region):
    api = real_client("cognito-idp", region_name=region, endpoint_url=server(region).url)
    for page in api.get_paginator("list_user_pools").paginate(MaxResults=60):
        for pool in page["UserPools"]:
            try:
                api.delete_user_pool(UserPoolId=pool["Id"])
            except api.exceptions.InvalidParameterException:
                api.update_user_pool(UserPoolId=pool["Id"], DeletionProtection="INACTIVE")
                api.delete_user_pool(UserPoolId=pool["Id"])


def pytest_configure(config):
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        return  # The controller of pytest-xdist runs no test.
    boto3.client = client
    server(HOME)


def pytest_unconfigure():
    for each in started.values():
        each.stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    global calls
    for region in started:
        forget_pools(region)
    calls = 0
    is_verified = item.get_closest_marker("aws_verified") is not None
    os.environ["MOTO_TEST_ALLOW_AWS_REQUEST"] = "true" if is_verified else "false"
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    try:
        return (yield)
    finally:
        item.user_properties.append(("calls", calls))
        item.user_properties.append(("aws_verified", item.get_closest_marker("aws_verified") is not None))
