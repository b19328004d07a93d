"""One controller's decision on its part: a yes, a yes with conditions, a no; by which law, and what to do about it."""

from collections.abc import Iterator, Mapping, Sequence

from catalog.model import Words
from gateway.domain.letter import Behind, Section
from gateway.domain.ruling import Basis, Point
from gateway.words.bases import appeal, kind
from gateway.words.language import Language, said
from gateway.words.letters.parts import Body, Text, asked, called, day_of, listed, name_of, paragraphs
from gateway.words.objections import KINDS
from gateway.words.refusals import REFUSALS
from gateway.words.routing import capacity
from gateway.words.sheet import outcome
from spark_jobs.papers.paper import Kind

TITLES: Mapping[str, Words] = {
    "granted": Words(sv="Uppgifterna får lämnas ut till dig", en="The data may be disclosed to you"),
    "conditions": Words(
        sv="Uppgifterna får lämnas ut till dig, med förbehåll", en="The data may be disclosed to you, on conditions"
    ),
    "refused": Words(sv="Vår del av din begäran avslås", en="Our part of your request is refused"),
}

DECIDED: Mapping[str, Words] = {
    "granted": Words(
        sv="{name} beviljar sin del av din begäran: uppgifterna ur {datasets} får lämnas ut.",
        en="{name} grants its part of your request: the data from {datasets} may be disclosed.",
    ),
    "conditions": Words(
        sv="{name} beviljar sin del av din begäran: uppgifterna ur {datasets} får lämnas ut med de förbehåll som står "
        "nedan. Förbehållen binder alla som får uppgifterna.",
        en="{name} grants its part of your request: the data from {datasets} may be disclosed on the conditions below. "
        "They bind everybody who receives the data.",
    ),
    "refused": Words(
        sv="{name} avslår sin del av din begäran. Uppgifterna ur {datasets} lämnas inte ut.",
        en="{name} refuses its part of your request. The data from {datasets} are not disclosed.",
    ),
}

CONDITIONS = Words(sv="Förbehåll", en="Conditions")
REASONS = Words(sv="Skälen för beslutet", en="Reasons for the decision")
NO_REASONS = Words(
    sv="Vårdgivaren har inte skrivit några särskilda skäl. Vad som vägdes in framgår av bedömningen nedan.",
    en="The controller has written no particular reasons. What was weighed stands in the assessment below.",
)
KEPT = Words(
    sv="Trots invändning eller skydd lämnas också ut: {who}.",
    en="In spite of an objection or protection these are disclosed too: {who}.",
)
ASSESSED = Words(sv="Så har vi bedömt begäran", en="How the request was assessed")
ANSWERED = Words(sv="{question} {answer}. {reason}", en="{question} {answer}. {reason}")
LACKING = Words(sv="Det som saknades", en="What was missing")
LACKED = Words(sv="{sentence} ({paragraph}) {next_step}", en="{sentence} ({paragraph}) {next_step}")
LAW = Words(sv="Lagstöd", en="Legal basis")
NOW = Words(sv="Vad du kan göra nu", en="What you can do now")
NEXT: Mapping[str, Words] = {
    "granted": Words(
        sv="Du behöver inte göra något. Tillståndet utfärdas när alla vårdgivare som är tillfrågade har beslutat om "
        "sina delar, och omfattar det som har beviljats.",
        en="You need do nothing. The permit is issued when every controller that is asked has decided on its part, and "
        "covers what was granted.",
    ),
    "conditions": Words(
        sv="Läs förbehållen. Någon i projektet måste godta vart och ett av dem innan tillståndet kan utfärdas. Du "
        "godtar ett förbehåll där du följer din begäran.",
        en="Read the conditions. Somebody in the project must accept each of them before the permit can be issued. You "
        "accept a condition where you follow your request.",
    ),
    "refused": Words(
        sv="De andra vårdgivarna som du har frågat beslutar var för sig. Du får ett tillstånd för det som de "
        "beviljar. Du kan också lämna in en ny begäran, där det som saknades är åtgärdat.",
        en="The other controllers that you asked decide each for itself. You receive a permit for what they grant. "
        "You can also submit a new request in which what was missing is mended.",
    ),
}

