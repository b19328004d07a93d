"""How many masked notes are read before a delivery, and how many bad ones stop it, as it lies among the policies."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gateway.domain.errors import Misconfigured
from gateway.domain.note_check import SHARES, NoteCheckTerms
from spark_jobs.papers.note_samples import MOST_NOTES

FILE = Path("thresholds") / "data.json"
"""Where the numbers lie in a folder of policies."""


class _Notes(BaseModel):
    model_config = ConfigDict(frozen=True)

    value: Annotated[int, Field(ge=1, le=MOST_NOTES, strict=True)]


class _Share(BaseModel):
    model_config = ConfigDict(frozen=True)

    value: Annotated[int, Field(ge=0, lt=SHARES, strict=True)]


class _Thresholds(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    note_check_notes: _Notes
    note_check_highest_miss: _Share


def read_note_check(policies: Path) -> NoteCheckTerms:
    """Raises Misconfigured, in one sentence, where a number is missing or none."""
    try:
        written = _Thresholds.model_validate_json((policies / FILE).read_bytes())
    except OSError:
        raise Misconfigured(
            f"The policies have no {FILE}: nobody knows how many masked notes are to be read."
        ) from None
    except ValidationError as fault:
        where = "/".join(str(step) for step in fault.errors()[0]["loc"])
        raise Misconfigured(f"{FILE} among the policies is not well formed at /{where}.") from None
    return NoteCheckTerms(notes=written.note_check_notes.value, highest_miss=written.note_check_highest_miss.value)
