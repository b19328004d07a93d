"""The rules of whoever only looks or copies: nothing is asked of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.adapters.rules.answer import no_answer
from gateway.domain.ruling import Ruling
from gateway.ports.rules import Question


class Unasked:
    """Rules nothing: evidence is read and copied though no rule server stands, and though no rules are released."""

    engine = "none"
    policy_digest = ""
    release = 0

    def ask(self, question: Question, facts: Mapping[str, Any]) -> Ruling:
        """Raises NeighbourUnavailable."""
        raise no_answer("Whoever only looks or copies asks no rules.")

    def each(self, facts: Mapping[str, Any], matters: Sequence[Mapping[str, Any]]) -> Sequence[Ruling]:
        """Raises NeighbourUnavailable."""
        raise no_answer("Whoever only looks or copies asks no rules.")
