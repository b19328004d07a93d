"""How the command line speaks: one language at a time, calm lines, colours on a terminal alone."""

from collections.abc import Sequence
from contextvars import ContextVar
from datetime import datetime

import typer

from gateway.domain.day import SWEDEN, swedish_day
from gateway.words.language import Language

_TONGUE = ContextVar("tongue", default=Language.EN)


def speak(language: Language) -> None:
    """From now on in this language."""
    _TONGUE.set(language)


def tongue() -> Language:
    """The language that was chosen."""
    return _TONGUE.get()


def choose(*, sv: str, en: str) -> str:
    """The sentence in the language that was chosen."""
    return sv if tongue() is Language.SV else en


def say(*, sv: str, en: str, indent: int = 0) -> None:
    """One line."""
    typer.echo(" " * indent + choose(sv=sv, en=en))


def table(rows: Sequence[Sequence[str]], *, indent: int = 2) -> None:
    """Rows with their cells below each other; the last cell is as long as it is."""
    if not rows:
        return
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]) - 1)]
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        typer.echo(" " * indent + "  ".join([*cells, row[-1]]).rstrip())


def moment(at: str | datetime, *, finely: bool = False) -> str:
    """That moment as a clock in Sweden shows it, as the pages do, with its zone; `finely` with its seconds."""
    there = _read(at).astimezone(SWEDEN)
    return f"{there:%Y-%m-%d %H:%M:%S %Z}" if finely else f"{there:%Y-%m-%d %H:%M %Z}"


def day_of(at: str | datetime) -> str:
    """The day on a Swedish calendar at that moment."""
    return swedish_day(_read(at)).isoformat()


def _read(at: str | datetime) -> datetime:
    return datetime.fromisoformat(at) if isinstance(at, str) else at


def short(digest: str) -> str:
    """Enough of a digest to tell it from others: 12 digits."""
    return digest.removeprefix("sha256:")[:12]
