"""Annotated notes come in several forms, and what is wrong in a file is said in one sentence with its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from pseudonymisation.errors import AnnotationUnreadable
from pseudonymisation.text.measuring.annotated import AnnotatedNote, Facts, GoldSpan
from pseudonymisation.text.measuring.json_lines import persons_of
from pseudonymisation.text.measuring.reading import annotated
from pseudonymisation.text.measuring.writing import note_line, person_line

NOTE = AnnotatedNote(
    id="a",
    text="Anna ringer\u2028idag. Mb Crohn",
    spans=(
        GoldSpan(start=0, end=4, label="PERSON", role="patient"),
        GoldSpan(start=12, end=16, label="DATE", optional=True),
    ),
    terms=((21, 26),),
    person_id="p",
    person=Facts(names=("Anna Ek",), phones=("070-1740605",)),
)


def file(folder: Path, name: str, *lines: object) -> Path:
    path = folder / name
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), "utf-8")
    return path


def wrong(path: Path, **more: Any) -> AnnotationUnreadable:
    with pytest.raises(AnnotationUnreadable) as caught:
        list(annotated([path], **more))
    assert "Anna" not in caught.value.sentence
    return caught.value


def texts(note: AnnotatedNote) -> list[tuple[str, str]]:
    return [(note.text[span.start : span.end], span.label) for span in note.spans]


def test_our_own_form_comes_back_as_it_was_written(tmp_path: Path) -> None:
    assert list(annotated([file(tmp_path, "x.jsonl", note_line(NOTE, with_person=True), "")])) == [NOTE]


def test_persons_may_stand_in_a_file_of_their_own(tmp_path: Path) -> None:
    notes = file(tmp_path, "x.jsonl", note_line(NOTE, with_person=False))
    persons = persons_of(file(tmp_path, "p.jsonl", person_line(NOTE)))

    assert list(annotated([notes], persons=persons)) == [NOTE]
    assert wrong(notes, persons={}).code == "annotation-person-unknown"


def test_ids_may_be_numbers_and_a_note_may_have_nothing_marked(tmp_path: Path) -> None:
    [note] = annotated([file(tmp_path, "x.jsonl", {"id": 7, "text": ""})], language="en")

    assert note == AnnotatedNote(id="7", text="", language="en")


@pytest.mark.parametrize(
    ("line", "code", "where"),
    [
        ("{", "annotation-no-json", "line 2: "),
        ("[]", "annotation-unfit", "line 2: An object"),
        ({"id": "b"}, "annotation-unfit", "line 2, $.text: This is missing."),
        ({"id": "b", "text": 4}, "annotation-unfit", "line 2, $.text: A text"),
        ({"id": True, "text": "x"}, "annotation-unfit", "line 2, $.id: A text"),
        ({"id": "a", "text": "x"}, "annotation-twice", "line 2, $.id: Another note"),
        ({"id": "b", "text": "Anna", "spans": {}}, "annotation-unfit", "$.spans: A list"),
        ({"id": "b", "text": "Anna", "spans": ["Anna"]}, "annotation-unfit", "$.spans[0]: An object"),
        (
            {"id": "b", "text": "Anna", "spans": [{"start": 0, "end": 9, "label": "PERSON"}]},
            "annotation-unfit",
            "line 2, $.spans[0]: 0 to 9 is no stretch of a text of 4 characters.",
        ),
        ({"id": "b", "text": "Anna", "spans": [{"start": 0, "end": 4}]}, "annotation-unfit", "$.spans[0].label"),
        ({"id": "b", "text": "Anna", "spans": [{"start": "0", "end": 4}]}, "annotation-unfit", "$.spans[0].start"),
        (
            {"id": "b", "text": "Anna", "spans": [{"start": 0, "end": 4, "label": "PERSON", "role": "mor"}]},
            "annotation-unfit",
            "$.spans[0].role: A role is patient or other.",
        ),
        ({"id": "b", "text": "Anna", "terms": [{"start": 2, "end": 2}]}, "annotation-unfit", "$.terms[0]: 2 to 2"),
        ({"id": "b", "text": "Anna", "person": {"names": [3]}}, "annotation-unfit", "$.person.names[0]: A text"),
        ({"id": "b", "text": "Anna", "language": "fi"}, "annotation-language", "A note's language is one of sv, en."),
    ],
)
def test_what_is_wrong_in_a_line_is_said_with_its_place(tmp_path: Path, line: object, code: str, where: str) -> None:
    path = file(tmp_path, "x.jsonl", {"id": "a", "text": "x"}, line)

    error = wrong(path)

    assert error.code == code
    assert error.sentence.startswith(str(path))
    assert where in error.sentence


def test_a_file_that_is_not_there_is_no_text_or_has_no_known_form_is_named(tmp_path: Path) -> None:
    latin = tmp_path / "latin.jsonl"
    latin.write_bytes('{"id": "Å"}'.encode("latin-1"))

    assert wrong(tmp_path / "no.jsonl").code == "annotation-missing"
    assert "Byte 8 is no UTF-8." in wrong(latin).sentence
    assert wrong(file(tmp_path, "x.xml", "<a/>")).code == "annotation-form-unknown"
    assert wrong(tmp_path).code == "annotation-missing"


@pytest.mark.parametrize("as_list", [True, False])
def test_the_form_of_presidio_research(tmp_path: Path, as_list: bool) -> None:
    sample = {
        "full_text": "Anna, 92",
        "spans": [
            {"entity_type": "FIRST_NAME", "start_position": 0, "end_position": 4, "entity_value": "Anna"},
            {"entity_type": "AGE", "start_position": 6, "end_position": 8},
        ],
    }

    [note] = annotated([file(tmp_path, "x.json", [sample] if as_list else sample)], language="en")

    assert (note.id, note.language) == ("1", "en")
    assert texts(note) == [("Anna", "PERSON"), ("92", "AGE")]


def test_a_fault_in_that_form_is_said_with_its_place(tmp_path: Path) -> None:
    error = wrong(file(tmp_path, "x.json", [{"full_text": "x"}, {"full_text": "Anna", "spans": [{}]}]))

    assert "$[1].spans[0].start_position: This is missing." in error.sentence


def test_the_form_of_brat(tmp_path: Path) -> None:
    (tmp_path / "n1.txt").write_text("Anna Ek bor i Ekbacka. Crohn", "utf-8")
    marks = [
        "T1\tPatient 0 4;5 7\tAnna Ek",
        "T2\tLocation 14 21\tEkbacka",
        "T3\tTERM 23 28\tCrohn",
        "R1\tOf Arg1:T1",
        "#1\tx",
    ]
    path = file(tmp_path, "n1.ann", *marks)

    [note] = annotated([path])

    assert texts(note) == [("Anna", "PERSON"), ("Ek", "PERSON"), ("Ekbacka", "PLACE")]
    assert [span.role for span in note.spans] == ["patient", "patient", "other"]
    assert note.terms == ((23, 28),)
    assert list(annotated([tmp_path])) == list(annotated([path.with_suffix(".txt")])) == [note]


@pytest.mark.parametrize("mark", ["T1 PER 0 4 Anna", "T1\tPER 0\tAnna", "T1\tPER 2 40\tAnna"])
def test_a_mark_that_is_none_is_said_with_its_line(tmp_path: Path, mark: str) -> None:
    (tmp_path / "n1.txt").write_text("Anna", "utf-8")

    assert "n1.ann, line 2: " in wrong(file(tmp_path, "n1.ann", "#1\tx", mark)).sentence


def test_the_form_of_conll(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "x.conll",
        "-DOCSTART- O",
        "",
        "Anna B-PER",
        "Ek I-PER",
        "Lind B-PER",
        "ringer O",
        "",
        "Umeå\tNNP\tI-LOC",
    )

    first, second = annotated([path])

    assert (first.text, second.text) == ("Anna Ek Lind ringer", "Umeå")
    assert texts(first) == [("Anna Ek", "PERSON"), ("Lind", "PERSON")]
    assert texts(second) == [("Umeå", "PLACE")]


@pytest.mark.parametrize("line", ["Anna", "Anna PER", "Anna B", "Anna O-PER"])
def test_a_line_that_is_none_of_that_form_is_said(tmp_path: Path, line: str) -> None:
    assert "line 2: " in wrong(file(tmp_path, "x.conll", "ringer O", line)).sentence
