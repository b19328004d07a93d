"""
Templates of notes, in files of their own half and language.

`{slot}` is filled by the scene, `{one|other}` picks a wording, `[word]` is a medical term that is to stay and
`[one|other]` one of several. A line `=== name kind` begins a template; the kind tells how old its patients are: child,
adult, old.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from pseudonymisation.text.gold.dictionaries import one_of
from pseudonymisation.text.gold.pieces import Piece
from pseudonymisation.text.gold.scene import Scene

_FOLDER = Path(__file__).parent / "templates"
_HEAD = re.compile(r"^=== (?P<name>\S+) (?P<kind>child|adult|old)$", re.MULTILINE)
_PART = re.compile(r"\{(?P<slot>[^{}]+)\}|\[(?P<term>[^\[\]]+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One kind of note."""

    name: str
    kind: str
    body: str = field(repr=False)


@cache
def templates(half: str, language: str) -> Sequence[Template]:
    """Every template of a half and a language, in the order of their files."""
    files = sorted(_FOLDER.glob(f"{half}_{language}_*.txt"))
    return tuple(template for file in files for template in _templates(file.read_text("utf-8")))


def filled(body: str, scene: Scene, chance: Random) -> Iterator[Piece]:
    """The pieces of a template, in its order. Raises KeyError for a slot that there is not."""
    at = 0
    for part in _PART.finditer(body):
        yield Piece(body[at : part.start()])
        if part["term"]:
            yield Piece(one_of(part["term"].split("|"), chance), term=True)
        elif "|" in part["slot"]:
            yield Piece(one_of(part["slot"].split("|"), chance))
        else:
            yield from scene.slot(part["slot"], chance)
        at = part.end()
    yield Piece(body[at:])


def _templates(text: str) -> Iterator[Template]:
    heads = list(_HEAD.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=True):
        yield Template(name=head["name"], kind=head["kind"], body=text[head.end() : end].strip("\n"))
