"""Letters about a permit: it is issued, extended or not, revoked; and the rows that came of it are gone."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from catalog.model import Words
from gateway.domain.errors import Invalid
from gateway.domain.letter import Behind, Section
from gateway.words.language import Language, said
from gateway.words.letters.decision import APPEAL, CONDITIONS, LAW, NOW, REASONS
from gateway.words.letters.parts import UNTIL, Body, Text, called, day_of, in_words, listed, name_of, paragraphs
from gateway.words.letters.parts import told_day as day
from spark_jobs.papers.paper import Kind

ISSUED = Words(sv="Tillstånd att använda hälsodata för forskning", en="Permit to use health data for research")
AMENDED = Words(sv="Ändrat tillstånd att använda hälsodata för forskning", en="Amended permit to use health data")
MAY = Words(
    sv="Du får tillstånd att använda de uppgifter som står i det här brevet, från {first} till och med {last}, för "
    "studien {study}.",
    en="You may use the data that stand in this letter, from {first} to {last}, both days inside, for the study "
    "{study}.",
)
REPLACES = Words(
    sv="Tillståndet ersätter ett tidigare. Det som var levererat under det tidigare stängs när det nya uttaget finns.",
    en="This permit replaces an earlier one. What was delivered under that one closes once the new extract is there.",
)
TERMS = Words(sv="Tillståndet", en="The permit")
ROWS: Mapping[str, Words] = {
    "permit": Words(sv="Tillstånd", en="Permit"),
    "valid": Words(sv="Gäller", en="Valid"),
    "controllers": Words(sv="Vårdgivare", en="Controllers"),
    "people": Words(sv="Får använda uppgifterna", en="May use the data"),
    "maximum": Words(sv="Högst antal personer", en="At most so many persons"),
    "period": Words(sv="Uppgifter från", en="Data from"),
    "ethics": Words(sv="Etikgodkännande", en="Ethics approval"),
    "rules": Words(sv="Reglernas utgåva", en="Release of the rules"),
}
GRANTED = Words(sv="Det här lämnas ut", en="What is disclosed")
COLUMNS = Words(sv="{dataset}: {columns}", en="{dataset}: {columns}")
DECIDED_BY = Words(sv="Vårdgivarnas beslut", en="The controllers' decisions")
ONE_PART = Words(sv="{name} {did} sin del {day}.", en="{name} {did} its part on {day}.")
DID: Mapping[str, Words] = {
    "granted": Words(sv="beviljade", en="granted"),
    "refused": Words(sv="avslog", en="refused"),
}
OBLIGED = Words(sv="Det här gäller för dig", en="What you must observe")
DUTIES: tuple[Words, ...] = (
    Words(
        sv="Bara de som är namngivna här får använda uppgifterna, och bara för den här studien.",
        en="Only those who are named here may use the data, and only for this study.",
    ),
    Words(
        sv="Uppgifterna stannar i den slutna arbetsytan. Försök aldrig ta reda på vem en person i dem är.",
        en="The data stay in the closed workspace. Never try to find out who a person in them is.",
    ),
    Words(
        sv="Uppgifterna omfattas av sekretess hos dig också. Förbehåll som en vårdgivare har ställt binder var och en "
        "som får dem.",
        en="The data are secret with you as well. Conditions that a controller has set bind each person who receives "
        "them.",
    ),
    Words(
        sv="Behöver du mer tid begär du förlängning senast en månad innan tillståndet löper ut. Efter sista dagen "
        "stängs arbetsytan, och den töms senare.",
        en="If you need more time, ask for an extension a month before the permit expires at the latest. After the "
        "last day the workspace closes, and is emptied later.",
    ),
)
PARTS_APPEALED = Words(
    sv="Tillståndet är summan av vårdgivarnas beslut, varken mer eller mindre. Vill du få ett avslag eller ett "
    "förbehåll prövat överklagar du den vårdgivarens beslut. Hur står i brevet om det.",
    en="The permit is the sum of the controllers' decisions, neither more nor less. To have a refusal or a condition "
    "reviewed, appeal that controller's decision. How is said in the letter about it.",
)
ISSUED_BY = Words(
    sv="Utfärdat {day} när alla delar var beslutade; utfärdandet varken lägger till eller tar bort något",
    en="Issued on {day}, when every part was decided; issuing neither adds nor takes away",
)

EXTENDED = Words(sv="Ditt tillstånd är förlängt", en="Your permit is extended")
NOT_EXTENDED = Words(sv="Ditt tillstånd förlängs inte", en="Your permit is not extended")
UNTIL_THEN = Words(
    sv="Tillståndet gäller till och med {until}. Allt annat i det är som förut.",
    en="The permit holds until {until}, that day inside. Everything else in it is as before.",
)
ENDS = Words(
    sv="Tillståndet gäller till och med {until}, som det var utfärdat. Du begärde att det skulle gälla till {asked}.",
    en="The permit holds until {until}, as it was issued. You asked that it hold until {asked}.",
)
YOU_SAID = Words(sv="Varför du begärde det", en="Why you asked for it")
PLAN = Words(
    sv="Tillståndet förlängs högst en gång. Planera så att du är klar i tid.",
    en="A permit is extended once at most. Plan so that you are done in time.",
)
FINISH = Words(
    sv="Avsluta arbetet innan tillståndet löper ut. Räcker inte tiden kan du lämna in en ny begäran.",
    en="Finish before the permit expires. If the time is too short, you can submit a new request.",
)
EXTENSION_LAW = "EHDS (EU) 2025/327 art. 68(12)."

REVOKED = Words(sv="Ditt tillstånd är återkallat", en="Your permit is revoked")
ENDED = Words(
    sv="Tillståndet {permit} upphörde {day}. Från den dagen får uppgifterna inte användas, och arbetsytan är stängd.",
    en="The permit {permit} ended on {day}. From that day the data may not be used, and the workspace is closed.",
)
STOP = Words(
    sv="Sluta använda uppgifterna nu. Resultat som redan är utlämnade berörs inte. Anser du att återkallelsen är fel, "
    "skriv till samordningen och till den vårdgivare vars uppgifter det gäller: de kan pröva saken på nytt.",
    en="Stop using the data now. Results that were released already are not affected. If you think that the "
    "revocation is wrong, write to the coordination and to the controller whose data it concerns: they can decide the "
    "matter anew.",
)
REVOCATION_LAW = "EHDS (EU) 2025/327 art. 63(3)."

EMPTIED = Words(sv="Intyg: uppgifterna är borttagna", en="Certificate: the data are deleted")
GONE = Words(
    sv="Arbetsytan {workspace} tömdes {day}. {files} filer är borta, och platserna lästes efteråt utan att någon av "
    "dem fanns kvar.",
    en="The workspace {workspace} was emptied on {day}. {files} files are gone, and the places were read afterwards "
    "without finding any of them.",
)
STAYS = Words(sv="Det som finns kvar", en="What stays")
STAY = Words(
    sv="Kvar ligger bara handlingar som inte innehåller uppgifter om någon person: {stays}.",
    en="Only papers stay that hold nothing of any person: {stays}.",
)
FILES = Words(sv="Borttagna filer", en="Deleted files")
NOTHING_TO_DO = Words(
    sv="Du behöver inte göra något. Spara intyget med studiens övriga handlingar.",
    en="You need do nothing. Keep the certificate with the other papers of the study.",
)
BY_RUNNER = Words(
    sv="Intygat och signerat av datahallens körning", en="Certified and signed by the data plane's runner"
)
BY = Words(sv="Beslutat av {by}, samordnare", en="Decided by {by}, coordinator")


def permit(behind: Behind, language: Language) -> Text:
    """For whom, what, until when. Raises Invalid (no-letter) where a part that was asked for has no decision here."""
    issued, request = behind.paper.body, behind.body(Kind.ACCESS_REQUEST)
    _every_part(behind, request)
    first, last = day(issued["valid_from"], language), day(issued["valid_until"], language)
    may = said(MAY, language).format(first=first, last=last, study=request["cohort"]["title"])
    conditions = tuple(
        f"{name_of(part)}: {one['text']}" for part in behind.bodies(Kind.PART_DECISION) for one in part["conditions"]
    )
    bases = {part["basis"]["paragraph"]: None for part in behind.bodies(Kind.PART_DECISION) if part.get("basis")}
    law = tuple(f"{paragraph}." for paragraph in bases)
    sections = [
        Section(heading=said(TERMS, language), rows=tuple(_rows(behind, issued, request, language))),
        Section(heading=said(GRANTED, language), points=tuple(_columns(issued, language))),
        Section(heading=said(DECIDED_BY, language), points=tuple(_parts(behind, language))),
        *([Section(heading=said(CONDITIONS, language), points=conditions)] if conditions else []),
        Section(heading=said(OBLIGED, language), points=tuple(said(duty, language) for duty in DUTIES)),
        *([Section(heading=said(LAW, language), points=law)] if law else []),
        Section(heading=said(APPEAL, language), texts=(said(PARTS_APPEALED, language),)),
    ]
    return Text(
        day=day_of(issued["issued_on"]),
        sender=_sender(behind, language),
        title=said(AMENDED if issued.get("amends") else ISSUED, language),
        decision=(may, *([said(REPLACES, language)] if issued.get("amends") else [])),
        sections=tuple(sections),
        signed=(said(ISSUED_BY, language).format(day=day(issued["issued_on"], language)),),
    )


def extension(behind: Behind, language: Language) -> Text:
    """What was decided on the extension that was asked for."""
    made, asked, issued = behind.paper.body, behind.body(Kind.EXTENSION_REQUEST), behind.body(Kind.PERMIT)
    granted = made["outcome"] == "granted"
    until = day(made["until"] if granted else issued["valid_until"], language)
    told = said(UNTIL_THEN if granted else ENDS, language).format(until=until, asked=day(asked["until"], language))
    return Text(
        day=day_of(made["on"]),
        sender=_sender(behind, language),
        title=said(EXTENDED if granted else NOT_EXTENDED, language),
        decision=(told,),
        sections=(
            Section(heading=said(REASONS, language), texts=paragraphs(made["reasons"])),
            Section(heading=said(YOU_SAID, language), texts=paragraphs(asked["because"])),
            Section(heading=said(LAW, language), texts=(EXTENSION_LAW,)),
            Section(heading=said(NOW, language), texts=(said(PLAN if granted else FINISH, language),)),
        ),
        signed=(_by(made["by"], behind, language),),
    )


def revocation(behind: Behind, language: Language) -> Text:
    """That the permit has ended, and why."""
    made = behind.paper.body
    return Text(
        day=day_of(made["on"]),
        sender=_sender(behind, language),
        title=said(REVOKED, language),
        decision=(said(ENDED, language).format(permit=made["permit"], day=day(made["on"], language)),),
        sections=(
            Section(heading=said(REASONS, language), texts=paragraphs(made["because"])),
            Section(heading=said(LAW, language), texts=(REVOCATION_LAW,)),
            Section(heading=said(NOW, language), texts=(said(STOP, language),)),
        ),
        signed=(_by(made["by"], behind, language),),
    )


def deletion(behind: Behind, language: Language) -> Text:
    """That the rows are gone."""
    made = behind.paper.body
    emptied = day_of(made["emptied_at"])
    files = tuple(f"{one['path']}, {one['sha256']}" for one in made["files"])
    gone = said(GONE, language).format(
        workspace=made["workspace"], day=in_words(emptied, language), files=len(made["files"])
    )
    return Text(
        day=emptied,
        sender=_sender(behind, language),
        title=said(EMPTIED, language),
        decision=(gone,),
        sections=(
            Section(
                heading=said(STAYS, language), texts=(said(STAY, language).format(stays=", ".join(made["stays"])),)
            ),
            Section(heading=said(NOW, language), texts=(said(NOTHING_TO_DO, language),)),
            *([Section(heading=said(FILES, language), points=files)] if files else []),
        ),
        signed=(said(BY_RUNNER, language),),
    )


def _every_part(behind: Behind, request: Body) -> None:
    # Whoever takes a part away takes its conditions away with it: such a letter is none, whatever its papers say.
    decided = {dataset for part in behind.bodies(Kind.PART_DECISION) for dataset in part["datasets"]}
    if not {column["dataset"] for column in request["columns"]} <= decided:
        raise Invalid("The letter lacks the decision on a part.", where="papers", reason="no-letter")


def _sender(behind: Behind, language: Language) -> str:
    covered = behind.body(Kind.PERMIT)["controllers"]
    names = {part["controller"]: name_of(part) for part in behind.bodies(Kind.PART_DECISION)}
    return listed([names.get(controller, controller) for controller in covered], language)


def _by(somebody: str, behind: Behind, language: Language) -> str:
    return said(BY, language).format(by=called(somebody, behind.body(Kind.ACCESS_REQUEST)))


def _rows(behind: Behind, issued: Body, request: Body, language: Language) -> Iterator[tuple[str, str]]:
    def row(name: str, told: str) -> tuple[str, str]:
        return said(ROWS[name], language), told

    span = said(UNTIL, language)
    period, valid = issued["period"], (day(issued["valid_from"], language), day(issued["valid_until"], language))
    yield row("permit", str(issued["permit"]))
    yield row("valid", span.format(first=valid[0], last=valid[1]))
    yield row("controllers", _sender(behind, language))
    yield row("people", listed([called(one, request) for one in issued["named_persons"]], language))
    yield row("maximum", str(issued["maximum_persons"]))
    yield row("period", span.format(first=day(period["from"], language), last=day(period["to"], language)))
    yield row("ethics", str(behind.body(Kind.ETHICS_APPROVAL)["case_number"]))
    # Permits from before they named their rules say nothing of them.
    if release := issued.get("rules", {}).get("release"):
        yield row("rules", str(release))


def _columns(issued: Body, language: Language) -> Iterator[str]:
    def of(column: Body) -> str:
        return str(column["dataset"])

    for dataset, columns in groupby(sorted(issued["columns"], key=of), key=of):
        told = ", ".join(f"{column['table']}.{column['column']}" for column in columns)
        yield said(COLUMNS, language).format(dataset=dataset, columns=told)


def _parts(behind: Behind, language: Language) -> Iterator[str]:
    for part in sorted(behind.bodies(Kind.PART_DECISION), key=name_of):
        did = said(DID[part["outcome"]], language)
        yield said(ONE_PART, language).format(name=name_of(part), did=did, day=day(part["decided_at"], language))
