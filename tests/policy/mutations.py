"""
Changes each condition of each rule in turn, and asks whether a test of the rules notices: `make policy-mutations`.

A condition is left out, or turned into its contrary. A changed rule that still compiles and that no test beside the
rules fails for is a survivor: either the condition is not needed, or a test is missing. Ends with `survivors: N`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gateway.cli.demo.engine import find_opa

POLICIES = Path(__file__).resolve().parents[2] / "policies"

CONTRARY = (("==", "!="), ("!=", "=="), ("<=", ">"), (">=", "<"), (" < ", " >= "), (" > ", " <= "))


@dataclass(frozen=True, slots=True)
class Mutant:
    """One file with one line changed; `line` counts from 1, and `text` is None where the line is left out."""

    file: str
    line: int
    was: str
    text: str | None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.was.strip()}  →  {(self.text or '(left out)').strip()}"


def mutants() -> Iterator[Mutant]:
    """Of every rule that decides."""
    for path in sorted(POLICIES.rglob("*.rego")):
        if path.stem.endswith("_test"):
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            for text in changes(line):
                yield Mutant(path.relative_to(POLICIES).as_posix(), number, line, text)


def changes(line: str) -> Iterator[str | None]:
    """What may become of a line that is a condition: nothing, or its contrary."""
    condition = line.strip()
    head, joined, tail = line.rpartition(" if ")
    if joined and not line.endswith("{") and not line.startswith(("#", "\t")):
        yield f"{head} if {contrary(tail)}"
        return
    if not line.startswith("\t") or not condition or condition[0] in '#"{}[],' or line.endswith(("{", "[", "(", ",")):
        return
    if re.match(r"(some|every|\w+ :=)\b", condition):
        return
    yield None
    yield line.replace(condition, contrary(condition))


def contrary(condition: str) -> str:
    """The same condition, the other way round."""
    if condition.startswith("not "):
        return condition.removeprefix("not ")
    for sign, other in CONTRARY:
        if sign in condition:
            return condition.replace(sign, other, 1)
    return f"not {condition}"


def survives(mutant: Mutant, opa: Path) -> bool | None:
    """Whether no test notices; None for what does not compile, which is no rule."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as scratch:
        folder = Path(scratch) / "policies"
        shutil.copytree(POLICIES, folder)
        changed = folder / mutant.file
        lines = changed.read_text(encoding="utf-8").splitlines()
        lines[mutant.line - 1 : mutant.line] = [] if mutant.text is None else [mutant.text]
        changed.write_text("\n".join(lines) + "\n", encoding="utf-8")
        if _run(opa, "check", "-b", str(folder)) != 0:
            return None
        return _run(opa, "test", "-b", str(folder)) == 0


def _run(opa: Path, *words: str) -> int:
    return subprocess.run([str(opa), *words], capture_output=True, check=False).returncode


def main() -> int:
    """Tells every survivor, and how many there were; 1 if there was any."""
    opa = find_opa()
    if opa is None:
        print("OPA is not installed: make neighbours")
        return 1
    found = list(mutants())
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        outcomes = list(workers.map(lambda mutant: survives(mutant, opa), found))
    left = [mutant for mutant, survived in zip(found, outcomes, strict=True) if survived]
    for mutant in left:
        print(mutant)
    tried = sum(outcome is not None for outcome in outcomes)
    print(f"{tried} changed rules, of {len(found)} that were written")
    print(f"survivors: {len(left)}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
