"""What a score says, on notes small enough to count by hand."""

import json

import pytest

from pseudonymisation.text.measuring.aims import NAMES, TERMS
from pseudonymisation.text.measuring.annotated import NOTHING_KNOWN, AnnotatedNote, Facts, GoldSpan
from pseudonymisation.text.measuring.bounds import bounds, clustered_bounds
from pseudonymisation.text.measuring.evaluating import Score, Share, evaluate
from pseudonymisation.text.measuring.masking import known_person, spans_of
from pseudonymisation.text.measuring.report import as_json, as_markdown, as_text
from pseudonymisation.text.measuring.tally import Mistake
from pseudonymisation.text.spans import Span, Tag

TEXT = "Anna Ek 3/5 ringer dr Lind. Mb Crohn."
ANNA, DAY, LIND, CROHN = (0, 7), (8, 11), (22, 26), (31, 36)


def gold(where: tuple[int, int], label: str, *, role: str = "other", optional: bool = False) -> GoldSpan:
    return GoldSpan(start=where[0], end=where[1], label=label, role=role, optional=optional)


def masked(where: tuple[int, int], tag: Tag = Tag.PERSON) -> Span:
    return Span(*where, tag)


def note(*spans: GoldSpan, id: str = "1") -> AnnotatedNote:
    return AnnotatedNote(id=id, text=TEXT, spans=spans, terms=(CROHN,))


def scored(given: AnnotatedNote, *found: Span) -> Score:
    return evaluate([given], lambda text, person, language: list(found))


def share(score: Score, code: str) -> Share:
    return next(each.share for each in score.measured if each.aim.code == code)


WHOLE = note(gold(ANNA, "PERSON", role="patient"), gold(DAY, "DATE"), gold(LIND, "PERSON"))


def test_each_measure_counts_what_is_its_own() -> None:
    score = scored(WHOLE, masked(ANNA), masked(DAY, Tag.PHONE), masked(CROHN))

    assert share(score, "own") == Share(found=1, total=1)
    assert share(score, "dates") == Share(found=1, total=1)  # under any label
    assert share(score, "names") == Share(found=0, total=1)
    assert share(score, "precision") == Share(found=2, total=3)
    assert share(score, "terms") == Share(found=1, total=1)


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        ([masked((0, 7))], 1),
        ([masked((0, 4)), masked((5, 7))], 1),  # the space between two marks names nobody
        ([masked((0, 6))], 0),
        ([masked((1, 7))], 0),
        ([masked((0, 30))], 1),
        ([], 0),
    ],
)
def test_a_span_counts_only_if_every_letter_and_digit_of_it_is_masked(found: list[Span], counts: int) -> None:
    assert share(scored(WHOLE, *found), "own").found == counts


def test_what_may_be_masked_and_may_stay_counts_neither_way() -> None:
    given = note(gold(DAY, "DATE", optional=True))

    assert share(scored(given), "dates") == Share(found=0, total=0)
    assert share(scored(given, masked(DAY)), "precision") == Share(found=1, total=1)


def test_a_note_is_clean_by_degrees() -> None:
    score = scored(WHOLE, masked(ANNA))
    named = scored(WHOLE, masked(ANNA), masked(LIND))
    clean = scored(WHOLE, masked(ANNA), masked(LIND), masked(DAY))

    assert [each.found for _, each in score.notes] == [1, 0, 0]
    assert [each.found for _, each in named.notes] == [1, 1, 0]
    assert [each.found for _, each in clean.notes] == [1, 1, 1]


def test_a_withheld_note_is_counted_and_proves_nothing() -> None:
    score = evaluate([WHOLE], lambda text, person, language: None)

    assert (score.total, score.withheld) == (1, 1)
    assert all(each.share == Share(found=0, total=0) and each.verdict == "" for each in score.measured)
    assert "1 of them withheld" in as_text(score)


def test_names_that_our_lists_hold_are_told_apart_from_those_they_do_not() -> None:
    score = evaluate([WHOLE], lambda text, person, language: [masked(ANNA)], known=frozenset({"anna", "ek"}))

    assert [(label, role, stood, each.found) for label, role, stood, each in score.looked_up] == [
        ("PERSON", "other", "initials", 0),  # four letters on no list could be a signature
        ("PERSON", "patient", "listed", 1),
    ]


