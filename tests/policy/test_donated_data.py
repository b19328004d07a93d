"""A donated dataset may be read where its controller says so, and nowhere else; nothing is asked where none is."""

import shutil
from pathlib import Path

import pytest

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.ports.rules import Question
from tests.policy.cases import KINDS, POLICIES, Document, place, valid, with_fact
from tests.policy.test_objections import say

D12, NO_DONATION = "D12-donated-data-used", "X06-no-donation"
ASKED = (Question.SUBMIT, Question.ISSUE, Question.ORDER, Question.DELIVER)
DONATED = place("access_request/datasets/0/donated")
YES = True
LINE = {"kind": NO_DONATION, "persons": 0, "register": "objections", "snapshot": "sha256:9"}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedRules:
    """The rules of a house whose controller uses donated data."""
    return EmbeddedRules(saying(tmp_path_factory.mktemp("used"), "used"), demo=True)


def saying(root: Path, said: object) -> Path:
    shutil.copytree(POLICIES, root / "policies")
    say(root / "policies", {"karolinska": {"donated_data": said}})
    return root / "policies"


def donated(question: Question, *, said: object = YES) -> Document:
    """The study in order, of a dataset that says this of being donated, and counted accordingly."""
    facts = with_fact(valid(question), DONATED, said)
    facts["order"]["exclusions"] = [*KINDS, NO_DONATION]
    facts["manifest"]["exclusions"] = [*facts["manifest"]["exclusions"], LINE]
    told = {"datasets": ["karolinska"], "register": LINE["register"], "snapshot": LINE["snapshot"]}
    return with_fact(facts, place("manifest/donations"), told)


@pytest.mark.parametrize("question", ASKED)
def test_what_its_controller_uses_is_allowed_and_what_it_does_not_is_refused(
    rules: EmbeddedRules, opened: EmbeddedRules, question: Question
) -> None:
    yes, no = opened.ask(question, donated(question)), rules.ask(question, donated(question))

    assert yes.allows
    assert D12 in yes.grounds
    assert not no.allows
    assert no.missing == {D12}


@pytest.mark.parametrize("said", ["not_used", None, True, "", ["used"]], ids=str)
def test_whatever_is_not_used_opens_nothing(said: object, tmp_path: Path) -> None:
    rules = EmbeddedRules(saying(tmp_path, said), demo=True)

    for question in ASKED:
        assert rules.ask(question, donated(question)).missing == {D12}


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("said", [None, "true", "false", 0, 1, "", []], ids=repr)
def test_a_dataset_that_says_neither_yes_nor_no_is_refused(
    opened: EmbeddedRules, question: Question, said: object
) -> None:
    assert D12 in opened.ask(question, donated(question, said=said)).missing


@pytest.mark.parametrize("question", Question)
@pytest.mark.parametrize("silent", [False, True], ids=["not donated", "told before datasets said it"])
def test_where_nothing_is_donated_nothing_is_asked(rules: EmbeddedRules, question: Question, *, silent: bool) -> None:
    facts = valid(question) if silent else with_fact(valid(question), DONATED, False)

    ruling = rules.ask(question, facts)

    assert ruling.allows
    assert D12 not in ruling.required_grounds
    assert NO_DONATION not in ruling.exclusions


def test_those_without_a_donation_are_asked_about_and_accounted_for(opened: EmbeddedRules) -> None:
    ordered = opened.ask(Question.ORDER, donated(Question.ORDER))
    uncounted = with_fact(donated(Question.DELIVER), place("manifest/donations"), None)
    lacking = {**donated(Question.DELIVER), "order": {"exclusions": list(KINDS)}}

    assert ordered.exclusions == {*KINDS, NO_DONATION}
    assert opened.ask(Question.DELIVER, uncounted).missing == {D12}
    assert opened.ask(Question.DELIVER, lacking).missing == {"X10-exclusions-counted"}
