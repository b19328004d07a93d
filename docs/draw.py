"""
Writes docs/drawings and docs/reference from the code, so that they cannot tell another story: `make draw`.

    python docs/draw.py            writes them
    python docs/draw.py --check    says which are not current, and writes nothing
"""

import importlib
import inspect
import json
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parent
REPOSITORY = DOCS.parent
MADE = "<!-- Written by `make draw` from the code. Do not edit. -->\n"

PACKAGES_WITH_ERRORS = (
    "gateway.domain",
    "spark_jobs",
    "spark_jobs.objects",
    "spark_jobs.papers",
    "catalog",
    "pseudonymisation",
)


def page(title: str, *parts: str) -> str:
    """A whole document."""
    return "\n".join([MADE, f"# {title}", "", *parts]).rstrip() + "\n"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def lifecycle() -> str:
    """Every status of every table of steps, and what may follow it."""
    drawn = [f"## {name}\n\n{steps(known)}\n" for name, known in tables_of_steps().items()]
    return page(
        "Lifecycles",
        "On the left what is now, on the right what it may become. A step that is not drawn here is refused.\n",
        *drawn,
    )


def tables_of_steps() -> Mapping[str, Mapping[StrEnum, frozenset[StrEnum]]]:
    """Every table of steps in the domain, by the class of its statuses."""
    found = {}
    for path in sorted((REPOSITORY / "gateway" / "domain").glob("*.py")):
        module = importlib.import_module(f"gateway.domain.{path.stem}")
        for name, value in vars(module).items():
            if name.endswith("STEPS") and isinstance(value, Mapping):
                found[f"{path.stem}.{type(next(iter(value))).__name__}"] = value
    return found


def steps(known: Mapping[StrEnum, frozenset[StrEnum]]) -> str:
    """One table of steps as a drawing."""
    width = max(len(str(status)) for status in known)
    lines = []
    for status, following in known.items():
        drawn = [other for other in known if other in following]
        lines.append(f"{status!s:<{width}}  " + (f"─▶ {' · '.join(drawn)}" if drawn else "■"))
    return "\n".join(["```", *lines, "```"])


def doors() -> str:
    """Every import contract as it is configured."""
    configured = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    parts = ["Who may import whom. `make doors` checks it; `tests/architecture` forces each door once.\n"]
    for contract in configured["contracts"]:
        parts += [f"## {contract['name']}\n", told(contract) + "\n"]
    return page("The doors", *parts)


def told(contract: Mapping[str, Any]) -> str:
    """One contract in a sentence, its layers as a drawing."""
    match contract["type"]:
        case "layers":
            inside = f"Inside `{contract['containers'][0]}`, from" if "containers" in contract else "From"
            inwards = f"{inside} the front door inwards; a line may import what stands below it."
            return f"{inwards}\n\n```\n{layers(contract)}\n```"
        case "forbidden":
            return f"{names(contract['source_modules'])} never reach {names(contract['forbidden_modules'])}."
        case "protected":
            return f"{names(contract['protected_modules'])}: only by {names(contract['allowed_importers'])}."
        case "independence":
            return f"{names(contract['modules'])} do not know each other."
        case _:
            return f"In {names(contract['ancestors'])}."


def layers(contract: Mapping[str, Any]) -> str:
    """The layers, one to a line, without the brackets that let one be absent."""
    return "\n".join(str(layer).replace("(", "").replace(")", "").replace(" : ", ", ") for layer in contract["layers"])


def names(modules: Sequence[str]) -> str:
    return ", ".join(f"`{module}`" for module in modules)


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


def settings() -> str:
    """Every setting of both planes."""
    parts = []
    for title, module in (("Gateway", "gateway.settings"), ("Runner", "spark_jobs.settings")):
        known = importlib.import_module(module).Settings
        prefix = known.model_config.get("env_prefix", "").upper()
        rows = [
            [f"`{prefix}{name.upper()}`", default(field), field.description or ""]
            for name, field in known.model_fields.items()
        ]
        parts += [f"## {title}\n", table(["Setting", "Default", "Means"], rows) + "\n"]
    return page("Settings", "Read from the environment. A value that does not fit stops the start.\n", *parts)


def default(field: Any) -> str:
    if field.is_required():
        return "must be given"
    value = field.get_default(call_default_factory=True)
    return "none" if value in (None, "", ()) else f"`{value}`"


