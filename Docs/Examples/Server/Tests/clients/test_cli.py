"""The AWS CLI, unmodified, from an empty server to a changed phone number."""
import json
import re
import subprocess
import time

import pytest

from conftest import KEY, REGION, SECRET, environment


def oathtool(secret, ahead):
    return subprocess.run(
        ["oathtool", "--totp", "--base32", "--now", f"@{int(time.time()) + ahead}", secret], check=True,
        capture_output=True, text=True).stdout.strip()


@pytest.fixture
def aws(server):
    """Runs `aws cognito-idp`; its answer, or its exception with `fails`."""

    def aws(*arguments, key=KEY, secret=SECRET, fails=None):
        command = ["aws", "cognito-idp", *arguments, "--endpoint-url", server.url, "--output", "json"]
        run = subprocess.run(
            command, capture_output=True, text=True,
            env=environment(AWS_ACCESS_KEY_ID=key, AWS_SECRET_ACCESS_KEY=secret, AWS_DEFAULT_REGION=REGION))
        if fails:
            assert run.returncode != 0, f"{arguments} was not refused: {run.stdout}"
            assert f"({fails})" in run.stderr, run.stderr
            return run.stderr
        assert run.returncode == 0, f"{arguments}: {run.stderr}"
        return json.loads(run.stdout) if run.stdout.strip() else {}

    return aws


def test_from_a_pool_to_a_changed_number(server, aws):
    sms = "SnsCallerArn=arn:aws:iam::123456789012:role/sns,ExternalId=e"
    pool = aws("create-user-pool", "--pool-name", "main", "--sms-configuration", sms)["UserPool"]["Id"]
    assert re.fullmatch(REGION + "_[0-9a-zA-Z]+", pool)
    factors = aws(
        "set-user-pool-mfa-config", "--user-pool-id", pool, "--mfa-configuration", "OPTIONAL",
        "--software-token-mfa-configuration", "Enabled=true", "--sms-mfa-configuration", f"SmsConfiguration={{{sms}}}")
    assert factors["MfaConfiguration"] == "OPTIONAL"
    client = aws(
        "create-user-pool-client", "--user-pool-id", pool, "--client-name", "app", "--explicit-auth-flows",
        "ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH")["UserPoolClient"]["ClientId"]
    user = aws(
        "admin-create-user", "--user-pool-id", pool, "--username", "ada", "--temporary-password", "Temporary-1843",
        "--message-action", "SUPPRESS", "--user-attributes", "Name=phone_number,Value=+14155550123",
        "Name=phone_number_verified,Value=true")["User"]
    assert user["UserStatus"] == "FORCE_CHANGE_PASSWORD"

    def sign_in(password="Analytical-1843"):
        return aws(
            "initiate-auth", "--client-id", client, "--auth-flow", "USER_PASSWORD_AUTH", "--auth-parameters",
            f"USERNAME=ada,PASSWORD={password}")

    def respond(challenge, key, value, fails=None):
        return aws(
            "respond-to-auth-challenge", "--client-id", client, "--challenge-name", challenge["ChallengeName"],
            "--session", challenge["Session"], "--challenge-responses", f"USERNAME=ada,{key}={value}", fails=fails)

    first = sign_in("Temporary-1843")
    assert first["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    token = respond(first, "NEW_PASSWORD", "Analytical-1843")["AuthenticationResult"]["AccessToken"]

    # An authenticator app.
    secret = aws("associate-software-token", "--access-token", token)["SecretCode"]
    verified = aws(
        "verify-software-token", "--access-token", token, "--user-code", oathtool(secret, server.ahead),
        "--friendly-device-name", "phone")
    assert verified["Status"] == "SUCCESS"
    aws(
        "set-user-mfa-preference", "--access-token", token, "--software-token-mfa-settings",
        "Enabled=true,PreferredMfa=true")
    server.advance(30)
    challenge = sign_in()
    assert challenge["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    assert challenge["ChallengeParameters"]["FRIENDLY_DEVICE_NAME"] == "phone"
    code = oathtool(secret, server.ahead)
    wrong = f"{(int(code) + 500_000) % 1_000_000:06}"
    respond(challenge, "SOFTWARE_TOKEN_MFA_CODE", wrong, fails="CodeMismatchException")
    tokens = respond(challenge, "SOFTWARE_TOKEN_MFA_CODE", code)["AuthenticationResult"]
    assert tokens["TokenType"] == "Bearer" and tokens["ExpiresIn"] == 3600 and tokens["RefreshToken"]
    # The same code again, in time, in another session.
    respond(sign_in(), "SOFTWARE_TOKEN_MFA_CODE", code, fails="ExpiredCodeException")

    # A text message.
    aws(
        "admin-set-user-mfa-preference", "--user-pool-id", pool, "--username", "ada", "--sms-mfa-settings",
        "Enabled=true,PreferredMfa=true", "--software-token-mfa-settings", "Enabled=true,PreferredMfa=false")
    challenge = sign_in()
    assert challenge["ChallengeName"] == "SMS_MFA"
    assert challenge["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == "+*******0123"
    assert "AuthenticationResult" in respond(challenge, "SMS_MFA_CODE", server.sms_code("+14155550123"))

    # Another number.
    aws(
        "admin-update-user-attributes", "--user-pool-id", pool, "--username", "ada", "--user-attributes",
        "Name=phone_number,Value=+14155550199", "Name=phone_number_verified,Value=true")
    challenge = sign_in()
    assert "AuthenticationResult" in respond(challenge, "SMS_MFA_CODE", server.sms_code("+14155550199"))
    found = aws("admin-get-user", "--user-pool-id", pool, "--username", "ada")
    assert {"Name": "phone_number", "Value": "+14155550199"} in found["UserAttributes"]
    assert set(found["UserMFASettingList"]) == {"SMS_MFA", "SOFTWARE_TOKEN_MFA"}
    assert found["PreferredMfaSetting"] == "SMS_MFA"


def test_administration_needs_a_right_signature(aws, pool):
    get = ("admin-get-user", "--user-pool-id", pool.id, "--username", "ada")
    assert aws(*get)["Username"] == "ada"
    aws(*get, "--no-sign-request", fails="MissingAuthenticationTokenException")
    wrong = aws(*get, secret="wrong", fails="UnrecognizedClientException")
    unknown = aws(*get, key="AKIDNOBODY", fails="UnrecognizedClientException")
    assert wrong == unknown
    aws(
        "admin-set-user-password", "--user-pool-id", pool.id, "--username", "ada", "--password", "Forgery-1843",
        "--permanent", "--no-sign-request", fails="MissingAuthenticationTokenException")
    aws("list-user-pools", "--max-results", "1", "--region", "us-east-1", fails="InvalidSignatureException")
    # Public operations need no signature.
    assert "AuthenticationResult" in pool.sign_in()
