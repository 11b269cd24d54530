"""A user of the Hummingbird example: signs in, sets up an authenticator app, signs in with its code."""
import base64
import hashlib
import hmac
import json
import struct
import sys
import time
import urllib.error
import urllib.request

BASE = sys.argv[1]


def call(method, path, body=None, token=None):
    """The status and the JSON of a reply."""
    request = urllib.request.Request(BASE + path, method=method)
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            text = reply.read()
            return reply.status, json.loads(text) if text else None
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def totp(secret, steps_ahead=0):
    """RFC 6238 with SHA-1, six digits and 30 seconds."""
    step = int(time.time()) // 30 + steps_ahead
    digest = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", step), hashlib.sha1).digest()
    place = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[place:place + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def wait_for_the_port():
    for _ in range(300):
        try:
            return call("GET", "/account")
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    sys.exit("nothing listens")


PASSWORD = {"username": "ada", "password": "Analytical-1843"}

status, _ = wait_for_the_port()
assert status == 401, status
status, reply = call("POST", "/sign-in", {"username": "ada", "password": "wrong"})
assert status == 401 and '"advice":"newSignIn"' in reply and "Incorrect username or password." in reply, (status, reply)

status, reply = call("POST", "/sign-in", PASSWORD)
assert status == 200, (status, reply)
token = reply["tokens"]["accessToken"]
status, account = call("GET", "/account", token=token)
assert status == 200 and account["username"] == "ada" and account["secondFactors"] == [], account
assert account["attributes"]["email"] == "ada@example.com", account

status, secret = call("POST", "/account/authenticator", token=token)
assert status == 200 and secret["keyURI"].startswith("otpauth://totp/"), (status, secret)
status, reply = call("PUT", "/account/authenticator", {"code": totp(secret["secretCode"])}, token)
assert status == 204, (status, reply)

status, challenge = call("POST", "/sign-in", PASSWORD)
assert status == 200 and challenge["challenge"]["name"] == "SOFTWARE_TOKEN_MFA", (status, challenge)
assert "tokens" not in challenge, challenge
wrong = {"session": challenge["challenge"]["session"], "code": "000 000"}
status, reply = call("POST", "/sign-in/code", {**wrong, "code": "12345"})
assert status == 400 and '"advice":"correctCode"' in reply, (status, reply)
status, reply = call("POST", "/sign-in/code", wrong)
assert status == 401, (status, reply)
status, reply = call("POST", "/sign-in/code", {**wrong, "code": totp(secret["secretCode"], 1)})
assert status == 200, (status, reply)
status, account = call("GET", "/account", token=reply["tokens"]["accessToken"])
assert status == 200 and account["secondFactors"] == ["SOFTWARE_TOKEN_MFA"], account
print("the app: signed in with an authenticator app, read the account, and refused a wrong password and a wrong code")
