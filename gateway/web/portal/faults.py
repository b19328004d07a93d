"""What is wrong with a form that came in: each field's fault as a sentence, under the name of the field on its page."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ValidationError

from gateway.domain.errors import Invalid
from gateway.web.portal.visit import Visit
from gateway.words.language import Language, said
from gateway.words.portal import PORTAL
from gateway.words.reasons import REASONS

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
Places = Mapping[str, str]
"""Where a document's places stand on the page: path, as `scope/period/to`, to the name of a field."""

_SENTENCES: Final = (
    (("missing", "none_required", "string_type"), "faults.needed"),
    (("too_short", "string_too_short"), "faults.needed"),
    (("date",), "faults.day"),
    (("int", "greater_than", "less_than"), "faults.number"),
    (("string_too_long",), "faults.long"),
    (("too_long",), "faults.many"),
    (("enum", "literal"), "faults.choose"),
    (("string_pattern",), "faults.form"),
)


class Unfit(Invalid):
    """A form that has to be mended: `errors` by the names of its fields, in the order in which they were found."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        where, sentence = next(iter(errors.items()))
        super().__init__(sentence, where=where, reason="form")
        self.errors = errors


def read(model: type[M], document: Mapping[str, Any], *, places: Places, language: Language) -> M:
    """The document in that form. Raises Unfit with a sentence for each place that is wrong; never with a value."""
    try:
        return model.model_validate(document)
    except ValidationError as broken:
        errors: dict[str, str] = {}
        for fault in broken.errors(include_input=False, include_url=False, include_context=False):
            path = "/".join(str(step) for step in fault["loc"])
            errors.setdefault(placed(path, places), _sentence(str(fault["type"]), language))
        raise Unfit(errors) from None


def tried(make: Callable[[], T], *, places: Places, visit: Visit) -> T:
    """What that makes. Raises Unfit where the house finds it not well formed."""
    try:
        return make()
    except Invalid as fault:
        raise Unfit({placed(fault.where.strip("/"), places): told(fault, visit.language)}) from None


def told(fault: Invalid, language: Language) -> str:
    """The fault as a sentence: its own is the most exact one, and English."""
    known = REASONS.get(fault.reason)
    return said(known, language) if known and language is Language.SV else fault.sentence


def placed(path: str, places: Places) -> str:
    """The field of that place: by the longest beginning of the path that the page knows."""
    steps = path.split("/")
    for length in range(len(steps), 0, -1):
        found = places.get("/".join(steps[:length]))
        if found is not None:
            return found
    return steps[0]


def _sentence(kind: str, language: Language) -> str:
    known = REASONS.get(kind)
    if known is not None:
        return said(known, language)
    name = next((name for beginnings, name in _SENTENCES if kind.startswith(beginnings)), "faults.other")
    return said(PORTAL[name], language)
