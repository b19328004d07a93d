"""Mistakes with the words around them, in a file for whoever may see them."""

import json
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from pseudonymisation.text.measuring.annotated import AnnotatedNote
from pseudonymisation.text.measuring.places import Place
from pseudonymisation.text.measuring.tally import Mistake

WARNING = "This file holds identifiers and text of notes in clear: keep it where the notes may lie, and delete it."
_AROUND = 60


class MistakesFile:
    """
    One mistake a line, as JSON, in a new file that its owner alone can read.

    Raises AnnotationUnreadable where a file lies there already or none can be made.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file: TextIO = os.fdopen(
                os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600),
                "w",
                encoding="utf-8",
                errors="backslashreplace",
            )
        except FileExistsError:
            raise Place(file=path).wrong("A file lies there; none is overwritten.", code="errors-file-there") from None
        except OSError:
            raise Place(file=path).wrong("The file cannot be made.", code="errors-file-unmade") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def write(self, note: AnnotatedNote, mistakes: Sequence[Mistake]) -> None:
        for each in mistakes:
            self._file.write(json.dumps(_shown(note, each), ensure_ascii=False) + "\n")


def _shown(note: AnnotatedNote, each: Mistake) -> dict[str, str | int]:
    return {
        "note": each.note,
        "kind": each.kind,
        "label": each.label,
        "role": each.role,
        "start": each.start,
        "end": each.end,
        "before": note.text[max(0, each.start - _AROUND) : each.start],
        "text": note.text[each.start : each.end],
        "after": note.text[each.end : each.end + _AROUND],
    }
