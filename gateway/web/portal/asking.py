"""
A page that asks one question by a plain form: done once, and then seen (303).

What is refused comes back on the same page, with what was typed, the reason in words, and the status of the error.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from catalog.model import Words
from gateway.domain.errors import GatewayError, NotFound, NotSignedIn
from gateway.web.portal.faults import FieldOf, fields_at_fault, placed
from gateway.web.portal.once import once
from gateway.web.portal.visit import Form, Visit
from gateway.web.problems import Problem, described
from gateway.words.language import said
from gateway.words.portal.asking import SENT_TITLE, SENT_TWICE

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in; `name` is how the verb calls it. `kind`: text, date, number, textarea or choose."""

    name: str
    label: str
    kind: str = "textarea"
    hint: str | None = None
    required: bool = True
    rows: int = 4
    options: Sequence[tuple[str, Words]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a page asks, by its words; `grave` for what cannot be taken back."""

    title: str
    lead: str
    button: str
    fields: Sequence[Field] = ()
    grave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What stands in the form: nothing yet, or what was typed, and why it was not done."""

    typed: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problem: Problem | None = None
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """Of the page."""
        return self.problem.status if self.problem else 200

    def one(self, name: str, otherwise: str = "") -> str:
        """What stands in that field."""
        return next(iter(self.typed.get(name, ())), otherwise)

    def all(self, name: str) -> Sequence[str]:
        """Everything that was ticked under that name."""
        return self.typed.get(name, ())


FRESH: Final = Attempt()
BY_NAME: Final = placed({})
"""Where a page calls its fields as the verb does."""


def page(visit: Visit, question: Question, *, attempt: Attempt = FRESH, **told: Any) -> Response:
    """
    The question, with what stands in its form.

    `back`: the address and the word of the page it belongs to; `named`: what its lead names.
    """
    shown = {"facts": (), "named": {}, **told}
    return visit.page("ask.html", status=attempt.status, question=question, attempt=attempt, **shown)


def done(
    form: Form,
    deed: Callable[[], T],
    *,
    to: str | Callable[[T], str],
    shown: Callable[[Attempt], Response],
    field_of: FieldOf = BY_NAME,
) -> Response:
    """
    Do it, and go on to `to`; the same form sent again leads there and does nothing.

    Where it is refused, what `shown` makes of the attempt. Raises as `refused` does.
    """

    def address() -> str:
        made = deed()
        return to if isinstance(to, str) else to(made)

    try:
        return once(form, address, meanwhile=lambda: shown(_sent_twice(form)))
    except (GatewayError, RequestValidationError) as error:
        return shown(refused(form, error, field_of))


def refused(form: Form, error: GatewayError | RequestValidationError, field_of: FieldOf = BY_NAME) -> Attempt:
    """
    What stands in the form that comes back, and why; `field_of` names the field of each place at fault.

    Raises NotFound, and Refused for what is not the visitor's to see: those are no answers to a form.
    """
    if isinstance(error, NotFound | NotSignedIn):
        raise error
    problem = described(form.visit.request, error, form.visit.language)
    if problem.status == 404:
        raise error
    errors = fields_at_fault(error, field_of=field_of, language=form.visit.language)
    return Attempt(typed=form.fields, problem=problem, errors=errors)


def unfit(visit: Visit, errors: Mapping[str, str], *, form: Form | None = None) -> Attempt:
    """A form that the page itself found to need mending: `errors` by the names of its fields."""
    problem = Problem.of("invalid", visit.language, status=422)
    return Attempt(typed=form.fields if form else {}, problem=problem, errors=errors)


def typed_in(form: Form, question: Question) -> dict[str, Any]:
    """The question's fields, as they were sent."""
    return {one.name: form.one(one.name) for one in question.fields}


def _sent_twice(form: Form) -> Attempt:
    language = form.visit.language
    told = Problem(code="stale", status=409, title=said(SENT_TITLE, language), detail=said(SENT_TWICE, language))
    return Attempt(typed=form.fields, problem=told)
