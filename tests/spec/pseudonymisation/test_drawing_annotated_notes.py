"""Drawn notes: what a slot wrote is what the gold marks, nobody real is in them, and the two halves share nothing."""

import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deploy.checks.repository import resembles_a_person
from pseudonymisation.text.gold.dictionaries import HALVES, dictionary
from pseudonymisation.text.gold.drawing import drawn_notes
from pseudonymisation.text.gold.noise import noisy
from pseudonymisation.text.gold.numbers import mistyped, personal_number
from pseudonymisation.text.gold.pieces import Piece, note_of
from pseudonymisation.text.gold.templates import templates
from pseudonymisation.text.gold.unseen import against_lists
from pseudonymisation.text.letters import plain, squeezed
from pseudonymisation.text.measuring.annotated import NOTHING_KNOWN, AnnotatedNote
from pseudonymisation.text.measuring.listed import listed_words, standing
from pseudonymisation.text.spans import Tag
from tests.support.people import FIRST_BIRTH

LANGUAGES = ("sv", "en")


def notes(half: str, language: str = "sv", *, seed: int = 7) -> list[AnnotatedNote]:
    """Every template twice."""
    total = 2 * len(templates(half, language))
    return list(drawn_notes(total, seed=seed, half=half, language=language))


def tight(text: str) -> str:
    return squeezed(plain(unicodedata.normalize("NFC", text))).replace("\N{SOFT HYPHEN}", "")


