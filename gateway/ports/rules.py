"""
The rules, as the services ask them: one question, all the facts, one ruling.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

from gateway.domain.ruling import Ruling


class Question(StrEnum):
    """What can be asked. The value is the path of the package under `policies/`."""

    SUBMIT = "access_request/submit"
    REVIEW = "decision/review"
    SAMPLES = "decision/samples"
    ISSUE = "decision/issue"
    EXTEND = "decision/extend"
    ORDER = "extraction/order"
    DELIVER = "delivery/deliver"
    QUERY = "delivery/query"
    KEEP_OPEN = "delivery/keep_open"
    EMPTY = "delivery/empty"
    ACT = "permission/act"


class Rules(Protocol):
    """Asks the policies of one digest, and no others."""

    @property
    def engine(self) -> str:
        """Which engine rules, as it is named in rulings and told to the reader of the demo."""
        ...

    @property
    def policy_digest(self) -> str:
        """Which policies rule; a permit binds this."""
        ...

    @property
    def release(self) -> int:
        """The number under which two stewards released them; 0 where nobody did, which is for the demo alone."""
        ...

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        """
        The ruling on these facts, which are plain JSON (`policies/schemas/input.json`) and hold `today`.

        Raises NeighbourUnavailable when no whole, timely answer came, RulesVoid when it came from other policies than
        exactly these: then nothing is allowed and nothing is refused either.
        """
        ...

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        """
        Who may do what (`Question.ACT`), of several matters at once: each ruled on as if it had been asked alone, of
        `facts` with what the matter tells in their place. In the order of the matters; raises as `ask`.
        """
        ...
