"""Steps: what can be done with a matter, each by a verb and on a page of its own."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from starlette.exceptions import HTTPException
from starlette.responses import Response

from gateway.web.portal.asking import Attempt, Question, done, typed_in
from gateway.web.portal.visit import Form

M = TypeVar("M")


class Named(Protocol):
    """Whatever an address calls by name."""

    @property
    def name(self) -> str: ...


N = TypeVar("N", bound=Named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Generic[M]):
    """
    What can be done with a matter: by which verb, when it follows from where the matter is, and what a page asks.

    `deed` does it to the matter of that id, with what was typed.
    """

    name: str
    verb: str
    question: Question
    follows: Callable[[M], bool]
    deed: Callable[[Form, str, Mapping[str, Any]], object]


def named(steps: Sequence[N], name: str) -> N:
    """That one. Raises HTTPException (404)."""
    for step in steps:
        if step.name == name:
            return step
    raise HTTPException(404)


def that_follow(
    steps: Sequence[Step[M]], matter: M, *, may: Callable[[Sequence[str]], Collection[str]]
) -> Sequence[Step[M]]:
    """Those that can follow now, and whose verb is among those that `may` leaves of them: the rules' answer."""
    following = [step for step in steps if step.follows(matter)]
    allowed = may([step.verb for step in following])
    return [step for step in following if step.verb in allowed]


def taken(step: Step[M], id: str, form: Form, *, to: str, shown: Callable[[Attempt], Response]) -> Response:
    """Take it, once, and go on to `to`; or what `shown` makes of the attempt."""
    return done(form, lambda: step.deed(form, id, typed_in(form, step.question)), to=to, shown=shown)


def ask_again(form: Form, id: str, _: Mapping[str, Any]) -> None:
    """The rules are asked once more about what they held: a request or a permit."""
    form.visit.rooms.decision.ask_again(id, by=form.visit.actor)
