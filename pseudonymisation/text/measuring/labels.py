"""Labels of other people's annotations in our own words; one that is not known keeps its name and gets its own row."""

from collections.abc import Mapping

from pseudonymisation.text.measuring.annotated import OTHER, PATIENT
from pseudonymisation.text.spans import Tag

_SAME: Mapping[Tag, str] = {
    Tag.PERSON: "PER NAME FIRST_NAME LAST_NAME GIVEN_NAME FAMILY_NAME FULL_NAME PATIENT DOCTOR STAFF USERNAME PREFIX",
    Tag.PLACE: "LOC LOCATION GPE CITY TOWN STATE COUNTRY MUNICIPALITY LOCATION_OTHER",
    Tag.ADDRESS: "STREET STREET_ADDRESS ZIP ZIP_CODE POSTCODE POSTAL_CODE",
    Tag.CARE_UNIT: "HOSPITAL HEALTH_CARE_UNIT HEALTHCARE_UNIT WARD CLINIC DEPARTMENT",
    Tag.ORGANISATION: "ORG ORGANIZATION COMPANY EMPLOYER SCHOOL NRP",
    Tag.DATE: "DATE_TIME FULL_DATE DATE_PART DATE_FULL DATE_PARTIAL TIME BIRTHDAY DATE_OF_BIRTH",
    Tag.AGE: "AGE_OVER_89",
    Tag.PHONE: "PHONE_NUMBER TELEPHONE FAX FAX_NUMBER MOBILE",
    Tag.EMAIL: "EMAIL_ADDRESS MAIL E_MAIL",
    Tag.URL: "URI WEB_ADDRESS DOMAIN_NAME IP_ADDRESS IP",
    Tag.IDENTITY_NUMBER: "ID IDNUM SSN US_SSN SE_PERSONNUMMER PERSONNUMMER SOCIAL_SECURITY_NUMBER MEDICALRECORD MRN",
    Tag.ACCOUNT: "IBAN_CODE IBAN CREDIT_CARD US_BANK_NUMBER BANK_ACCOUNT",
    Tag.PASSPORT: "US_PASSPORT PASSPORT_NUMBER",
    Tag.PLATE: "LICENSE_PLATE PLATE_NUMBER VEHICLE",
    Tag.ORGANISATION_NUMBER: "SE_ORGANISATIONSNUMMER",
    Tag.DEVICE: "DEVICE_ID SERIAL",
}
_CLASSES = {word: tag.value for tag, words in _SAME.items() for word in words.split()}
_OF_PATIENTS = frozenset({"PATIENT", "PATIENT_NAME", "MEDICALRECORD", "MRN"})


def class_of(label: str) -> str:
    """The class of a label, whatever its case, hyphens and BIO prefix."""
    plain = label.strip().upper().replace("-", "_").replace(" ", "_")
    return _CLASSES.get(plain, plain)


def role_of(label: str) -> str:
    """Whose it is, where the label itself tells."""
    return PATIENT if label.strip().upper().replace("-", "_") in _OF_PATIENTS else OTHER
