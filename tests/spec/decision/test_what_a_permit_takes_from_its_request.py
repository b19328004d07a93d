"""A permit is made of a request that was submitted and of the parts of its version."""

import pytest

from gateway.domain.access_request import AccessRequest, Status
from gateway.domain.disclosure_review import DisclosureReview, Outcome
from gateway.domain.errors import StepRefused
from gateway.domain.permit import Permit
from tests.support import builders
from tests.support.builders import access_request, review, some_digest


def permit_of(request: AccessRequest, *parts: DisclosureReview) -> Permit:
    return Permit.of_parts(request, parts, id="permit-1", on=builders.TODAY, maximum_persons=500, rests_on=())


def test_a_draft_has_no_permit() -> None:
    with pytest.raises(StepRefused, match="not submitted"):
        permit_of(access_request(Status.DRAFT), review("alvik"))


def test_a_refused_part_gives_nothing() -> None:
    permit = permit_of(access_request(Status.SUBMITTED), review("alvik"), review("birka", Outcome.REFUSED))

    assert permit.controllers == ("alvik",)
    assert permit.selection.datasets() == ("alvik",)


def test_a_paper_is_bound_once_however_often_it_is_named() -> None:
    twice = [some_digest("a"), some_digest("b"), some_digest("a")]

    permit = Permit.of_parts(
        access_request(Status.SUBMITTED), [review()], id="p", on=builders.TODAY, maximum_persons=1, rests_on=twice
    )

    assert permit.rests_on == (some_digest("a"), some_digest("b"))
