"""A form is done once, however often it is sent: each page has a mark of its own, the session what came of it."""

from collections.abc import Callable
from typing import Any, Final

from starlette.responses import Response

from gateway.domain.errors import NotSignedIn
from gateway.web.portal.visit import Form, Visit, see

MARK: Final = "once"
"""The field by which a form that is sent a second time is known, and under which a session keeps those that were."""

REMEMBERED: Final = 20
"""So many marks back a session knows what came of them."""


def once(form: Form, deed: Callable[[], str], *, meanwhile: Callable[[], Response]) -> Response:
    """
    On to the address that `deed` returns (303); where the same form was sent before, to what came of that.

    `meanwhile` answers whoever sends it again before the first is through. A form that failed may be sent again.
    """
    mark = form.one(MARK)
    known = _claimed(form.visit, mark)
    if known is not None:
        return see(known) if known else meanwhile()
    address = None
    try:
        address = deed()
    finally:
        _told(form.visit, mark, address)
    return see(address)


def _claimed(visit: Visit, mark: str) -> str | None:
    """What came of that mark, empty while nothing has; None where it is claimed by this call."""
    found: dict[str, str] = {}

    def claim(kept: dict[str, str]) -> dict[str, str]:
        found.clear()
        found.update(kept)
        return kept if mark in kept else {**kept, mark: ""}

    if not mark:
        return None
    _changed(visit, claim)
    return found.get(mark)


def _told(visit: Visit, mark: str, address: str | None) -> None:
    def tell(kept: dict[str, str]) -> dict[str, str]:
        others = {name: there for name, there in kept.items() if name != mark}
        return others if address is None else {**others, mark: address}

    if mark:
        _changed(visit, tell)


def _changed(visit: Visit, change: Callable[[dict[str, str]], dict[str, str]]) -> None:
    # Of two calls at once one is told that the session is another by now, and looks again.
    sessions, id = visit.portal.sessions, visit.signed.id
    while True:
        session = sessions.get(id)
        if session is None or not session.holds(visit.now):
            raise NotSignedIn("The session ended meanwhile.")
        kept: Any = session.kept.get(MARK, {})
        marks = change(dict(kept))
        if marks == kept or sessions.save(session.keeping(MARK, dict(list(marks.items())[-REMEMBERED:]))) is not None:
            return
