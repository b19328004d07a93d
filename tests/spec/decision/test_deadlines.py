"""What is to be done until when: each clock from the day that begins it to the day that ends it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from catalog.model import ControllerId
from gateway.domain.access_request import AccessRequest, Prolongation, Publication, Status
from gateway.domain.actor import Role
from gateway.domain.deadline import Course, Deadline, Duty, Moment, State, deadlines, description_deadline
from gateway.domain.disclosure_review import DisclosureReview, Outcome
from gateway.domain.extension import Answer, Extension
from gateway.domain.revocation import Revocation
from tests.support import builders
from tests.support.builders import PERMIT, REQUEST, TODAY

ALVIK, BIRKA = ControllerId("alvik"), ControllerId("birka")
TERMS = builders.terms()
MONDAY = date(2026, 3, 2)


def request(status: Status = Status.SUBMITTED, **changes: Any) -> AccessRequest:
    """Submitted on Monday 2 March 2026, late in the Swedish evening."""
    return replace(builders.access_request(status, submitted_at=datetime(2026, 3, 2, 22, 30, tzinfo=UTC)), **changes)


def decided(controller: str, on: date) -> DisclosureReview:
    return replace(builders.review(), controller=ControllerId(controller), decided_on=on)


def issued(**changes: Any) -> Course:
    """Both parts decided, the permit issued on 1 June 2026 and valid until 31 October 2028."""
    parts = {ALVIK: decided("alvik", date(2026, 5, 4)), BIRKA: decided("birka", date(2026, 6, 1))}
    permit = builders.permit(issued_on=date(2026, 6, 1), valid_until=date(2028, 10, 31), controllers=("alvik", "birka"))
    return replace(Course(access_request=request(Status.DECIDED), parts=parts, permit=permit), **changes)


def found(course: Course, duty: Duty, *, on: date) -> list[Deadline]:
    return [one for one in deadlines(course, TERMS, on=on) if one.duty is duty]


def only(course: Course, duty: Duty, *, on: date) -> Deadline:
    (one,) = found(course, duty, on=on)
    return one


# ---- the decision ----------------------------------------------------------------------------------------------------


def test_each_controller_and_the_whole_have_three_months_from_the_submission() -> None:
    course = Course(access_request=request(), parts={ALVIK: None, BIRKA: decided("birka", date(2026, 4, 1))})

    told = list(deadlines(course, TERMS, on=date(2026, 4, 2)))

    assert [(one.duty, one.controller, one.desk, one.state) for one in told] == [
        (Duty.PART_DECISION, "alvik", Role.STEWARD, State.RUNNING),
        (Duty.PART_DECISION, "birka", Role.STEWARD, State.MET),
        (Duty.DECISION, None, Role.COORDINATOR, State.RUNNING),
    ]
    assert {(one.since, one.due) for one in told} == {(MONDAY, date(2026, 6, 2))}
    assert {one.subject for one in told} == {REQUEST}
    assert all(one.paragraph == "EHDS (EU) 2025/327 art. 68(4)" for one in told)


def test_the_day_of_the_submission_is_a_swedish_one() -> None:
    late = request(submitted_at=datetime(2026, 3, 2, 23, 30, tzinfo=UTC))

    told = only(Course(access_request=late, parts={}), Duty.DECISION, on=TODAY)

    assert told.since == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("on", "state", "moment"),
    [
        (date(2026, 5, 18), State.RUNNING, None),
        (date(2026, 5, 19), State.SOON, Moment.SOON),
        (date(2026, 6, 1), State.SOON, Moment.SOON),
        (date(2026, 6, 2), State.SOON, Moment.LAST_DAY),
        (date(2026, 6, 3), State.OVERDUE, Moment.OVERDUE),
    ],
)
def test_a_deadline_is_soon_over_then_over_today_then_overdue(on: date, state: State, moment: Moment | None) -> None:
    told = only(Course(access_request=request(), parts={}), Duty.DECISION, on=on)

    assert (told.state, told.moment(on)) == (state, moment)


def test_a_last_day_that_is_no_working_day_gives_way_to_the_next() -> None:
    eve_of_good_friday = request(submitted_at=datetime(2026, 1, 3, 9, tzinfo=UTC))

    told = only(Course(access_request=eve_of_good_friday, parts={}), Duty.DECISION, on=TODAY)

    assert told.due == date(2026, 4, 7)  # 3 April is Good Friday, 6 April Easter Monday


def test_a_prolonged_decision_has_three_months_more() -> None:
    prolonged = Prolongation(because="many requests", by="klara", on=date(2026, 5, 1))

    course = Course(access_request=request(prolonged=prolonged), parts={ALVIK: None})
    told = list(deadlines(course, TERMS, on=date(2026, 6, 3)))

    assert {(one.due, one.prolonged_because) for one in told} == {(date(2026, 9, 2), "many requests")}


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_what_nobody_has_to_decide_has_no_deadline(status: Status) -> None:
    assert list(deadlines(Course(access_request=request(status), parts={ALVIK: None}), TERMS, on=TODAY)) == []


# ---- completion ------------------------------------------------------------------------------------------------------


def test_what_was_sent_back_is_completed_within_28_days_and_no_decision_runs_meanwhile() -> None:
    returned = request(Status.RETURNED, returned_on=date(2026, 3, 9), version=2)

    (told,) = deadlines(Course(access_request=returned, parts={ALVIK: None}), TERMS, on=date(2026, 3, 10))

    assert (told.duty, told.desk, told.due, told.state) == (
        Duty.COMPLETION,
        Role.RESEARCHER,
        date(2026, 4, 7),  # 6 April is Easter Monday
        State.RUNNING,
    )


def test_what_was_submitted_again_is_completed_and_its_decision_begins_anew() -> None:
    again = request(returned_on=date(2026, 2, 20), version=2)

    course = Course(access_request=again, parts={})

    assert only(course, Duty.COMPLETION, on=TODAY).met_on == MONDAY
    assert only(course, Duty.DECISION, on=TODAY).since == MONDAY


# ---- making it public ------------------------------------------------------------------------------------------------


def test_a_permit_is_made_public_within_thirty_working_days() -> None:
    told = only(issued(), Duty.PUBLICATION, on=date(2026, 6, 2))

    assert (told.since, told.due, told.desk) == (date(2026, 6, 1), date(2026, 7, 14), Role.COORDINATOR)
    assert told.state is State.RUNNING


def test_where_it_is_public_ends_it() -> None:
    publication = Publication(where="https://example.org/1", on=date(2026, 6, 9), by="klara")
    public = replace(issued(), access_request=request(Status.DECIDED, publication=publication))

    assert only(public, Duty.PUBLICATION, on=TODAY).met_on == date(2026, 6, 9)


def test_a_refusal_is_made_public_from_the_day_of_the_last_part() -> None:
    parts = {ALVIK: decided("alvik", date(2026, 5, 4)), BIRKA: decided("birka", date(2026, 4, 1))}

    course = Course(access_request=request(Status.REFUSED), parts=parts)

    assert only(course, Duty.PUBLICATION, on=TODAY).since == date(2026, 5, 4)
    assert only(course, Duty.DECISION, on=TODAY).met_on == date(2026, 5, 4)


# ---- extract and delivery --------------------------------------------------------------------------------------------


def test_each_holder_has_three_months_from_the_order_and_the_house_two_from_the_extract() -> None:
    ordered = issued(ordered_on=date(2026, 6, 1))
    extracted = replace(ordered, extracted_on=date(2026, 6, 8))
    delivered = replace(extracted, delivered_on=date(2026, 6, 9))

    holders = found(ordered, Duty.HOLDER_DELIVERY, on=date(2026, 6, 2))

    assert [(one.controller, one.due, one.subject) for one in holders] == [
        ("alvik", date(2026, 9, 1), PERMIT),
        ("birka", date(2026, 9, 1), PERMIT),
    ]
    assert found(ordered, Duty.AVAILABILITY, on=date(2026, 6, 2)) == []
    assert {one.met_on for one in found(extracted, Duty.HOLDER_DELIVERY, on=TODAY)} == {date(2026, 6, 8)}
    assert only(extracted, Duty.AVAILABILITY, on=TODAY).due == date(2026, 8, 10)  # the 8th is a Saturday
    assert only(delivered, Duty.AVAILABILITY, on=TODAY).met_on == date(2026, 6, 9)


def test_once_the_permit_is_over_nothing_has_to_be_delivered_any_more() -> None:
    over = date(2028, 11, 1)
    late = issued(ordered_on=date(2028, 10, 2))
    later = replace(late, extracted_on=date(2028, 10, 9))

    assert found(late, Duty.HOLDER_DELIVERY, on=over) == []
    assert found(later, Duty.AVAILABILITY, on=over) == []
    assert found(later, Duty.DELETION, on=over) == []


# ---- the end of a permit ---------------------------------------------------------------------------------------------


def test_the_right_to_ask_for_more_ends_a_month_before_the_permit_and_reminds_nobody_afterwards() -> None:
    told = only(issued(), Duty.EXTENSION_REQUEST, on=date(2028, 9, 29))

    assert (told.due, told.desk, told.state) == (date(2028, 9, 30), Role.RESEARCHER, State.SOON)
    assert found(issued(), Duty.EXTENSION_REQUEST, on=date(2028, 10, 1)) == []


def asked(course: Course) -> Course:
    """With an extension to the end of 2030 asked for in August 2028."""
    asking = Extension(until=date(2030, 12, 31), because="follow-up", by="r-1", on=date(2028, 8, 1))
    return replace(course, permit=course.permit.asking(asking) if course.permit else None)


def test_an_extension_that_was_asked_for_is_in_time() -> None:
    told = only(asked(issued()), Duty.EXTENSION_REQUEST, on=date(2028, 10, 5))

    assert (told.state, told.met_on) == (State.MET, date(2028, 8, 1))


def test_whoever_has_a_longer_permit_has_no_other_to_ask_for_and_deletes_by_its_new_end() -> None:
    waiting = asked(issued(delivered_on=date(2026, 9, 1))).permit
    assert waiting is not None
    answer = Answer(outcome=Outcome.GRANTED, reasons="as planned", by="c-1", on=date(2028, 9, 1))
    longer = issued(delivered_on=date(2026, 9, 1), permit=waiting.answered(answer))

    assert found(longer, Duty.EXTENSION_REQUEST, on=date(2028, 9, 5)) == []
    assert found(longer, Duty.DELETION, on=date(2028, 12, 1)) == []
    assert only(longer, Duty.DELETION, on=date(2031, 1, 1)).due == date(2031, 6, 30)


def test_a_revoked_permit_cannot_be_extended_and_its_data_are_deleted_from_that_day_on() -> None:
    permit = issued().permit
    assert permit is not None
    ended = permit.revoked(Revocation(because="no longer needed", by="c-1", on=date(2027, 3, 1)))
    course = issued(delivered_on=date(2026, 9, 1), permit=ended)

    assert found(course, Duty.EXTENSION_REQUEST, on=date(2027, 3, 2)) == []
    assert only(course, Duty.DELETION, on=date(2027, 3, 2)).since == date(2027, 3, 1)


def test_what_was_delivered_is_deleted_within_six_months_of_the_permits_end() -> None:
    delivered = issued(ordered_on=date(2026, 6, 1), extracted_on=date(2026, 6, 8), delivered_on=date(2026, 6, 9))

    told = only(delivered, Duty.DELETION, on=date(2028, 11, 1))

    assert found(delivered, Duty.DELETION, on=date(2028, 10, 31)) == []
    assert (told.since, told.due, told.state) == (date(2028, 10, 31), date(2029, 4, 30), State.RUNNING)
    assert only(replace(delivered, emptied_on=date(2029, 3, 30)), Duty.DELETION, on=TODAY.replace(year=2029)).met_on


# ---- descriptions ----------------------------------------------------------------------------------------------------


def test_a_description_is_checked_every_year() -> None:
    told = description_deadline(builders.dataset("alvik"), TERMS, on=date(2027, 5, 2))

    assert (told.subject, told.controller, told.desk) == ("alvik", "alvik", Role.STEWARD)
    assert (told.since, told.due, told.state) == (date(2026, 6, 1), date(2027, 6, 1), State.SOON)


@pytest.mark.parametrize("checked_on", [None, date(2026, 11, 23)])
def test_a_description_that_nobody_has_checked_is_overdue_and_so_is_one_of_a_day_to_come(
    checked_on: date | None,
) -> None:
    told = description_deadline(replace(builders.dataset("alvik"), checked_on=checked_on), TERMS, on=TODAY)

    assert (told.since, told.due, told.state) == (None, None, State.OVERDUE)
    assert told.moment(TODAY) is Moment.OVERDUE
