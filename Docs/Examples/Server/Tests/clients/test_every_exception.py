"""Every exception that has a code, provoked by boto3 and raised by botocore."""
import re

import pytest
from botocore.exceptions import ClientError

from provocations import PROVOKE, Scene
from service_model import COMMON, MODEL, exceptions, operations, sources, table_of_errors

# The status of an answer where it is not 400.
STATUS = {"InternalErrorException": 500, "RequestEntityTooLargeException": 413, "ServiceUnavailableException": 503}
# Exceptions that this server never answers, with the reason and the words of the sources that show it.
NOT_HERE = {
    "AccessDeniedException":
        ("its one key may do everything", r"AdminKeys\(\[accessKeyID: secret\]\) \{ _ in true \}", True),
    "InvalidLambdaResponseException": ("it has no triggers", r"triggers:", False),
    "InvalidUserPoolConfigurationException": ("it opens no pool in code", r"openPool\(", False),
    "UnexpectedLambdaException": ("it has no triggers", r"triggers:", False),
    "UserLambdaValidationException": ("it has no triggers", r"triggers:", False),
}
# Exceptions that the model names for these operations, but neither the library nor its table of errors does.
ONLY_IN_THE_MODEL = {"InternalServerException": "the newest operations name it; here every operation has InternalErrorException"}


@pytest.mark.parametrize("name", PROVOKE)
def test_provoked(name, pool, start, tmp_path):
    scene = Scene(pool, start, tmp_path)
    with pytest.raises(ClientError) as raised:
        PROVOKE[name](scene)
    answer = raised.value.response
    assert answer["Error"]["Code"] == name
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == STATUS.get(name, 400)
    if name in COMMON:
        assert raised.type is ClientError
    else:
        assert raised.type is getattr(scene.api.exceptions, name) and raised.type.__name__ == name
    texts, _ = table_of_errors()
    if name in texts:
        assert answer["Error"]["Message"] in texts[name]


def test_every_exception_is_provoked_or_explained():
    assert not set(PROVOKE) & set(NOT_HERE)
    assert set(PROVOKE) | set(NOT_HERE) == exceptions()
    assert set(table_of_errors()[0]) <= set(PROVOKE) | set(NOT_HERE)


@pytest.mark.parametrize("name", NOT_HERE)
def test_what_is_not_here(name):
    reason, words, are_there = NOT_HERE[name]
    text = sources("Docs/Examples/Server/Sources/CognitoMFAServer")
    assert reason and bool(re.search(words, text)) is are_there


def test_every_exception_of_the_model_is_accounted_for():
    """Every exception of the offered operations is raised, or the table of errors says that nothing raises it."""
    known = operations() & set(MODEL.operation_names)
    modelled = {shape.name for name in known for shape in MODEL.operation_model(name).error_shapes}
    ours, (_, silent) = exceptions() - COMMON, table_of_errors()
    assert not silent & ours and not set(ONLY_IN_THE_MODEL) & (silent | ours)
    assert ours <= modelled and modelled - COMMON <= ours | silent | set(ONLY_IN_THE_MODEL)
