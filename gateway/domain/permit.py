"""The permit: for whom, which selection, until when; it binds everything it rests on. The second paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.selection import Selection
from gateway.domain.access_request import AccessRequest
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.errors import StepRefused
from gateway.domain.ethics import Consent
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """
    `rests_on` holds the digests of request, ethics approval, every part, rulings and snapshots, each once.

    `consent`: how persons are asked, as the approval said when it was issued; None on an older permit.
    `ordered`: its extract is ordered. `held_because` holds the codes for which the rules would not order.
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
    consent: Consent | None = None
    paper: Digest | None = None
    ordered: bool = False
    held_because: tuple[str, ...] = ()

    @property
    def due(self) -> str:
        """What the house has to do about it by itself, once it is valid: `order`, or nothing."""
        return "" if self.ordered or self.held_because else "order"

    @classmethod
    def of_parts(
        cls,
        access_request: AccessRequest,
        parts: Sequence[DisclosureReview],
        *,
        id: str,
        on: date,
        maximum_persons: int,
        consent: Consent | None = None,
        rests_on: Sequence[Digest],
    ) -> "Permit":
        """
        A permit never widens: the union of the granted parts, within its request as it stood.

        Raises StepRefused for a request that was never submitted.
        """
        if access_request.paper is None or access_request.snapshots is None:
            raise StepRefused("A request that was not submitted has no permit.")
        application = access_request.application
        granted = [part for part in parts if part.granted]
        datasets = tuple(sorted({dataset for part in granted for dataset in part.datasets}))
        return cls(
            id=id,
            project=access_request.project,
            access_request=access_request.id,
            version=access_request.version,
            follows=access_request.paper,
            selection=application.selection.only(datasets),
            controllers=tuple(sorted(part.controller for part in granted)),
            named_persons=application.people(),
            maximum_persons=maximum_persons,
            snapshots={name: access_request.snapshots[name] for name in datasets},
            rests_on=tuple(dict.fromkeys(rests_on)),
            issued_on=on,
            valid_from=max(on, application.wanted_from),
            valid_until=application.wanted_until,
            consent=consent,
        )
