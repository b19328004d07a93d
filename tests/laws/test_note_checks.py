"""The bound of a check of notes: never below what was found, stricter with fewer notes, and the same as by halving."""

from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.note_check import SHARES, miss_at_most
from pseudonymisation.text.measuring.bounds import bounds
from pseudonymisation.text.spans import Tag
from spark_jobs.papers.note_samples import CLASSES

MANY = 10**9
reading = st.integers(min_value=1, max_value=300)


@given(of=reading, part=st.floats(min_value=0, max_value=1))
def test_it_is_the_exact_bound_rounded_up(of: int, part: float) -> None:
    found = round(part * of)

    told = miss_at_most(found, looked_at=of, leaving=MANY)

    exact = bounds(found, of, confidence=0.9)[1] * SHARES
    assert exact - 1e-4 <= told <= exact + 1 + 1e-4


@given(of=reading, part=st.floats(min_value=0, max_value=1), leaving=st.integers(min_value=1, max_value=1000))
def test_it_is_never_below_what_was_found(of: int, part: float, leaving: int) -> None:
    found = round(part * of)

    assert miss_at_most(found, looked_at=of, leaving=max(of, leaving)) * of >= found * SHARES


@given(of=reading, found=st.integers(min_value=0, max_value=299))
def test_one_more_that_is_bad_makes_it_worse_and_one_more_that_is_good_better(of: int, found: int) -> None:
    found = min(found, of - 1)

    told = miss_at_most(found, looked_at=of, leaving=MANY)

    assert miss_at_most(found + 1, looked_at=of, leaving=MANY) > told
    assert miss_at_most(found, looked_at=of + 1, leaving=MANY) <= told


def test_what_may_be_missed_is_what_may_be_masked() -> None:
    assert [tag.value for tag in Tag] == list(CLASSES)
