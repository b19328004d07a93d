"""Whoever acts, with the roles they act in. A scheduled verb has an actor too and uses the same doors."""

from dataclasses import dataclass
from enum import StrEnum

from catalog.model import ControllerId


class Role(StrEnum):
    """What somebody may be. The rules under `policies/permission` say what each may do."""

    RESEARCHER = "researcher"
    STEWARD = "steward"
    BIOBANK_HEAD = "biobank_head"
    COORDINATOR = "coordinator"
    CUSTODIAN = "custodian"
    AUDITOR = "auditor"
    OPERATOR = "operator"
    HOUSE = "house"


class ActorKind(StrEnum):
    """What sort of somebody acts: a person, a system that signed in by itself, or the house."""

    PERSON = "person"
    SERVICE = "service"
    HOUSE = "house"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """
    `controllers`: those that a steward answers for. `biobanks`: those somebody answers for, by their numbers.

    `assurance` is how surely whoever signed them in knows who it is (SWAMID's levels, 1 to 3), and `mfa` whether it
    asked for more than one factor. Unsaid is none.
    """

    id: str
    roles: tuple[Role, ...]
    organisation: str
    controllers: tuple[ControllerId, ...] = ()
    biobanks: tuple[str, ...] = ()
    kind: ActorKind = ActorKind.PERSON
    assurance: int | None = None
    mfa: bool = False


HOUSE = Actor(id="house", roles=(Role.HOUSE,), organisation="slussen", kind=ActorKind.HOUSE)
"""Who acts when nobody does: issuing, ordering, receiving and delivering."""
