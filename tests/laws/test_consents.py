"""What rests on each person's consent is handed out only where permit, register and manifest show the same of it."""

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.ports.rules import Question
from gateway.wiring import POLICIES
from tests.policy.cases import KINDS, NO_CONSENT, valid

FEW = settings(max_examples=settings().max_examples // 2)
E09 = "E09-consent-checked"
STUDY, VERSIONS = "2021-04890", ("1.0", "2.0", "3.0")

modes = st.sampled_from(["consent", "consent", "waived", "opt_out_information"])
versions = st.lists(st.sampled_from([*VERSIONS, " ", None]), max_size=3)
asked = st.none() | st.fixed_dictionaries({"mode": modes, "versions": versions})
used = st.none() | st.fixed_dictionaries(
    {
        "study": st.sampled_from([STUDY, STUDY, "2021-04891"]),
        "versions": versions,
        "register": st.sampled_from(["consents", "consents", "objections"]),
        "snapshot": st.sampled_from(["sha256:9", "sha256:9", "sha256:2"]),
    }
)


@cache
def rules() -> EmbeddedRules:
    return EmbeddedRules(POLICIES, demo=True)


def study(approved: Any, permitted: Any, told: Any, *, counted: bool) -> dict[str, Any]:
    """In order in every other way; `counted`: those without a consent have a line of their own."""
    facts = valid(Question.DELIVER)
    facts["ethics_approval"]["consent"], facts["permit"]["consent"] = approved, permitted
    facts["manifest"]["consents"] = told
    if counted:
        line = {"kind": NO_CONSENT, "persons": 0, "register": "consents", "snapshot": "sha256:9"}
        facts["order"]["exclusions"] = [*KINDS, NO_CONSENT]
        facts["manifest"]["exclusions"] = [*facts["manifest"]["exclusions"], line]
    return facts


@FEW
@given(asked, asked, used, st.booleans())
def test_nothing_is_delivered_by_a_consent_that_one_of_them_does_not_know(
    approved: Any, permitted: Any, told: Any, counted: bool
) -> None:
    ruling = rules().ask(Question.DELIVER, study(approved, permitted, told, counted=counted))

    if ruling.allows and approved["mode"] == "consent":
        assert permitted["mode"] == "consent"
        assert set(told["versions"]) | set(permitted["versions"]) <= set(approved["versions"]) & set(VERSIONS)
        assert (told["study"], told["register"], told["snapshot"]) == (STUDY, "consents", "sha256:9")
        assert counted
    assert ruling.allows or ruling.missing <= {E09, "X10-exclusions-counted"}


@FEW
@given(asked, asked)
def test_whoever_has_no_consent_is_asked_about_unless_nobody_needs_one(approved: Any, permitted: Any) -> None:
    facts = study(approved, permitted, None, counted=False)

    ruling = rules().ask(Question.ORDER, facts)

    nobody = approved is not None and approved["mode"] != "consent" and (permitted or approved)["mode"] != "consent"
    assert (NO_CONSENT in ruling.exclusions) is not nobody
    assert ruling.exclusions >= set(KINDS)
