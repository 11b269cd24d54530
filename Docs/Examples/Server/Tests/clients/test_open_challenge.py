"""A sign-in under way, reached by its session alone: operations that the service does not have, by plain HTTP."""
import json

from test_server import JSON


def call(server, operation, **body):
    """Status and body of a call."""
    headers = JSON | {"X-Amz-Target": f"AWSCognitoIdentityProviderService.{operation}"}
    status, _, answer = server.request("POST", "/", json.dumps(body).encode(), headers)
    return status, json.loads(answer or b"{}")


def test_a_code_is_sent_again(server, pool):
    pool.prefer_sms()
    session = pool.sign_in()["Session"]
    names = {"ClientId": pool.client_id, "Session": session}
    status, challenge = call(server, "GetOpenChallenge", **names)
    assert status == 200 and challenge["ChallengeName"] == "SMS_MFA" and challenge["Session"] == session
    assert challenge["SentCode"]["SendsLeft"] == 2 and challenge["SentCode"]["NextSendAt"]
    status, early = call(server, "SendNewCode", **names)
    assert status == 400 and early["__type"] == "LimitExceededException"
    first = server.sms_code("+14155550123")
    server.advance(31)
    status, again = call(server, "SendNewCode", **names)
    assert status == 200 and again["SentCode"]["SendsLeft"] == 1
    second = server.sms_code("+14155550123")
    if first != second:
        status, refused = call(
            server, "RespondToAuthChallenge", ChallengeName="SMS_MFA", ClientId=pool.client_id, Session=session,
            ChallengeResponses={"USERNAME": "ada", "SMS_MFA_CODE": first})
        assert status == 400 and refused["__type"] == "CodeMismatchException"
    assert pool.answer(session, "SMS_MFA", second)["AuthenticationResult"]["AccessToken"]


def test_another_factor_takes_the_place_of_the_first(server, pool):
    pool.register()
    pool.prefer_sms()
    session = pool.sign_in()["Session"]
    status, other = call(server, "UseAnotherFactor", ClientId=pool.client_id, Session=session)
    assert status == 200 and other["ChallengeName"] in ("SELECT_MFA_TYPE", "SMS_MFA")
    status, gone = call(server, "GetOpenChallenge", ClientId=pool.client_id, Session=session)
    assert status == 400 and gone["__type"] == "NotAuthorizedException"


def test_a_sign_in_is_ended(server, pool):
    pool.prefer_sms()
    names = {"ClientId": pool.client_id, "Session": pool.sign_in()["Session"]}
    assert call(server, "EndSignIn", **names)[0] == 200
    assert call(server, "GetOpenChallenge", **names)[1]["__type"] == "NotAuthorizedException"
