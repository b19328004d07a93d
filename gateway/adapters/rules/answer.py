"""
What an engine answered, read with suspicion: an answer that is not whole is none.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from gateway.domain.errors import NeighbourUnavailable
from gateway.domain.ruling import Basis, Compared, Objection, Point, Refusal, RefusalCode, Route, Ruling
from gateway.ports.rules import Question

NEIGHBOUR = "rules"

R = TypeVar("R", Basis, Route)


def read_ruling(
    answer: object,
    *,
    question: Question,
    facts: Mapping[str, Any],
    engine: str,
    engine_version: str,
    policy_digest: str,
    release: int = 0,
) -> Ruling:
    """The ruling in a package's document; raises NeighbourUnavailable if a part is absent or of another type."""
    if not isinstance(answer, Mapping):
        raise no_answer("The rule engine has no rule for the question that was asked.")
    allow = answer.get("allow")
    if not isinstance(allow, bool):
        raise no_answer("The rule engine answered without a yes or a no.")
    ruling = Ruling(
        question=question.value,
        engine=engine,
        engine_version=engine_version,
        engine_allows=allow,
        required_grounds=_codes(answer, "required_grounds"),
        grounds=_codes(answer, "grounds"),
        refusals=frozenset(Refusal(RefusalCode(code)) for code in _codes(answer, "refusals")),
        needs_judgement=_codes(answer, "needs_judgement"),
        exclusions=_codes(answer, "exclusions") if question is Question.ORDER else frozenset(),
        policy_digest=policy_digest,
        asked_on=_asked_on(facts),
        compared=_compared(answer) if question is Question.SUBMIT else (),
        warnings=_codes(answer, "warnings") if question is Question.SUBMIT else frozenset(),
        objections=_objections(answer) if question is Question.ORDER else (),
        basis=_told(answer, "basis", Basis) if question is Question.REVIEW else None,
        route=_told(answer, "route", Route) if question is Question.REVIEW else None,
        sheet=_sheet(answer) if question is Question.REVIEW else (),
        release=release,
    )
    if question is Question.REVIEW and ruling.allows and None in {ruling.basis, ruling.route}:
        raise no_answer("The rule engine's answer lacks the basis or the route of the part.")
    if not ruling.allows and not ruling.missing:
        raise no_answer("The rule engine answered neither with a ground nor with a reason.")
    return ruling


def no_answer(sentence: str) -> NeighbourUnavailable:
    """The error for everything that is not a whole answer of the expected policies."""
    return NeighbourUnavailable(NEIGHBOUR, sentence)


def _codes(answer: Mapping[str, Any], name: str) -> frozenset[str]:
    codes = answer.get(name)
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise no_answer(f"The rule engine's answer lacks the list {name}.")
    return frozenset(codes)


def _compared(answer: Mapping[str, Any]) -> tuple[Compared, ...]:
    things = answer.get("compared")
    if not isinstance(things, list) or not all(_is_compared(thing) for thing in things):
        raise no_answer("The rule engine's answer lacks the list compared.")
    return tuple(sorted(Compared(**thing) for thing in things))


def _objections(answer: Mapping[str, Any]) -> tuple[Objection, ...]:
    told = answer.get("objections")
    if not isinstance(told, list) or not all(_is_objection(one) for one in told):
        raise no_answer("The rule engine's answer lacks the list objections.")
    return tuple(sorted(Objection(**one) for one in told))


def _sheet(answer: Mapping[str, Any]) -> tuple[Point, ...]:
    points = answer.get("sheet")
    if not isinstance(points, list) or not points or not all(_is_point(point) for point in points):
        raise no_answer("The rule engine's answer lacks the assessment sheet of the part.")
    return tuple(Point.of(point) for point in points)


def _told(answer: Mapping[str, Any], name: str, form: type[R]) -> R | None:
    # What the rules cannot tell of these facts is not there; a part of it, or another type, is no answer.
    told = answer.get(name)
    if told is None:
        return None
    kinds: dict[str, Any] = {field.name: field.type for field in fields(form)}
    if not isinstance(told, Mapping) or told.keys() != kinds.keys():
        raise no_answer(f"The rule engine's answer lacks the {name} of the part.")
    if not all(isinstance(value, kinds[key]) and not isinstance(value, bool) for key, value in told.items()):
        raise no_answer(f"The rule engine's answer lacks the {name} of the part.")
    return form(**told)


def _is_objection(one: object) -> bool:
    if not isinstance(one, Mapping) or one.keys() != {field.name for field in fields(Objection)}:
        return False
    return all(isinstance(value, str) for value in one.values())


def _is_point(point: object) -> bool:
    if not isinstance(point, Mapping) or point.keys() != {field.name for field in fields(Point)}:
        return False
    texts, missing = [point[name] for name in ("id", "answered", "paragraph", "sv", "en")], point["missing"]
    return (
        all(isinstance(text, str) for text in texts)
        and isinstance(point["not_applicable"], bool)
        and point["outcome"] in {"signed": (None,), "computed": ("yes", "no")}.get(point["answered"], ())
        and isinstance(missing, list)
        and all(isinstance(code, str) for code in missing)
    )


def _is_compared(thing: object) -> bool:
    if not isinstance(thing, Mapping) or thing.keys() != {"kind", "what", "covered"}:
        return False
    return isinstance(thing["kind"], str) and isinstance(thing["what"], str) and isinstance(thing["covered"], bool)


def _asked_on(facts: Mapping[str, Any]) -> date:
    """The facts' own day: the server sets it once per verb, and the rules decide by nothing else."""
    try:
        return date.fromisoformat(facts["today"])
    except (KeyError, TypeError, ValueError) as error:
        raise no_answer("The rules were asked without a day, so their answer counts for nothing.") from error
