"""Letters about a whole request: it goes back for completion, or nothing of it was granted."""

from collections.abc import Iterable, Sequence

from catalog.model import Words
from gateway.domain.errors import Invalid
from gateway.domain.letter import Behind, Section
from gateway.domain.ruling import Basis
from gateway.words.bases import appeal
from gateway.words.language import Language, said
from gateway.words.letters.decision import NOW, REASONS
from gateway.words.letters.parts import Body, Text, asked, called, day_of, listed, name_of, paragraphs
from spark_jobs.papers.paper import Kind

POINT_OF_CONTACT = Words(sv="Samordningen för forskningsuttag", en="Coordination of research extracts")

RETURNED = Words(sv="Din begäran behöver kompletteras", en="Your request needs to be completed")
GOES_BACK = Words(
    sv="Vi skickar tillbaka version {version} av din begäran. Den prövas när du har kompletterat den och lämnat in "
    "den på nytt.",
    en="We send version {version} of your request back. It is decided once you have completed it and submitted it "
    "again.",
)
LACKS = Words(sv="Det här saknas", en="What is missing")
COMPLETE = Words(
    sv="Öppna begäran, rätta eller lägg till det som saknas och lämna in den igen. Det du redan har skrivit finns "
    "kvar. Vill du inte gå vidare kan du återta begäran.",
    en="Open the request, correct or add what is missing, and submit it again. What you have written is still there. "
    "If you do not want to go on, you can withdraw the request.",
)
NO_DECISION = Words(
    sv="Detta är inget beslut i sak och kan inte överklagas. Delar som redan var beslutade i den här versionen prövas "
    "igen.",
    en="This is no decision on the merits and cannot be appealed. Parts of this version that were decided already are "
    "decided anew.",
)
SENT_BY = Words(sv="Skickat av {by}, samordnare", en="Sent by {by}, coordinator")

REFUSED = Words(sv="Din begäran avslås", en="Your request is refused")
NOTHING = Words(
    sv="Inget av det som du har begärt lämnas ut, och inget tillstånd utfärdas.",
    en="Nothing of what you asked for is disclosed, and no permit is issued.",
)
STANDS = Words(
    sv="Ändringen av tillståndet avslås. Det tillstånd som du har gäller som förut.",
    en="The amendment of the permit is refused. The permit that you have holds as before.",
)
PARTS = Words(sv="Så har vårdgivarna beslutat", en="What the controllers decided")
SAID_NO = Words(sv="{name} avslog sin del: {datasets}. {reasons}", en="{name} refused its part: {datasets}. {reasons}")
SAID_YES = Words(sv="{name} beviljade sin del: {datasets}.", en="{name} granted its part: {datasets}.")
WITHHELD = Words(
    sv="{name}, biobank {biobank}: proverna får inte användas, så {datasets} lämnas inte ut. {reasons}",
    en="{name}, biobank {biobank}: the samples may not be used, so {datasets} are not disclosed. {reasons}",
)
ROUTES = Words(sv="Om du inte är nöjd", en="If you disagree")
EACH = Words(
    sv="Varje vårdgivare beslutar om sina egna uppgifter och svarar för sitt eget beslut. Du får ett brev från var "
    "och en, med skälen och med hur det beslutet kan prövas.",
    en="Each controller decides on its own data and answers for its own decision. You receive a letter from each, "
    "with its reasons and with how that decision can be reviewed.",
)
ROUTE = Words(sv="{name}: {appeal}", en="{name}: {appeal}")
TOGETHER = Words(sv="Sammanställt ur vårdgivarnas beslut", en="Put together from the controllers' decisions")


def returned(behind: Behind, language: Language) -> Text:
    """That a version goes back, and what is missing."""
    sent, request = behind.paper.body, behind.body(Kind.ACCESS_REQUEST)
    return Text(
        day=day_of(sent["on"]),
        sender=said(POINT_OF_CONTACT, language),
        title=said(RETURNED, language),
        decision=(said(GOES_BACK, language).format(version=sent["version"]),),
        sections=(
            Section(heading=said(LACKS, language), texts=paragraphs(sent["because"])),
            Section(heading=said(NOW, language), texts=(said(COMPLETE, language), said(NO_DECISION, language))),
            asked(request, language),
        ),
        signed=(said(SENT_BY, language).format(by=called(sent["by"], request)),),
    )


def refusal(behind: Behind, language: Language) -> Text:
    """That nothing is granted. Raises Invalid (no-letter) where the parts do not say so of everything asked for."""
    request = behind.body(Kind.ACCESS_REQUEST)
    parts = [part for part in behind.bodies(Kind.PART_DECISION) if part["access_request"] == behind.paper.digest]
    samples = [one for one in behind.bodies(Kind.SAMPLE_DECISION) if one["access_request"] == behind.paper.digest]
    _nothing_granted(request, [*parts, *samples])
    told = [*(_part(part, language) for part in parts), *(_samples(one, language) for one in samples if _no(one))]
    routes = tuple(_route(part, language) for part in parts if _no(part) and part.get("basis"))
    last = max(day_of(one["decided_at"]) for one in (*parts, *samples))
    return Text(
        day=last,
        sender=said(POINT_OF_CONTACT, language),
        title=said(REFUSED, language),
        decision=(said(STANDS if request.get("amends") else NOTHING, language),),
        sections=(
            Section(heading=said(PARTS, language), points=tuple(told)),
            Section(heading=said(REASONS, language), texts=(said(EACH, language),)),
            Section(heading=said(ROUTES, language), points=routes),
            asked(request, language),
        ),
        signed=(said(TOGETHER, language),),
    )


def _nothing_granted(request: Body, decided: Sequence[Body]) -> None:
    refused = {name for one in decided if _no(one) for name in one["datasets"]}
    wanted = {column["dataset"] for column in request["columns"]}
    # An amendment ends with the first no: what stands of the permit is not asked for anew.
    if not refused or not (request.get("amends") or wanted <= refused):
        raise Invalid("These papers do not refuse the whole request.", where="papers", reason="no-letter")


def _no(decided: Body) -> bool:
    return bool(decided["outcome"] == "refused")


def _part(part: Body, language: Language) -> str:
    words = SAID_NO if _no(part) else SAID_YES
    datasets, reasons = listed(part["datasets"], language), _joined(paragraphs(part["reasons"]))
    return said(words, language).format(name=name_of(part), datasets=datasets, reasons=reasons).strip()


def _samples(made: Body, language: Language) -> str:
    datasets, reasons = listed(made["datasets"], language), _joined(paragraphs(made["reasons"]))
    told = said(WITHHELD, language)
    return told.format(name=made["body"], biobank=made["biobank"], datasets=datasets, reasons=reasons).strip()


def _route(part: Body, language: Language) -> str:
    return said(ROUTE, language).format(name=name_of(part), appeal=appeal(Basis(**part["basis"]), language))


def _joined(texts: Iterable[str]) -> str:
    return " ".join(texts)
