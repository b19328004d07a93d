"""What the rules held is tried again once the thing that it waited for is there."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from gateway.domain.access_request import AccessRequest
from gateway.domain.delivery import Extract
from gateway.domain.permit import Permit
from gateway.ports.unit_of_work import Store

H = TypeVar("H", AccessRequest, Permit, Extract)


def let_go(value: H, *, of: str) -> H:
    """The value, held for nothing any more where it was held for that ground: the rules are asked again."""
    return replace(value, held_because=()) if of in value.held_because else value


def waited(store: Store[H], values: Iterable[H], *, of: str) -> None:
    """
    These have waited for that ground, or may be about to: each is let go of it, and saved in any case.

    So neither two people who bring the last things at one moment nor a house that holds it at that moment can miss the
    other: whoever is second reads again (Stale), and nothing stays held for what is there.
    """
    for value in values:
        store.save(let_go(value, of=of))
