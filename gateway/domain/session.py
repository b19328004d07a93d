"""A session: somebody who signed in, until they sign out, stay away too long, or are made to leave."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from gateway.domain.actor import Actor

IDLE: Final = timedelta(hours=1)
"""Whoever stays away for so long has left."""

LONGEST: Final = timedelta(hours=10)
"""No session lasts longer than a working day, however busy it is."""

KEPT: Final = timedelta(days=1)
"""So long after its end what somebody was writing waits for that same person; then nothing is left of a session."""

SEEN_AGAIN: Final = timedelta(minutes=1)
"""Being there is noted no more often than this: a page that is read does not write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """
    `id` is the digest of what the cookie holds, so that whoever reads the store cannot go in as anybody.

    `name` is what the person is called on a page, `way` how they signed in. `csrf` stands in every form. `kept` is
    what the pages keep for this person while the session lasts, by the name of the page: plain JSON values.
    """

    id: str
    revision: int = 0
    actor: Actor
    name: str
    way: str
    csrf: str
    opened_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def person(self) -> str:
        """Whose it is."""
        return self.actor.id

    def holds(self, now: datetime) -> bool:
        """Whether somebody is signed in by it at that moment."""
        return self.ended_at is None and now < self.seen_at + IDLE and now < self.opened_at + LONGEST

    def is_forgotten(self, now: datetime) -> bool:
        """Whether nothing of it is to be kept any more."""
        return now >= (self.ended_at or min(self.seen_at + IDLE, self.opened_at + LONGEST)) + KEPT

    def seen(self, now: datetime) -> "Session":
        """The same, seen now; the very same where it was seen a moment ago."""
        return self if now < self.seen_at + SEEN_AGAIN else replace(self, seen_at=now)

    def ended(self, now: datetime) -> "Session":
        """Over, and nothing kept: whoever signs out or is made to leave leaves nothing behind."""
        return replace(self, ended_at=now, kept={})

    def keeping(self, name: str, value: Any) -> "Session":
        """With that under this name; None takes it away."""
        kept = {key: there for key, there in self.kept.items() if key != name}
        return replace(self, kept=kept if value is None else {**kept, name: value})
