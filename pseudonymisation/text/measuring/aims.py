"""What is to be reached: each measure with its floor and its aim, and the classes that it is made of."""

from dataclasses import dataclass

from pseudonymisation.text.measuring.annotated import OTHER, PATIENT
from pseudonymisation.text.spans import Tag

WITH_A_FORMAT = frozenset(
    {
        Tag.IDENTITY_NUMBER, Tag.HSA_ID, Tag.STAFF_CODE, Tag.ORGANISATION_NUMBER, Tag.ACCOUNT, Tag.PASSPORT, Tag.PLATE,
        Tag.EMAIL, Tag.URL, Tag.PHONE, Tag.CASE_NUMBER, Tag.DEVICE,
    }
)  # fmt: skip
"""Identifiers that are written by a rule."""

OF_A_PATIENT = frozenset({Tag.PERSON, Tag.IDENTITY_NUMBER, Tag.ADDRESS, Tag.PHONE, Tag.EMAIL})
"""What names the patient outright, where it is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A share that is to be reached; `at_most` turns it round."""

    code: str
    words: str
    floor: float
    aim: float
    at_most: bool = False

    def verdict(self, reached: float) -> str:
        """Whether the aim, the floor alone, or neither was reached."""
        if self.at_most:
            return "aim" if reached < self.aim else "floor" if reached < self.floor else "missed"
        return "aim" if reached >= self.aim else "floor" if reached >= self.floor else "missed"


FORMATS = Aim(code="formats", words="identifiers with a format, typing errors included", floor=0.995, aim=0.999)
OWN = Aim(code="own", words="the patient's own name, number, address, telephone, e-mail", floor=0.995, aim=0.999)
NAMES = Aim(code="names", words="other persons' names", floor=0.95, aim=0.98)
DATES = Aim(code="dates", words="dates, ages of 90 and over", floor=0.97, aim=0.99)
PLACES = Aim(code="places", words="care units, places, organisations, others' addresses", floor=0.90, aim=0.95)
DIRECT = Aim(code="direct", words="notes with every direct identifier masked", floor=0.99, aim=0.999)
PRECISION = Aim(code="precision", words="precision: masked stretches that touch an identifier", floor=0.80, aim=0.90)
TERMS = Aim(code="terms", words="medical terms wrongly masked", floor=0.02, aim=0.005, at_most=True)

RECALL = (FORMATS, OWN, NAMES, DATES, PLACES)


def rows_of(label: str, role: str) -> tuple[Aim, ...]:
    """In which measures of recall a gold span counts; a class of other people's annotations may be in none."""
    return tuple(
        aim
        for aim, counts in (
            (FORMATS, label in WITH_A_FORMAT),
            (OWN, role == PATIENT and label in OF_A_PATIENT),
            (NAMES, role == OTHER and label == Tag.PERSON),
            (DATES, label in (Tag.DATE, Tag.AGE)),
            (PLACES, label in (Tag.CARE_UNIT, Tag.PLACE, Tag.ORGANISATION) or (role == OTHER and label == Tag.ADDRESS)),
        )
        if counts
    )


def is_direct(label: str, role: str) -> bool:
    """Whether it points at a person by itself: anything with a format, and the patient's own."""
    return label in WITH_A_FORMAT or (role == PATIENT and label in OF_A_PATIENT)
