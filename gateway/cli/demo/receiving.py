"""The second half of the story: extract, delivery, counts, the first rows, and the evidence of it all."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from gateway.cli import collecting
from gateway.cli.demo.cast import AUDITOR, RESEARCHER
from gateway.cli.demo.checking import CHECKED
from gateway.cli.demo.plot import Plot
from gateway.cli.demo.stage import PATIENCE
from gateway.cli.demo.telling import WIDTH, wrapped
from gateway.domain.errors import NeighbourUnavailable

ROWS = """SELECT DISTINCT p.person_id AS person, p.gender_concept_id AS sex, p.year_of_birth AS born,
CAST(c.condition_start_date AS DATE) AS day, c.condition_source_value AS diagnosis
FROM person p JOIN condition_occurrence c USING (person_id, dataset) WHERE c.condition_source_value LIKE 'K92%'
ORDER BY person, day LIMIT 5"""

NOTE = """SELECT note_text FROM note WHERE length(note_text) BETWEEN 150 AND 500
ORDER BY length(replace(note_text, '[', '')) - length(note_text), note_text LIMIT 1"""
"""The one with the most masks among those of a readable length."""


def extract(story: Plot) -> None:
    """Until the rules hold it, since nobody has read its masked notes yet."""
    teller, api = story.teller, story.stage.api(RESEARCHER)
    with teller.step(sv="Uttaget", en="The extract"):
        ordered = _ordered(story, api)
        story.extract = ordered["id"]
        _followed(story, ordered, until=lambda one: [held["code"] for held in one["held"]] == [CHECKED])


def deliver(story: Plot) -> None:
    teller, api = story.teller, story.stage.api(RESEARCHER)
    with teller.step(sv="Leveransen", en="The delivery"):
        _followed(story, api.get("extracts", story.extract), until=lambda one: one["progress"] == "delivered")


def _followed(story: Plot, extract: Any, *, until: Callable[[Any], bool]) -> None:
    """Each step is told once. Raises NeighbourUnavailable where it fails, is held for another reason, or takes long."""
    api, left, before = story.stage.api(RESEARCHER), float(PATIENCE), ""
    while not until(extract):
        if extract["told"] != before:
            story.teller.lines(before := extract["told"])
        if extract["progress"] == "failed" or extract["held"] or left <= 0:
            raise NeighbourUnavailable("runner", f"It was not delivered: {extract['because']} {extract['held']}")
        # Between staged and held lies one round of the house: whoever waits for a step would wait past it.
        patience = 0.5 if extract["progress"] == "extracted" else 25
        extract, left = api.get("extracts", extract["id"], wait=patience), left - patience
    if extract["told"] != before:
        story.teller.lines(extract["told"])


def _ordered(story: Plot, api: Any) -> Any:
    # The order follows the permit in the house's next round.
    for _ in range(120):
        found = api.get("permits", story.permit, "extracts")
        if found:
            return found[0]
        api.get("access-requests", story.request, wait=0.5)
    raise NeighbourUnavailable("gateway", "No extract was ordered.")


def count(story: Plot) -> None:
    teller = story.teller
    with teller.step(sv="Vilka som kom med, och vilka inte", en="Who came along, and who did not"):
        counted = story.stage.api(AUDITOR).get("extracts", story.extract, "attrition")
        for number, line in collecting.exact_rows(counted):
            first, *rest = wrapped(line, width=WIDTH - 15)
            teller.lines(f"{number}  {first}", *(f"{'':9}{more}" for more in rest))
        out = sum(excluded["persons"] for excluded in counted["exclusions"])
        teller.say(
            sv=f"{counted['cohort_persons']} = {out} + {counted['delivered_persons']}: summan stämmer. Så läser "
            "granskaren. Forskaren får bara avrundade tal:",
            en=f"{counted['cohort_persons']} = {out} + {counted['delivered_persons']}: the sum holds. So the "
            "auditor reads it. The researcher is given rounded totals:",
        )
        totals = story.stage.api(RESEARCHER).get("extracts", story.extract, "totals")
        teller.lines(*(f"{number:>9}  {line}" for number, line in collecting.rounded_rows(totals)[:2]))


def look(story: Plot) -> None:
    teller = story.teller
    with teller.step(sv="De första pseudonymiserade raderna", en="The first pseudonymised rows"):
        teller.say(
            sv=f"{RESEARCHER.name} frågar i arbetsytan, med en passersedel som gäller för just den frågan:",
            en=f"{RESEARCHER.name} asks in the workspace, with a pass that is good for that one question:",
        )
        with ThreadPoolExecutor() as several:
            rows, note = several.submit(_queried, story, ROWS), several.submit(_queried, story, NOTE, form="json")
        teller.lines("", *rows.result().splitlines(), "")
        teller.say(
            sv="Och en anteckning, maskerad. Ingen har ännu mätt vad maskeringen missar, så utanför demon hålls "
            "fritext inne:",
            en="And one note, masked. Nobody has measured yet what the masking misses, so outside the demo free text "
            "is withheld:",
        )
        found = json.loads(note.result())
        teller.lines("", *(f"  {line}" for line in wrapped(found[0]["note_text"] if found else "–")))


def trace(story: Plot) -> None:
    teller = story.teller
    with teller.step(sv="Kedjan av handlingar", en="The chain of papers"):
        exported = str(story.stage.home.folder / "papers")
        said = story.stage.as_typed("trace", story.permit, "--export", exported, by=AUDITOR)
        teller.quote(said)


def verify(story: Plot) -> None:
    stage, teller = story.stage, story.teller
    with teller.step(sv="Liggaren", en="The ledger"):
        stage.close()
        said = stage.as_typed("verify-ledger", "--demo-home", str(stage.home.folder))
        teller.say(
            sv="Båda processerna är stoppade, och slussen har signerat liggarens huvud.",
            en="Both processes have stopped, and the gateway has signed the head of the ledger.",
        )
        teller.quote(said)


def _queried(story: Plot, statement: str, *, form: str = "table") -> str:
    asked = " ".join(statement.split())
    return story.stage.as_typed("workspace", "query", story.permit, asked, "--format", form, by=RESEARCHER)
