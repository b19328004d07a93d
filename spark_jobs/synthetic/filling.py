"""Fills a template of a note: the patient, the next of kin, the staff, days as people write them, and findings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from spark_jobs.synthetic import names, phrases
from spark_jobs.synthetic.writing import genitive, one_of, slipped, written_day, written_number

_FIELD = re.compile(r"\{([^{}]+)\}")
Fields = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom and what a note is about."""

    number: str
    female: bool
    birth: date
    given: str
    family: str
    street: str
    postcode: str
    city: str
    phone: str
    email: str
    code: str
    written_on: date
    signer: str
    signer_title: str
    colleagues: Sequence[str]
    unit: str
    other_unit: str


def fill(template: str, fields: Mapping[str, str], chance: Random) -> str:
    """The template with every field filled, fields within fields too."""

    def filled(match: re.Match[str]) -> str:
        inside = match.group(1)
        return one_of(inside.split("|"), chance) if "|" in inside else fill(fields[inside], fields, chance)

    return _FIELD.sub(filled, template)


def fields_of(subject: Subject, chance: Random) -> Fields:
    """Every field that a template may name."""
    return {
        **_patient(subject, chance),
        **_kin(subject, chance),
        **_staff(subject, chance),
        **_days(subject, chance),
        **_findings(subject, chance),
        **_words(subject, chance),
    }


def _patient(subject: Subject, chance: Random) -> Fields:
    given, age = subject.given, (subject.written_on - subject.birth).days * 4 // 1461
    family = slipped(subject.family, chance) if chance.random() < 0.03 else subject.family
    initials = ".".join(part[0] for part in re.split(r"[- ]", given)) + "." + family[0] + "."
    return {
        "given": given, "Given": given, "GIVEN": given.upper(), "family": family, "FAMILY": family.upper(),
        "full": f"{given} {family}", "given_gen": genitive(given), "family_gen": genitive(family),
        "initials": initials, "initials_lower": f"{given} {family}".lower(), "age": str(age),
        "number": written_number(subject.number, age=age, chance=chance), "number_short": f"{subject.number[2:8]}-xxxx",
        "born": one_of((str(subject.birth.year), subject.birth.isoformat(), subject.number[2:8]), chance),
        "sex": "kvinna" if subject.female else "man", "him": "henne" if subject.female else "honom",
        "street": subject.street, "postcode": subject.postcode, "city": subject.city,
        "phone": subject.phone, "email": subject.email,
    }  # fmt: skip


def _kin(subject: Subject, chance: Random) -> Fields:
    woman = chance.random() < 0.5
    relation = one_of(names.RELATIVES_OF_WOMEN_AND_MEN[0 if woman else 1], chance)
    given = one_of(names.WOMEN if woman else names.MEN, chance)
    family = subject.family if chance.random() < 0.6 else one_of(names.FAMILIES, chance)
    return {
        "kin": relation, "Kin": relation.capitalize(),
        "Kin_gen": f"{relation.capitalize()}ns", "kin_given": given, "kin_family": family,
        "kin_phone": one_of(names.PHONES, chance),
    }  # fmt: skip


def _staff(subject: Subject, chance: Random) -> Fields:
    given, family = subject.signer.split(" ", 1)
    doctor = one_of((f"dr {subject.signer}", f"dr {family}", subject.signer, f"{given[0]}. {family}"), chance)
    signature = one_of(
        (f"/{subject.signer}, {subject.signer_title}", f"/{given[0]}{family[:3].lower()}", f"Sign. {given[0]} {family}",
         f"{subject.signer}\n{subject.signer_title}", f"/{given}"),
        chance,
    )  # fmt: skip
    return {
        "doctor": doctor, "signature": signature, "title": subject.signer_title,
        "doctor2": one_of(subject.colleagues, chance),
        "nurse": one_of(subject.colleagues, chance).split(" ")[0], "unit": subject.unit,
        "other_unit": subject.other_unit,
    }  # fmt: skip


def _days(subject: Subject, chance: Random) -> Fields:
    before = subject.written_on - timedelta(days=1 + int(chance.random() * 12))
    after = subject.written_on + timedelta(days=7 + int(chance.random() * 60))
    return {
        "day": written_day(subject.written_on, chance), "day2": written_day(before, chance),
        "day3": written_day(after, chance), "year": str(subject.written_on.year - int(chance.random() * 10)),
        "time": f"{7 + int(chance.random() * 12):02d}.{int(chance.random() * 60):02d}",
        "weeks": str(1 + int(chance.random() * 8)),
    }  # fmt: skip


def _findings(subject: Subject, chance: Random) -> Fields:
    def between(low: int, high: int) -> str:
        return str(low + int(chance.random() * (high - low)))

    return {
        "hb": between(72, 150), "hb_before": between(120, 150), "crp": between(1, 60), "crp_high": between(60, 290),
        "crea": between(45, 190), "inr": f"{between(1, 4)},{between(0, 9)}", "hba1c": between(38, 82),
        "ldl": f"{between(1, 5)},{between(0, 9)}", "potassium": f"{between(3, 5)},{between(0, 9)}",
        "bp": f"{between(105, 180)}/{between(60, 100)}", "pulse": between(52, 118), "sat": between(89, 100),
        "temp": f"{between(36, 40)},{between(0, 9)}", "weight": between(48, 118), "units": between(2, 5),
        "dose": one_of(("2,5", "5", "10", "20", "40", "50", "500"), chance), "times": between(1, 4),
        "referral": f"R{between(10_000_000, 99_999_999)}", "code": subject.code,
    }  # fmt: skip


def _words(subject: Subject, chance: Random) -> Fields:
    fitting = [prefix for prefix in phrases.DIAGNOSIS_NAMES if subject.code.startswith(prefix)]
    diagnosis = phrases.DIAGNOSIS_NAMES[max(fitting, key=len)]
    drug = one_of(phrases.DRUG_NAMES, chance)
    return {
        "complaint": one_of(phrases.COMPLAINTS, chance), "plan": one_of(phrases.PLANS, chance),
        "diagnosis": diagnosis, "diagnosis_cap": diagnosis.capitalize(), "drug": drug, "Drug": drug.capitalize(),
        "eponym": one_of(phrases.EPONYMS, chance), "procedure": one_of(phrases.PROCEDURE_NAMES, chance),
    }  # fmt: skip
