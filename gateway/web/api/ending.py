"""An ending on the wire: why something on record ends before its time, and who ended it."""

from datetime import date

from gateway.domain.ending import Ending
from gateway.web.api.wire import Text, Wire


class EndingIn(Wire):
    """Why it ends before its time."""

    because: Text


class EndingOut(Wire):
    """Who ended it, why, and the digest of the signed form."""

    because: str
    by: str
    on: date
    paper: str | None

    @classmethod
    def of(cls, made: Ending) -> "EndingOut":
        """As it was made."""
        return cls(because=made.because, by=made.by, on=made.on, paper=made.paper)
