"""What was typed when a session ended: told in words, to be sent now or thrown away."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from gateway.web.portal.forms import UNSENT, Posted
from gateway.web.portal.once import MARK
from gateway.web.portal.visit import Signed, see
from gateway.words.language import Language, said
from gateway.words.portal.fields import FIELD_WORDS, OTHER_FIELD

router = APIRouter(include_in_schema=False)

CARRIED: Final = frozenset({MARK, "at", "back_to", "go", "here", "next_page", "page", "revision"})
"""What a form carries that nobody typed."""

CARD: Final = re.compile(r"(entry|exclude)-(\d+|new)-(\w+)")
PARTED: Final = re.compile(r"([a-z_]+)[.:-](.+)")


@router.get("/unsent")
def unsent(visit: Signed) -> Response:
    """What was typed, to be sent now or thrown away."""
    found = visit.kept(UNSENT)
    if found is None:
        raise HTTPException(404)
    typed = in_words(found["fields"], visit.language)
    return visit.page("unsent.html", to=found["to"], fields=found["fields"], typed=typed)


@router.post("/unsent/forget")
def forget(form: Posted) -> Response:
    """Thrown away."""
    form.visit.keep(UNSENT, None)
    return see("/")


def in_words(fields: Mapping[str, Sequence[str]], language: Language) -> Sequence[tuple[str, str]]:
    """Everything that somebody typed or chose, each beside what its field is called."""
    return [
        (word(name, language), value)
        for name, values in fields.items()
        if name not in CARRIED
        for value in values
        if value
    ]


def word(name: str, language: Language) -> str:
    """What that field is called; with what it is about, where it is one of several."""
    card = CARD.fullmatch(name)
    if card is not None:
        return f"{_said(card[1], language)} {card[2]}: {_said(card[3], language)}"
    parted = None if name in FIELD_WORDS else PARTED.fullmatch(name)
    return f"{_said(parted[1], language)}: {parted[2]}" if parted is not None else _said(name, language)


def _said(name: str, language: Language) -> str:
    return said(FIELD_WORDS.get(name, OTHER_FIELD), language)
