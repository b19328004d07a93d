"""Files of lines, one JSON value each: read one by one, and a bad one told by its file, its number and its place."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from pseudonymisation.errors import CorrectionUnfit, LineUnfit
from pseudonymisation.text.corrections import MOST_ENTRIES, NO_CORRECTIONS, Corrections, Denied, correction_of
from spark_jobs.errors import LinesUnfit, SettingsUnfit

Line = TypeVar("Line")


def lines_in(path: Path, form: Callable[[object], Line]) -> Iterator[tuple[int, Line]]:
    """
    Each line that is not blank with its number, as `form` reads it.

    Raises LinesUnfit at the first that is not of its form, without a word of it, and SettingsUnfit without a file.
    """
    try:
        with path.open("rb") as file:
            for number, written in enumerate(file, start=1):
                if written.strip():
                    yield number, _formed(path, number, written, form)
    except OSError:
        raise SettingsUnfit(f"The file {path} cannot be read.", code="file-unreadable") from None


def corrections_in(path: Path) -> Corrections:
    """
    The corrections of a file with lines `{"deny": "words", "class": "PERSON"}` and `{"allow": "words"}`.

    Raises LinesUnfit, for too many as well, and SettingsUnfit.
    """
    deny, allow = list[Denied](), list[str]()
    for number, one in lines_in(path, correction_of):
        deny += one.deny
        allow += one.allow
        if len(deny) + len(allow) > MOST_ENTRIES:
            sentence = f"{path}, line {number}: a controller has at most {MOST_ENTRIES} corrections."
            raise LinesUnfit(sentence, code="corrections-many")
    return NO_CORRECTIONS.joined(Corrections(deny=tuple(deny), allow=tuple(allow)))


def _formed(path: Path, number: int, written: bytes, form: Callable[[object], Line]) -> Line:
    try:
        return form(json.loads(written))
    except LineUnfit as unfit:
        raise LinesUnfit(f"{path}, line {number}: {unfit.sentence}") from None
    except CorrectionUnfit as unfit:
        raise LinesUnfit(f"{path}, line {number}: {unfit.sentence}", code=unfit.code) from None
    except (ValueError, RecursionError):
        raise LinesUnfit(f"{path}, line {number}: it is no JSON in UTF-8.", code="line-not-json") from None
