"""
Amendments: what a later decision changes in an approval, and what the approval covers on a given day.

An amendment is linked to the decision it changes by whoever records it; a number never tells (2020-03631 amends
2013/1850-31/1). One that nobody linked, that was refused, or that is not in force yet changes nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gateway.domain.case_number import CaseNumber
from gateway.domain.errors import Invalid
from gateway.domain.ethics import (
    ApprovalOutcome,
    ApprovedScope,
    Condition,
    Consent,
    Document,
    EthicsApproval,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What an amendment approves: texts join those approved before, a single value takes the earlier one's place."""

    principals: tuple[str, ...] = ()
    named_persons: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    population: tuple[str, ...] = ()
    biobanks: tuple[str, ...] = ()
    investigator: str | None = None
    period_from: date | None = None
    period_to: date | None = None
    maximum_persons: int | None = None
    consent: Consent | None = None

    def replaced(self) -> Mapping[str, object]:
        """The single values it sets, by name."""
        named = ("investigator", "period_from", "period_to", "maximum_persons", "consent")
        return {name: value for name in named if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A decision on a change. `amends` is the case number, in its normal form, of the decision that it changes."""

    case_number: CaseNumber
    amends: str
    outcome: ApprovalOutcome
    decided_on: date
    legal_force_on: date | None
    immediate_effect: bool
    changes: Changes
    conditions: tuple[Condition, ...] = ()
    documents: tuple[Document, ...] = ()

    def __post_init__(self) -> None:
        """Raises Invalid (dates-order, maximum-persons) for what contradicts itself."""
        if self.legal_force_on is not None and self.legal_force_on < self.decided_on:
            raise Invalid(
                f"The day in legal_force_on lies before {self.decided_on.isoformat()}, which must come first.",
                where="amendment/legal_force_on",
                reason="dates-order",
            )
        if self.changes.maximum_persons is not None and self.changes.maximum_persons < 1:
            raise Invalid(
                "An amendment to nobody is none: write how many persons it allows.",
                where="amendment/changes/maximum_persons",
                reason="maximum-persons",
            )

    @property
    def in_force_from(self) -> date | None:
        """The first day on which it changes anything; None while there is none, or where it was refused."""
        if self.outcome is not ApprovalOutcome.APPROVED:
            return None
        return self.decided_on if self.immediate_effect else self.legal_force_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days, the first and the last inside, on which the same decisions apply; the last stretch has no last day."""

    first: date
    last: date | None
    approval: EthicsApproval
    decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EthicsRecord:
    """An approval with its amendments, in no particular order."""

    approval: EthicsApproval
    amendments: tuple[Amendment, ...] = ()

    def amended_by(self, amendment: Amendment) -> "EthicsRecord":
        """
        With this amendment on record; one of the same case number is corrected by it.

        Raises Invalid: amendment-unlinked where the decision it changes is not on record, amendment-loop where it
        would change itself, two-approvals where its number is the approval's, amendments-overlap where another of the
        same day sets the same value otherwise.
        """
        number = amendment.case_number.normal
        others = tuple(one for one in self.amendments if one.case_number.normal != number)
        for other in others:
            _apart(other, amendment)
        return replace(self, amendments=(*others, amendment)).checked()

    def checked(self) -> "EthicsRecord":
        """Itself, where every amendment is linked and no day contradicts itself. Raises Invalid as `amended_by`."""
        for one in self.amendments:
            if one.case_number.normal == self.approval.case_number.normal:
                raise _unfit(
                    "case_number", "two-approvals", "This number is on record as the approval: it cannot amend itself."
                )
            self._linked(one)
        for day in filter(None, (one.in_force_from for one in self.amendments)):
            self.on(day)  # a period must not end before it begins
        return self

    def on(self, day: date) -> EthicsApproval:
        """The approval as it stands on that day: itself, with every linked amendment that is in force by then."""
        approval = self.approval
        for amendment in self.in_force(day):
            approval = _changed(approval, amendment)
        return approval

    def in_force(self, day: date) -> Sequence[Amendment]:
        """The amendments that count on that day, in the order in which they came into force."""
        counted = [one for one in self.amendments if self._counts(one, day)]
        return sorted(counted, key=lambda one: (one.in_force_from or day, one.case_number.normal))

    def timeline(self) -> Iterator[Stretch]:
        """The stretches of days from the approval's first day on; none where it has no first day yet."""
        first = self.approval.in_force_from
        if first is None:
            return
        days = {one.in_force_from for one in self.amendments}
        starts = sorted({first, *(day for day in days if day is not None and day > first)})
        starts = [day for day in starts if day == first or self.in_force(day) != self.in_force(_day_before(day))]
        for start, following in zip(starts, [*starts[1:], None], strict=True):
            yield Stretch(
                first=start,
                last=_day_before(following) if following else None,
                approval=self.on(start),
                decisions=(
                    self.approval.case_number.normal,
                    *(one.case_number.normal for one in self.in_force(start)),
                ),
            )

    def _counts(self, amendment: Amendment, day: date) -> bool:
        chain = (amendment, *self._above(amendment))
        return all(one.in_force_from is not None and one.in_force_from <= day for one in chain)

    def _linked(self, amendment: Amendment) -> None:
        chain = (amendment, *self._above(amendment))
        if chain[-1].amends != self.approval.case_number.normal:
            raise _unfit(
                "amends",
                "amendment-unlinked",
                f"No decision {chain[-1].amends} is on record here: record the decision that is amended first.",
            )

    def _above(self, amendment: Amendment) -> Sequence[Amendment]:
        """The amendments that it changes in turn, the nearest first. Raises Invalid (amendment-loop)."""
        known = {one.case_number.normal: one for one in self.amendments}
        chain, seen = list[Amendment](), {amendment.case_number.normal}
        while (above := known.get((chain[-1] if chain else amendment).amends)) is not None:
            if above.case_number.normal in seen:
                raise _unfit(
                    "amends", "amendment-loop", "The amendments change one another in a circle: one link is wrong."
                )
            seen.add(above.case_number.normal)
            chain.append(above)
        return chain


def _changed(approval: EthicsApproval, amendment: Amendment) -> EthicsApproval:
    changes, scope = amendment.changes, approval.scope
    return replace(
        approval,
        principals=_joined(approval.principals, changes.principals),
        named_persons=_joined(approval.named_persons, changes.named_persons),
        investigator=changes.investigator or approval.investigator,
        maximum_persons=changes.maximum_persons or approval.maximum_persons,
        consent=changes.consent or approval.consent,
        conditions=(*approval.conditions, *amendment.conditions),
        scope=ApprovedScope(
            datasets=_joined(scope.datasets, changes.datasets),
            groups=_joined(scope.groups, changes.groups),
            population=_joined(scope.population, changes.population),
            biobanks=_joined(scope.biobanks, changes.biobanks),
            period_from=changes.period_from or scope.period_from,
            period_to=changes.period_to or scope.period_to,
        ),
    )


def _joined(before: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    return (*before, *(text for text in dict.fromkeys(added) if text not in before))


def _apart(one: Amendment, other: Amendment) -> None:
    # Of two that set one value on one day nobody can say which holds.
    if one.in_force_from is None or one.in_force_from != other.in_force_from:
        return
    ours, theirs = one.changes.replaced(), other.changes.replaced()
    twice = sorted(name for name in ours.keys() & theirs.keys() if ours[name] != theirs[name])
    if twice:
        raise _unfit(
            "changes",
            "amendments-overlap",
            f"Two amendments of the same day set {', '.join(twice)} differently: record which of them holds.",
        )


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _unfit(field: str, reason: str, sentence: str) -> Invalid:
    return Invalid(sentence, where=f"amendment/{field}", reason=reason)
