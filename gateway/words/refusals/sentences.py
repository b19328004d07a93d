"""One code for a reader."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """One code for a reader. `sv` and `en` say what was not found; the next step says what removes the obstacle."""

    sv: str
    en: str
    paragraph: str
    next_step_sv: str
    next_step_en: str
