"""The register of consents: who has agreed to one invented study, in two versions, with what real registers have."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from spark_jobs.synthetic.arrays import NEVER, NO_DAY, Chance, Flags, Ints, dates, day, words
from spark_jobs.synthetic.people import Residents
from spark_jobs.synthetic.registers import any_number

STUDY = "2023-00000-01"
"""A case number that nobody has: the authority counts from one."""

VERSIONS = ("1.0", "2.0")

_CONSENTED, _WITHDRAWN, _ELSEWHERE, _NO_VERSION, _UNREADABLE, _AHEAD = 0.6, 0.06, 0.05, 0.02, 0.01, 0.01
_FIRST, _SECOND_VERSION, _LAST, _AHEAD_ON = (
    day(text) for text in ("2023-03-01", "2024-06-01", "2025-10-31", "2999-01-01")
)


def draw_consents(chance: Chance, residents: Residents) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """The table `consent`: guardians for children, and for some of those from fifteen who do not understand."""
    living = residents.death == NO_DAY
    who = np.flatnonzero(living & (residents.birth < _FIRST) & (chance.random(residents.total) < _CONSENTED))
    given = chance.integers(_FIRST, _LAST, who.size)
    age = residents.age_on(given, who)
    by_guardians = (age < 15) | ((age < 18) & (chance.random(who.size) < 0.2))
    back = np.where(_some(chance, who, _WITHDRAWN), given + chance.integers(1, 500, who.size), NO_DAY)
    version = (given >= _SECOND_VERSION).astype(np.int64)
    columns = {
        "number": any_number(chance, residents, who),
        "study": words((STUDY, "2022-00000-01"), _some(chance, who, _ELSEWHERE).astype(np.int64)),
        "version": words(VERSIONS, np.where(_some(chance, who, _NO_VERSION), NEVER, version)),
        "given_on": _days(
            np.where(_some(chance, who, _AHEAD), _AHEAD_ON, given), unreadable=_some(chance, who, _UNREADABLE)
        ),
        "given_by": words(("person", "guardians"), by_guardians.astype(np.int64)),
        "withdrawn_on": _days(back, unreadable=np.zeros(who.size, np.bool_)),
    }
    return {("consents", "consent"): columns}


def _some(chance: Chance, who: Ints, share: float) -> Flags:
    return chance.random(who.size) < share


def _days(days: Ints, *, unreadable: Flags) -> Any:
    """Days as texts; where somebody wrote something else, what they wrote."""
    return pc.if_else(pa.array(unreadable), "autumn", dates(days).cast("string"))
