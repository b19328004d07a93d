"""What the fact tables of one provider and one chunk have in common: who, when, by whom, at which visit."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from spark_jobs.synthetic.arrays import Chance, Ints, integers, rows_of
from spark_jobs.synthetic.care import Diagnoses, Visits
from spark_jobs.synthetic.disorder import late, lost
from spark_jobs.synthetic.people import Residents
from spark_jobs.synthetic.presence import Presence
from spark_jobs.synthetic.staff import House

RECORD = 32817
"""OMOP's type concept for facts from an electronic record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One provider's persons, visits and diagnoses in one chunk; `first_person`, `first_visit`: the ids of row 0."""

    house: House
    residents: Residents
    presence: Presence
    visits: Visits
    diagnoses: Diagnoses
    first_person: int
    first_visit: int

    def reasons(self) -> Ints:
        """The first diagnosis of each visit."""
        return self.diagnoses.code[self.diagnoses.primary]

    def ids(self, first: int, total: int) -> Any:
        """Running ids from `first`."""
        return integers(first + rows_of(total))

    def persons(self, visit: Ints) -> Any:
        """The person ids of these visits."""
        return integers(self.first_person + self.visits.person[visit])

    def staff(self, chance: Chance, visit: Ints) -> Any:
        """The provider ids of these visits; some are missing."""
        return integers(self.visits.member[visit] + 1, lost(chance, visit.size, "provider"))

    def visit_ids(self, chance: Chance, visit: Ints) -> Any:
        """The ids of these visits; some are missing."""
        return integers(self.first_visit + visit, lost(chance, visit.size, "visit"))

    def days(self, chance: Chance, visit: Ints) -> Ints:
        """The day a fact of each visit was recorded, within the stay and sometimes long after or after death."""
        inside = self.visits.day[visit] + (chance.random(visit.size) * (self.visits.length[visit] + 1)).astype(np.int64)
        resident = self.visits.resident[visit]
        return late(chance, self.residents, resident, np.minimum(inside, self.residents.last_day[resident]))
