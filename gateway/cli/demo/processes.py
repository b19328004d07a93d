"""The demo's processes: each with an environment of its own, its words in a file, and an end that is waited for."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gateway.domain.errors import NeighbourUnavailable

T = TypeVar("T")


def bare_environment() -> dict[str, str]:
    """What any program needs to run, and no setting of either plane."""
    return {name: value for name, value in os.environ.items() if not name.startswith("SLUSSEN_")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """One process, told apart by its name; `words` is the file it writes to."""

    name: str
    process: subprocess.Popen[bytes]
    words: Path

    @classmethod
    def start(
        cls,
        name: str,
        command: Sequence[str],
        *,
        settings: Mapping[str, str],
        words: Path,
        secret: str | None = None,
    ) -> "Child":
        """`secret` comes over a file descriptor, which `--passphrase-fd` names to the child; it stands nowhere else."""
        with words.open("wb") as file:
            if secret is None:
                process = _popen(command, settings, file.fileno())
            else:
                reading, writing = os.pipe()
                os.write(writing, secret.encode("utf-8"))
                os.close(writing)
                asked = [*command, "--passphrase-fd", str(reading)]
                process = _popen(asked, settings, file.fileno(), pass_fds=(reading,))
                os.close(reading)
        return cls(name=name, process=process, words=words)

    def finish(self, *, seconds: float) -> str:
        """What it said, once it has ended well. Raises NeighbourUnavailable otherwise."""
        try:
            code = self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            self.stop()
            raise NeighbourUnavailable(self.name, f"{self.name} did not end in {seconds:.0f} seconds.") from None
        if code != 0:
            raise NeighbourUnavailable(self.name, f"{self.name} ended with {code}:\n{self.tail()}")
        return self.words.read_text("utf-8", errors="replace").strip()

    def until(self, look: Callable[[str], T | None], *, seconds: float) -> T:
        """What `look` finds in its words. Raises NeighbourUnavailable where it ends first, or takes longer."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            found = look(self.words.read_text("utf-8", errors="replace"))
            if found is not None:
                return found
            time.sleep(0.05)
        raise NeighbourUnavailable(self.name, f"{self.name} did not start:\n{self.tail()}")

    def tail(self, lines: int = 12) -> str:
        """The end of what it said."""
        said = self.words.read_text("utf-8", errors="replace").splitlines()
        return "\n".join(f"    {line}" for line in said[-lines:])

    def told_to_stop(self) -> None:
        """From now on it is on its way out."""
        if self.process.poll() is None:
            self.process.terminate()

    def stop(self, *, seconds: float = 30.0) -> None:
        """Ask it to end, and wait; end it where it does not."""
        self.told_to_stop()
        try:
            self.process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            # The whole group: an engine that it started must not outlive it.
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def said_by(command: Sequence[str], *, settings: Mapping[str, str], seconds: float) -> str:
    """What a command says when it is typed. Raises NeighbourUnavailable, with what it complained of, where it fails."""
    name = " ".join(Path(word).name for word in command[:5])
    try:
        done = subprocess.run(
            command,
            env={**bare_environment(), **settings},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NeighbourUnavailable(name, f"{name} did not end in {seconds:.0f} seconds.") from None
    if done.returncode != 0:
        raise NeighbourUnavailable(name, f"{name} ended with {done.returncode}:\n{done.stdout}{done.stderr}".rstrip())
    return done.stdout.rstrip()


def _popen(
    command: Sequence[str], settings: Mapping[str, str], file: int, *, pass_fds: Sequence[int] = ()
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command,
        env={**bare_environment(), **settings},
        stdin=subprocess.DEVNULL,
        stdout=file,
        stderr=file,
        pass_fds=pass_fds,
        start_new_session=True,
    )
