"""
Whether "12/4" is a day. It may be half a tablet, a score or a murmur's grade; the words about it tell.

The word right before decides, then a unit right after, then the words near; what is left is a day unless it looks
like a fraction or a score: 1/2, 5/10.
"""

import re

from pseudonymisation.text.calendar_words import WEEKDAYS
from pseudonymisation.text.shapes import is_measured, words_before

_LEADING = frozenset(
    "den d ater dag datum per sedan fran till och from tom fom t o m f mellan fore efter innan senast sen runt omkring "
    "op opererad opererades operation besok aterbesok ab kontroll kontrollen tid inkom inkommer inlagd inlagges "
    "inskriven "
    "inskrevs utskriven utskrevs utskrivning inskrivning ankom kom skickad skickas svar remiss mottagen daterad "
    "hemgang "
    "provtagning prover prov taget tagen togs tas lab rtg rontgen ct dt mr mri ekg us ul undersokning "
    "man tis ons tors fre lor son mandag tisdag onsdag torsdag fredag lordag sondag mandagen tisdagen onsdagen "
    "torsdagen fredagen lordagen sondagen anteckning journal telefonkontakt kontakt ringde ringt vardtillfalle vtf "
    "nasta nytt ny bokad bokas kallas avled fodd gavs insatt insattes utsatt utsattes start startade startas borjade "
    "debut debuterade insjuknade fall foll olycka trauma hemma vardad vardades akuten akutbesok anlande on since "
    "from until to of by dated seen admitted discharged visit date dob born monday tuesday wednesday thursday friday "
    "saturday sunday and between before after planerad planeras planerat ronden rond kl datumet bb sjukskriven "
    "sjukskrivning sjukskrivs giltig galler gallande uppdaterad reviderad signerad signerat dikterat".split()
)
_MEASURING = frozenset(
    "vas nrs smarta smartan smartor smartskattning skattar skattad skattas skattade poang score skala skalan styrka "
    "kraft kraften grovkraft grad blasljud blasljudet systoliskt diastoliskt visus syn synskarpa apgar borg tabl "
    "tablett tabletter dos dosen doser mmse mmt moca gcs rls bt blodtryck blodtrycket tryck trycket gaf madras kvot "
    "ratio news mews karnofsky ecog asa barthel katz pain scale grade strength murmur apgar visual acuity power reflex "
    "reflexer pulsar puls pulse frailty cfs rass phq gad audit hoger vanster od os ou half halv "
    "tar ge ger take takes".split()
)
_FRACTION_BASES = frozenset({2, 3, 4, 5, 6, 10})
_NEXT_TO_A_DAY = re.compile(
    r"\s{0,2}(?:[-–,]|och|till|o|to|and)\s{0,2}(?:den\s)?(?P<day>[0-3]?[0-9])/(?P<month>[01]?[0-9])(?![0-9/])"
)
_AFTER_A_DAY = re.compile(
    r"(?<![0-9])(?P<day>[0-3]?[0-9])/(?P<month>[01]?[0-9])\s{0,2}(?:[-–,]|och|till|o|to|and)\s{0,2}(?:den\s)?$"
)
_DOSE_AFTER = re.compile(
    r"\s{0,2}(?:-\s?[12](?:/2)?\b\s?)?(?:tabl?|tbl|t(?!\.?\s?o\.?\s?m\b)|dos|poang|p(?![a-z.])|av|i\s(?:smarta|styrka|kraft)|enl|pa\s(?:vas|nrs|skala)"
    r"|vas|nrs|delar|kvartar|of|pain|strength|systolic|murmur)(?![a-z])"
)
_WEEKDAY_BEFORE = re.compile(rf"\b(?:{WEEKDAYS}\.?,?\s{{1,2}}(?:(?:den|d|the)\.?\s{{1,2}})?|den\s{{1,2}})$")
_LINE_START = re.compile(r"(?:^|\n)[\s•*·\-–]{0,6}$")
_HEADS = re.compile(r"\s{0,2}(?:kl\b|hos\b|kommer\b|pga\b|p\.?g\.?a\b|[:;]|\d{1,2}[:.]\d\d\b)")


def is_day(plain_text: str, start: int, end: int, *, day: int, month: int) -> bool:
    """Whether the number pair between these places, a day and a month by size, is a date."""
    near = words_before(plain_text, start)
    close = plain_text[start - 1 : start] in {" ", "\t", "\n", ".", ":"}
    doses = _DOSE_AFTER.match(plain_text, end)
    if near and near[-1] in _LEADING and close and not doses:
        return True
    if is_measured(plain_text, end) or (doses and (doses[0].strip() != "av" or _is_fraction(day, month))):
        return False
    line = words_before(plain_text, start, within=_on_line(plain_text, start))
    if _MEASURING.intersection((*near[-1:], *line[-3:])):
        return False
    return not _is_fraction(day, month) or _stands_as_a_day(plain_text, start, end)


def _is_fraction(day: int, month: int) -> bool:
    """Whether it may as well be a part of something, or points out of so many."""
    return month in _FRACTION_BASES and day <= month


def _on_line(plain_text: str, start: int) -> int:
    return min(32, start - plain_text.rfind("\n", 0, start) - 1)


def with_weekday(plain_text: str, start: int) -> int:
    """Where the weekday or the article begins that stands before a date and belongs to it."""
    before = _WEEKDAY_BEFORE.search(plain_text, max(0, start - 20), start)
    return before.start() if before else start


def _stands_as_a_day(plain_text: str, start: int, end: int) -> bool:
    """Whether its place says day: a line's start, brackets, a list of days, a time of day behind it."""
    if plain_text[start - 1 : start] == "(" and plain_text[end : end + 1] in {")", ",", ":"}:
        return True
    for other in (_NEXT_TO_A_DAY.match(plain_text, end), _AFTER_A_DAY.search(plain_text, max(0, start - 16), start)):
        if other and not _is_fraction(int(other["day"]), int(other["month"])):
            return True
    return bool(_HEADS.match(plain_text, end) or _LINE_START.search(plain_text, max(0, start - 8), start))
