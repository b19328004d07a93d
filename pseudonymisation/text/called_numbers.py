"""
Numbers that only the word before them gives away: "förskrivarkod 1234567", "dossiernr 50-123456", "S/N 4411-A".

A table of words, each with what its number is and how many digits make it one. Words that stand before other numbers
as well, as "prov" and "pat", want a sign that a number is meant: "nr", "id" or a colon.
"""

import re
from collections.abc import Iterator

from pseudonymisation.text.letters import Sieve
from pseudonymisation.text.reading import Reading
from pseudonymisation.text.recognizer import Recognizer
from pseudonymisation.text.shapes import digits_of, is_measured, is_of_goods
from pseudonymisation.text.spans import Span, Tag

_CALLED: dict[Tag, str] = {
    Tag.IDENTITY_NUMBER: "pnr personnr personnummer personnumret persnr prsnr pers.nr samordningsnr samordningsnummer "
    "samordn reservnr reservnummer reservid tillfalligt t-nr nin ssn lma lmakort lmanr lmanummer dossier dossiernr "
    "dossiernummer mv migrationsverket nhs mrn patientid patid patientnr patientnummer personid cpr fnr fodselsnummer "
    "id-nr idnr idnummer identitetsnummer identitetsnr legitimationsnr legitimationsnummer korkort korkortsnr nid",
    Tag.HSA_ID: "hsa hsaid hsaidnr",
    Tag.STAFF_CODE: "forskrivarkod forskrivarkoden forskrivarnr forskrivarid forskr legitimation "
    "legitimationskod legnr "
    "leg arbetsplatskod arbetsplatskoden arbetsplatsnr apk siths sithskort certifikat certifikatnr kortserienr "
    "tjanstekort tjanstekortsnr efos kombika kombikakod kombikod inrattningskod klinikkod enhetskod enhetsid "
    "kostnadsstalle kstnr anstallningsnr anstnr gln prescriber licence license npi dea gmc",
    Tag.ORGANISATION_NUMBER: "orgnr organisationsnr organisationsnummer orgnummer momsnr momsregnr momsregistreringsnr "
    "vat vatnr",
    Tag.ACCOUNT: "bg bankgiro bankgironr pg plusgiro plusgironr postgiro konto kontonr kontonummer bankkonto clearing "
    "clearingnr clearingnummer personkonto sparkonto lonekonto iban account acct swish swishnr swishnummer kontokort",
    Tag.PASSPORT: "pass passnr passnummer passport passet",
    Tag.PLATE: "regnr registreringsnummer registreringsnr regnummer reg bil bilen fordon fordonet moped "
    "mopeden slap slapet car vehicle plate plates",
    Tag.CASE_NUMBER: "remiss remissnr remissnummer remissid remissen rid accession accessionsnr accessionsnummer acc "
    "accnr provnr provnummer provid prov labnr labnummer labid labbnr lid lidnr lidnummer ordernr ordernummer orderid "
    "bestallningsnr undersokningsnr undersokningsid usnr preparatnr preparat padnr pad arendenr arendenummer arende "
    "arendeid dnr diarienr diarienummer journalnr journalnummer journalid journal jnr kontaktid vardkontaktid vtf "
    "vardtillfallesid kundnr kundnummer medlemsnr medlemsnummer forsakringsnr forsakringsnummer skadenr skadenummer "
    "polisarende anmalningsnr malnr studienr studieid randnr receptid receptnr bokningsnr sampleid sample specimen "
    "claim policy case order record studynr referral patient studiekod deltagarnr inskrivningsnr svarsnr svarsid "
    "id ref mal anm no rontgennr rtgnr bildnr visit encounter chart",
    Tag.DEVICE: "serienr serienummer serienumret serienr tillverkningsnr sn serial imei udi enhetsnr apparatnr "
    "inventarienr inventarienummer utrustningsnr apparatid deviceid device gtin mac hjalpmedelsnr individnr imeinr",
}
CALLED = {word: tag for tag, words in _CALLED.items() for word in words.split()}
_OFTEN_OTHERWISE = frozenset(
    "pass passet leg legitimation prov pad remiss remissen preparat arende journal order record case policy claim "
    "account patient referral sample specimen visit encounter chart device acc license licence certifikat mv "
    "migrationsverket korkort serial gtin mac tillfalligt dea pg "
    "id ref mal anm no".split()
)
_FEW_ENOUGH = {Tag.STAFF_CODE: 5, Tag.IDENTITY_NUMBER: 5, Tag.ACCOUNT: 5, Tag.HSA_ID: 1, Tag.PASSPORT: 6, Tag.PLATE: 2}

