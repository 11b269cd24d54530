"""Four processes on one PostgreSQL: one code is one grant; acknowledged changes survive both kinds of process.

    bash Tests/with-postgres.sh pytest Tests/clients/test_postgres.py
"""
import concurrent.futures
import os
import secrets
import signal
import subprocess
import threading
import time

import pytest
from botocore.exceptions import BotoCoreError, ClientError

from conftest import Pool

CONNINFO = os.environ.get("COGNITO_MFA_POSTGRES")
pytestmark = pytest.mark.skipif(not CONNINFO, reason="run it by Tests/with-postgres.sh")


@pytest.fixture
def options(tmp_path):
    """A database of the test's own, for its keys open no other's rows."""
    name = f"mfa_{secrets.token_hex(8)}"
    subprocess.run(["psql", "-q", CONNINFO, "-c", f"CREATE DATABASE {name}"], check=True)
    return ("--store", f"postgres:{CONNINFO} dbname={name}", "--keys", str(tmp_path / "keys.json"))


def crash(*how):
    subprocess.run([os.environ["COGNITO_MFA_POSTGRES_CRASH"], *how], check=True, timeout=60)


def granted(answer):
    try:
        return "AuthenticationResult" in answer()
    except (ClientError, BotoCoreError):
        return False


# R13, R58: at any process, with one session for all or one for each.
def test_one_code_is_one_grant_among_four_processes(start, options):
    servers = [start(*options) for _ in range(4)]
    pool = Pool(servers[0])
    apis = [server.client() for server in servers]
    grants = []
    with concurrent.futures.ThreadPoolExecutor(4) as threads:
        for user in range(50):
            name = f"user-{user}"
            pool.add(name)
            app = pool.register(name)
            for _ in range(4):
                for server in servers:
                    server.advance(30)
                code = app.at(time.time() + servers[0].ahead)
                sessions = [pool.sign_in(name, api=api)["Session"] for api in apis]
                answers = [
                    threads.submit(granted, lambda s=session, a=api: pool.answer(s, "SOFTWARE_TOKEN_MFA", code, name, a))
                    for session, api in zip(sessions, apis)
                ]
                grants.append(sum(answer.result() for answer in answers))
    assert grants == [1] * 200


# R14, R58: a server and then the database are killed while four threads sign in and write.
@pytest.mark.parametrize("victim", ["server", "database"])
def test_nothing_acknowledged_is_lost(start, options, victim):
    survivor, other = start(*options), start(*options)
    pool = Pool(survivor)
    names = [f"{victim}-{number}" for number in range(4)]
    apps = {}
    for name in names:
        pool.add(name)
        apps[name] = pool.register(name)
    for server in (survivor, other):
        server.advance(60)
    written, codes, ends = {name: 0 for name in names}, {}, threading.Event()

    def work(name):
        api = other.client()
        session = pool.sign_in(name)["Session"]
        code = apps[name].at(time.time() + survivor.ahead)
        if granted(lambda: pool.answer(session, "SOFTWARE_TOKEN_MFA", code, name, api)):
            codes[name] = code
        number = 0
        while not ends.is_set():
            number += 1
            try:
                api.admin_update_user_attributes(
                    UserPoolId=pool.id, Username=name, UserAttributes=[{"Name": "nickname", "Value": str(number)}])
                written[name] = number
            except (ClientError, BotoCoreError):
                if victim == "server" and other.process.poll() is not None:
                    return

    threads = [threading.Thread(target=work, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    while min(written.values()) < 25:
        assert any(thread.is_alive() for thread in threads)
    if victim == "server":
        other.stop(signal.SIGKILL)
    else:
        crash()
        reached = dict(written)
        while any(written[name] < reached[name] + 5 for name in names):
            assert all(thread.is_alive() for thread in threads)
    ends.set()
    for thread in threads:
        thread.join(60)
    assert len(codes) == 4
    for name in names:
        user = pool.api.admin_get_user(UserPoolId=pool.id, Username=name)
        kept = {one["Name"]: one["Value"] for one in user["UserAttributes"]}
        assert int(kept["nickname"]) >= written[name] > 0
        # Its code was used, and stays so.
        with pytest.raises(ClientError, match="ExpiredCodeException"):
            pool.answer(pool.sign_in(name)["Session"], "SOFTWARE_TOKEN_MFA", codes[name], name)


def test_a_store_that_is_down_is_an_internal_error_and_the_retry_succeeds(start, options):
    server = start(*options)
    pool = Pool(server)
    pool.add()
    crash("down")
    try:
        with pytest.raises(ClientError) as refusal:
            pool.sign_in()
        assert refusal.value.response["Error"]["Code"] == "InternalErrorException"
        assert refusal.value.response["ResponseMetadata"]["HTTPStatusCode"] == 500
        assert server.request("GET", "/health")[0] == 503
    finally:
        crash("up")
    assert "AuthenticationResult" in pool.sign_in()
