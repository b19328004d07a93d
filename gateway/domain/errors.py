"""
Everything that can go wrong in the gateway, as one tree.

GatewayError
├── Refused                  the rules say no, with the reasons
├── StepRefused              this step does not follow from the present status
├── Invalid                  what was sent is not well formed; the place is named
├── NotFound                 nothing under that id, or not for you to see
├── Stale                    somebody else changed it first; read again and retry
├── NotSignedIn              no valid token: nobody is acting
├── NeighbourUnavailable     a neighbouring system did not answer; nothing was changed
│   └── RulesVoid            it answered by rules that may not rule here; nothing was changed
├── LedgerBroken             the ledger or a paper no longer holds; the place is named
└── Misconfigured            the house cannot open with these settings
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from gateway.domain.ruling import Ruling


class GatewayError(Exception):
    """Each carries a stable code and one sentence for a person; never a value from a record."""

    code: ClassVar[str] = "gateway"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(GatewayError):
    """
    The rules found too little ground; `because` holds the codes of the grounds that are missing.

    `facts` is what the rules were told, so that the refusal can be kept and asked again.
    """

    code = "refused"

    def __init__(self, ruling: Ruling, facts: Mapping[str, Any] | None = None) -> None:
        self.ruling = ruling
        self.facts = facts
        self.because: tuple[str, ...] = tuple(sorted(ruling.missing))
        super().__init__("The rules refuse this: " + ", ".join(self.because) + ".")


class StepRefused(GatewayError):
    """A lifecycle table has no such step."""

    code = "step-refused"


class Invalid(GatewayError):
    """`where` is the JSON path or the name of the field, `reason` a stable code."""

    code = "invalid"

    def __init__(self, sentence: str, *, where: str, reason: str) -> None:
        super().__init__(sentence)
        self.where = where
        self.reason = reason


class NotFound(GatewayError):
    """Nothing is there under that id. The edges answer the same for what is not for this actor to see."""

    code = "not-found"


class Stale(GatewayError):
    """Nothing was written."""

    code = "stale"


class NotSignedIn(GatewayError):
    """There is no token, or it does not hold."""

    code = "not-signed-in"


class NeighbourUnavailable(GatewayError):
    """Nothing is allowed by a neighbour that is silent; the status stays as it was."""

    code = "neighbour-unavailable"

    def __init__(self, neighbour: str, sentence: str) -> None:
        super().__init__(sentence)
        self.neighbour = neighbour


class RulesVoid(NeighbourUnavailable):
    """The rules at hand are unsigned, changed, replaced or too old: they rule nothing. `reason` is a stable code."""

    code = "rules-void"

    def __init__(self, sentence: str, *, reason: str) -> None:
        super().__init__("rules", sentence)
        self.reason = reason


class LedgerBroken(GatewayError):
    """`places` names each entry or paper that does not hold, in order."""

    code = "ledger-broken"

    def __init__(self, places: Sequence[str]) -> None:
        self.places = tuple(places)
        super().__init__("The record does not hold: " + "; ".join(self.places))


class Misconfigured(GatewayError):
    """A setting is missing, unsafe outside demo mode, or points to nothing."""

    code = "misconfigured"