def test_each_mistake_is_told_where_it_is_asked_for() -> None:
    told: list[Mistake] = []

    evaluate(
        [WHOLE],
        lambda text, person, language: [masked(ANNA), masked(CROHN)],
        told=lambda note, mistakes: told.extend(mistakes),
    )

    assert [(each.kind, each.label, each.start, each.end) for each in told] == [
        ("missed", "DATE", *DAY),
        ("missed", "PERSON", *LIND),
        ("masked in vain", "PERSON", *CROHN),
        ("term masked", "TERM", *CROHN),
    ]


@pytest.mark.parametrize(
    ("found", "total", "low", "high"),
    [
        # published values of Clopper and Pearson's interval
        (0, 10, 0.0, 0.3085),
        (10, 10, 0.6915, 1.0),
        (5, 10, 0.1871, 0.8129),
        (1, 100, 0.000253, 0.05446),
        (995, 1000, 0.98837, 0.99837),
    ],
)
def test_bounds_are_exact(found: int, total: int, low: float, high: float) -> None:
    between = bounds(found, total)

    assert list(between) == pytest.approx([low, high], abs=5e-5)


def test_of_nothing_anything_may_be_true_and_of_a_part_not_more_than_the_whole() -> None:
    assert bounds(0, 0) == (0.0, 1.0)
    with pytest.raises(ValueError, match="More were found"):
        bounds(2, 1)


def test_groups_that_are_all_or_nothing_are_worth_about_as_many_cases_as_there_are_groups() -> None:
    low, high = clustered_bounds([(10, 10)] * 5 + [(0, 10)] * 5)

    assert [low, high] == pytest.approx(bounds(9, 18), abs=0.15)  # nine cases' worth, of a hundred
    assert high - low > 2.5 * (bounds(50, 100)[1] - bounds(50, 100)[0])


def test_groups_that_do_not_differ_are_worth_all_their_cases() -> None:
    assert clustered_bounds([(5, 10)] * 4) == bounds(20, 40)
    assert clustered_bounds([(4, 10), (6, 10), (5, 10)]) == pytest.approx(bounds(15, 30))
    assert clustered_bounds([(10, 10)] * 4) == bounds(40, 40)
    assert clustered_bounds([]) == bounds(0, 0)


@pytest.mark.parametrize(("reached", "verdict"), [(0.98, "aim"), (0.979, "floor"), (0.95, "floor"), (0.949, "missed")])
def test_a_share_is_held_against_floor_and_aim(reached: float, verdict: str) -> None:
    assert NAMES.verdict(reached) == verdict


@pytest.mark.parametrize(("reached", "verdict"), [(0.004, "aim"), (0.005, "floor"), (0.02, "missed")])
def test_what_is_to_be_small_is_held_against_them_the_other_way(reached: float, verdict: str) -> None:
    assert TERMS.verdict(reached) == verdict


def test_a_score_is_told_as_a_table_as_markdown_and_as_numbers() -> None:
    score = scored(WHOLE, masked(ANNA))

    assert "other persons' names" in as_text(score)
    assert "| other persons' names | 95.00 % | 98.00 % | 0.00 % | 0.00 % to 97.50 % | 0 of 1 | missed |" in as_markdown(
        score
    )
    numbers = {each["measure"]: each for each in json.loads(as_json(score))["measures"]}
    assert (numbers["names"]["found"], numbers["names"]["total"]) == (0, 1)
    assert (numbers["own"]["reached"], numbers["places"]["reached"]) == (1.0, None)


def test_no_share_below_the_whole_is_shown_as_the_whole() -> None:
    many = [note(gold(ANNA, "PERSON"), id=str(number)) for number in range(30_000)]
    found = iter([[], *([[masked(ANNA)]] * 29_999)])

    score = evaluate(many, lambda text, person, language: next(found))

    assert "99.99 %" in as_text(score)
    assert share(score, "names") == Share(found=29_999, total=30_000)


def test_what_is_known_of_a_person_reaches_the_step() -> None:
    facts = Facts(
        names=("Ylva Ek Öhman",),
        addresses=("Storgatan 1, 991 23 Ekbacka",),
        numbers=("195304002389",),
        phones=("1234567",),
    )
    text = "Öhmans adress Storgatan 1"

    found = spans_of(text, facts, "sv")

    assert known_person(facts).addresses == facts.addresses
    assert known_person(NOTHING_KNOWN).names == ()
    assert found is not None
    assert [text[span.start : span.end] for span in found] == ["Öhmans", "Storgatan 1"]
