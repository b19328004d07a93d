"""What the letters share: days, lists, who is who, and what was asked for, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from catalog.model import Words
from gateway.domain.day import swedish_day
from gateway.domain.letter import Section
from gateway.words.language import Language, said

Body = Mapping[str, Any]

MONTHS: Mapping[Language, Sequence[str]] = {
    Language.SV: "januari februari mars april maj juni juli augusti september oktober november december".split(),
    Language.EN: "January February March April May June July August September October November December".split(),
}

AND = Words(sv="och", en="and")

ASKED = Words(sv="Vad du har begärt", en="What you asked for")
TERMS: Mapping[str, Words] = {
    "applicant": Words(sv="Sökande", en="Applicant"),
    "investigator": Words(sv="Ansvarig forskare", en="Principal investigator"),
    "study": Words(sv="Studie", en="Study"),
    "datasets": Words(sv="Datamängder", en="Datasets"),
    "columns": Words(sv="Antal variabler", en="Number of variables"),
    "period": Words(sv="Uppgifter från", en="Data from"),
    "expected": Words(sv="Förväntat antal personer", en="Expected number of persons"),
    "submitted": Words(sv="Begäran kom in", en="Request received"),
}
UNTIL = Words(sv="{first} till {last}", en="{first} to {last}")
OF = Words(sv="{name}, {organisation}", en="{name}, {organisation}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a kind of letter says, before it stands in its frame."""

    day: date
    sender: str
    title: str
    decision: tuple[str, ...]
    sections: tuple[Section, ...]
    signed: tuple[str, ...]


def in_words(day: date, language: Language) -> str:
    """22 november 2026."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def day_of(text: str) -> date:
    """The Swedish day that a paper names, alone or with a time."""
    moment = datetime.fromisoformat(text)
    return moment.date() if moment.tzinfo is None else swedish_day(moment)


def told_day(text: str, language: Language) -> str:
    """The same in words."""
    return in_words(day_of(text), language)


def listed(names: Sequence[str], language: Language) -> str:
    """a, b och c."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {said(AND, language)} {names[-1]}"


def called(person: str, request: Body) -> str:
    """The name that the request gives this person; the id where it gives none."""
    return str(request.get("names", {}).get(person, person))


def name_of(part: Body) -> str:
    """What the controller of a part is called; decisions from before names were kept have its id alone."""
    return str(part.get("controller_name") or part["controller"])


def applicant(request: Body, language: Language) -> str:
    """Who asked, for whom."""
    who = request["applicant"]
    return said(OF, language).format(name=called(who["id"], request), organisation=who["organisation"])


def paragraphs(text: str) -> tuple[str, ...]:
    """What somebody wrote, one text per line that says something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def asked(request: Body, language: Language, *, datasets: Sequence[str] = ()) -> Section:
    """What was asked for; of these datasets alone, where any are named."""
    wanted = [column for column in request["columns"] if not datasets or column["dataset"] in datasets]
    period = said(UNTIL, language).format(
        first=told_day(request["period"]["from"], language), last=told_day(request["period"]["to"], language)
    )
    rows = {
        "applicant": applicant(request, language),
        "investigator": called(request["investigator"], request),
        "study": str(request["cohort"]["title"]),
        "datasets": ", ".join(sorted({column["dataset"] for column in wanted})),
        "columns": str(len(wanted)),
        "period": period,
        "expected": str(request["expected_persons"]),
        "submitted": told_day(request["submitted_at"], language),
    }
    return Section(
        heading=said(ASKED, language), rows=tuple((said(TERMS[name], language), rows[name]) for name in rows)
    )
