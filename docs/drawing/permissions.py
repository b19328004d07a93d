"""drawings/permissions.md and reference/cells.md: who may do what, and in which state."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from docs.drawing.page import REPOSITORY, names, page, table


def permissions() -> str:
    """Who may do what, from the table the rules read."""
    said = json.loads((REPOSITORY / "policies/permission/table/data.json").read_text(encoding="utf-8"))["verbs"]
    verbs = sorted({verb for allowed in said.values() for verb in allowed})
    rows = [[f"**{verb}**", *(reach(said[role].get(verb)) for role in said)] for verb in verbs]
    return page(
        "Who may do what",
        "The table that the rules read. An empty place is a no.\n",
        table(["", *said], rows),
    )


def cells() -> str:
    """Every kind of thing, in every state, every verb on it: who may, how far, and what else is asked."""
    from docs.verbs import ACTS, STATES

    parts = [
        "For each verb on each kind of thing the roles that have it, and for each state whether it may be done: *yes*, "
        "or *if own …* where the thing must be theirs, or *no*. A role without a line may not do it in any state.\n",
        "Where a question is named, its [rules](rules.md) must allow it as well; who issues, judges or reviews has no "
        "part in the project. `tests/policy/test_every_cell.py` tries each cell, under the house's rules.\n",
    ]
    for thing, states in STATES.items():
        rows = [row for act in ACTS if act.thing == thing for row in cells_of(act, states)]
        parts += [f"## {thing.capitalize()}\n", table(["", "Role", *states], rows) + "\n"]
    parts += ["## Where it is done\n", table(["Act", "Verb", "Route", "Command"], [*where_done()])]
    return page("Who may do what, in every state", *parts)


def cells_of(act: Any, states: Sequence[str]) -> Iterator[Sequence[str]]:
    """One line for each role that has the verb, with how far it reaches in each state."""
    from docs.verbs import table as roles

    name = f"**{act.name.partition('.')[2].replace('_', ' ')}**" + (f" (asks `{act.asks}`)" if act.asks else "")
    for role in roles():
        if far := act.reach(role):
            may = "yes" if far == "any" else f"if {reach(far)}"
            yield [name, role, *(may if state in act.follows else "no" for state in states)]


def where_done() -> Iterator[Sequence[str]]:
    """Each act once, with its routes and the commands that ask them; what only the house does has neither."""
    from docs.verbs import ACTS, commands, routes

    for act in {act.name: act for act in ACTS}.values():
        over = [route for route, acts in routes().items() if act.name in acts]
        by = [command for command, asked in commands().items() if asked & set(over)]
        yield [f"{act.name}", f"`{act.verb}`", names(over), names(by)]


def reach(how_far: str | None) -> str:
    return (how_far or "").replace("_", " ")
