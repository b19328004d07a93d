"""Every code that a rule can answer with has its sentences, and names the same paragraph as the rule."""

import json
import re
from typing import get_args

import pytest

from catalog.loading import SCHEMA as DESCRIPTIONS
from docs.rules import SHEET, ways
from gateway.adapters.rules.digest import policy_files
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.domain.disclosure_review import Capacity
from gateway.ports.rules import Question
from gateway.words.bases import APPEALS, KINDS
from gateway.words.refusals import REFUSALS
from gateway.words.routing import CAPACITIES
from spark_jobs.papers.parameters import HealthCategory
from tests.policy.cases import POLICIES, valid

CODE = re.compile(r"\"([A-Z]\d\d-[a-z-]+)\"")


@pytest.mark.parametrize("question", Question)
def test_every_ground_and_exclusion_has_its_sentences(rules: EmbeddedRules, question: Question) -> None:
    ruling = rules.ask(question, valid(question))

    assert ruling.required_grounds
    assert (ruling.required_grounds | ruling.exclusions) <= set(REFUSALS)


def test_every_code_in_a_rule_has_its_sentences_and_none_is_left_over() -> None:
    written = {
        code for _, path in policy_files(POLICIES) if path.suffix == ".rego" for code in CODE.findall(path.read_text())
    }

    assert written | codes_of_the_sheet() == set(REFUSALS)


@pytest.mark.parametrize("code", sorted(REFUSALS))
def test_a_code_is_told_in_whole_sentences_of_both_languages(code: str) -> None:
    words = REFUSALS[code]

    for sentence in (words.sv, words.en, words.next_step_sv, words.next_step_en):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert words.sv != words.en
    assert words.paragraph


def test_every_ground_is_described_and_names_the_paragraph_that_the_reader_is_told() -> None:
    described = list(ways())

    assert {way.code for way in described} == {code for code in REFUSALS if code not in exclusion_kinds()}
    for way in described:
        assert way.en, way.code
        assert way.sv, way.code
        assert way.paragraph == REFUSALS[way.code].paragraph, way.code


def test_every_law_of_a_part_and_every_appeal_has_its_sentences() -> None:
    laws = json.loads((POLICIES / "bases/data.json").read_text(encoding="utf-8"))["kinds"]

    assert set(laws) == set(KINDS)
    assert {law["appeal"] for law in laws.values()} == set(APPEALS)


def test_every_capacity_that_a_part_is_routed_to_can_be_named_and_has_its_words() -> None:
    routing = json.loads((POLICIES / "routing/data.json").read_text(encoding="utf-8"))

    routed = {routing["few_units"]["capacity"], routing["more_units"]["capacity"]}

    assert routed == set(CAPACITIES) == set(Capacity)


def test_every_point_of_the_assessment_sheet_is_whole() -> None:
    points = json.loads(SHEET.read_text(encoding="utf-8"))["points"]
    always = {"id", "answered", "paragraph", "sv", "en"}
    computed, signed = {"grounds"}, {"kinds", "concerns", "not_applicable"}

    assert len({point["id"] for point in points}) == len(points)
    for point in points:
        own = {"computed": computed, "signed": signed}[point["answered"]]
        assert always | own <= point.keys() <= always | own | {"shown"}, point["id"]
        assert point["sv"].endswith("?")
        assert point["en"].endswith("?")
        assert set(point.get("grounds", ())) <= set(REFUSALS)
        assert set(point.get("kinds", KINDS)) <= set(KINDS)
        assert point.get("concerns") in {None, "everything", "free_text", "small_groups", "extra_safeguards"}
        assert point.get("shown") in {None, "closed_workspace", "no_small_group", "opted_out_left_out"}


def test_the_criteria_of_the_regulation_are_all_on_the_sheet() -> None:
    written = SHEET.read_text(encoding="utf-8")

    for criterion in "abcdefgh":
        assert f"68(1)({criterion})" in written
    assert "68(2)" in written
    assert "(2009:400) 25 kap. 1 §" in written


def test_the_health_categories_are_those_that_a_controller_can_name_and_the_catalog_knows() -> None:
    schema = json.loads(DESCRIPTIONS.read_text(encoding="utf-8"))

    assert json.loads(SHEET.read_text(encoding="utf-8"))["health_categories"] == list(get_args(HealthCategory))
    assert schema["properties"]["health_categories"]["items"]["enum"] == list(get_args(HealthCategory))


def codes_of_the_sheet() -> set[str]:
    """The grounds that are points of the assessment sheet."""
    points = json.loads(SHEET.read_text(encoding="utf-8"))["points"]
    return {f"D11-{point['id']}" for point in points if point["answered"] == "signed"}


def exclusion_kinds() -> set[str]:
    """The codes that are no grounds but reasons to leave a person out."""
    return set(CODE.findall((POLICIES / "exclusions/exclusions.rego").read_text()))
