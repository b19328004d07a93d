"""`slussen sheet`, and the answers of `slussen review`: what is written out, filled in and read again."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from gateway.ports.rules import Question
from tests.support import builders
from tests.support.fakes import ruling
from tests.unit.edges.test_the_command_line import ROUTED, Typed

GRANTED = ("--controller", "alvik", "--grant", *ROUTED)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    with capture_logs():
        yield Typed(monkeypatch)


def filled(template: str) -> str:
    """The template with an answer and a reason at every point."""
    answered = template.replace("answer:  #", "answer: yes  #")
    return answered.replace('reason: ""', 'reason: "Weighed: nobody is harmed."')


def test_the_sheet_is_shown_before_the_part_is_decided(typed: Typed) -> None:
    request = typed.world.submitted().id

    shown = typed("sheet", request, "--controller", "alvik", by="alma").stdout

    assert "purpose-listed: yes\n  Is the purpose allowed? (the law of purposes)\n" in shown
    assert "no-harm: to be answered\n  Does no-harm hold? (the law of the point)\n" in shown


def test_a_computed_no_is_shown_with_its_ground_and_a_signed_point_with_its_reason(typed: Typed) -> None:
    request = typed.world.submitted().id
    typed("review", request, *GRANTED, *pointed(), by="alma")
    lacking = builders.SHEET[0].__class__.of(
        {**builders.SHEET[0].as_json(), "outcome": "no", "missing": ["E11-approval-verified"]}
    )
    typed.world.rules.answers[Question.REVIEW] = lambda question, facts: ruling(question, sheet=(lacking,))

    signed = typed("sheet", request, "--controller", "alvik", by="alma").stdout
    computed = typed("sheet", request, "--controller", "birka", by="bengt").stdout

    assert f"no-harm: yes\n  Does no-harm hold? (the law of the point)\n  {builders.REASONS['no-harm']}\n" in signed
    assert "purpose-listed: no\n" in computed
    assert "  ✗ E11-approval-verified: " in computed


def test_the_sheet_is_told_as_json(typed: Typed) -> None:
    request = typed.world.submitted().id

    told = json.loads(typed("sheet", request, "--controller", "alvik", "--json", by="alma").stdout)

    assert [point["id"] for point in told["points"]] == [point.id for point in builders.SHEET]


def test_a_template_is_written_filled_in_and_handed_in(typed: Typed, tmp_path: Path) -> None:
    request, file = typed.world.submitted().id, tmp_path / "sheet.yaml"

    written = typed("sheet", request, "--controller", "alvik", "--template", str(file), by="alma")
    file.write_text(filled(file.read_text("utf-8")), "utf-8")
    decided = typed("review", request, *GRANTED, "--sheet", str(file), by="alma")

    assert written.stdout == f"{file} waits for your answers.\n"
    assert decided.exit_code == 0, decided.stderr
    review = typed.world.memory.nouns["reviews"][f"{request}.1.alvik"]
    assert {answer.point: answer.reason for answer in review.finding.answers} == dict.fromkeys(
        builders.REASONS, "Weighed: nobody is harmed."
    )


def test_an_empty_template_answers_nothing(typed: Typed, tmp_path: Path) -> None:
    request, file = typed.world.submitted().id, tmp_path / "sheet.yaml"
    typed("sheet", request, "--controller", "alvik", "--template", str(file), by="alma")

    typed("review", request, *GRANTED, "--sheet", str(file), by="alma")

    assert typed.world.rules.facts(Question.REVIEW)["review"]["answers"] == []


def test_a_sheet_may_be_json_and_a_point_is_typed_beside_it(typed: Typed, tmp_path: Path) -> None:
    request, file = typed.world.submitted().id, tmp_path / "sheet.json"
    file.write_text(json.dumps({"no-harm": {"answer": "yes", "reason": "nobody: not one"}}), "utf-8")

    typed("review", request, *GRANTED, "--sheet", str(file), "--point", "necessary = no : why = so: it is", by="alma")

    assert typed.world.rules.facts(Question.REVIEW)["review"]["answers"] == [
        {"point": "necessary", "answer": "no", "reason": "why = so: it is"},
        {"point": "no-harm", "answer": "yes", "reason": "nobody: not one"},
    ]


def test_a_template_is_never_written_over_a_file(typed: Typed, tmp_path: Path) -> None:
    request, file = typed.world.submitted().id, tmp_path / "sheet.yaml"
    file.write_text("mine", "utf-8")

    again = typed("sheet", request, "--controller", "alvik", "--template", str(file), by="alma")
    nowhere = typed("sheet", request, "--controller", "alvik", "--template", str(file / "in" / "it"), by="alma")

    assert "exists already" in again.stderr
    assert "cannot be written" in nowhere.stderr
    assert again.exit_code == nowhere.exit_code != 0
    assert file.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "each point with its answer and reason"),
        ("[no-harm]", "each point with its answer and reason"),
        ("no-harm: yes", "each point with its answer and reason"),
        ("no-harm: {answer: [yes], reason: x}", "each point with its answer and reason"),
        ("no-harm: {answer: yes, reason: x, by: alma}", "each point with its answer and reason"),
        ("no-harm: {answer: yes", "is no YAML or JSON"),
        ("- " * 5000, "is no YAML or JSON"),
        (b"\xff\xfe\x00", "is no YAML or JSON"),
    ],
    ids=["empty", "a list", "no reason", "a list of answers", "a stray field", "broken", "too deep", "no text"],
)
def test_a_file_that_is_no_sheet_ends_in_one_sentence(
    typed: Typed, tmp_path: Path, text: str | bytes, said: str
) -> None:
    request, file = typed.world.submitted().id, tmp_path / "sheet.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())

    ended = typed("review", request, *GRANTED, "--sheet", str(file), by="alma")

    assert said in ended.stderr
    assert ended.exit_code != 0
    assert typed.world.memory.nouns["reviews"] == {}


def test_a_point_that_is_written_twice_is_answered_twice(typed: Typed, tmp_path: Path) -> None:
    request, file = typed.world.submitted().id, tmp_path / "sheet.yaml"
    file.write_text("no-harm: {answer: no, reason: a}\nno-harm: {answer: yes, reason: b}\n", "utf-8")

    ended = typed("review", request, *GRANTED, "--sheet", str(file), by="alma")

    assert "answered twice" in ended.stderr
    assert typed.world.memory.nouns["reviews"] == {}


def test_a_decision_from_before_there_was_a_sheet_says_so(typed: Typed) -> None:
    request = typed.world.submitted().id
    typed.world.rules.answers[Question.REVIEW] = lambda question, facts: ruling(question, sheet=())
    typed("review", request, "--controller", "alvik", "--refuse", "--reasons", "too few", *ROUTED, by="alma")

    shown = typed("sheet", request, "--controller", "alvik", by="alma").stdout

    assert shown == "The decision has no assessment sheet.\n"


def pointed() -> list[str]:
    return [word for point, reason in builders.REASONS.items() for word in ("--point", f"{point}=yes:{reason}")]
