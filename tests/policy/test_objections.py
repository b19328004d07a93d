"""What an objection means: every cell of the table, asked of the rules; and what the table itself must hold."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from docs.drawing.objections import objections as drawn
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.objections import read_told_kinds
from gateway.ports.rules import Question
from gateway.words.objections import AFTERWARDS, EFFECTS, KINDS, MOMENTS, NOT_YET, TOLD_DAILY
from spark_jobs.transforms.exclusions import ExclusionKind, ObjectionKind
from tests.policy.cases import POLICIES, valid
from tests.support.builders import OBJECTIONS

TABLE = json.loads((POLICIES / "objections/data.json").read_text())

LAW = """
ehds_opt_out             | excluded        may_stay        may_stay
quality_register_opt_out | excluded        excluded        told_to_projects
care_block               | excluded        excluded        may_stay
protected_identity       | human_decides   human_decides   human_decides
withdrawn_consent        | excluded        excluded        told_to_projects
withdrawn_donation       | excluded        excluded        told_to_projects
"""
CELLS = [
    (kind.strip(), moment, effect)
    for kind, effects in (line.split("|") for line in LAW.strip().splitlines())
    for moment, effect in zip(MOMENTS, effects.split(), strict=True)
]
ASKED = [(kind, moment, effect) for kind, moment, effect in CELLS if moment != "after_delivery"]


@pytest.fixture(scope="module")
def ruled(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, EmbeddedRules]:
    """The rules as they stand, and with each thing that a controller may say of blocks."""
    found = {"": EmbeddedRules(POLICIES, demo=True)}
    for setting in TABLE["settings"]:
        folder = tmp_path_factory.mktemp(setting) / "policies"
        shutil.copytree(POLICIES, folder)
        say(folder, {"karolinska": {"care_block": setting}})
        found[setting] = EmbeddedRules(folder, demo=True)
    return found


def say(folder: Path, controllers: Mapping[str, Any]) -> None:
    path = folder / "parameters/data.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "controllers": controllers}))


def told(rules: EmbeddedRules, kind: str, moment: str, *, kept: list[str]) -> str:
    """What the order would say at that controller."""
    facts = valid(Question.ORDER)
    facts["permit"]["parts"][0]["kept"] = kept
    (said,) = [one for one in rules.ask(Question.ORDER, facts).objections if one.objection == kind]
    return str(getattr(said, moment))


def test_the_table_says_what_the_law_says() -> None:
    said = [(kind, moment, meaning[moment]["effect"]) for kind, meaning in TABLE["kinds"].items() for moment in MOMENTS]

    assert said == CELLS


def test_every_row_names_its_paragraph_and_words() -> None:
    for kind, meaning in TABLE["kinds"].items():
        assert KINDS[kind].sv != KINDS[kind].en
        assert meaning.keys() == {"exclusion", *MOMENTS}
        for moment in MOMENTS:
            assert meaning[moment]["paragraph"]
            assert meaning[moment]["effect"] in EFFECTS


def test_the_runner_knows_every_kind_and_no_other() -> None:
    assert set(TABLE["kinds"]) == {kind.value for kind in ObjectionKind} == set(OBJECTIONS) == set(KINDS)
    assert {meaning["exclusion"] for meaning in TABLE["kinds"].values()} == {
        kind.value
        for kind in ExclusionKind
        if kind not in {ExclusionKind.UNRESOLVED, ExclusionKind.NO_CONSENT, ExclusionKind.NO_DONATION}
    }


@pytest.mark.parametrize(("kind", "moment", "effect"), ASKED, ids=lambda cell: str(cell))
def test_without_anybodys_decision_only_what_the_law_lets_stay_stays(
    ruled: Mapping[str, EmbeddedRules], kind: str, moment: str, effect: str
) -> None:
    expected = "may_stay" if effect == "may_stay" else "excluded"

    assert told(ruled[""], kind, moment, kept=[]) == expected


@pytest.mark.parametrize(("kind", "moment", "effect"), ASKED, ids=lambda cell: str(cell))
def test_a_stewards_decision_lifts_only_what_a_human_decides(
    ruled: Mapping[str, EmbeddedRules], kind: str, moment: str, effect: str
) -> None:
    expected = "may_stay" if effect in {"may_stay", "human_decides"} else "excluded"

    assert told(ruled[""], kind, moment, kept=list(KINDS)) == expected


@pytest.mark.parametrize(
    ("setting", "kept", "expected"),
    [
        ("exclude", [], "excluded"),
        ("exclude", ["care_block"], "excluded"),
        ("human_decides", [], "excluded"),
        ("human_decides", ["protected_identity"], "excluded"),
        ("human_decides", ["care_block"], "may_stay"),
        ("keep", [], "may_stay"),
    ],
)
@pytest.mark.parametrize("moment", ["before_permit", "before_extraction"])
def test_a_block_means_what_its_controller_says(
    ruled: Mapping[str, EmbeddedRules], setting: str, kept: list[str], expected: str, moment: str
) -> None:
    assert told(ruled[setting], "care_block", moment, kept=kept) == expected


def test_no_controller_can_say_anything_of_the_other_kinds(ruled: Mapping[str, EmbeddedRules]) -> None:
    for rules in ruled.values():
        for kind, moment, effect in ASKED:
            if kind != "care_block":
                assert told(rules, kind, moment, kept=[]) == ("may_stay" if effect == "may_stay" else "excluded")


def test_the_page_says_what_the_house_does_after_an_extraction_and_what_it_does_not() -> None:
    afterwards = {kind: effect for kind, moment, effect in CELLS if moment == "after_delivery"}
    told = sorted(kind for kind, effect in afterwards.items() if effect == "told_to_projects")

    assert told == sorted(AFTERWARDS) == list(read_told_kinds(POLICIES))
    assert "human_decides" in afterwards.values()
    for words in (TOLD_DAILY, NOT_YET):
        assert f"{words.en} *{words.sv}*" in drawn()
