"""The permit: for whom, which selection, until when; it binds everything it rests on. The second paper."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalog.selection import Selection
from gateway.domain.access_request import AccessRequest
from gateway.domain.amending import Replacement
from gateway.domain.disclosure_review import DisclosureReview
from gateway.domain.errors import StepRefused
from gateway.domain.ethics import Consent
from gateway.domain.extension import Answer, Extension
from gateway.domain.note_check import NoteCheckTerms
from gateway.domain.revocation import Revocation
from spark_jobs.papers.paper import Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """
    `rests_on` holds the digests of request, ethics approval, every part, rulings and snapshots, each once.

    `valid_until` is what was issued; whether it holds on a day is read from `last_day`. `consent`: how persons are
    asked, as the approval said when it was issued; None on an older permit. `note_check`: how masked notes are read
    before they are delivered, where it has free text; None on an older permit. `ordered`: its extract is ordered.
    `held_because` holds the codes for which the rules would not order.

    `amends` is the permit whose place it took, `replaces` that one's paper, `extended_before`: that one was extended
    already. `amendment` is the request that would amend this one, asked for last; `replacement` what came of it.
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
    note_check: NoteCheckTerms | None = None
    paper: Digest | None = None
    ordered: bool = False
    held_because: tuple[str, ...] = ()
    extensions: tuple[Extension, ...] = ()
    revocation: Revocation | None = None
    amends: str | None = None
    replaces: Digest | None = None
    extended_before: bool = False
    amendment: str | None = None
    replacement: Replacement | None = None

    @property
    def due(self) -> str:
        """What the house has to do about it by itself, once it is valid: `order`, or nothing."""
        return "" if self.ordered or self.held_because or self.is_ended else "order"

    @property
    def is_ended(self) -> bool:
        """Whether it was revoked or replaced: nothing more is made of it."""
        return self.revocation is not None or self.replacement is not None

    @property
    def is_superseded(self) -> bool:
        """Whether the extract of the permit that replaced it is delivered."""
        return self.replacement is not None and self.replacement.superseded_on is not None

    @property
    def admitted(self) -> tuple[str, ...]:
        """Whom it lets in: those it names, unless the permit that replaced it does not."""
        if self.replacement is None:
            return self.named_persons
        return tuple(name for name in self.named_persons if name in self.replacement.named_persons)

    @property
    def last_day(self) -> date:
        """The last day of its time, that day inside; the day on which it was revoked or superseded, if earlier."""
        last = max([self.valid_until, *(one.until for one in self.extensions if one.granted)])
        earlier = [self.revocation.on] if self.revocation else []
        if self.replacement is not None:
            earlier += [self.replacement.until, self.replacement.superseded_on or self.replacement.until]
        return min([last, *earlier])

    @property
    def extended(self) -> bool:
        """Whether it was extended already: that is done once."""
        return self.extended_before or any(one.granted for one in self.extensions)

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
        """Ended early. Raises StepRefused where it was ended already, or replaced by another."""
        if self.replacement is not None:
            raise StepRefused("This permit is replaced: revoke the one that took its place.")
        if self.revocation is not None:
            raise StepRefused("This permit is revoked already.")
        return replace(self, revocation=revocation)

    def amending(self, access_request: str, *, on: date) -> "Permit":
        """With that request for its amendment. Raises StepRefused where it is revoked, replaced or expired."""
        if self.is_ended or self.last_day < on:
            raise StepRefused("A permit that is revoked, replaced or expired is not amended: ask for a new one.")
        return replace(self, amendment=access_request)

    def replaced_by(self, permit: "Permit", *, paper: Digest) -> "Permit":
        """With that one, of that paper, in its place. Raises StepRefused where it was ended already."""
        if self.is_ended:
            raise StepRefused("This permit is revoked or replaced already.")
        replacement = Replacement(
            by=permit.id,
            paper=paper,
            on=permit.issued_on,
            named_persons=permit.named_persons,
            until=permit.valid_until,
        )
        return replace(self, replacement=replacement)

    def superseded(self, *, on: date) -> "Permit":
        """What was delivered under it closes: the permit that replaced it has an extract of its own, or is revoked."""
        if self.replacement is None or self.replacement.superseded_on is not None:
            return self
        return replace(self, replacement=replace(self.replacement, superseded_on=on))

    def in_place_of(self, amended: "Permit") -> "Permit":
        """As the amendment of that one: it names its paper, and was extended if that one was."""
        return replace(self, amends=amended.id, replaces=amended.paper, extended_before=amended.extended)

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
        note_check: NoteCheckTerms | None = None,
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
            consent=consent,
            note_check=note_check,
        )
