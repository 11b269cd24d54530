"""PyJWT verifies what the server signs, through the key set that it serves."""
import base64
import hashlib
import hmac
import json
import time
import urllib.error

import jwt
import pytest
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from conftest import Pool

ACCESS = {
    "sub", "iss", "client_id", "origin_jti", "event_id", "token_use", "scope", "auth_time", "exp", "iat", "jti",
    "username",
}
ID = {
    "sub", "iss", "aud", "origin_jti", "event_id", "token_use", "auth_time", "exp", "iat", "jti", "cognito:username",
    "phone_number", "phone_number_verified",
}


@pytest.fixture
def tokens(pool):
    return pool.sign_in()["AuthenticationResult"]


def issuer(pool):
    return f"{pool.server.url}/{pool.id}"


def key(pool, token):
    return jwt.PyJWKClient(f"{issuer(pool)}/.well-known/jwks.json").get_signing_key_from_jwt(token)


def decode(pool, token, **more):
    # The server's clock is ahead of ours by what tests have moved it.
    return jwt.decode(
        token, key(pool, token).key, algorithms=["RS256"], issuer=issuer(pool), leeway=pool.server.ahead + 5, **more)


def test_an_access_token(pool, tokens):
    token = tokens["AccessToken"]
    assert jwt.get_unverified_header(token) == {"alg": "RS256", "kid": key(pool, token).key_id}
    claims = decode(pool, token)
    assert set(claims) == ACCESS
    assert claims["token_use"] == "access" and claims["client_id"] == pool.client_id
    assert claims["username"] == "ada" and claims["scope"] == "aws.cognito.signin.user.admin"
    assert claims["exp"] - claims["iat"] == 3600 == tokens["ExpiresIn"]
    assert abs(claims["iat"] - time.time() - pool.server.ahead) < 30


def test_an_id_token(pool, tokens):
    access, claims = decode(pool, tokens["AccessToken"]), decode(pool, tokens["IdToken"], audience=pool.client_id)
    assert set(claims) == ID
    assert claims["token_use"] == "id" and claims["cognito:username"] == "ada"
    assert claims["phone_number"] == "+14155550123" and claims["phone_number_verified"] is True
    for name in ("sub", "iss", "origin_jti", "event_id", "auth_time"):
        assert claims[name] == access[name]
    assert claims["jti"] != access["jti"]
    assert jwt.get_unverified_header(tokens["IdToken"])["kid"] != jwt.get_unverified_header(tokens["AccessToken"])["kid"]
    with pytest.raises(jwt.InvalidAudienceError):
        decode(pool, tokens["IdToken"], audience="another")


def test_where_the_keys_are(pool):
    found = pool.server.get(f"/{pool.id}/.well-known/openid-configuration")
    assert found["issuer"] == issuer(pool)
    assert found["jwks_uri"] == f"{issuer(pool)}/.well-known/jwks.json"
    assert found["id_token_signing_alg_values_supported"] == ["RS256"]
    for served in pool.server.get(f"/{pool.id}/.well-known/jwks.json")["keys"]:
        assert set(served) == {"alg", "e", "kid", "kty", "n", "use"} and served["use"] == "sig"
    for name in ("jwks.json", "openid-configuration"):
        with pytest.raises(urllib.error.HTTPError, match="404"):
            pool.server.get(f"/eu-west-1_nobody/.well-known/{name}")


def test_a_token_of_another_pool(server, pool, tokens):
    other = Pool(server)
    with pytest.raises(jwt.InvalidIssuerError):
        decode(other, tokens["AccessToken"])
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        pool.api.get_tokens_from_refresh_token(RefreshToken=tokens["RefreshToken"], ClientId=other.client_id)


def part(value):
    return base64.urlsafe_b64encode(value).rstrip(b"=")


def forged(token, algorithm, secret=b"", **claims):
    """The token's claims under another algorithm, which needs no private key."""
    header = {"alg": algorithm, "kid": jwt.get_unverified_header(token)["kid"]}
    body = {**jwt.decode(token, options={"verify_signature": False}), **claims}
    signed = part(json.dumps(header).encode()) + b"." + part(json.dumps(body).encode())
    signature = hmac.new(secret, signed, hashlib.sha256).digest() if secret else b""
    return (signed + b"." + part(signature)).decode()


def test_forgeries(pool, tokens):
    token = tokens["AccessToken"]
    public = key(pool, token).key
    forms = [
        public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
        public.public_bytes(Encoding.PEM, PublicFormat.PKCS1),
    ]
    head, body, signature = token.split(".")
    forgeries = [forged(token, "HS256", secret) for secret in forms]
    forgeries += [forged(token, "none"), forged(token, "None"), f"{head}.{body}."]
    # The right header, other claims.
    forgeries += [f"{head}.{forged(token, 'none', username='eve').split('.')[1]}.{signature}"]
    for forgery in forgeries:
        with pytest.raises(jwt.InvalidTokenError):
            decode(pool, forgery)
        with pytest.raises(ClientError, match="NotAuthorizedException"):
            pool.api.get_user(AccessToken=forgery)
    assert pool.api.get_user(AccessToken=token)["Username"] == "ada"


def test_an_id_token_is_no_access_token(pool, tokens):
    with pytest.raises(ClientError, match="NotAuthorizedException"):
        pool.api.get_user(AccessToken=tokens["IdToken"])


def test_a_token_expires(start):
    pool = Pool(start())
    pool.add()
    token = pool.sign_in()["AuthenticationResult"]["AccessToken"]
    pool.server.advance(3_590)
    assert pool.api.get_user(AccessToken=token)["Username"] == "ada"
    pool.server.advance(30)
    with pytest.raises(ClientError, match="expired"):
        pool.api.get_user(AccessToken=token)
