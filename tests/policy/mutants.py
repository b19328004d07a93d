"""
What may become of a rule when one thing in it is another: each condition, each member of a set, each cell of the data.

A condition is left out, turned into its contrary, or moved by one at its edge; so is one inside a comprehension. An
`every` runs over nothing. A member of a set is gone. A number of the data is one more or one less; a cell of who may
do what is gone, reaches elsewhere, or is given to a role that has none.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SIGNED = "parameters/data.json"
"""Two stewards sign it: any change by hand stops the start, as `tests/unit/edges` tries."""

CONTRARY = (("==", "!="), ("!=", "=="), ("<=", ">"), (">=", "<"), (" < ", " >= "), (" > ", " <= "))
EDGE = ((" <= ", " < "), (" >= ", " > "), (" < ", " <= "), (" > ", " >= "))

COMPREHENSION = re.compile(r"(?<=[{\[])([^{}\[\]|]+ \| )((?:[^{}\[\]]|\[[^\[\]]*\])+)(?=[}\]])")
SET = re.compile(r'\{("[^"{}:]+"(?:, "[^"{}:]+")*)\}')
MEMBER = re.compile(r'\t("[^"]+"(: .+)?|\[("[^"]+"(, )?)+\]),')
EVERY = re.compile(r"(\t+every .+ in )(.+)( \{)")
NO_CONDITION = re.compile(r"(some|every)\b|\w+ :=")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One file as it would be; `line` counts from 1 and says where it was changed."""

    file: str
    line: int
    was: str
    became: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.was}  →  {self.became}"

    @property
    def own_tests(self) -> str:
        """The tests beside that file, as OPA's `--run` names them."""
        return f"^data\\.{'.'.join(Path(self.file).parent.parts)}_test\\."


def mutants(policies: Path) -> Iterator[Mutant]:
    """Of every rule that decides, and of every number and permission that it reads."""
    for path in sorted(policies.rglob("*.rego")):
        if not path.stem.endswith("_test"):
            yield from of_rules(path.relative_to(policies).as_posix(), path.read_text(encoding="utf-8"))
    for path in sorted(set(policies.rglob("data.json")) - {policies / SIGNED}):
        yield from of_data(path.relative_to(policies).as_posix(), json.loads(path.read_bytes()))


def of_rules(file: str, text: str) -> Iterator[Mutant]:
    """Of one file of rules, line by line."""
    lines = text.splitlines()
    for place, line in enumerate(lines):
        if line.lstrip().startswith("#"):
            continue
        for became in dict.fromkeys(changes(line)):
            whole = "\n".join([*lines[:place], became, *lines[place + 1 :]]) + "\n"
            yield Mutant(file=file, line=place + 1, was=line.strip(), became=became.strip() or "(left out)", text=whole)


def changes(line: str) -> Iterator[str]:
    """What may become of one line: of the condition that it is, of those that it holds, of the members it lists."""
    yield from (line[: at.start()] + became + line[at.end() :] for at in found(line) for became in conditions(at[0]))
    for at in COMPREHENSION.finditer(line):
        parts = at[2].split("; ")
        for place, part in enumerate(parts):
            for became in conditions(part) if not NO_CONDITION.match(part) else ():
                inner = "; ".join([*parts[:place], became, *parts[place + 1 :]])
                yield line[: at.start(2)] + inner + line[at.end(2) :]
    for at in SET.finditer(line):
        members = at[1].split(", ")
        for left_out in members:
            kept = ", ".join(member for member in members if member != left_out)
            yield line[: at.start()] + (f"{{{kept}}}" if kept else "set()") + line[at.end() :]
    if MEMBER.fullmatch(line):
        yield ""
    if every := EVERY.fullmatch(line):
        yield f"{every[1]}[]{every[3]}"
    if line.startswith("default ") and line.endswith(":= false"):
        yield line.replace("false", "true")


def found(line: str) -> Iterator[re.Match[str]]:
    """The condition that a line is, or ends with."""
    if line.endswith(("{", "[", "(", ",")):
        return
    at = (
        re.search(r"(?<= if )\S.*$", line)
        if not line.startswith("\t")
        else re.search(r"(?<=\t)[^\s#\"{}\[\],].*$", line)
    )
    if at is not None and not NO_CONDITION.match(at[0]):
        yield at


def conditions(condition: str) -> Iterator[str]:
    """One condition left out, the other way round, and one off at its edge."""
    yield "true"
    yield contrary(condition)
    yield from (condition.replace(sign, other, 1) for sign, other in EDGE if sign in condition)


def contrary(condition: str) -> str:
    """The same condition, the other way round."""
    if condition.startswith("not "):
        return condition.removeprefix("not ")
    for sign, other in CONTRARY:
        if sign in condition:
            return condition.replace(sign, other, 1)
    return f"not {condition}"


def of_data(file: str, document: Any) -> Iterator[Mutant]:
    """Of one file of data: its numbers, and who may do what."""
    for path, was, became in (*numbers(document), *permissions(document)):
        changed = json.loads(json.dumps(document))
        around = changed
        for step in path[:-1]:
            around = around[step]
        if became is None:
            del around[path[-1]]
        else:
            around[path[-1]] = became
        where = "/".join(path)
        yield Mutant(file=file, line=1, was=f"{where} = {was}", became=str(became), text=json.dumps(changed))


Change = tuple[tuple[str, ...], object, object]


def numbers(document: Any, before: tuple[str, ...] = ()) -> Iterator[Change]:
    """Each number, one more and one less; those written as text too."""
    for name, value in document.items() if isinstance(document, dict) else ():
        path = (*before, name)
        if isinstance(value, int) and not isinstance(value, bool):
            yield from ((path, value, value + step) for step in (-1, 1))
        elif isinstance(value, str) and value.isdigit():
            yield from ((path, value, str(int(value) + step)) for step in (-1, 1))
        else:
            yield from numbers(value, path)


def permissions(document: Any) -> Iterator[Change]:
    """Each cell of the table: gone, with another reach, or given where there was none."""
    table: dict[str, dict[str, str]] = document.get("verbs", {})
    verbs = sorted({verb for allowed in table.values() for verb in allowed})
    for role, verb in ((role, verb) for role in table for verb in verbs):
        reach = table[role].get(verb)
        others = ("any",) if reach is None else (None, "own_project" if reach == "any" else "any")
        yield from ((("verbs", role, verb), reach, other) for other in others)
