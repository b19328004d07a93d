"""Codes of staff, units, accounts, passports and cars that their shape alone gives away."""

import re
from collections.abc import Iterator

from pseudonymisation.text.lexicon import flags
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.serials import serial
from pseudonymisation.text.shapes import DASH, NOTHING_AFTER, is_measured, words_before
from pseudonymisation.text.spans import Span, Tag

# `se` and an organisation number, and what the unit or the person is called there; the number may be mistyped
_SWEDISH = (
    (re.compile(rf"se\s?[0-9]{{2}}(?:[\s-]?[0-9]){{17,23}}{NOTHING_AFTER}"), Tag.ACCOUNT),
    (
        re.compile(
            rf"se\s?[0-9]{{6}}-?[0-9]{{3,5}}\s{{0,2}}{DASH}\s{{0,2}}[a-z0-9]{{1,20}}(?:[-_][a-z0-9]{{1,12}})?"
            r"|se[0-9]{10}\s?(?=[a-z]{0,12}[0-9])[a-z0-9]{2,20}"
        ),
        Tag.HSA_ID,
    ),
    (re.compile(rf"se\s?-?[0-9]{{6}}[- ]?[0-9]{{4}}[- ]?01{NOTHING_AFTER}"), Tag.ORGANISATION_NUMBER),
)
IBAN = re.compile(rf"[a-z]{{2}}[0-9]{{2}}(?:\s?[a-z0-9]{{4}}){{3,7}}(?:\s?[a-z0-9]{{1,3}})?{NOTHING_AFTER}")
_IBAN_COUNTRIES = frozenset(
    "ad ae at ba be bg ch cy cz de dk ee es fi fo fr gb gl gr hr hu ie is it li lt lu lv mt nl no pl pt ro rs sa si sk "
    "sm tr ua".split()
)
CARD = re.compile(rf"[0-9]{{4}}(?:[ -][0-9]{{4}}){{3}}(?:[ -]?[0-9]{{1,4}})?{NOTHING_AFTER}")
ACCOUNT = re.compile(
    rf"[0-9]{{4}}-[0-9][,\s]{{1,2}}[0-9]{{1,3}}(?:[ .][0-9]{{3}}){{1,2}}(?:[ .-][0-9]{{1,4}}){{0,2}}{NOTHING_AFTER}"
    rf"|[0-9]{{4}}(?:-[0-9])?[-,]\s?[0-9]{{1,3}}[ .][0-9]{{3}}(?:[ .][0-9]{{1,4}})?(?:-[0-9])?{NOTHING_AFTER}"
)
# Two or three letters and a number, written in capitals; the car's last sign may be a letter
LETTERED = re.compile(
    r"(?<![^\W_])(?:(?P<plate>[A-HJ-PR-UW-Z]{3}[\s-]?[0-9]{2}[0-9A-HJ-NPR-UW-Z])"
    r"|(?P<passport>[A-Z]{2}\s?[0-9]{6,7})|(?P<preparation>[A-Z]{1,2}\s?[0-9]{2}[-/][0-9]{4,7}"
    r"|[A-Z]{1,4}\s?[0-9]{4,7}[-/][0-9]{2,4}))"
    r"(?![^\W_])"
)
_SMALL_PLATE = re.compile(
    r"(?<![^\W_])(?P<letters>[a-hj-pr-uw-z]{3})(?P<gap>[\s-]?)[0-9]{2}[0-9a-hj-npr-uw-z](?![^\W_])"
)
_TAGS = {"plate": Tag.PLATE, "passport": Tag.PASSPORT, "preparation": Tag.CASE_NUMBER}
_ABBREVIATIONS = frozenset(
    "ALP ALT AST AFP APT BMI BNP BAS BSA CEA CHA CKD CRP CYP CPK DHA DNA DRB DRG EEG EGF EKG EKO EMG EPK ERG ESR EVF "
    "FEV FSH GAF GBA GFR GGT GCS HBA HBF HBT HCG HCV HDL HIV HLA HPV HSV IGA IGE IGF IGG IGM KAD KOL KMT LAG LDH LDL "
    "LPK MAP MCH MCV MCP MCT MDS MMT MRT MRS NRS NSE NMR NYHA OGT PAD PAL PCT PCR PEF PEG PLT PMN PSA PTH PCO PAO RLS "
    "RNA RBC RDS SAT SCT SLE SPO SRY TBK TNT TNI TNF TOF TPK TSH TRC TRA TTR URE VAC VAS VLD WBC HBS HCT HGB LVH ALB "
    "BUN GLU KCL NAC ACE ACT AMI APC ASA AUC AKI AMH ANA APO ATC BAL BBT BPM CRF CSF CTG CVP DVT ECG EDS END EPO ETT "
    "FAS FIB FSS GER HAD HER HFR HIT ICD INR IPS KBT KLL KML LMP LUS MAS MIC MMS NET NGS NPH OSA OUT OCT PCI PCA PEM "
    "PHQ PTT REF SBT SCL SDB SIP SOF SUP STP SYS TAC TEE TEN TIA TRD TUG UGT USK VEN VOL WHO ADL DSM KVA LOT RIS "
    "SNR NRS PPI PNR NEJ MED FRE TEL SOK TFN FAX APR AUG DEC FEB JAN JUL JUN MAJ MAR NOV OKT SEP PUL HGT BLT".split()
)
_CARS = frozenset(
    "reg regnr registreringsnummer bil bilen bilens fordon fordonet mc motorcykel moped slap slapet slapvagn volvo "
    "saab audi bmw toyota tesla ford car plate plates license licence registration taxi ambulans vehicle "
    "ambulansen lastbil".split()
)


