"""Every operation that the server and boto3 both know, with success; each answer is compared with the service model.

The lists of operations and members are the repository's own: one that is new and is not called here fails.
"""
import pytest

from conftest import Server
from pool_scenarios import app_clients, every_setting, groups, pools, users
from service_model import MODEL, Answers, documented_operations, modelled_members, operations, written_members
from user_scenarios import attributes, authenticator, messages, passwords, set_up_at_sign_in, sign_up, tokens

SCENARIOS = [
    pools, every_setting, app_clients, users, groups, authenticator, set_up_at_sign_in, messages, attributes, sign_up,
    passwords, tokens,
]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of its own, which also sends mail."""
    folder = tmp_path_factory.mktemp("operations")
    server = Server(folder, "--email-outbox", folder / "email.jsonl")
    yield server
    assert server.stop() == 0


@pytest.fixture(scope="module")
def run(server):
    """Runs a scenario once, and returns the answers to all clients so far."""
    done = set()

    def run(scenario):
        if scenario not in done:
            done.add(scenario)
            scenario(server)
        return server.answers

    return run


@pytest.fixture(scope="module")
def answers(run):
    """The answers to all scenarios."""
    return [run(scenario) for scenario in SCENARIOS][-1]


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_scenario(run, scenario):
    assert run(scenario).succeeded


def test_every_operation_was_called(answers):
    offered = operations()
    assert offered == documented_operations()
    known = offered & set(MODEL.operation_names)
    assert len(known) > 50
    assert answers.succeeded == known


def test_every_member_was_answered(answers):
    written = written_members() & modelled_members()
    assert len(written) > 100
    assert written - answers.members == set()


@pytest.mark.parametrize("fault", [
    {}, {"Username": "ada"}, {"Username": "ada", "UserAttributes": None}, {"Username": 1, "UserAttributes": []},
    {"Username": "ada", "UserAttributes": {}}, {"Username": "ada", "UserAttributes": [], "Nickname": "x"},
    {"Username": "", "UserAttributes": []}, {"Username": "ada", "UserAttributes": [{"Value": "no name"}]},
    {"Username": "ada", "UserAttributes": [], "UserMFASettingList": [None]},
    {"Username": "ada", "UserAttributes": [], "MFAOptions": [{"DeliveryMedium": "PIGEON"}]},
])
def test_the_check_finds_faults(fault):
    with pytest.raises(AssertionError):
        Answers().check(MODEL.operation_model("GetUser").output_shape, fault, fault, "GetUser")
