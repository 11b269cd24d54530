"""The operations that are offered, and the checks of answers by botocore's service model of cognito-idp.

The lists come from `Docs/Operations.md` and the sources, so the tests notice an operation that is new and untested.
"""
import datetime
import json
import pathlib
import re
import warnings

import botocore.session

ROOT = pathlib.Path(__file__).parents[5]
MODEL = botocore.session.Session().get_service_model("cognito-idp")
TYPES = {"string": str, "boolean": bool, "integer": int, "list": list, "map": dict, "structure": dict}
# Exceptions of every AWS service that no model names: for requests that never reached an operation.
COMMON = {
    "AccessDeniedException", "IncompleteSignatureException", "InvalidSignatureException",
    "MissingAuthenticationTokenException", "RequestEntityTooLargeException", "SerializationException",
    "ServiceUnavailableException", "UnknownOperationException", "UnrecognizedClientException",
}
# Exceptions that an operation raises here although the model does not name them there, with reasons.
UNNAMED = {
    ("AssociateSoftwareToken", "UserNotFoundException"): "what every operation says of a deleted user's token",
    ("GlobalSignOut", "UserNotFoundException"): "the same",
    ("InitiateAuth", "CodeDeliveryFailureException"): "profile strict says at once that no message will come (R71)",
    ("InitiateAuth", "LimitExceededException"): "a number has had its messages for this hour (R55)",
    ("InitiateAuth", "MFAMethodNotFoundException"): "the model names it for the other three operations of sign-in",
    ("RevokeToken", "ResourceNotFoundException"): "what every operation says of an unknown app client",
}


def sources(*folders):
    """The text of all Swift files in these folders of the repository."""
    files = [file for folder in folders for file in sorted((ROOT / folder).rglob("*.swift"))]
    assert files, folders
    return "\n".join(file.read_text() for file in files)


