"""How templates are read: everything is escaped, and a name that nobody gave is an error."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from catalog.model import Words
from gateway.web.portal import telling
from gateway.web.portal.assets import address_of
from gateway.words.language import said
from gateway.words.portal import PORTAL

FOLDER: Final = Path(__file__).parent / "templates"


@cache
def environment() -> Environment:
    """The one environment. `w("stage.word")` is a text of the portal's, `told(words)` any text that has both forms."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals.update(w=_word, told=_told, asset=address_of)
    made.filters.update(telling.FILTERS)
    return made


@pass_context
def _word(context: Context, name: str, **named: Any) -> str:
    return said(PORTAL[name], context["language"]).format(**named)


@pass_context
def _told(context: Context, words: Words, **named: Any) -> str:
    text = said(words, context["language"])
    return text.format(**named) if named else text
