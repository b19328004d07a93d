"""How the story is told: numbered steps, one or two sentences each, the seconds at the right where a step took some."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import typer

from gateway.cli.telling import choose

WIDTH = 96
WORTH_TELLING = 1.0


@dataclass(slots=True)
class Teller:
    """Remembers which step is being told, so that a failure can name it."""

    began: float = field(default_factory=time.monotonic)
    number: int = 0
    title: str = ""

    def heading(self, *, sv: str, en: str) -> None:
        """The story's name."""
        typer.echo()
        typer.secho(choose(sv=sv, en=en), bold=True)

    @contextmanager
    def step(self, *, sv: str, en: str) -> Iterator[None]:
        """A numbered step; what it says comes below its title."""
        self.number += 1
        self.title = choose(sv=sv, en=en)
        began = time.monotonic()
        typer.echo()
        typer.secho(f"{self.number:>2}  {self.title}", bold=True, fg="cyan")
        yield
        took = time.monotonic() - began
        if took >= WORTH_TELLING:
            typer.secho(f"{took:.1f} s".rjust(WIDTH), dim=True)

    def say(self, *, sv: str, en: str) -> None:
        """A sentence, broken where the line would be too long."""
        self.lines(*wrapped(choose(sv=sv, en=en)))

    def lines(self, *lines: str) -> None:
        """As they are, under the title."""
        for line in lines:
            typer.echo(f"    {line}")

    def quote(self, said: str) -> None:
        """What a command said, its long lines broken and set in under their beginning."""
        for line in said.splitlines():
            if len(line) <= WIDTH - 4:
                self.lines(line)
                continue
            lead = len(line) - len(line.lstrip())
            first, *rest = wrapped(line, width=WIDTH - 8 - lead)
            self.lines(" " * lead + first, *(" " * (lead + 4) + more for more in rest))

    def seconds(self) -> float:
        """Since the beginning."""
        return time.monotonic() - self.began


def wrapped(sentence: str, width: int = WIDTH - 4) -> list[str]:
    """The sentence in lines of at most that width, broken between words."""
    lines = [""]
    for word in sentence.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
