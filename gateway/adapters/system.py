"""The clock, the ids and the chance of the real world: the only place in the gateway that asks for them."""

from datetime import UTC, datetime
from secrets import token_urlsafe
from uuid import uuid4


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Names from the operating system's randomness: they tell nothing, and cannot be guessed."""

    def new(self, noun: str) -> str:
        """`noun-` and 20 hexadecimal digits."""
        return f"{noun}-{uuid4().hex[:20]}"


def random_secret() -> str:
    """256 bits, as text that may stand in a header or an address."""
    return token_urlsafe(32)
