"""What a project is told of objections: never fewer, never of one person more, and nothing new without news."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from gateway.domain.objection import fewer
from spark_jobs.papers.objections import ToldObjections, told_after

KINDS = st.sampled_from(["quality_register_opt_out", "withdrawn_consent", "withdrawn_donation"])
COUNTS = st.dictionaries(KINDS, st.integers(min_value=0, max_value=60))
THRESHOLDS = st.integers(min_value=3, max_value=20)


def least(told: tuple[ToldObjections, ...]) -> Mapping[str, int]:
    return {one.objection: one.persons.at_least for one in told}


@given(days=st.lists(COUNTS, max_size=8), threshold=THRESHOLDS)
def test_whatever_is_counted_day_by_day_it_is_never_fewer_than_was_told(
    days: list[Mapping[str, int]], threshold: int
) -> None:
    told: tuple[ToldObjections, ...] = ()

    for counted in days:
        before, told = told, told_after(told, counted, threshold=threshold)

        assert not fewer(told, before=before)


@given(before=COUNTS, counted=COUNTS, threshold=THRESHOLDS)
def test_the_same_count_twice_is_told_once(
    before: Mapping[str, int], counted: Mapping[str, int], threshold: int
) -> None:
    told = told_after(told_after((), before, threshold=threshold), counted, threshold=threshold)

    assert told_after(told, counted, threshold=threshold) == told


@given(counted=COUNTS, threshold=THRESHOLDS)
def test_everybody_counted_is_within_what_is_told_and_no_number_is_exact(
    counted: Mapping[str, int], threshold: int
) -> None:
    told = {one.objection: one.persons for one in told_after((), counted, threshold=threshold)}

    assert set(told) == {kind for kind, exact in counted.items() if exact}
    for kind, persons in told.items():
        assert persons.below is not None
        assert persons.at_least <= counted[kind] < persons.below
        assert persons.below - persons.at_least == threshold


@given(counted=COUNTS, threshold=THRESHOLDS)
def test_one_person_more_is_told_only_where_a_step_begins(counted: Mapping[str, int], threshold: int) -> None:
    told = told_after((), counted, threshold=threshold)

    for kind, exact in counted.items():
        later = told_after(told, {**counted, kind: exact + 1}, threshold=threshold)

        assert (later != told) == (exact == 0 or (exact + 1) % threshold == 0)


@given(before=COUNTS, counted=COUNTS, first=THRESHOLDS, then=THRESHOLDS)
def test_a_threshold_that_changes_makes_nothing_fewer(
    before: Mapping[str, int], counted: Mapping[str, int], first: int, then: int
) -> None:
    told = told_after((), before, threshold=first)

    later = told_after(told, counted, threshold=then)

    assert not fewer(later, before=told)
    assert least(later).keys() >= least(told).keys()
