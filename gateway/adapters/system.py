"""The clock, the ids and the chance of the real world: the only place in the gateway that asks for them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from secrets import token_urlsafe
from uuid import uuid4


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemClock:
    """The machine's clock, or so much `behind` it: the demo alone asks for that, since nights pass in its story."""

    behind: timedelta = timedelta()

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC) - self.behind


class RandomIds:
    """Names from the operating system's randomness: they tell nothing, and cannot be guessed."""

    def new(self, noun: str) -> str:
        """`noun-` and 20 hexadecimal digits."""
        return f"{noun}-{uuid4().hex[:20]}"


def random_secret() -> str:
    """256 bits, as text that may stand in a header or an address."""
    return token_urlsafe(32)