class Codes(Recognizer):
    """HSA-ids whole, VAT numbers, IBAN, cards and accounts, number plates, passports, numbers of preparations."""

    tags = (Tag.HSA_ID, Tag.ORGANISATION_NUMBER, Tag.ACCOUNT, Tag.PLATE, Tag.PASSPORT, Tag.CASE_NUMBER)

    def spans(self, reading: Reading) -> Iterator[Span]:
        text, written = reading.plain, reading.text
        for start, end in reading.numbers:
            if end - start > 2 and (found := serial(text, start, end)):
                yield found
            if "se" in text[max(0, start - 4) : start]:
                yield from _swedish(text, start)
            if end - start in {2, 4} and (account := _account(text, start, end)):
                yield Span(*account.span(), Tag.ACCOUNT)
            if _CAPITAL_BEFORE.match(written, max(0, start - 2)):
                yield from _lettered(written, text, start)
            elif 1 < end - start < 4 and (plate := _small_plate(text, start, end)):
                yield Span(*plate.span(), Tag.PLATE)


_CAPITAL_BEFORE = re.compile(r"[A-Z](?:[\s-]?[0-9]|[A-Z][0-9])")


def _account(text: str, start: int, end: int) -> re.Match[str] | None:
    if end - start == 4:
        return CARD.match(text, start) or ACCOUNT.match(text, start)
    return IBAN.match(text, start - 2) if text[start - 2 : start] in _IBAN_COUNTRIES else None


def _swedish(text: str, start: int) -> Iterator[Span]:
    at = text.rfind("se", max(0, start - 4), start)
    for shape, tag in _SWEDISH:
        if found := shape.match(text, at):
            yield Span(*found.span(), tag)


def _lettered(written: str, text: str, start: int) -> Iterator[Span]:
    """A plate, passport or preparation whose letters end where this run of digits starts."""
    match = LETTERED.search(written, max(0, start - 4), start + 16)
    if match:
        kind = match.lastgroup or ""
        if kind != "plate" or _is_plate(written, text, match):
            yield Span(*match.span(), _TAGS[kind])


def _small_plate(text: str, start: int, end: int) -> re.Match[str] | None:
    """In small letters: where a car is spoken of, or letters that are no word are written as one with the digits."""
    glued = text[start - 1 : start].isalpha()
    if start < 3 or not (
        glued or (text[start - 4 : start - 1].isalpha() and not text[start - 5 : start - 4].isalpha())
    ):
        return None
    match = _SMALL_PLATE.search(text, max(0, start - 4), end + 1)
    if match is None or _CARS.intersection(words_before(text, match.start(), within=32)):
        return match
    letters = match["letters"]
    return None if match["gap"] or flags()[letters] or letters.upper() in _ABBREVIATIONS else match


def _is_plate(written: str, text: str, match: re.Match[str]) -> bool:
    """Whether a car is spoken of, or the letters are no abbreviation that a value follows."""
    if _CARS.intersection(words_before(text, match.start(), within=24)):
        return True
    letters, before = match[0][:3], written[match.start() - 1 : match.start()]
    return letters not in _ABBREVIATIONS and before != "-" and not is_measured(text, match.end())
