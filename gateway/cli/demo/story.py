"""The story of one study, told as it happens: refused, corrected, decided in parts, extracted, delivered, traced."""

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gateway.cli import applicant
from gateway.cli.demo.cast import (
    AUDITOR,
    COORDINATOR,
    INVESTIGATOR,
    REFUSING,
    RESEARCHER,
    STEWARDS,
    UNIVERSITY,
    approval,
    request,
)
from gateway.cli.demo.stage import Stage
from gateway.cli.demo.telling import Teller, wrapped
from gateway.cli.telling import choose, short
from gateway.domain.errors import NeighbourUnavailable

PATIENCE = 300
"""Seconds for the whole way from order to delivery, on a slow machine."""

ROWS = """SELECT p.person_id AS person, p.gender_concept_id AS sex, p.year_of_birth AS born,
c.condition_start_date AS day, c.condition_source_value AS diagnosis
FROM person p JOIN condition_occurrence c USING (person_id, dataset) WHERE c.condition_source_value LIKE 'K92%'
ORDER BY person, day LIMIT 5"""

NOTE = "SELECT note_text FROM note WHERE length(note_text) BETWEEN 150 AND 500 ORDER BY note_text LIMIT 1"


@dataclass(slots=True, kw_only=True)
class Story:
    """What is known by now: it grows from step to step."""

    stage: Stage
    teller: Teller
    project: str = ""
    request: str = ""
    permit: str = ""
    extract: str = ""

    def tell(self) -> None:
        """From an empty folder to a traced delivery."""
        self._stage_is_set()
        self._people_are_known()
        self._asked_and_refused()
        self._corrected_and_submitted()
        self._decided()
        self._extracted_and_delivered()
        self._counted()
        self._looked_at()
        self._traced()
        self._verified()

    def _stage_is_set(self) -> None:
        stage, teller = self.stage, self.teller
        with teller.step(sv="Nycklar och en påhittad region", en="Keys, and an invented region"):
            region = stage.draw_region()
            gateway, runner = stage.make_keys()
            teller.say(
                sv=f"Slussen och körningen gjorde var sin nyckel ({gateway}, {runner}). Den som driver dem har skrivit "
                "in båda i varsin förtroendefil, och vårdgivarnas nycklar hos körningen.",
                en=f"Gateway and runner each made a key of their own ({gateway}, {runner}). Their operator has pinned "
                "both in a trust file on each side, and the care providers' keys at the runner.",
            )
            residents, rows, _ = region.finish(seconds=240).split(", ")
            teller.say(
                sv=f"Regionen är ritad ur ett frö: {_number(residents)} invånare, {_number(rows)} rader hos tre "
                "vårdgivare. Ingen av dem finns.",
                en=f"The region is drawn from a seed: {_number(residents)} residents, {_number(rows)} rows at three "
                "care providers. None of them exists.",
            )
        with teller.step(sv="Ögonblicksbilder, och två processer", en="Snapshots, and two processes"):
            taken = stage.take_snapshots()
            teller.say(
                sv=f"Körningen har signerat {len(taken)} ögonblicksbilder: tre datamängder och två register som bara "
                "den läser.",
                en=f"The runner has signed {len(taken)} snapshots: three datasets, and two registers that it alone "
                "reads.",
            )
            stage.open_planes()
            engine = choose(sv="en OPA-server", en="an OPA server")
            if stage.settings.rules == "embedded":
                engine = choose(
                    sv="regelmotorn i processen (ingen OPA hittades)", en="the engine inside (no OPA found)"
                )
            teller.say(
                sv=f"Slussen svarar på {stage.url}. Reglerna prövas av {engine}. Körningen lyssnar inte på någon port.",
                en=f"The gateway answers at {stage.url}. The rules are asked of {engine}. The runner listens on no "
                "port.",
            )

    def _people_are_known(self) -> None:
        stage, teller = self.stage, self.teller
        with teller.step(sv="Människor, villkor, utbildning", en="People, terms, training"):
            coordinator = stage.api(COORDINATOR)
            for person in (RESEARCHER, INVESTIGATOR):
                known = {"id": person.id, "name": person.name, "organisation": person.organisation}
                coordinator.post("people", body=known)
                trained = {
                    "on": stage.today.isoformat(),
                    "until": stage.today.replace(year=stage.today.year + 2, day=1),
                }
                coordinator.put("people", person.id, "training", body={**trained, "until": str(trained["until"])})
                own = stage.api(person)
                own.post("terms", "acceptance", body=own.get("terms"))
            teller.say(
                sv=f"Samordnaren {COORDINATOR.name} har registrerat {RESEARCHER.name} och {INVESTIGATOR.name} och "
                "deras utbildning. Var och en har själv godtagit villkoren.",
                en=f"The coordinator {COORDINATOR.name} has put {RESEARCHER.name} and {INVESTIGATOR.name} on record, "
                "and their training. Each has accepted the terms in person.",
            )

    def _asked_and_refused(self) -> None:
        stage, teller, api = self.stage, self.teller, self.stage.api(RESEARCHER)
        with teller.step(sv="En begäran, och ett nej", en="A request, and a no"):
            title = "Bleeding and anticoagulants"
            self.project = api.post("projects", body={"title": title, "principal": UNIVERSITY})["id"]
            decision = self._written("approval.json", approval(stage.today, started=False))
            api.put("projects", self.project, "ethics-approval", body=decision)
            asked = self._written("request.json", request(stage.today, project=self.project))
            self.request = api.post("access-requests", body=asked)["id"]
            teller.say(
                sv=f"{RESEARCHER.name} begär {len(asked['columns'])} variabler av tre vårdgivare, med stöd av "
                f"etikgodkännande {decision['case_number']} (laga kraft {decision['legal_force_on']}), och lämnar in.",
                en=f"{RESEARCHER.name} asks three care providers for {len(asked['columns'])} columns, on the ethics "
                f"approval {decision['case_number']} (in legal force since {decision['legal_force_on']}), and submits.",
            )
            problem = api.refused("access-requests", self.request, "submit")
            if problem is None or problem.get("code") != "refused":
                raise NeighbourUnavailable("rules", f"The rules were expected to refuse, and did not: {problem}.")
            for refusal in problem["refusals"]:
                self._tell_refusal(refusal)

    def _corrected_and_submitted(self) -> None:
        stage, teller, api = self.stage, self.teller, self.stage.api(RESEARCHER)
        with teller.step(sv="Rättat, och inlämnat", en="Corrected, and submitted"):
            decision = self._written("approval-corrected.json", approval(stage.today, started=True))
            api.put("projects", self.project, "ethics-approval", body=decision)
            submitted = api.post("access-requests", self.request, "submit")
            teller.say(
                sv=f"Studien påbörjades {decision['started_on']}; det var bara inte antecknat. Nu är det det, och "
                f"reglerna säger ja. Begäran är signerad som handling {short(submitted['paper'])}.",
                en=f"The study did begin on {decision['started_on']}; nobody had noted it. Now it is on record, and "
                f"the rules say yes. The request is signed as the paper {short(submitted['paper'])}.",
            )

    def _decided(self) -> None:
        stage, teller = self.stage, self.teller
        with teller.step(sv="Tre vårdgivare prövar, var och en sin del", en="Three controllers decide, each its part"):
            for steward in STEWARDS:
                (controller,) = steward.controllers
                finding = _finding(controller)
                stage.api(steward).post("access-requests", self.request, "parts", controller, "review", body=finding)
                word = (
                    choose(sv="avslår", en="refuses") if controller == REFUSING else choose(sv="beviljar", en="grants")
                )
                teller.lines(f"{steward.name:<14}{word:<10}{steward.organisation}")
                if finding["reasons"]:
                    teller.lines(f"{'':<14}“{finding['reasons']}”")
            api = stage.api(RESEARCHER)
            found = api.get("access-requests", self.request, wait=30)
            issued = api.get("access-requests", self.request, "permits")
            if not issued:
                raise NeighbourUnavailable("gateway", f"No permit was issued: {found['told']} {found['held']}")
            self.permit, of = issued[0]["id"], ", ".join(issued[0]["controllers"])
            teller.say(
                sv=f"När den sista delen var prövad utfärdade huset tillståndet {self.permit}, för {of}. Raderna hos "
                f"{REFUSING} läses inte, inte ens för att räknas.",
                en=f"With the last part decided, the house issued the permit {self.permit}, for {of}. The rows at "
                f"{REFUSING} are not read, not even to be counted.",
            )

    def _extracted_and_delivered(self) -> None:
        teller, api = self.teller, self.stage.api(RESEARCHER)
        with teller.step(sv="Uttag och leverans", en="Extract and delivery"):
            extract = self._ordered(api)
            left = PATIENCE
            while extract["progress"] != "delivered":
                teller.say(sv=extract["told"], en=extract["told"])
                if extract["progress"] == "failed" or extract["held"] or left <= 0:
                    raise NeighbourUnavailable(
                        "runner", f"It was not delivered: {extract['because']} {extract['held']}"
                    )
                extract, left = api.get("extracts", extract["id"], wait=25), left - 25
            teller.say(sv=extract["told"], en=extract["told"])
            self.extract = extract["id"]

    def _ordered(self, api: Any) -> Any:
        # The order follows the permit in the house's next round.
        for _ in range(120):
            found = api.get("permits", self.permit, "extracts")
            if found:
                return found[0]
            api.get("access-requests", self.request, wait=0.5)
        raise NeighbourUnavailable("gateway", "No extract was ordered.")

    def _counted(self) -> None:
        teller = self.teller
        with teller.step(sv="Vilka som kom med, och vilka inte", en="Who came along, and who did not"):
            counted = self.stage.api(AUDITOR).get("extracts", self.extract, "attrition")
            teller.lines(*(f"{number}  {line}" for number, line in applicant.exact_rows(counted)))
            out = sum(excluded["persons"] for excluded in counted["exclusions"])
            teller.say(
                sv=f"{counted['cohort_persons']} = {out} + {counted['delivered_persons']}: summan stämmer. Så läser "
                "granskaren. Forskaren får bara avrundade tal:",
                en=f"{counted['cohort_persons']} = {out} + {counted['delivered_persons']}: the sum holds. So the "
                "auditor reads it. The researcher is given rounded totals:",
            )
            totals = self.stage.api(RESEARCHER).get("extracts", self.extract, "totals")
            teller.lines(*(f"{number:>9}  {line}" for number, line in applicant.rounded_rows(totals)[:2]))

    def _looked_at(self) -> None:
        teller = self.teller
        with teller.step(sv="De första pseudonymiserade raderna", en="The first pseudonymised rows"):
            teller.say(
                sv=f"{RESEARCHER.name} frågar i arbetsytan, med en passersedel som gäller för just den frågan:",
                en=f"{RESEARCHER.name} asks in the workspace, with a pass that is good for that one question:",
            )
            teller.lines("", *self._queried(ROWS).splitlines(), "")
            teller.say(sv="Och en anteckning, maskerad:", en="And one note, masked:")
            note = json.loads(self._queried(NOTE, form="json"))
            teller.lines("", *(f"  {line}" for line in wrapped(note[0]["note_text"] if note else "–")))

    def _traced(self) -> None:
        teller = self.teller
        with teller.step(sv="Kedjan av handlingar", en="The chain of papers"):
            exported = str(self.stage.home.folder / "papers")
            said = self.stage.as_typed("trace", self.permit, "--export", exported, by=AUDITOR)
            teller.lines(*said.splitlines())

    def _verified(self) -> None:
        stage, teller = self.stage, self.teller
        with teller.step(sv="Liggaren", en="The ledger"):
            stage.close()
            said = stage.as_typed("verify-ledger", "--demo-home", str(stage.home.folder))
            teller.say(
                sv="Båda processerna är stoppade, och slussen har signerat liggarens huvud.",
                en="Both processes have stopped, and the gateway has signed the head of the ledger.",
            )
            teller.lines(*said.splitlines())

    def _queried(self, statement: str, *, form: str = "table") -> str:
        asked = " ".join(statement.split())
        return self.stage.as_typed("workspace", "query", self.permit, asked, "--format", form, by=RESEARCHER)

    def _written(self, name: str, document: dict[str, Any]) -> dict[str, Any]:
        file = Path(self.stage.home.folder) / "study" / name
        file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
        return document

    def _tell_refusal(self, refusal: dict[str, str]) -> None:
        self.teller.lines("", f"✗ {refusal['code']}")
        for text in (refusal["sentence"], refusal["paragraph"], f"→ {refusal['next_step']}"):
            self.teller.lines(*(f"  {line}" for line in wrapped(text)))


