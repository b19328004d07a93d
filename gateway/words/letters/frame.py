"""What stands around every letter: who writes to whom, when, in which matter; and how the letter is checked."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.letter import Behind, Letter, LetterKind, Section
from gateway.words.language import Language, said
from gateway.words.letters.parts import Text, applicant, in_words
from spark_jobs.papers.paper import Kind

OFFICE = Words(
    sv="Utlämnande av hälsodata för forskning",
    en="Disclosure of health data for research",
)
DATE = Words(sv="Datum", en="Date")
CASE = Words(sv="Ärende", en="Our reference")
VERSION = Words(sv="{case}, version {version}", en="{case}, version {version}")
ABOUT_PERMIT = Words(sv="Tillstånd", en="Permit")
FOOTER = Words(sv="{sender} · {case}", en="{sender} · {case}")

CHECK = Words(sv="Så kontrollerar du brevet", en="How to check this letter")
MADE = Words(
    sv="Brevet är gjort av signerade handlingar, och inget annat. De ligger som bilagor i den här filen. Den handling "
    "som brevet berättar om har kontrollsumman:",
    en="This letter is made from signed papers, and from nothing else. They are attached to this file. The paper that "
    "the letter tells of has the digest:",
)
HOW = Words(
    sv="Den som vill veta att brevet är äkta kör kommandot nedan med regionens fil över betrodda nycklar. Då prövas "
    "varje signatur, och brevet görs om av handlingarna och jämförs med filen.",
    en="Whoever wants to know that the letter is genuine runs the command below with the region's file of trusted "
    "keys. Every signature is then checked, and the letter is made anew from the papers and compared with the file.",
)
COMMAND = "slussen check-letter {file} --trust trust.json"

KINDS: Mapping[LetterKind, Words] = {
    LetterKind.DECISION: Words(sv="Beslut om en del", en="Decision on a part"),
    LetterKind.SAMPLES: Words(sv="Beslut om prover", en="Decision on samples"),
    LetterKind.RETURN: Words(sv="Begäran om komplettering", en="Return for completion"),
    LetterKind.REFUSAL: Words(sv="Avslag på hela begäran", en="Refusal of the whole request"),
    LetterKind.PERMIT: Words(sv="Tillstånd", en="Permit"),
    LetterKind.EXTENSION: Words(sv="Beslut om förlängning", en="Decision on an extension"),
    LetterKind.REVOCATION: Words(sv="Återkallelse av tillstånd", en="Revocation of a permit"),
    LetterKind.DELETION: Words(sv="Intyg om borttagna uppgifter", en="Certificate of deletion"),
}

FILES: Mapping[LetterKind, Words] = {
    LetterKind.DECISION: Words(sv="beslut", en="decision"),
    LetterKind.SAMPLES: Words(sv="provbeslut", en="samples"),
    LetterKind.RETURN: Words(sv="komplettering", en="completion"),
    LetterKind.REFUSAL: Words(sv="avslag", en="refusal"),
    LetterKind.PERMIT: Words(sv="tillstand", en="permit"),
    LetterKind.EXTENSION: Words(sv="forlangning", en="extension"),
    LetterKind.REVOCATION: Words(sv="aterkallelse", en="revocation"),
    LetterKind.DELETION: Words(sv="tomning", en="deletion"),
}
"""What each letter's file is called, in letters that every system can write."""


def framed(behind: Behind, text: Text, language: Language) -> Letter:
    """The whole letter."""
    request = behind.body(Kind.ACCESS_REQUEST)
    case = said(VERSION, language).format(case=request["access_request"], version=request["version"])
    reference = [(said(DATE, language), in_words(text.day, language)), (said(CASE, language), case)]
    for permit in behind.bodies(Kind.PERMIT):
        reference.append((said(ABOUT_PERMIT, language), str(permit["permit"])))
    return Letter(
        kind=behind.kind,
        language=language.value,
        day=text.day,
        sender=text.sender,
        office=said(OFFICE, language),
        reference=tuple(reference),
        addressee=tuple(part.strip() for part in applicant(request, language).split(",", 1)),
        title=text.title,
        decision=text.decision,
        sections=text.sections,
        signed=text.signed,
        check=_check(behind, language),
        footer=said(FOOTER, language).format(sender=text.sender, case=request["access_request"]),
        papers=behind.papers,
    )


def file_name(behind_kind: LetterKind, language: Language, *, about: str) -> str:
    """What the letter's file is called."""
    return f"{said(FILES[behind_kind], language)}-{about}.{language.value}.pdf"


def _check(behind: Behind, language: Language) -> Section:
    command = COMMAND.format(file="brev.pdf" if language is Language.SV else "letter.pdf")
    return Section(
        heading=said(CHECK, language),
        texts=(said(MADE, language), behind.paper.digest, said(HOW, language), command),
    )