def test_the_same_seed_gives_the_same_notes_and_asking_for_more_changes_none() -> None:
    few, many = (list(drawn_notes(total, seed=3, half="held-out")) for total in (50, 90))

    assert few == many[:50]
    assert few != list(drawn_notes(50, seed=4, half="held-out"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_templates_of_the_length_of_notes(language: str) -> None:
    found = [template for half in HALVES for template in templates(half, language)]

    assert len(found) >= {"sv": 80, "en": 15}[language]
    assert [template.name for template in found if not 300 <= len(template.body) <= 1500] == []


def test_the_halves_share_no_word_of_a_dictionary() -> None:
    development, held_out = (dictionary(half).sections for half in HALVES)

    assert set(development) == set(held_out)
    shared = {
        section: set(map(plain, development[section])) & set(map(plain, held_out[section]))
        for section in development
        if section not in ("domains", "street_ends")
    }
    assert {section: words for section, words in shared.items() if words} == {}
    names, others = (set(map(plain, dictionary(half).every_name())) for half in HALVES)
    assert names & others == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_halves_share_no_template_and_no_line_of_one(language: str) -> None:
    lines = [
        {
            line.strip()
            for template in templates(half, language)
            for line in template.body.splitlines()
            if len(line) > 25
        }
        for half in HALVES
    ]

    assert lines[0] & lines[1] == set()
    assert len({template.name for half in HALVES for template in templates(half, language)}) == sum(
        len(templates(half, language)) for half in HALVES
    )


@given(
    texts=st.lists(st.tuples(st.text(min_size=1, max_size=12), st.sampled_from([None, Tag.PERSON, Tag.PHONE]))),
    seed=st.integers(0, 500),
)
def test_gold_covers_what_the_slot_wrote_whatever_noise_came_after(
    texts: list[tuple[str, Tag | None]], seed: int
) -> None:
    pieces = [Piece(text, label) for text, label in texts]

    changed = noisy(pieces, Random(seed))
    note = note_of(changed, id="1", language="sv", person_id="p", person=NOTHING_KNOWN)

    assert note.text == "".join(piece.text for piece in changed)
    assert [(note.text[span.start : span.end], span.label) for span in note.spans] == [
        (piece.text, piece.label) for piece in changed if piece.label
    ]
    assert len(note.spans) == sum(label is not None for _, label in texts)


@pytest.mark.parametrize("half", HALVES)
def test_the_patients_own_facts_are_what_is_marked_as_theirs(half: str) -> None:
    for note in notes(half):
        facts = note.person
        for span in note.spans:
            written = tight(note.text[span.start : span.end])
            if span.role == "patient" and span.label == Tag.ADDRESS:
                assert written.removesuffix("s") in tight(facts.addresses[0])
            if span.role == "patient" and span.label == Tag.PHONE:
                assert written.endswith(tight(facts.phones[0])[1:])


@pytest.mark.parametrize(("half", "language"), [(half, language) for half in HALVES for language in LANGUAGES])
def test_spans_lie_in_the_text_overlap_nothing_and_hold_something(half: str, language: str) -> None:
    for note in notes(half, language):
        marked = sorted([*((span.start, span.end) for span in note.spans), *note.terms])

        assert marked
        assert all(0 <= start < end <= len(note.text) for start, end in marked)
        assert all(before[1] <= after[0] for before, after in pairwise(marked))
        assert all(any(map(str.isalnum, note.text[start:end])) for start, end in marked)
        assert not re.search(r"\{(?!\\)|\[|\]", note.text.replace("{\\rtf1", "")), "a slot was not filled"


def test_every_class_is_drawn_in_both_halves() -> None:
    for half in HALVES:
        drawn = {span.label for seed in range(4) for note in notes(half, seed=seed) for span in note.spans}

        assert set(Tag) - drawn == set()


def test_ages_are_marked_from_ninety_on() -> None:
    ages = [
        int(note.text[span.start : span.end])
        for seed in range(4)
        for note in notes("held-out", seed=seed)
        for span in note.spans
        if span.label == Tag.AGE
    ]

    assert ages
    assert min(ages) >= 90


@pytest.mark.parametrize("half", HALVES)
def test_no_number_that_is_drawn_is_anybodys(half: str) -> None:
    written = [
        note.text[span.start : span.end]
        for seed in range(3)
        for note in notes(half, seed=seed)
        for span in note.spans
        if span.label == Tag.IDENTITY_NUMBER
    ]

    assert len(written) > 100
    assert [text for text in written if resembles_a_person(re.sub(r"[^\dA-Z]", "", text))] == []


@given(born=st.dates(min_value=FIRST_BIRTH, max_value=date(2025, 12, 31)), woman=st.booleans(), seed=st.integers(0, 99))
def test_a_mistyped_number_is_not_somebody_elses(born: date, woman: bool, seed: int) -> None:
    number = personal_number(born, woman=woman)

    typed = mistyped(number, Random(seed))

    assert typed != number
    assert not resembles_a_person(typed)


def test_what_the_lists_of_names_hold_is_read_word_by_word(tmp_path: Path) -> None:
    (tmp_path / "given_names.txt").write_text("# from the office\nAnna\nPer Åke\n", "utf-8")
    (tmp_path / "medical_words.txt").write_text("Crohn\n", "utf-8")

    assert listed_words(tmp_path) == {"anna", "per", "ake"}
    assert listed_words(tmp_path / "none") == frozenset()


def test_names_are_told_by_whether_a_list_holds_them() -> None:
    known = frozenset({"anna", "lind"})

    stood = [standing(name, known) for name in ("Anna Lind", "ANNAS", "Anna Tjärnkvist", "A.L.", "ankl")]

    assert stood == ["listed", "listed", "unlisted", "initials", "initials"]


def test_how_much_stands_on_no_list_is_counted() -> None:
    drawn = notes("development")
    words = frozenset(plain(word) for word in dictionary("development").sections["women"])

    nothing, some = against_lists(drawn, frozenset()), against_lists(drawn, words)

    assert nothing["PERSON"][0] == nothing["PERSON"][1]
    assert some["PERSON"][0] < some["PERSON"][1]


def test_there_is_no_other_half_and_no_other_language() -> None:
    with pytest.raises(KeyError):
        next(drawn_notes(1, seed=1, half="third"))
    with pytest.raises(ValueError, match="language"):
        next(drawn_notes(1, seed=1, half="held-out", language="fi"))
