"""A project: one study under one base ethics approval and one research principal; and the people it names."""

from dataclasses import dataclass, replace
from datetime import date

from gateway.domain.amendment import Amendment, EthicsRecord
from gateway.domain.attested import Acknowledgement, AttestedDecision, Verification
from gateway.domain.errors import Invalid
from gateway.domain.ethics import DecisionAgainst, EthicsApproval
from spark_jobs.papers.paper import Digest


def no_approval() -> Invalid:
    """What is said where an approval is needed and none is on record."""
    return Invalid(
        "The project has no ethics approval on record: record one first.",
        where="project/ethics_approval",
        reason="no-approval",
    )


def _no_document() -> Invalid:
    return Invalid(
        "That document is not attached to the decision on record: attach it, or verify against one that is.",
        where="document",
        reason="no-document",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAmendment:
    """An amendment, and the paper it was signed on."""

    amendment: Amendment
    paper: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAgainst:
    """A decision against the study, and the paper it was signed on."""

    decision: DecisionAgainst
    paper: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Owns requests, permits and the code key. `members` are the actors who may see and write its requests."""

    id: str
    revision: int = 0
    title: str
    principal: str
    members: tuple[str, ...]
    ethics_approval: EthicsApproval | None = None
    ethics_paper: Digest | None = None
    amendments: tuple[RecordedAmendment, ...] = ()
    against: tuple[RecordedAgainst, ...] = ()
    verifications: tuple[Verification, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()

    @property
    def ethics(self) -> EthicsRecord | None:
        """The approval with its amendments, or None where no approval is on record."""
        if self.ethics_approval is None:
            return None
        return EthicsRecord(approval=self.ethics_approval, amendments=self._amendments())

    def decided_ethics(self) -> EthicsRecord:
        """The approval with its amendments. Raises Invalid (no-approval) where none is on record."""
        if self.ethics is None:
            raise no_approval()
        return self.ethics

    @property
    def ethics_papers(self) -> tuple[Digest, ...]:
        """The approval's paper and its amendments', in the order of their recording."""
        base = () if self.ethics_paper is None else (self.ethics_paper,)
        return (*base, *(recorded.paper for recorded in self.amendments))

    def approval_on(self, day: date) -> EthicsApproval | None:
        """What the approval covers on that day, amendments in force included."""
        return self.ethics.on(day) if self.ethics else None

    def approved_by(self, approval: EthicsApproval, *, paper: Digest) -> "Project":
        """
        The project with this approval as its base; the paper is the signed form of it.

        Raises Invalid (amendment-unlinked and its like) where an amendment on record no longer belongs to it.
        """
        EthicsRecord(approval=approval, amendments=self._amendments()).checked()
        return replace(self, ethics_approval=approval, ethics_paper=paper)

    def paper_of(self, case_number: str) -> Digest:
        """The paper of the decision of that number. Raises Invalid (no-approval, amendment-unlinked)."""
        for decision in self.decisions():
            if decision.case_number == case_number:
                return decision.paper
        raise Invalid(
            f"No decision {case_number} is on record here: record the decision that is amended first.",
            where="amendment/amends",
            reason="amendment-unlinked",
        )

    def decisions(self) -> tuple[AttestedDecision, ...]:
        """The approval and its amendments, with what was attested of each. Raises Invalid (no-approval)."""
        if self.ethics_approval is None or self.ethics_paper is None:
            raise no_approval()
        base: tuple[EthicsApproval | Amendment, Digest] = (self.ethics_approval, self.ethics_paper)
        recorded = [base, *((one.amendment, one.paper) for one in self.amendments)]
        return tuple(
            AttestedDecision(
                case_number=decided.case_number.normal,
                paper=paper,
                conditions=decided.conditions,
                documents=decided.documents,
                verification=next((one for one in reversed(self.verifications) if one.of == paper), None),
                acknowledged=tuple(one.condition for one in self.acknowledgements if one.of == paper),
            )
            for decided, paper in recorded
        )

    def decisions_on(self, day: date) -> tuple[AttestedDecision, ...]:
        """Those whose word counts on that day: the approval, and every amendment that is in force. None without one."""
        if self.ethics is None or self.ethics_paper is None:
            return ()
        counted = {self.ethics.approval.case_number.normal}
        counted |= {amendment.case_number.normal for amendment in self.ethics.in_force(day)}
        return tuple(decision for decision in self.decisions() if decision.case_number in counted)

    def attested_on(self, day: date) -> tuple[Digest, ...]:
        """The papers of what was attested of the decisions that count on that day."""
        counted = {decision.paper for decision in self.decisions_on(day)}
        attested: tuple[Verification | Acknowledgement, ...] = (*self.verifications, *self.acknowledgements)
        return tuple(one.paper for one in attested if one.of in counted and one.paper is not None)

    def decision(self, case_number: str) -> AttestedDecision:
        """Raises Invalid (no-approval, no-decision)."""
        for decision in self.decisions():
            if decision.case_number == case_number:
                return decision
        raise Invalid(f"No decision {case_number} is on record here.", where="case_number", reason="no-decision")

    def document(self, digest: str) -> None:
        """Raises Invalid: no-approval, no-document where no decision on record names that document."""
        if not any(document.digest == digest for decision in self.decisions() for document in decision.documents):
            raise _no_document()

    def verified(self, verification: Verification) -> "Project":
        """With this verification. Raises Invalid: no-document where the document is not one of the decision's."""
        known = {document.digest for document in self.decision(verification.case_number).documents}
        if verification.document not in known:
            raise _no_document()
        return replace(self, verifications=(*self.verifications, verification))

    def acknowledged(self, acknowledgement: Acknowledgement) -> "Project":
        """With this condition taken upon the project. Raises Invalid: no-condition where the decision has no such."""
        known = {condition.id for condition in self.decision(acknowledgement.case_number).conditions}
        if acknowledgement.condition not in known:
            raise Invalid("The decision has no condition of that name.", where="condition", reason="no-condition")
        return replace(self, acknowledgements=(*self.acknowledgements, acknowledgement))

    def amended_by(self, amendment: Amendment, *, paper: Digest) -> "Project":
        """With this amendment on record, or corrected by it. Raises Invalid as `EthicsRecord.amended_by`."""
        self.decided_ethics().amended_by(amendment)
        number = amendment.case_number.normal
        others = tuple(one for one in self.amendments if one.amendment.case_number.normal != number)
        return replace(self, amendments=(*others, RecordedAmendment(amendment=amendment, paper=paper)))

    def _amendments(self) -> tuple[Amendment, ...]:
        return tuple(recorded.amendment for recorded in self.amendments)

    def decisions_against(self) -> tuple[DecisionAgainst, ...]:
        """Those on record, in the order of their recording."""
        return tuple(recorded.decision for recorded in self.against)

    def decided_against(self, decision: DecisionAgainst, *, paper: Digest) -> "Project":
        """With this decision against the study on record; one of the same case number is corrected by it."""
        number = decision.case_number.normal
        others = tuple(one for one in self.against if one.decision.case_number.normal != number)
        return replace(self, against=(*others, RecordedAgainst(decision=decision, paper=paper)))

    def joined_by(self, *people: str) -> "Project":
        """The project with these people among its members."""
        return replace(self, members=tuple(sorted({*self.members, *people})))


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the house has on record of somebody who may be named in a request: terms accepted, training taken."""

    id: str
    revision: int = 0
    name: str
    organisation: str
    terms_version: str | None = None
    terms_accepted_on: date | None = None
    training_on: date | None = None
    training_valid_until: date | None = None

    def accepting(self, version: str, *, on: date) -> "Person":
        """With these terms accepted on that day."""
        return replace(self, terms_version=version, terms_accepted_on=on)

    def trained(self, *, on: date, until: date) -> "Person":
        """With training on record, both days inside."""
        return replace(self, training_on=on, training_valid_until=until)
