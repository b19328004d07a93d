"""Who takes part in the demo's story, and the study they ask for. Invented people, invented region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from catalog.model import ControllerId
from gateway.domain.actor import Actor, Role

UNIVERSITY = "Mälarvikens universitet"
REGION = "Region Mälarviken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One of the cast."""

    id: str
    name: str
    organisation: str
    roles: tuple[Role, ...]
    controllers: tuple[str, ...] = ()

    @property
    def actor(self) -> Actor:
        """As they act."""
        controllers = tuple(ControllerId(controller) for controller in self.controllers)
        return Actor(
            id=self.id,
            roles=self.roles,
            organisation=self.organisation,
            controllers=controllers,
            assurance=2,
            mfa=True,
        )


RESEARCHER = Person(id="disa.lind", name="Disa Lind", organisation=UNIVERSITY, roles=(Role.RESEARCHER,))
INVESTIGATOR = Person(id="ture.holm", name="Ture Holm", organisation=UNIVERSITY, roles=(Role.RESEARCHER,))
COORDINATOR = Person(id="maj.ek", name="Maj Ek", organisation=REGION, roles=(Role.COORDINATOR,))
AUDITOR = Person(id="ivar.dahl", name="Ivar Dahl", organisation=REGION, roles=(Role.AUDITOR,))
STEWARDS = tuple(
    Person(id=id, name=name, organisation=where, roles=(Role.STEWARD,), controllers=(controller,))
    for id, name, where, controller in (
        ("stina.ahl", "Stina Ahl", "Mälarhöjdens vårdcentraler", "malarhojden"),
        ("nils.berg", "Nils Berg", "Norrmalms universitetssjukhus", "norrmalm"),
        ("britt.strand", "Britt Strand", "Sankt Brita sjukhus", "sankt-brita"),
    )
)
CAST: Mapping[str, Person] = {
    person.id: person for person in (RESEARCHER, INVESTIGATOR, COORDINATOR, AUDITOR, *STEWARDS)
}

DATASETS = ("malarhojden", "norrmalm", "sankt-brita")
REGISTERS = ("persons", "objections")
REFUSING = "sankt-brita"

BLEEDING = ("K92.0", "K92.1", "K92.2", "K25", "K26", "K27", "I85")
PERIOD = {"from": "2018-01-01", "to": "2025-06-30"}

COLUMNS: Sequence[tuple[str, str, str | None, str]] = (
    ("person", "person_id", None, "Rows of one person belong together."),
    ("person", "gender_concept_id", None, "Bleeding differs between the sexes."),
    ("person", "year_of_birth", "band", "Age is the strongest factor."),
    ("visit_occurrence", "visit_occurrence_id", "pseudonym", "Diagnoses and drugs of one stay belong together."),
    ("visit_occurrence", "person_id", None, "Rows of one person belong together."),
    ("visit_occurrence", "visit_concept_id", None, "Emergency and planned care differ."),
    ("visit_occurrence", "visit_start_date", None, "The order of events."),
    ("condition_occurrence", "person_id", None, "Rows of one person belong together."),
    ("condition_occurrence", "condition_source_value", None, "The bleeding, and what else the person has."),
    ("condition_occurrence", "condition_start_date", None, "The order of events."),
    ("condition_occurrence", "visit_occurrence_id", "pseudonym", "Diagnoses and drugs of one stay belong together."),
    ("drug_exposure", "person_id", None, "Rows of one person belong together."),
    ("drug_exposure", "drug_source_value", None, "Anticoagulants and painkillers before the bleeding."),
    ("drug_exposure", "drug_exposure_start_date", None, "The order of events."),
    ("note", "person_id", None, "Rows of one person belong together."),
    ("note", "note_text", "mask_text", "How the bleeding was described at admission."),
    ("note", "note_date", None, "The order of events."),
)
"""Table, column, treatment (the catalog's default where none is named), why: the same of each provider."""


LETTER = "Ett påhittat beslut om godkännande: Blödning och antikoagulantia.\n"
SECOND_LETTER = "Ett påhittat beslut om ändring: även anteckningar i journalen.\n"
"""The decisions themselves, as the authority sent them. Invented, like everything here."""


def approval(today: date) -> dict[str, Any]:
    """
    An ethics approval whose two years run out tomorrow, unless the study has begun by then and somebody notes it.

    It does not name the notes.
    """
    force = _two_years_before(today + timedelta(days=1))
    decided = force - timedelta(days=30)
    return {
        "case_number": f"{decided.year}-04890-01",
        "kind": "approval",
        "outcome": "approved",
        "decided_on": decided.isoformat(),
        "legal_force_on": force.isoformat(),
        "started_on": None,
        "principals": [UNIVERSITY],
        "investigator": INVESTIGATOR.id,
        "named_persons": [RESEARCHER.id],
        "scope": {
            "datasets": list(DATASETS),
            "groups": ["demographics", "visits", "diagnoses", "medication"],
            "period": {"from": "2015-01-01", "to": "2025-12-31"},
            "population": [f"ICD-10-SE:{code.replace('.', '')}" for code in BLEEDING],
        },
        "maximum_persons": 1000,
        "consent": {"mode": "waived"},
        "documents": [_document("Beslut", LETTER)],
        "conditions": [],
    }


def amendment(today: date, *, amends: str) -> dict[str, Any]:
    """Of that approval, in force for ten days: the notes as well."""
    decided = today - timedelta(days=40)
    return {
        "case_number": f"{decided.year}-01277-02",
        "amends": amends,
        "outcome": "approved",
        "decided_on": decided.isoformat(),
        "legal_force_on": (today - timedelta(days=10)).isoformat(),
        "changes": {"groups": ["notes"]},
        "documents": [_document("Beslut om ändring", SECOND_LETTER)],
    }


def _two_years_before(day: date) -> date:
    # The 29th of February was no day two years ago.
    return day.replace(year=day.year - 2, day=min(day.day, 28) if day.month == 2 else day.day)


def _document(title: str, letter: str) -> dict[str, str]:
    return {"title": title, "digest": f"sha256:{sha256(letter.encode()).hexdigest()}"}


def request(today: date, *, project: str) -> dict[str, Any]:
    """Gastrointestinal bleeding in adults at three care providers, with the drugs before it."""
    return {
        "project": project,
        "applicant": {"kind": "university", "country": "SE"},
        "investigator": INVESTIGATOR.id,
        "named_persons": [RESEARCHER.id, INVESTIGATOR.id],
        "purpose": "53.1.e",
        "declarations": ["54.a", "54.b", "54.c", "54.d", "54.e"],
        "expected_persons": 450,
        "format": "pseudonymised",
        "why_pseudonymised": "Each person's drugs and visits are followed over years.",
        "wanted": {"from": today.isoformat(), "until": (today + timedelta(days=3 * 365)).isoformat()},
        "cohort": {
            "title": "Gastrointestinal bleeding and anticoagulants",
            "code_lists": {"bleeding": {"system": "ICD-10-SE", "codes": list(BLEEDING), "match": "prefix"}},
            "entry": [{"table": "condition_occurrence", "column": "condition_source_value", "code_list": "bleeding"}],
            "period": PERIOD,
            "age_at_index": {"from": 18, "to": 110},
        },
        "period": PERIOD,
        "text_profile": "unmeasured",
        "columns": [
            {"dataset": dataset, "table": table, "column": column, "treatment": treatment, "justification": why}
            for dataset in DATASETS
            for table, column, treatment, why in COLUMNS
        ],
    }
