"""Requests with every member of botocore's service model, by example."""
from service_model import MODEL

ARN = "arn:aws:lambda:eu-west-1:123456789012:function:f"
# Examples where the first value of the model's shape would not do, by the name of the member.
VALUES = {
    "PoolName": "Round trip", "MfaConfiguration": "OPTIONAL", "AutoVerifiedAttributes": ["email", "phone_number"],
    "AliasAttributes": ["email"], "AttributesRequireVerificationBeforeUpdate": ["email"],
    "SmsVerificationMessage": "Code {####}.", "EmailVerificationMessage": "Code {####}.", "SmsMessage": "Code {####}.",
    "SmsAuthenticationMessage": "Sign-in {####}.", "EmailMessageByLink": "{##Click here##}", "EmailMessage": "{username} {####}",
    "SMSMessage": "{username} {####}", "ReplyToEmailAddress": "help@example.com", "From": "Help <help@example.com>",
    "RecoveryMechanisms": [{"Priority": 1, "Name": "verified_email"}, {"Priority": 2, "Name": "verified_phone_number"}],
    "AllowedFirstAuthFactors": ["PASSWORD"], "UserPoolTags": {"team": "blue"}, "AcrConfiguration": {"Level1": {"AcrValue": "low"}},
    "MinimumLength": 12, "TemporaryPasswordValidityDays": 3, "PasswordHistorySize": 4, "DeletionProtection": "ACTIVE",
    "Region": "eu-west-1", "SnsRegion": "eu-west-1", "CaseSensitive": False,
    "ClientName": "web", "GenerateSecret": True, "RefreshTokenValidity": 90, "AccessTokenValidity": 10,
    "IdTokenValidity": 600, "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "seconds", "RefreshToken": "days"},
    "ReadAttributes": ["email"], "WriteAttributes": ["email"], "AuthSessionValidity": 5, "ExternalId": "id",
    "ExplicitAuthFlows": ["ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"],
    "CallbackURLs": ["https://app.example.com/cb"], "LogoutURLs": ["https://app.example.com/out"],
    "DefaultRedirectURI": "https://app.example.com/cb", "ApplicationId": "0a1b", "AllowedOAuthScopes": ["openid"],
    "SupportedIdentityProviders": ["COGNITO"], "PreventUserExistenceErrors": "ENABLED",
}
# Message templates say the same as the members of the pool, which win.
TEMPLATE = {"EmailMessage": "Code {####}.", "EmailSubject": "Subject", "DefaultEmailOption": "CONFIRM_WITH_LINK"}
# Members that are not given, with reasons.
LEFT_OUT = {
    "UsernameAttributes": "AliasAttributes excludes them",
    "UnusedAccountValidityDays": "TemporaryPasswordValidityDays excludes it",
    "ClientSecret": "GenerateSecret excludes it",
    "PublishSecretsInAWSSecretsManager": "there is no Secrets Manager, and no answer tells it",
    "Schema": "it is told as SchemaAttributes",
}
# Names under which answers tell what requests give.
TOLD_AS = {"PoolName": "Name"}
UNTOLD = {"GenerateSecret", "UserPoolId"}


def example(shape, name):
    """A value of a shape, with every member."""
    if name in VALUES:
        return VALUES[name]
    if name == "VerificationMessageTemplate":
        return {member: TEMPLATE.get(member, example(inner, member)) for member, inner in shape.members.items()}
    if shape.type_name == "structure":
        return {member: example(inner, member) for member, inner in shape.members.items() if member not in LEFT_OUT}
    if shape.type_name == "list":
        return [example(shape.member, name)]
    if shape.type_name == "boolean":
        return True
    if shape.type_name == "integer":
        return shape.metadata.get("max", 1)
    if shape.type_name == "string":
        if shape.enum:
            return shape.enum[-1]
        return ARN if "Arn" in shape.name else "Subject" if "Subject" in name else f"a-{name}"[:60]
    raise AssertionError((name, shape))


def given(operation):
    members = MODEL.operation_model(operation).input_shape.members
    return {name: example(shape, name) for name, shape in members.items() if name not in LEFT_OUT and name != "UserPoolId"}
