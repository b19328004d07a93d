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


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`controllers`: those that a steward answers for. `biobanks`: those somebody answers for, by their numbers."""

    id: str
    roles: tuple[Role, ...]
    organisation: str
    controllers: tuple[ControllerId, ...] = ()
    biobanks: tuple[str, ...] = ()


HOUSE = Actor(id="house", roles=(Role.HOUSE,), organisation="slussen")
"""Who acts when nobody does: issuing, ordering, receiving and delivering."""
