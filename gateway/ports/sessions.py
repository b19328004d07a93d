"""Who is signed in: sessions kept on the server's side, so that each can be ended there."""

from datetime import datetime
from typing import Protocol

from gateway.domain.session import Session


class Sessions(Protocol):
    """
    Sessions by their id. They are no papers and no evidence: what somebody does stands in the ledger.

    Every method raises NeighbourUnavailable("store") where the store does not answer.
    """

    def secret(self) -> str:
        """Something that nobody guesses and that never occurred before: 256 bits, as text."""
        ...

    def get(self, id: str, /) -> Session | None:
        """As it is kept, whether it still holds or not; None where there is none."""
        ...

    def open(self, session: Session, /) -> None:
        """Keep a new one."""
        ...

    def save(self, session: Session, /) -> Session | None:
        """
        The session as it is kept from now on, one revision later; None, and nothing is written, where another call
        changed it first. What was ended stays ended.
        """
        ...

    def end_all(self, person: str | None, /, *, now: datetime) -> int:
        """End every session of that person, or with None everybody's, and say how many there were."""
        ...

    def forget(self, now: datetime, /) -> int:
        """Remove those of which nothing is to be kept any more, and say how many there were."""
        ...