def look_next(story: Story) -> list[tuple[str, str]]:
    """What to do with what the demo left: command and meaning."""
    home, slussen = story.stage.home, _slussen()
    folder = os.path.relpath(home.folder)
    where = "" if folder == ".slussen" else f" --demo-home {folder}"
    trust = f"{folder}/gateway/trust.json"
    return [
        (f"{slussen} trace {story.permit}{where}", choose(sv="kedjan, på nytt", en="the chain, again")),
        (
            f"{slussen} trace --trust {trust} {folder}/papers",
            choose(sv="samma, ur handlingarna allena", en="the same, from the papers alone"),
        ),
        (f"{slussen} verify-ledger{where}", choose(sv="liggaren, på nytt", en="the ledger, again")),
        ("make serve", choose(sv="API:et på det demon lämnade", en="the API on what the demo left")),
        (f"ls {folder}/runner/workspaces/*", choose(sv="det som levererades", en="what was delivered")),
    ]


def _slussen() -> str:
    from gateway.cli.planes import command

    return os.path.relpath(command("slussen"))


def _finding(controller: str) -> dict[str, str]:
    if controller != REFUSING:
        return {"outcome": "granted", "reasons": ""}
    return {
        "outcome": "refused",
        "reasons": choose(
            sv="Hos oss är grupperna så små att enskilda kan kännas igen.",
            en="With us the groups are so small that people could be recognised.",
        ),
    }


def _number(told: str) -> str:
    digits = int(told.split()[0])
    return f"{digits:,}".replace(",", " ")
