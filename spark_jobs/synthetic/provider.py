"""One care provider in one chunk of residents: who is known there, their visits, and every table drawn from them."""

from collections.abc import Callable, Mapping
from typing import Any

from spark_jobs.synthetic import facts, persons
from spark_jobs.synthetic.arrays import Chance
from spark_jobs.synthetic.care import draw_diagnoses, draw_visits
from spark_jobs.synthetic.chapter import Chapter
from spark_jobs.synthetic.disease import Health
from spark_jobs.synthetic.measurements import measurements
from spark_jobs.synthetic.notes import notes
from spark_jobs.synthetic.people import Residents
from spark_jobs.synthetic.presence import Known, draw_presence
from spark_jobs.synthetic.staff import House

Columns = Mapping[str, Any]
Numbering = Callable[[str], int]
"""For a table, the first id that is free."""


def draw_chapter(
    chance: Chance, house: House, residents: Residents, health: Health, known: Known, *, first: Numbering
) -> Chapter:
    """The provider's persons, their visits and diagnoses."""
    presence = draw_presence(chance, residents, known)
    visits = draw_visits(chance, residents, health, presence, known.here, house)
    return Chapter(
        house=house,
        residents=residents,
        presence=presence,
        visits=visits,
        diagnoses=draw_diagnoses(chance, residents, health, visits, house),
        first_person=first("person"),
        first_visit=first("visit_occurrence"),
    )


def draw_tables(chance: Chance, chapter: Chapter, *, first: Numbering) -> Mapping[str, Columns]:
    """The provider's tables about residents, by name."""
    return {
        "person": persons.persons(chance, chapter),
        "visit_occurrence": persons.visit_columns(chance, chapter),
        "observation_period": persons.observation_periods(chapter, first=first("observation_period")),
        "death": persons.deaths(chance, chapter),
        "condition_occurrence": facts.conditions(chance, chapter, first=first("condition_occurrence")),
        "drug_exposure": facts.drugs(chance, chapter, first=first("drug_exposure")),
        "measurement": measurements(chance, chapter, first=first("measurement")),
        "procedure_occurrence": facts.procedures(chance, chapter, first=first("procedure_occurrence")),
        "note": notes(chance, chapter, first=first("note")),
    }
