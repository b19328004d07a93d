"""The permit: for whom, which selection, until when; it binds everything it rests on. The second paper."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalog.selection import Selection
from gateway.domain.access_request import AccessRequest
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.errors import StepRefused
from gateway.domain.extension import Answer, Extension
from gateway.domain.revocation import Revocation
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """
    `rests_on` holds the digests of request, ethics approval, every part, rulings and snapshots, each once.

    `valid_until` is what was issued; whether it holds on a day is read from `last_day`. `ordered`: its extract is
    ordered. `held_because` holds the codes for which the rules would not order.
    """

    id: str
    revision: int = 0
    project: str
    access_request: str
    version: int
    follows: Digest
    selection: Selection
    controllers: tuple[str, ...]
    named_persons: tuple[str, ...]
    maximum_persons: int
    snapshots: Mapping[str, Digest]
    rests_on: tuple[Digest, ...]
    issued_on: date
    valid_from: date
    valid_until: date
    paper: Digest | None = None
    ordered: bool = False
    held_because: tuple[str, ...] = ()
    extensions: tuple[Extension, ...] = ()
    revocation: Revocation | None = None

    @property
    def due(self) -> str:
        """What the house has to do about it by itself, once it is valid: `order`, or nothing."""
        return "" if self.ordered or self.held_because or self.revocation else "order"

    @property
    def last_day(self) -> date:
        """The last day of its time, that day inside; of a revoked permit the day of that, if earlier."""
        last = max([self.valid_until, *(one.until for one in self.extensions if one.granted)])
        return min(last, self.revocation.on) if self.revocation else last

    @property
    def extended(self) -> bool:
        """Whether it was extended already: that is done once."""
        return any(one.granted for one in self.extensions)

    @property
    def waiting(self) -> Extension | None:
        """The extension that is asked for and that nobody has decided."""
        return next((one for one in self.extensions if one.answer is None), None)

    def asking(self, extension: Extension) -> "Permit":
        """With that extension asked for. Raises StepRefused while another one waits."""
        if self.waiting is not None:
            raise StepRefused("An extension is asked for already: it is decided first.")
        return replace(self, extensions=(*self.extensions, extension))

    def answered(self, answer: Answer) -> "Permit":
        """With that answer to what was asked for. Raises StepRefused where nothing waits."""
        if self.waiting is None:
            raise StepRefused("No extension of this permit waits for a decision.")
        return replace(self, extensions=(*self.extensions[:-1], replace(self.extensions[-1], answer=answer)))

    def revoked(self, revocation: Revocation) -> "Permit":
        """Ended early. Raises StepRefused where it was ended already."""
        if self.revocation is not None:
            raise StepRefused("This permit is revoked already.")
        return replace(self, revocation=revocation)

    @classmethod
    def of_parts(
        cls,
        access_request: AccessRequest,
        parts: Sequence[DisclosureReview],
        *,
        id: str,
        on: date,
        maximum_persons: int,
        rests_on: Sequence[Digest],
        withheld: Collection[str] = (),
    ) -> "Permit":
        """
        A permit never widens: the union of the granted parts, less what a biobank withheld, within its request.

        Raises StepRefused for a request that was never submitted.
        """
        if access_request.paper is None or access_request.snapshots is None:
            raise StepRefused("A request that was not submitted has no permit.")
        application = access_request.application
        granted = {part.controller: set(part.datasets) - set(withheld) for part in parts if part.granted}
        datasets = tuple(sorted({dataset for left in granted.values() for dataset in left}))
        return cls(
            id=id,
            project=access_request.project,
            access_request=access_request.id,
            version=access_request.version,
            follows=access_request.paper,
            selection=application.selection.only(datasets),
            controllers=tuple(sorted(controller for controller, left in granted.items() if left)),
            named_persons=application.people(),
            maximum_persons=maximum_persons,
            snapshots={name: access_request.snapshots[name] for name in datasets},
            rests_on=tuple(dict.fromkeys(rests_on)),
            issued_on=on,
            valid_from=max(on, application.wanted_from),
            valid_until=application.wanted_until,
        )
