"""A project: one study under one base ethics approval and one research principal; and the people it names."""

from dataclasses import dataclass, replace
from datetime import date

from gateway.domain.ethics import EthicsApproval
from spark_jobs.papers.paper import Digest


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

    def approved_by(self, approval: EthicsApproval, *, paper: Digest) -> "Project":
        """The project with this approval as its base; the paper is the signed form of it."""
        return replace(self, ethics_approval=approval, ethics_paper=paper)

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
