"""A cohort as cards: each criterion one card with its codes; and back, as the document that orders and papers carry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from catalog.cohort.definition import Match, When, normal_code
from catalog.model import Catalog, Column, Table
from gateway.web.portal.application_form import lines, number
from gateway.web.portal.visit import Form

Cohort = dict[str, Any]

PARTS: Final = ("entry", "exclude")
SEXES: Final = ("8507", "8532")
"""OMOP's concepts of male and female."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A coded column that persons may be sought by: `value` is how a form names it, `system` whose codes it holds."""

    table: Table
    column: Column

    @property
    def value(self) -> str:
        """As it stands in a form."""
        return f"{self.table.name}.{self.column.name}"

    @property
    def system(self) -> str:
        """Of what its codes are."""
        return self.column.code_system or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One criterion: rows of that place that hold one of these codes. The empty card is where a new one is written."""

    part: str
    number: int
    place: str = ""
    codes: Sequence[str] = ()
    match: str = Match.PREFIX.value
    when: str = When.EVER.value

    @property
    def name(self) -> str:
        """What its fields begin with."""
        return f"{self.part}-{self.number}"


def places(catalog: Catalog, datasets: Sequence[str]) -> Sequence[Place]:
    """Where the persons of these datasets can be sought by codes, each once."""
    found: dict[str, Place] = {}
    for dataset in filter(None, map(catalog.dataset, datasets)):
        for table in dataset.tables.values():
            for column in table.columns.values():
                place = Place(table=table, column=column)
                if column.code_system and column.searchable and table.date_column:
                    found.setdefault(place.value, place)
    return list(found.values())


def with_empty(cards: Sequence[Card], part: str) -> Sequence[Card]:
    """These, and one on which another criterion may be written."""
    return [*cards, Card(part=part, number=len(cards) + 1)]


def cards_of(cohort: Mapping[str, Any], part: str) -> Sequence[Card]:
    """The cards of what is written."""
    cards: list[Card] = []
    for index, criterion in enumerate(cohort.get(part, ())):
        listed = cohort["code_lists"][criterion["code_list"]]
        cards.append(
            Card(
                part=part,
                number=index + 1,
                place=f"{criterion['table']}.{criterion['column']}",
                codes=listed["codes"],
                match=listed.get("match", Match.EXACT.value),
                when=criterion.get("when", When.EVER.value),
            )
        )
    return cards


def cards_sent(form: Form, part: str, *, known: Sequence[Place]) -> Sequence[Card]:
    """The cards as they were sent, with the codes that were found: one without a code, or marked to go, is none."""
    numbers = {name.split("-")[1] for name in form.fields if name.startswith(f"{part}-")}
    cards: list[Card] = []
    for sent in (f"{part}-{one}" for one in sorted(numbers, key=lambda one: (len(one), one))):
        place = form.one(f"{sent}-place")
        codes = [*lines(form.one(f"{sent}-codes")), *_found(form, sent, place, known=known)]
        if codes and not form.one(f"{sent}-remove"):
            unlike = list({normal_code(code): code for code in codes}.values())
            match, when = form.one(f"{sent}-match") or Match.EXACT.value, form.one(f"{sent}-when") or When.EVER.value
            cards.append(Card(part=part, number=len(cards) + 1, place=place, codes=unlike, match=match, when=when))
    for place in dict.fromkeys(place.value for place in _first_places(known)):
        if codes := _found(form, f"{part}-new", place, known=known):
            cards.append(Card(part=part, number=len(cards) + 1, place=place, codes=codes))
    return cards


def _found(form: Form, into: str, place: str, *, known: Sequence[Place]) -> list[str]:
    """The codes that were ticked to go there, of the place's own system."""
    if form.one("found_into") != into:
        return []
    system = next((one.system for one in known if one.value == place), "")
    ticked = [one.partition(":") for one in form.all("found")]
    return [code for of, _, code in ticked if of == system and code]


def _first_places(known: Sequence[Place]) -> Sequence[Place]:
    """One for each code system."""
    return list({place.system: place for place in reversed(known)}.values())[::-1]


def cohort_sent(form: Form, *, known: Sequence[Place]) -> Cohort:
    """The cohort that the cards say."""
    systems = {place.value: place.system for place in known}
    code_lists: dict[str, Any] = {}
    parts: dict[str, list[dict[str, str]]] = {part: [] for part in PARTS}
    for part in PARTS:
        for card in cards_sent(form, part, known=known):
            name = f"{part}_{card.number}"
            system = systems.get(card.place, "")
            code_lists[name] = {"system": system, "codes": list(card.codes), "match": card.match}
            table, _, column = card.place.partition(".")
            criterion = {"table": table, "column": column, "code_list": name}
            parts[part].append({**criterion, "when": card.when} if part == "exclude" else criterion)
    return {
        "title": form.one("title"),
        "code_lists": code_lists,
        "entry": parts["entry"],
        "period": {"from": form.one("cohort_from"), "to": form.one("cohort_to")},
        **dict(_ages(form)),
        **({"sex": list(form.all("sex"))} if len(form.all("sex")) == 1 else {}),
        "exclude": parts["exclude"],
    }


def started(population: Sequence[str], *, known: Sequence[Place], title: str, days: Mapping[str, str]) -> Cohort | None:
    """The cohort that an approval's codes say, where persons can be sought by one of them at least; else None."""
    code_lists: dict[str, Any] = {}
    entry: list[dict[str, str]] = []
    for place in known:
        codes = [code.partition(":")[2] for code in population if code.partition(":")[0] == place.system]
        # One place for each code system: a code of a disease says nothing of the cause of a death.
        if codes and place.system not in {listed["system"] for listed in code_lists.values()}:
            name = f"entry_{len(entry) + 1}"
            code_lists[name] = {"system": place.system, "codes": codes, "match": Match.PREFIX.value}
            entry.append({"table": place.table.name, "column": place.column.name, "code_list": name})
    if not entry:
        return None
    return {"title": title, "code_lists": code_lists, "entry": entry, "period": dict(days), "exclude": []}


def _ages(form: Form) -> Iterator[tuple[str, Any]]:
    first, last = form.one("age_from"), form.one("age_to")
    if first or last:
        yield "age_at_index", {"from": number(first or "0"), "to": number(last or "130")}
