"""
A page that asks one question by a plain form: done once, and then seen (303).

What is refused comes back on the same page, with what was typed, the reason in words, and the status of the error.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.responses import Response

from catalog.model import Words
from gateway.domain.errors import GatewayError, NotFound, NotSignedIn
from gateway.web.api.wire import Wire
from gateway.web.portal.visit import Form, Visit, see
from gateway.web.problems import Problem, described
from gateway.words.language import said
from gateway.words.portal.asking import FAULTS, OTHER_FAULT, SENT_TITLE, SENT_TWICE

W = TypeVar("W", bound=Wire)

ONCE: Final = "once"
"""The field by which a form that is sent a second time is known."""

SENT: Final = "sent"
"""Under which a session keeps the forms that were sent, and where each led."""

MOST_SENT: Final = 20


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


def page(visit: Visit, question: Question, *, attempt: Attempt = FRESH, **told: Any) -> Response:
    """The question, with what stands in its form. `back`: the address and the word of the page it belongs to."""
    return visit.page(
        "ask.html",
        status=attempt.status,
        question=question,
        attempt=attempt,
        once=visit.portal.sessions.secret(),
        facts=told.pop("facts", ()),
        **told,
    )


def done(
    form: Form,
    deed: Callable[[], object],
    *,
    to: str,
    shown: Callable[[Attempt], Response],
    field_of: Callable[[str], str] = str,
) -> Response:
    """
    Do it, and go on to `to`; the same form sent again leads there and does nothing.

    Where it is refused, what `shown` makes of the attempt; `field_of` names the field of a place that the verb calls
    otherwise. Raises NotFound, and Refused for what is not the visitor's
    to see: those are no answers to a form.
    """
    before = _begun(form)
    if before is not None:
        return see(before) if before else shown(_sent_twice(form))
    try:
        deed()
    except (GatewayError, RequestValidationError) as error:
        _remember(form, None)
        return shown(_refused(form, error, field_of))
    _remember(form, to)
    return see(to)


def parsed(model: type[W], values: Mapping[str, Any]) -> W:
    """As the API reads it, with the same bounds; what was left empty is not there. Raises RequestValidationError."""
    try:
        return model.model_validate({name: value for name, value in values.items() if value not in ("", ())})
    except ValidationError as fault:
        raise RequestValidationError(fault.errors()) from None


def typed_in(form: Form, question: Question) -> dict[str, Any]:
    """The question's fields, as they were sent."""
    return {one.name: form.one(one.name) for one in question.fields}


def _refused(form: Form, error: GatewayError | RequestValidationError, field_of: Callable[[str], str]) -> Attempt:
    if isinstance(error, NotFound | NotSignedIn):
        raise error
    problem = described(form.visit.request, error, form.visit.language)
    if problem.status == 404:
        raise error
    errors = {field_of(place): told for place, told in _errors(form.visit, error, problem).items()}
    return Attempt(typed=form.fields, problem=problem, errors=errors)


def _errors(visit: Visit, error: Exception, problem: Problem) -> Mapping[str, str]:
    """Each place that is at fault, by its name, with its sentence."""
    if isinstance(error, RequestValidationError):
        return {
            _name(str(fault["where"])): said(FAULTS.get(str(fault["reason"]), OTHER_FAULT), visit.language)
            for fault in problem.more["faults"]
        }
    return {_name(str(problem.more["where"])): problem.detail} if "where" in problem.more else {}


def _name(where: str) -> str:
    return where.strip("/").replace("/", ".")


def _sent_twice(form: Form) -> Attempt:
    language = form.visit.language
    told = Problem(code="stale", status=409, title=said(SENT_TITLE, language), detail=said(SENT_TWICE, language))
    return Attempt(typed=form.fields, problem=told)


def _begun(form: Form) -> str | None:
    """None where this form comes for the first time; else where it led, or nothing while it is still being done."""
    token = form.one(ONCE)
    if not token:
        return None
    visit = form.visit
    sessions, session = visit.portal.sessions, visit.portal.sessions.get(visit.signed.id)
    while session is not None and session.holds(visit.now):
        sent: Mapping[str, str] = session.kept.get(SENT, {})
        if token in sent:
            return sent[token]
        # Saved before anything is done: of two that come at once, one finds the other's mark.
        if sessions.save(session.keeping(SENT, _newest(sent, token, ""))) is not None:
            return None
        session = sessions.get(session.id)
    raise NotSignedIn("The session ended meanwhile.")


def _remember(form: Form, to: str | None) -> None:
    token, visit = form.one(ONCE), form.visit
    found = visit.portal.sessions.get(visit.signed.id)
    if token and found is not None:
        sent = found.kept.get(SENT, {})
        left = {other: where for other, where in sent.items() if other != token}
        visit.keep(SENT, left if to is None else _newest(left, token, to))


def _newest(sent: Mapping[str, str], token: str, to: str) -> dict[str, str]:
    return dict([*sent.items(), (token, to)][-MOST_SENT:])
