"""
A second version of the house beside the present one: this tree built as a wheel under another number, and unpacked.

What is run from there is what is installed: its packages, its policies, its number, and none of the tree's own.
"""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
NUMBER = "0.2.0"
PACKAGED = ("gateway", "pseudonymisation", "catalog", "spark_jobs", "policies")


@dataclass(frozen=True, slots=True)
class Installed:
    """Where it lies."""

    place: Path

    @classmethod
    def new(cls, folder: Path, *, number: str = NUMBER) -> "Installed":
        """Built by the project's own build backend, without network, from a copy of what the wheel is made of."""
        tree = folder / "tree"
        tree.mkdir(parents=True)
        for name in PACKAGED:
            shutil.copytree(REPOSITORY / name, tree / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("README.md", "LICENSE"):
            shutil.copy(REPOSITORY / name, tree / name)
        own = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
        (tree / "pyproject.toml").write_text(own.replace('version = "0.1.0"', f'version = "{number}"', 1))
        build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder / "wheels")]
        subprocess.run(build, cwd=tree, check=True, capture_output=True, timeout=300)
        (wheel,) = (folder / "wheels").glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(folder / "installed")
        shutil.rmtree(tree)
        return cls(folder / "installed")

    def run(self, code: str, *, settings: Mapping[str, str], **how: Any) -> "subprocess.Popen[bytes]":
        """A process in which the packages are these; the tests, where it needs them, come from the tree behind."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLUSSEN_", "PYTHON"))}
        search = os.pathsep.join([str(self.place), str(REPOSITORY)])
        environment = {**kept, **settings, "PYTHONPATH": search, "PYTHONSAFEPATH": "1"}
        command = [sys.executable, "-c", code]
        started: subprocess.Popen[bytes] = subprocess.Popen(command, env=environment, cwd=self.place, **how)
        return started

    def says(self, code: str) -> str:
        """What that prints."""
        process = self.run(code, settings={}, stdout=subprocess.PIPE)
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0
        return str(said.decode().strip())

    @contextmanager
    def serving(self, settings: Mapping[str, str], *, words: Path) -> Iterator["subprocess.Popen[bytes]"]:
        """`slussen operator serve` of this version, killed at the end where it still runs."""
        with words.open("ab") as said:
            code = "from gateway.cli import app; app(['operator', 'serve'])"
            process = self.run(code, settings=settings, stdout=said, stderr=said)
            try:
                yield process
            finally:
                process.kill()
                process.wait()
