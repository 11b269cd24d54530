"""Users, factors, counters, sessions and codes after the end of a process, and with two processes on one file."""
import concurrent.futures
import signal
import stat
import subprocess
import time

import jwt
import pytest
from botocore.exceptions import ClientError

from conftest import BINARY, Pool, refused


@pytest.fixture
def options(tmp_path):
    return ("--store", f"sqlite:{tmp_path / 'records.sqlite'}", "--keys", str(tmp_path / "keys.json"))


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_everything_outlives_the_process(start, options, tmp_path, end):
    first = start(*options)
    pool = Pool(first)
    pool.add()
    pool.add("eve", "+14155550155")
    pool.add("mal", "+14155550177")
    # Eight wrong passwords, each after the lock of the one before.
    for lock in (0, 0, 0, 0, 1, 2, 4, 8):
        with pytest.raises(ClientError, match="Incorrect username or password"):
            pool.sign_in("mal", "Wrong-1843")
        first.advance(lock)
    # A factor with a used code.
    app = pool.register()
    first.advance(30)
    used = app.at(time.time() + first.ahead)
    tokens = pool.answer(pool.sign_in()["Session"], "SOFTWARE_TOKEN_MFA", used)["AuthenticationResult"]
    # An open session with a code on its way.
    pool.prefer_sms("eve")
    waiting = pool.sign_in("eve")
    code = first.sms_code("+14155550155")
    keys = first.get(f"/{pool.id}/.well-known/jwks.json")
    assert first.stop(end) == (0 if end == signal.SIGTERM else -signal.SIGKILL)

    second = start(*options, port=first.port)
    second.advance(first.ahead)
    pool.server, pool.api = second, second.client()
    assert second.get(f"/{pool.id}/.well-known/jwks.json") == keys
    assert pool.api.get_user(AccessToken=tokens["AccessToken"])["Username"] == "ada"
    refreshed = pool.api.get_tokens_from_refresh_token(RefreshToken=tokens["RefreshToken"], ClientId=pool.client_id)
    assert refreshed["AuthenticationResult"]["AccessToken"] != tokens["AccessToken"]
    assert "AuthenticationResult" in pool.answer(waiting["Session"], "SMS_MFA", code, "eve")
    # The ninth locks for sixteen seconds, for the right password too.
    with pytest.raises(ClientError, match="Incorrect username or password"):
        pool.sign_in("mal", "Wrong-1843")
    with pytest.raises(ClientError, match="Password attempts exceeded"):
        pool.sign_in("mal")
    challenge = pool.sign_in()
    assert challenge["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    with pytest.raises(ClientError, match="ExpiredCodeException"):
        pool.answer(challenge["Session"], "SOFTWARE_TOKEN_MFA", used)
    second.advance(30)
    fresh = app.at(time.time() + second.ahead)
    assert "AuthenticationResult" in pool.answer(pool.sign_in()["Session"], "SOFTWARE_TOKEN_MFA", fresh)
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


# R104
def test_the_file_tells_nothing(start, options, tmp_path):
    server = start(*options)
    pool = Pool(server)
    pool.add("countess-ada")
    app = pool.register("countess-ada")
    assert server.stop() == 0
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("records.sqlite*"))
    assert b"pool_record" in stored and len(stored) > 4_096
    for secret in (b"4155550123", b"phone_number", b"pbkdf2", b"countess", app.byte_secret()):
        assert secret not in stored, secret


# R101: with a store and keys that do not belong together no server starts, and no row and no file is written.
def test_other_keys_are_refused(start, options, tmp_path):
    keys = tmp_path / "keys.json"
    server = start(*options)
    pool = Pool(server)
    pool.add()
    assert server.stop() == 0
    right = keys.read_bytes()
    keys.unlink()
    assert "is missing" in refused(*options)
    assert not keys.exists()
    subprocess.run([BINARY, "--keys", keys, "--port", "1", "--host", "nowhere.invalid"], capture_output=True)
    assert keys.read_bytes() != right
    assert "sealed with other keys" in refused(*options)
    keys.write_bytes(right)
    pool.server = start(*options, port=server.port)
    pool.api = pool.server.client()
    assert pool.sign_in()["AuthenticationResult"]


# R99, R100: two processes, one of them always there.
def test_keys_rotate_while_processes_serve(start, options, tmp_path):
    def rotate(*flags):
        subprocess.run(
            [BINARY, "rotate-keys", "--keys", tmp_path / "keys.json", *flags], check=True, capture_output=True)

    def kid(token):
        return jwt.get_unverified_header(token)["kid"]

    issuer = ("--issuer", "https://mfa.example.com")
    servers = [start(*options, *issuer) for _ in range(2)]
    pool = Pool(servers[0])
    pool.add()

    def restart(place):
        assert servers[place].stop() == 0
        servers[place] = start(*options, *issuer)

    def exchange():
        """Signs in at each server, and uses the tokens at the other."""
        tokens = []
        for one, other in ((0, 1), (1, 0)):
            granted = pool.sign_in(api=servers[one].client())["AuthenticationResult"]
            api = servers[other].client()
            assert api.get_user(AccessToken=granted["AccessToken"])["Username"] == "ada"
            assert api.get_tokens_from_refresh_token(
                RefreshToken=granted["RefreshToken"], ClientId=pool.client_id)["AuthenticationResult"]
            served = servers[other].get(f"/{pool.id}/.well-known/jwks.json")["keys"]
            assert kid(granted["AccessToken"]) in [key["kid"] for key in served]
            tokens.append(granted["AccessToken"])
        return tokens

    old = exchange()
    assert kid(old[0]) == kid(old[1])
    rotate("--stage")
    restart(0)
    assert {kid(token) for token in exchange()} == {kid(old[0])}
    restart(1)
    rotate("--promote")
    restart(0)
    new, still_old = exchange()
    assert kid(new) != kid(still_old) == kid(old[0])
    restart(1)
    assert {kid(token) for token in exchange()} == {kid(new)}
    for server in servers:
        assert server.client().get_user(AccessToken=old[0])["Username"] == "ada"
        assert server.request("GET", "/health")[0] == 200


# R99: a process without the new keys reports that it is unhealthy.
def test_who_missed_a_rotation_is_ill(start, options, tmp_path):
    late = start(*options)
    subprocess.run([BINARY, "rotate-keys", "--keys", tmp_path / "keys.json"], check=True, capture_output=True)
    assert late.request("GET", "/health")[0] == 200
    start(*options)
    end = time.time() + 10
    while time.time() < end and late.request("GET", "/health")[0] == 200:
        time.sleep(0.05)
    assert late.request("GET", "/health")[0] == 503


def test_two_processes_on_one_file_grant_once(start, options):
    servers = [start(*options) for _ in range(2)]
    pool = Pool(servers[0])
    pool.add()
    app = pool.register()
    apis = [server.client() for server in servers]
    grants = []
    for _ in range(20):
        # Far enough for the hourly limits of one user.
        for server in servers:
            server.advance(900)
        code = app.at(time.time() + servers[0].ahead)
        sessions = [pool.sign_in(api=api)["Session"] for api in apis for _ in range(2)]

        def attempt(place):
            try:
                return pool.answer(sessions[place], "SOFTWARE_TOKEN_MFA", code, api=apis[place % 2])
            except ClientError as error:
                return error.response["Error"]["Code"]

        with concurrent.futures.ThreadPoolExecutor(len(sessions)) as threads:
            answers = list(threads.map(attempt, range(len(sessions))))
        grants.append(sum("AuthenticationResult" in answer for answer in answers))
        assert "InternalErrorException" not in answers, answers
    assert grants == [1] * 20
