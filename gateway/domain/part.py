"""One controller's part of a request, and the sheet on which it is assessed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from catalog.model import ControllerId
from catalog.selection import ChosenColumn, controllers
from gateway.domain.disclosure_review import Answer, DisclosureReview, Finding
from gateway.domain.errors import Invalid
from gateway.domain.ruling import Basis, Point, Route
from gateway.domain.sample_decision import SamplePart, is_awaited


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """
    One controller's part of a request: its datasets, and its review once there is one.

    `name`: what the controller is called. `kind`: public or private. `basis`: by which law it is decided, `route`: in
    which capacity, where that was asked.
    """

    controller: ControllerId
    name: str
    kind: str
    datasets: tuple[str, ...]
    review: DisclosureReview | None
    basis: Basis | None = None
    route: Route | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    What is assessed before a controller's part is decided: what the rules compute of it, and what the steward signs.

    Once the part is decided the points are those of its ruling, and `answers` what the steward signed.
    """

    controller: ControllerId
    points: tuple[Point, ...]
    answers: Mapping[str, Answer]


def parts_of(columns: Sequence[ChosenColumn], reviews: Iterable[DisclosureReview], *, version: int) -> list[Part]:
    """
    Every controller's part of what is asked for, in the order of their names.

    Each has its review of that version of the request, where there is one.
    """
    made = {review.controller: review for review in reviews if review.version == version}
    asked = {column.dataset.controller.id: column.dataset.controller for column in columns}
    return [
        Part(
            controller=controller,
            name=asked[controller].name,
            kind=asked[controller].kind,
            datasets=datasets_of(controller, columns),
            review=made.get(controller),
        )
        for controller in controllers(columns)
    ]


def part_of(parts: Sequence[Part], controller: ControllerId) -> Part:
    """That controller's. Raises Invalid (no-such-part)."""
    for part in parts:
        if part.controller == controller:
            return part
    raise Invalid(f"The request asks nothing of {controller}.", where="controller", reason="no-such-part")


def datasets_of(controller: ControllerId, columns: Sequence[ChosenColumn]) -> tuple[str, ...]:
    """The datasets of that controller among those asked for, by name."""
    return tuple(sorted({column.dataset.name for column in columns if column.dataset.controller.id == controller}))


def settled(reviews: Sequence[DisclosureReview | None], samples: Sequence[SamplePart]) -> bool:
    """Whether every part is decided, and every biobank whose decision can still matter has decided."""
    made = [review for review in reviews if review is not None]
    refused = [name for review in made if not review.granted for name in review.datasets]
    return len(made) == len(reviews) and not any(is_awaited(part, refused=refused) for part in samples)


def only_what_is_signed(finding: Finding, sheet: Sequence[Point]) -> None:
    """Raises Invalid (no-such-point) for an answer to what the sheet asks nobody to sign."""
    signed = {point.id for point in sheet if point.signed}
    for index, answer in enumerate(finding.answers):
        if answer.point not in signed:
            sentence = "The assessment sheet of this part has no point of that name for anybody to sign."
            raise Invalid(sentence, where=f"answers/{index}/point", reason="no-such-point")
