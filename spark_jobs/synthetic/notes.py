"""Notes in Swedish: which visits have one, of what kind, and the text as OMOP columns."""

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

import numpy as np

from spark_jobs.synthetic import phrases
from spark_jobs.synthetic.arrays import NEVER, Chance, Ints, dates, moments, same, texts
from spark_jobs.synthetic.chapter import RECORD, Chapter
from spark_jobs.synthetic.disorder import lost
from spark_jobs.synthetic.filling import Subject, fields_of, fill
from spark_jobs.synthetic.lines import DIAGNOSES
from spark_jobs.synthetic.staff import INPATIENT, TITLES
from spark_jobs.synthetic.writing import one_of

_SHARE, _SHARE_FOR_A_REASON = 0.09, 0.40


def notes(chance: Chance, chapter: Chapter, *, first: int) -> Mapping[str, Any]:
    """The table `note`: about one visit in ten, more often where a disease began."""
    visits = chapter.visits
    share = np.where(visits.forced != NEVER, _SHARE_FOR_A_REASON, _SHARE)
    visit = np.flatnonzero(chance.random(visits.total) < share)
    days, total = chapter.days(chance, visit), visit.size
    drawn = Random(int(chance.integers(0, 2**62)))
    kinds = [_kind(int(visits.kind[row]), drawn) for row in visit]
    written = [
        _written(_subject(chapter, int(row), code=DIAGNOSES[code], day=int(day), chance=drawn), kind, drawn)
        for row, code, day, kind in zip(visit, chapter.reasons()[visit], days, kinds, strict=True)
    ]
    return {
        "note_id": chapter.ids(first, total),
        "person_id": chapter.persons(visit),
        "note_date": dates(days),
        "note_datetime": moments(days, visits.second[visit], lost(chance, total, "moment")),
        "note_type_concept_id": same(RECORD, total),
        "note_class_concept_id": same(0, total),
        "note_title": texts([title for title, _ in written], chance.random(total) < 0.1),
        "note_text": texts([text for _, text in written]),
        "encoding_concept_id": same(32678, total),
        "language_concept_id": same(4175777, total),
        "provider_id": chapter.staff(chance, visit),
        "visit_occurrence_id": chapter.visit_ids(chance, visit),
        "note_source_value": texts(kinds),
    }


def _kind(visit_kind: int, chance: Random) -> str:
    if visit_kind == INPATIENT:
        return one_of(("epikris", "epikris", "anteckning"), chance)
    return one_of(("anteckning", "anteckning", "anteckning", "remiss", "telefonkontakt"), chance)


def _written(subject: Subject, kind: str, chance: Random) -> tuple[str, str]:
    fields = fields_of(subject, chance)
    title, template = one_of(phrases.TITLES[kind], chance), one_of(phrases.TEMPLATES[kind], chance)
    return fill(title, fields, chance), fill(template, fields, chance)


def _subject(chapter: Chapter, row: int, *, code: str, day: int, chance: Random) -> Subject:
    people, visits, house = chapter.residents, chapter.visits, chapter.house
    who, member = int(visits.resident[row]), int(visits.member[row])
    return Subject(
        number=str(chapter.presence.number[visits.person[row]]),
        female=bool(people.female[who]),
        birth=_date(people.birth, who),
        given=people.given[who],
        family=people.family[who],
        street=people.street[who],
        postcode=people.postcode[who],
        city=people.city[who],
        phone=people.phone[who],
        email=people.email[who],
        code=code,
        written_on=date(1970, 1, 1) + timedelta(days=day),
        signer=house.staff[member],
        signer_title=TITLES[house.titles[member]][1],
        colleagues=house.staff,
        unit=house.units[int(visits.unit[row])][0],
        other_unit=one_of([name for name, _ in house.units], chance),
    )


def _date(days: Ints, row: int) -> date:
    return date(1970, 1, 1) + timedelta(days=int(days[row]))