def commands() -> str:
    """Every command of both command lines."""
    import typer

    parts = []
    for title, module in (("slussen", "gateway.cli"), ("slussen-runner", "spark_jobs.cli")):
        rows = [
            [f"`{title} {name}`", first_line(command.help)]
            for name, command in walk(typer.main.get_command(importlib.import_module(module).app))
        ]
        parts += [f"## {title}\n", table(["Command", "Does"], rows) + "\n"]
    return page("Commands", "`--help` after any of them tells its options.\n", *parts)


def walk(command: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command that does something, with the words that lead to it."""
    for name, inner in sorted(getattr(command, "commands", {}).items()):
        if inner.hidden:
            continue
        path = f"{before}{name}"
        if getattr(inner, "commands", None):
            yield from walk(inner, f"{path} ")
        else:
            yield path, inner


def first_line(text: str | None) -> str:
    return " ".join((text or "").split("\n\n")[0].split())


def rules() -> str:
    """Every ground of the rules: what it asks, on what it rests, who asks it, the nearest yes and no, what to do."""
    from docs.rules import questions, ways
    from gateway.words.refusals import REFUSALS
    from tests.policy.test_grounds import NEAREST

    asked, parts = questions(), []
    by_code: dict[str, list[Any]] = {}
    for way in ways():
        by_code.setdefault(way.code, []).append(way)
    for code, found in sorted(by_code.items()):
        titles = dict.fromkeys((way.en, way.sv, way.description) for way in found)
        said = (f"{ended(en)} *{ended(sv)}* {description}" for en, sv, description in titles)
        parts += [f"## {code}\n", *(f"{sentences.rstrip()}\n" for sentences in said)]
        parts.append(f"**Rests on** {'; '.join(dict.fromkeys(way.paragraph for way in found))}.\n")
        asked_at = [asking(question) for question, codes in asked.items() if code in codes]
        parts.append(f"**Asked at** {', '.join(asked_at)}.\n")
        cases = [(allowed, refused) for ground, _, allowed, refused in NEAREST if ground == code]
        if cases:
            rows = [[facts_of(allowed) or "the study in order", facts_of(refused)] for allowed, refused in cases]
            parts.append(table(["Still a yes", "No longer"], rows) + "\n")
        words = REFUSALS[code]
        parts.append(f"**What now** {words.next_step_en} *{words.next_step_sv}*\n")
        parts.append(f"Written in {', '.join(dict.fromkeys(f'`{way.file}`' for way in found))}.\n")
    return page(
        "The rules, one by one",
        "Drawn from the notes above each ground in `policies/`. The examples change one study that is in order, and "
        "are the cases that the tests ask.\n",
        *parts,
    )


def ended(title: str) -> str:
    """A title has no stop of its own; a question has its mark."""
    return title if title.endswith("?") else f"{title}."


def asking(question: str) -> str:
    """The question by its path, and whether any verb asks it."""
    from gateway.ports.rules import Question

    return f"`{question}`" + ("" if question in {known.value for known in Question} else " (not asked yet)")


def facts_of(changes: Mapping[str, Any]) -> str:
    return ", ".join(f"`{place}` = `{json.dumps(value)}`" for place, value in changes.items())


def objections() -> str:
    """What each kind of objection means at each moment, from the table the rules read."""
    from gateway.words import objections as words

    said = json.loads((REPOSITORY / "policies/objections/data.json").read_text(encoding="utf-8"))["kinds"]
    parts = []
    for kind, meaning in said.items():
        rows = [
            [moment_words.en, effect_of(meaning[moment]), meaning[moment]["paragraph"]]
            for moment, moment_words in words.MOMENTS.items()
        ]
        parts.append(f"## {words.KINDS[kind].en} *{words.KINDS[kind].sv}*\n")
        parts.append(f"`{kind}`, counted under `{meaning['exclusion']}`.\n")
        parts.append(table(["Made", "Means", "Rests on"], rows) + "\n")
    return page(
        "What an objection means",
        "The table that the rules read (`policies/objections`). The order says for each controller what the first two "
        "lines of every kind come to; nothing but a ground lets anybody in, and what is missing leaves a person out.\n",
        *parts,
        "## After the extraction\n",
        f"{words.NOT_YET.en} *{words.NOT_YET.sv}*",
    )


def effect_of(row: Mapping[str, str]) -> str:
    """In both languages, with whoever may have said otherwise."""
    from gateway.words import objections as words

    told = [words.EFFECTS[row["effect"]], *([words.BY_CONTROLLER] if "parameter" in row else [])]
    return f"{' '.join(one.en for one in told)} *{' '.join(one.sv for one in told)}*"


def refusals() -> str:
    """Every code a rule can miss, in both languages."""
    from gateway.words.refusals import REFUSALS

    parts = []
    for code, words in REFUSALS.items():
        parts += [
            f"## {code}\n",
            f"{words.en} *{words.sv}*\n",
            f"**Rests on** {words.paragraph}.\n",
            f"**What now** {words.next_step_en} *{words.next_step_sv}*\n",
        ]
    return page(
        "Grounds and refusals", "Every ground a rule asks for. Where it is not found, this is what is said.\n", *parts
    )


def errors() -> str:
    """Every error with its code, as the drawings of both planes show them."""
    parts = []
    for package in PACKAGES_WITH_ERRORS:
        rows = [
            [f"`{error.__dict__.get('code', '')}`", error.__name__, answer(error), first_line(error.__doc__)]
            for error in errors_of(package)
        ]
        parts += [f"## {package}\n", table(["Code", "Error", "Answer", "Means"], rows) + "\n"]
    return page(
        "Errors", "The answer is an HTTP status where the API answers, an exit code where a command ends.\n", *parts
    )


def errors_of(package: str) -> list[type[Exception]]:
    """The errors a package's drawing shows, in its order."""
    module = importlib.import_module(f"{package}.errors")
    return [
        value
        for value in vars(module).values()
        if inspect.isclass(value) and issubclass(value, Exception) and value.__module__ == module.__name__
    ]


def answer(error: type[Exception]) -> str:
    from gateway.cli.endings import EXITS
    from gateway.domain.errors import GatewayError
    from gateway.web.problems import STATUSES

    if issubclass(error, GatewayError):
        return f"HTTP {STATUSES[error]}, exit {EXITS[error.code]}"
    return f"exit {error.__dict__['exit_code']}" if "exit_code" in error.__dict__ else ""


def events() -> str:
    """Every line that the ledger and the runner's journal can hold."""
    from gateway.words.events import EVENTS
    from spark_jobs.journal import Event

    of_the_ledger = [[f"`{event}`", f"{words.en} *{words.sv}*"] for event, words in EVENTS.items()]
    return page(
        "Events",
        "What leaves a line. A name once written is never given another meaning.\n",
        "## The ledger\n",
        table(["Event", "Means"], of_the_ledger),
        "\n## The runner's journal\n",
        table(["Event"], [[f"`{event}`"] for event in Event]),
    )


def reasons() -> str:
    """Every reason for which something sent is not well formed."""
    from gateway.words.reasons import REASONS

    rows = [[f"`{code}`", f"{words.en} *{words.sv}*"] for code, words in REASONS.items()]
    return page("What can be wrong with what was sent", table(["Reason", "Means"], rows))


def parameters_schema() -> str:
    """The form of what the controllers say, from its model."""
    from spark_jobs.papers.parameters import Parameters

    return json.dumps(Parameters.model_json_schema(by_alias=True), indent=2, ensure_ascii=False) + "\n"


PAGES: Mapping[str, Callable[[], str]] = {
    "drawings/doors.md": doors,
    "drawings/lifecycle.md": lifecycle,
    "drawings/permissions.md": permissions,
    "reference/cells.md": cells,
    "reference/commands.md": commands,
    "reference/errors.md": errors,
    "reference/events.md": events,
    "reference/objections.md": objections,
    "reference/reasons.md": reasons,
    "reference/refusals.md": refusals,
    "reference/rules.md": rules,
    "reference/settings.md": settings,
    "../policies/schemas/parameters.json": parameters_schema,
}


def stale() -> list[str]:
    """The pages that no longer say what the code says."""
    return [
        name
        for name, write in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text(encoding="utf-8") != write()
    ]


def main(arguments: Sequence[str]) -> int:
    """Writes what is not current; with `--check` only names it, and 1 if there is any."""
    found = stale()
    for name in found:
        print(f"docs/{name}")
        if "--check" not in arguments:
            (DOCS / name).parent.mkdir(parents=True, exist_ok=True)
            (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
