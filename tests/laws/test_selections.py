"""A permit is never wider than its request, an order never wider than its permit."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.selection import ColumnChoice, Selection
from gateway.domain.access_request import Status
from gateway.domain.disclosure_review import Outcome
from gateway.domain.permit import Permit
from spark_jobs.papers.order import ExtractionOrder
from tests.support import builders
from tests.support.builders import DATASETS, choice
from tests.support.fakes import World

FEW = settings(max_examples=settings().max_examples // 3)
"""Each case walks a whole study, or signs: a third as many as the profile says."""

COLUMNS = (
    ("person", "person_id"),
    ("person", "year_of_birth"),
    ("condition_occurrence", "condition_source_value"),
    ("condition_occurrence", "condition_start_date"),
    ("note", "note_text"),
)

asked_for = st.lists(
    st.tuples(st.sampled_from(DATASETS), st.sampled_from(COLUMNS)), min_size=1, max_size=12, unique=True
)


def selection_of(asked: list[tuple[str, tuple[str, str]]]) -> Selection:
    # The cohort's own column is always there, so that the selection resolves.
    first = choice(asked[0][0], "condition_occurrence", "condition_source_value")
    chosen = [choice(dataset, table, column) for dataset, (table, column) in asked]
    return builders.selection(columns=list(dict.fromkeys([first, *chosen])))


def names(columns: tuple[ColumnChoice, ...]) -> set[tuple[str, str, str]]:
    return {(one.dataset, one.table, one.column) for one in columns}


@given(asked_for, st.fixed_dictionaries({name: st.sampled_from(Outcome) for name in DATASETS}))
def test_a_permits_selection_is_never_wider_than_its_requests(
    asked: list[tuple[str, tuple[str, str]]], outcomes: dict[str, Outcome]
) -> None:
    selection = selection_of(asked)
    request = builders.access_request(
        Status.SUBMITTED,
        application=builders.application(selection=selection),
        snapshots={name: builders.some_digest(name) for name in selection.datasets()},
    )
    parts = [builders.review(name, outcomes[name]) for name in selection.datasets()]

    permit = Permit.of_parts(
        request, parts, id="permit-1", on=builders.TODAY, maximum_persons=1, rests_on=[part.ruling for part in parts]
    )

    granted = {name for name in selection.datasets() if outcomes[name] is Outcome.GRANTED}
    assert names(permit.selection.columns) <= names(selection.columns)
    assert set(permit.selection.datasets()) == granted == set(permit.snapshots)
    assert {column.dataset for column in permit.selection.columns} <= granted
    assert (permit.selection.cohort, permit.selection.period_from) == (selection.cohort, selection.period_from)
    assert permit.valid_from >= builders.TODAY


@FEW
@given(asked_for, st.sets(st.sampled_from(DATASETS)))
def test_an_order_is_exactly_its_permit(asked: list[tuple[str, tuple[str, str]]], refusing: set[str]) -> None:
    selection = selection_of(asked)
    # Somebody with the cohort's column grants, or there is nothing to permit.
    refusing = refusing - {asked[0][0]}
    world = World()

    extract = world.ordered(builders.application(selection=selection), refusing=sorted(refusing))

    order = ExtractionOrder.of(world.paper(extract.order))
    ordered = {
        (of.dataset, table.table, column.name)
        for of in order.datasets
        for table in of.tables
        for column in table.columns
    }
    permitted = names(world.permit().selection.columns)
    assert ordered == permitted
    assert not {dataset for dataset, _, _ in ordered} & refusing
    assert {of.dataset: of.snapshot for of in order.datasets} == world.permit().snapshots


@given(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 1, 1)),
    st.dates(min_value=date(2026, 1, 1), max_value=date(2030, 1, 1)),
)
def test_a_permit_is_valid_neither_before_it_is_issued_nor_outside_the_days_asked_for(
    issued: date, wanted: date
) -> None:
    request = builders.access_request(Status.SUBMITTED, application=builders.application(wanted_from=wanted))

    permit = Permit.of_parts(request, [builders.review()], id="p", on=issued, maximum_persons=1, rests_on=())

    assert permit.valid_from == max(issued, wanted)
    assert permit.valid_until == request.application.wanted_until
