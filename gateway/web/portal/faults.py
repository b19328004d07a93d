"""What is wrong with a form that came in: each field's fault as a sentence, under the name of the field on its page."""

from collections.abc import Callable, Mapping
from typing import Any, Final, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

from gateway.domain.errors import Invalid
from gateway.web.problems import sentence_of
from gateway.words.language import Language, said
from gateway.words.portal import PORTAL
from gateway.words.reasons import REASONS

M = TypeVar("M", bound=BaseModel)
FieldOf = Callable[[str], str]
"""Which field of the page a place of the document is: `scope/period/to` is `period_to`."""

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


def read(model: type[M], written: Mapping[str, Any]) -> M:
    """The document as the API reads it, with the same bounds. Raises RequestValidationError."""
    try:
        return model.model_validate(written)
    except ValidationError as broken:
        raise RequestValidationError(broken.errors(include_input=False, include_url=False)) from None


def parsed(model: type[M], values: Mapping[str, Any]) -> M:
    """The same of a page's fields: what was left empty is not there. Raises RequestValidationError."""
    return read(model, {name: value for name, value in values.items() if value not in ("", ())})


def fields_at_fault(error: Exception, *, field_of: FieldOf, language: Language) -> Mapping[str, str]:
    """Each field that this error is about with its sentence, in the order in which they were found; never a value."""
    if isinstance(error, Invalid):
        return {field_of(error.where.strip("/")): sentence_of(error, language)}
    found: dict[str, str] = {}
    if isinstance(error, RequestValidationError):
        for fault in error.errors():
            path = "/".join(str(step) for step in fault["loc"])
            found.setdefault(field_of(path), _sentence(str(fault["type"]), language))
    return found


def placed(places: Mapping[str, str]) -> FieldOf:
    """By the longest beginning of the path that the page knows; else by its first step."""

    def field_of(path: str) -> str:
        steps = path.split("/")
        beginnings = ("/".join(steps[:length]) for length in range(len(steps), 0, -1))
        return next((places[beginning] for beginning in beginnings if beginning in places), steps[0])

    return field_of


def _sentence(kind: str, language: Language) -> str:
    known = REASONS.get(kind.replace("_", "-"))
    if known is not None:
        return said(known, language)
    name = next((name for beginnings, name in _SENTENCES if kind.startswith(beginnings)), "faults.other")
    return said(PORTAL[name], language)