APPEAL = Words(sv="Hur du överklagar", en="How to appeal")
NO_APPEAL = Words(sv="Beslutet kan inte överklagas", en="The decision cannot be appealed")
TO_COURT: Sequence[Words] = (
    Words(
        sv="Skriv till kammarrätten, men skicka eller lämna överklagandet till {name}. Det ska ha kommit in i tid; "
        "tiden räknas från den dag då du fick del av beslutet.",
        en="Write to the court, but send or hand the appeal to {name}. It must arrive in time, counted from the day on "
        "which you received the decision.",
    ),
    Words(
        sv="Tala om vilket beslut du överklagar (ärende och datum ovan), hur du vill att det ändras och varför. Skriv "
        "namn, personnummer eller organisationsnummer, postadress, e-postadress och telefonnummer, och bifoga det som "
        "du vill åberopa.",
        en="Say which decision you appeal (reference and date above), how you want it changed, and why. Give your "
        "name, personal or organisation number, postal address, e-mail and telephone, and enclose what you rely on.",
    ),
    Words(
        sv="{name} prövar först om överklagandet har kommit in i tid och skickar det sedan till kammarrätten.",
        en="{name} first looks whether the appeal has come in time, and then sends it to the court.",
    ),
)
BY = Words(sv="Beslutat av {decider}, {capacity}, {name}", en="Decided by {decider}, {capacity}, {name}")
BY_ALONE = Words(sv="Beslutat av {decider}, {name}", en="Decided by {decider}, {name}")


def decision(behind: Behind, language: Language) -> Text:
    """What the controller decided."""
    part, request = behind.paper.body, behind.body(Kind.ACCESS_REQUEST)
    how, name = _how(part), name_of(part)
    sheet = [Point.of(point) for point in behind.body(Kind.RULING).get("sheet", ())]
    sections = [
        _conditions(part, language),
        _reasons(part, language),
        _assessed(part, sheet, language),
        _lacking(sheet if how == "refused" else [], language),
        _law(part, language),
        Section(heading=said(NOW, language), texts=(said(NEXT[how], language),)),
        _appeal(part, how, language),
        asked(request, language, datasets=part["datasets"]),
    ]
    decided = said(DECIDED[how], language).format(name=name, datasets=listed(part["datasets"], language))
    return Text(
        day=day_of(part["decided_at"]),
        sender=name,
        title=said(TITLES[how], language),
        decision=(decided,),
        sections=tuple(section for section in sections if section is not None),
        signed=(_signed(part, request, language),),
    )


def _how(part: Body) -> str:
    if part["outcome"] != "granted":
        return "refused"
    return "conditions" if part["conditions"] else "granted"


def _conditions(part: Body, language: Language) -> Section | None:
    if not part["conditions"]:
        return None
    return Section(heading=said(CONDITIONS, language), points=tuple(str(one["text"]) for one in part["conditions"]))


def _reasons(part: Body, language: Language) -> Section:
    texts = list(paragraphs(part["reasons"])) or [said(NO_REASONS, language)]
    if kept := [said(KINDS[one], language) for one in part.get("kept", ())]:
        texts.append(said(KEPT, language).format(who=listed(kept, language)))
    return Section(heading=said(REASONS, language), texts=tuple(texts))


def _assessed(part: Body, sheet: Sequence[Point], language: Language) -> Section | None:
    answers = part.get("answers", ())
    if not answers:
        return None
    questions = {point.id: point.sv if language is Language.SV else point.en for point in sheet}
    points = tuple(
        said(ANSWERED, language).format(
            question=questions.get(one["point"], one["point"]),
            answer=outcome(one["answer"], language).capitalize(),
            reason=one["reason"],
        )
        for one in answers
    )
    return Section(heading=said(ASSESSED, language), points=points)


def _lacking(sheet: Sequence[Point], language: Language) -> Section | None:
    missing = dict.fromkeys(code for point in sheet if point.outcome == "no" for code in point.missing)
    points = tuple(_lacked(missing, language))
    return Section(heading=said(LACKING, language), points=points) if points else None


def _lacked(missing: Mapping[str, None], language: Language) -> Iterator[str]:
    for code in missing:
        if words := REFUSALS.get(code):
            swedish = language is Language.SV
            yield said(LACKED, language).format(
                sentence=words.sv if swedish else words.en,
                paragraph=words.paragraph,
                next_step=words.next_step_sv if swedish else words.next_step_en,
            )


def _law(part: Body, language: Language) -> Section | None:
    # Decisions from before it was kept say nothing of it.
    if not part.get("basis"):
        return None
    basis = Basis(**part["basis"])
    return Section(heading=said(LAW, language), texts=(f"{basis.paragraph}.", kind(basis, language)))


def _appeal(part: Body, how: str, language: Language) -> Section | None:
    if how == "granted" or not part.get("basis"):
        return None
    basis = Basis(**part["basis"])
    told = appeal(basis, language)
    if basis.appeal_weeks is None:
        return Section(heading=said(NO_APPEAL, language), texts=(told, f"{basis.appeal_paragraph}."))
    steps = (said(one, language).format(name=name_of(part)) for one in TO_COURT)
    return Section(heading=said(APPEAL, language), texts=(told, *steps, f"{basis.appeal_paragraph}."))


def _signed(part: Body, request: Body, language: Language) -> str:
    decider, name = called(part["decider"], request), name_of(part)
    if not part.get("capacity"):
        return said(BY_ALONE, language).format(decider=decider, name=name)
    return said(BY, language).format(decider=decider, capacity=capacity(part["capacity"], language), name=name)
