"""What changed in an access request between the version that was sent back and the present one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Written = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Change:
    """
    One thing that is another. `kind` is the field of the application, `what` the place in it (a column by its name).

    `was` is None for what is new, `now` for what is gone.
    """

    kind: str
    what: str
    was: str | None
    now: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """The version that was sent back, the present one, and every change between them, by kind and place."""

    sent_back: int
    present: int
    changes: Sequence[Change]


def changes(before: Written, now: Written, *, kinds: Sequence[str]) -> Sequence[Change]:
    """Each change in these fields of two applications as they stand on paper; none is left out for being small."""
    found = []
    for kind in kinds:
        was, is_now = dict(_leaves(before.get(kind))), dict(_leaves(now.get(kind)))
        found += [
            Change(kind=kind, what=what, was=was.get(what), now=is_now.get(what))
            for what in sorted(was.keys() | is_now.keys())
            if was.get(what) != is_now.get(what)
        ]
    return found


def _leaves(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case None:
            return
        case Mapping() if value:
            for key, inner in value.items():
                yield from _leaves(inner, f"{place}/{key}" if place else str(key))
        case [{"dataset": _, "table": _, "column": _}, *_]:
            for column in value:
                name = f"{column['dataset']}.{column['table']}.{column['column']}"
                yield from _leaves({key: column[key] for key in ("treatment", "justification")}, name)
        case [Mapping(), *_]:
            for index, inner in enumerate(value):
                yield from _leaves(inner, f"{place}/{index}" if place else str(index))
        case str():
            yield place, value
        case _:
            yield place, json.dumps(value, ensure_ascii=False, sort_keys=True)
