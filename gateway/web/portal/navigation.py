"""The places of the portal that stand in its head: each for whoever the rules let in there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`word` names it. With a `verb`, it is shown to those alone whom the rules would let do that."""

    address: str
    word: str
    verb: str | None = None

    def is_here(self, path: str) -> bool:
        """Whether that page lies in this place."""
        return path == self.address or (self.address != "/" and path.startswith(f"{self.address}/"))


PLACES: Final[Sequence[Place]] = (
    Place(address="/", word="frame.desk"),
    Place(address="/catalog", word="frame.catalog"),
    Place(address="/basket", word="frame.basket"),
    Place(address="/audit", word="frame.audit", verb="read-ledger"),
    Place(address="/coordination", word="coordination.title", verb="return"),
    Place(address="/extracts", word="holdings.title", verb="read-attrition"),
    Place(address="/samples", word="samples.title", verb="decide-samples"),
    Place(address="/deputies", word="deputy.title", verb="read-deputyships"),
    Place(address="/barrings", word="barring.title", verb="read-barrings"),
    Place(address="/people", word="people.title", verb="register-person"),
)
"""One line for each stage that has a page of its own to begin at."""


def places(may: Callable[..., frozenset[str]]) -> Sequence[Place]:
    """Those for whoever may do that; the rules are asked once, and only where a place asks for a verb."""
    verbs = {place.verb for place in PLACES if place.verb}
    allowed = may(*sorted(verbs)) if verbs else frozenset()
    return [place for place in PLACES if place.verb is None or place.verb in allowed]
