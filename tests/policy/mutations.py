"""
Changes each condition of each rule in turn, and asks whether a test of the rules notices: `make policy-mutations`.

What is changed, and how, stands in `mutants.py`. A changed rule that still compiles and that no test beside the rules
fails for is a survivor: either the condition is not needed, or a test is missing. Ends with `survivors: N`.

    python tests/policy/mutations.py grounds/ethics      those of the files whose path holds the word
"""

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from gateway.cli.demo.engine import find_opa
from tests.policy.mutants import Mutant, mutants

POLICIES = Path(__file__).resolve().parents[2] / "policies"

ALL_PASS, NOT_COMPILED = 0, 1
"""How `opa test` ends; a test that fails ends it with 2."""


def survives(mutant: Mutant, opa: Path) -> bool | None:
    """Whether no test notices, those beside the file first; None for what does not compile, which is no rule."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as scratch:
        folder = Path(scratch) / "policies"
        shutil.copytree(POLICIES, folder)
        (folder / mutant.file).write_text(mutant.text, encoding="utf-8")
        ended = _test(opa, folder, "--run", mutant.own_tests)
        if ended == ALL_PASS:
            ended = _test(opa, folder)
    return None if ended == NOT_COMPILED else ended == ALL_PASS


def _test(opa: Path, folder: Path, *words: str) -> int:
    return subprocess.run([str(opa), "test", "-b", str(folder), *words], capture_output=True, check=False).returncode


def main(words: list[str]) -> int:
    """Tells every survivor, and how many there were; 1 if there was any."""
    opa = find_opa()
    if opa is None:
        print("OPA is not installed: make neighbours")
        return 1
    found = [mutant for mutant in mutants(POLICIES) if not words or any(word in mutant.file for word in words)]
    left, tried = 0, 0
    with ThreadPoolExecutor(max_workers=os.cpu_count()) as workers:
        for mutant, survived in zip(found, workers.map(lambda one: survives(one, opa), found), strict=True):
            tried += survived is not None
            if survived:
                left += 1
                print(mutant, flush=True)
    print(f"{tried} changed rules, of {len(found)} that were written")
    print(f"survivors: {left}")
    return 1 if left or not tried else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