LINK = re.compile(
    r"(?P<link>[\s.,:;=#/(\-–]{0,3}(?:(?:nr|nummer|id|kod|kort|number|no|num|code|numret|serienr)(?![a-z])"
    r"[\s.:;=#()\-–]{0,4}(?:nr|nummer|number|no)?[\s.:;=#]{0,3}|[:#=]\s{0,3})?)"
    r"(?:(?:ar|is|pa|med|lak|lakare|ssk|psyk|psykolog|bm)[\s(]{1,2})?\s{0,2}"
    r"(?P<value>(?:[a-z]{1,3}[- ]|[a-z]{1,12}-?)?[0-9][0-9a-z]{0,30}"
    r"(?:[-/:._+ ()]{1,3}[0-9][0-9a-z]{0,14}|[-/:._][a-z0-9]{1,14}){0,12})"
)


_LAST_FIVE = frozenset({"ummer", "umret", "umber"})
_OF_GOODS = frozenset("artikelnr varunr rumsnr sidnr salsnr versionsnr versionsnummer lotnr batchnr".split())
_PLATE = re.compile(r"[a-z]{3}[ -]?[0-9]{2}[0-9a-z]")
_ANY_PLATE = re.compile(r"[a-z]{1,3}[ -]?[0-9]{2,5}(?:[ -][0-9]{1,3})?")
SERIAL = re.compile(r"s/n[\s.:#]{0,4}(?P<only>(?=[a-z-]{0,8}[0-9])[a-z0-9]{2,30}(?:[-/][a-z0-9]{1,14}){0,4})")


class CalledNumbers(Recognizer):
    """Whatever a word calls a number of a person, staff, unit, account, case, sample or device."""

    tags = tuple(_CALLED)

    def spans(self, reading: Reading) -> Iterator[Span]:
        if not reading.numbers:
            return
        for word in _CALLING.sifted(reading.words):
            if found := _called(reading.plain, word.plain, word.end):
                yield found
        if "s/n" in reading.plain:
            yield from (Span(*match.span("only"), Tag.DEVICE) for match in SERIAL.finditer(reading.plain))


# Whatever may stand before a number.
_CALLING = Sieve(lambda word: word in CALLED or word.endswith("nr") or word[-5:] in _LAST_FIVE)


def _called(text: str, word: str, end: int) -> Span | None:
    """The number that this word calls so; a word of the table, or any that ends in "nr", "nummer" and the like."""
    tag = CALLED.get(word, Tag.CASE_NUMBER)
    match = LINK.match(text, end)
    if match is None or word in _OF_GOODS or is_measured(text, match.end()) or is_of_goods(text, match.start("value")):
        return None
    if len(digits_of(match["value"])) < _FEW_ENOUGH.get(tag, 3):
        return None
    if tag is Tag.PLATE and not _is_plate(match["value"], word):
        return None
    if word in _OFTEN_OTHERWISE and not match["link"].strip(" .-") and not _is_plainly_a_number(match["value"]):
        return None
    return Span(*match.span("value"), Tag.HSA_ID if match["value"].startswith("se") else tag)


def _is_plate(value: str, word: str) -> bool:
    """A Swedish plate; after a word that says nothing but plate, any other country's too."""
    return bool(_PLATE.fullmatch(value) or (word.startswith("reg") and _ANY_PLATE.fullmatch(value)))


def _is_plainly_a_number(value: str) -> bool:
    """Whether there is a run of five digits, four beside a slash, or a plusgiro: no dose and no year is so."""
    return re.search(r"[0-9]{5}|[0-9]{4}/[0-9]{2}|^[0-9]{1,3} [0-9 ]{2,9}-[0-9]$", value) is not None
