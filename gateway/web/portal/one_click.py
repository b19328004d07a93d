"""The demo's way to sign in: one click to be anybody in the story. Never outside demo mode."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from catalog.model import Words
from gateway.domain.actor import Actor
from gateway.domain.errors import Misconfigured, NotSignedIn
from gateway.domain.session import Session
from gateway.web.portal.signing_in import Arrived, Choice
from gateway.web.portal.visit import Visit
from gateway.words.portal.people import ROLES
from gateway.words.portal.signing_in import ONE_CLICK


@dataclass(frozen=True, slots=True, kw_only=True)
class OneClick:
    """Made by `among`, which refuses outside demo mode."""

    people: Sequence[Arrived]
    name: ClassVar[str] = "demo"
    about: ClassVar[Words] = ONE_CLICK

    @classmethod
    def among(cls, people: Sequence[Arrived], *, demo: bool) -> "OneClick":
        """These people. Raises Misconfigured outside demo mode."""
        if not demo:
            raise Misconfigured("One click signs in anybody; it is not offered outside demo mode.")
        return cls(people=people)

    def choices(self) -> Sequence[Choice]:
        """A button for each."""
        return [
            Choice(value=one.actor.id, label=Words(sv=one.name, en=one.name), under=_what(one.actor))
            for one in self.people
        ]

    def begin(self, chosen: str, /, *, visit: Visit, back: str) -> Arrived:
        """Whoever was clicked on."""
        for one in self.people:
            if one.actor.id == chosen:
                return one
        raise NotSignedIn("Nobody of that name is in the demo.")

    def leaves(self, session: Session, /) -> None:
        """Nowhere: nobody else knows of it."""


def _what(actor: Actor) -> Words:
    roles = [ROLES[role] for role in actor.roles]
    sv, en = (", ".join(words) for words in ([one.sv for one in roles], [one.en for one in roles]))
    return Words(sv=f"{sv}, {actor.organisation}", en=f"{en}, {actor.organisation}")