def documented_operations():
    """The operations that the table of `Docs/Operations.md` offers."""
    text = (ROOT / "Docs/Operations.md").read_text()
    rows = re.findall(r"^\| (?:supported|differs|added) \| ([^|]+) \|", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`(\w+)`", row)}


def operations():
    """The operations of the wire."""
    text = sources("Sources/CognitoMFAWire/Operations")
    methods = re.findall(r"= (?:Public|Administration)Operation\(\s*UserPool(?:Service|Administration)\.(\w+)", text)
    assert methods
    named = re.findall(r'= (?:Public|Administration)Operation\(\s*"(\w+)"', text)
    return {(name[0].upper() + name[1:]).replace("MFAConfig", "MfaConfig") for name in methods} | set(named)


def exceptions():
    """Every exception that has a code in the library or the server."""
    text = sources(
        "Sources/UserPoolModel", "Sources/AuthFlow", "Sources/CognitoMFAService", "Sources/CognitoMFAWire",
        "Docs/Examples/Server/Sources/CognitoMFAServer")
    return set(re.findall(r'"(\w+Exception)\\?"', text))


def modelled_members():
    """The names of all members of the service model."""
    shapes = (MODEL.shape_for(name) for name in MODEL.shape_names)
    return {member for shape in shapes for member in getattr(shape, "members", {})}


def written_members():
    """The names of all members that the wire writes into answers; some belong to operations that are only ours."""
    text = sources("Sources/CognitoMFAWire/Operations", "Sources/CognitoMFAWire/Shapes")
    kinds = "text|texts|someTexts|flag|number|time|map|structure|structures"
    return set(re.findall(rf'\.(?:{kinds})\("(\w+)"(?:, \.\w+)?\) \{{', text))


def table_of_errors():
    """Docs/ErrorTable.md: texts by exception; and the exceptions that it says are raised by nothing."""
    text = (ROOT / "Docs/ErrorTable.md").read_text()
    texts = {}
    for name, message in re.findall(r"^\| [^|]+ \| (\w+Exception) \| `(.*)` \| \w+ \|$", text, re.MULTILINE):
        texts.setdefault(name, set()).add(message)
    [silent] = re.findall(r"exceptions of the service model are raised by nothing here:\n\n((?:- .*\n?)+)", text)
    return texts, {name for line in silent.splitlines() for name in line.split(": ")[-1].split(", ")}


def pattern(text):
    """Returns a pattern of the model, which is Java's. Python has no classes of letters, so any non-space stands for them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(text.replace(r"\p{L}\p{M}\p{S}\p{N}\p{P}", r"\S").replace(r"\p{Z}", " "), re.DOTALL)


class Answers:
    """The answers to the watched clients; each is compared with the model as it comes."""

    def __init__(self):
        self.succeeded = set()
        self.members = set()

    def watch(self, client):
        client.meta.events.register("after-call.cognito-idp", self.take)
        return client

    def take(self, http_response, parsed, model, **_):
        # The server itself sheds load, before there is a request to name.
        shed = http_response.status_code == 503
        assert shed or len(http_response.headers["x-amzn-RequestId"]) == 36
        raw = json.loads(http_response.content)
        if http_response.status_code != 200:
            assert set(raw) == {"__type", "message"} and type(raw["message"]) is str and raw["message"], raw
            assert parsed["Error"] == {"Code": raw["__type"], "Message": raw["message"]}, (parsed, raw)
            assert shed or http_response.headers["x-amzn-ErrorType"] == raw["__type"] + ":"
            named = COMMON | {shape.name for shape in model.error_shapes}
            assert raw["__type"] in named or (model.name, raw["__type"]) in UNNAMED, (model.name, raw)
            return
        told = {name: value for name, value in parsed.items() if name != "ResponseMetadata"}
        if model.output_shape is None:
            assert raw == {} == told, (model.name, raw)
        else:
            self.check(model.output_shape, raw, told, model.name)
        self.succeeded.add(model.name)

    def check(self, shape, raw, parsed, place):
        """Compares `raw`, a value of the body, and `parsed`, the value that botocore made of it, with the model."""
        if shape.type_name == "timestamp":
            assert type(raw) in (int, float), (place, raw)
            assert type(parsed) is datetime.datetime and abs(parsed.timestamp() - raw) < 0.001, (place, raw, parsed)
            return
        expected = TYPES[shape.type_name]
        assert type(raw) is expected and isinstance(parsed, expected), (place, shape.type_name, raw)
        self.bounds(shape, raw, place)
        match shape.type_name:
            case "structure":
                assert set(raw) <= set(shape.members), (place, "the model has no", set(raw) - set(shape.members))
                assert set(shape.required_members) <= set(raw), (place, "without", shape.required_members, raw)
                assert set(parsed) == set(raw), (place, raw, parsed)
                self.members |= set(raw)
                for name in raw:
                    self.check(shape.members[name], raw[name], parsed[name], f"{place}.{name}")
            case "list":
                assert len(parsed) == len(raw), (place, raw, parsed)
                for inner, told in zip(raw, parsed):
                    self.check(shape.member, inner, told, place + "[]")
            case "map":
                assert set(parsed) == set(raw), (place, raw, parsed)
                for name in raw:
                    self.check(shape.key, name, name, place)
                    self.check(shape.value, raw[name], parsed[name], f"{place}.{name}")
            case _:
                assert parsed == raw, (place, raw, parsed)

    @staticmethod
    def bounds(shape, raw, place):
        if shape.name == "CustomAttributeNameType":
            return  # Of requests: answers have the prefix `custom:`, and `phone_number_verified` with its 21 letters.
        size = raw if shape.type_name == "integer" else len(raw) if shape.type_name in ("string", "list") else None
        if size is not None:
            least, most = shape.metadata.get("min", size), shape.metadata.get("max", size)
            assert least <= size <= most, (place, least, most, raw)
        if shape.type_name == "string":
            assert not shape.enum or raw in shape.enum, (place, shape.enum, raw)
            if "pattern" in shape.metadata:
                assert pattern(shape.metadata["pattern"]).fullmatch(raw), (place, shape.metadata["pattern"], raw)
