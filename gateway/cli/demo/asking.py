"""The first half of the story: the stage, the people, a no, a yes, and three decisions."""

import json
from collections.abc import Mapping
from typing import Any

from gateway.cli.demo.assessing import answered, tell_sheet
from gateway.cli.demo.cast import (
    COORDINATOR,
    INVESTIGATOR,
    REFUSING,
    RESEARCHER,
    STEWARDS,
    UNIVERSITY,
    amendment,
    approval,
    request,
)
from gateway.cli.demo.plot import Plot
from gateway.cli.demo.stage import PATIENCE
from gateway.cli.demo.telling import wrapped
from gateway.cli.telling import choose, short
from gateway.domain.errors import NeighbourUnavailable


def set_the_stage(story: Plot) -> None:
    stage, teller = story.stage, story.teller
    with teller.step(sv="Nycklar och en påhittad region", en="Keys, and an invented region"):
        region = stage.draw_region()
        gateway, runner = stage.make_keys()
        opening = stage.open_planes()
        teller.say(
            sv=f"Slussen och körningen gjorde var sin nyckel ({gateway}, {runner}). Den som driver dem har skrivit "
            "in båda i varsin förtroendefil, och vårdgivarnas nycklar hos körningen.",
            en=f"Gateway and runner each made a key of their own ({gateway}, {runner}). Their operator has pinned "
            "both in a trust file on each side, and the care providers' keys at the runner.",
        )
        residents, rows, _ = region.finish(seconds=PATIENCE).split(", ")
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
            en=f"The runner has signed {len(taken)} snapshots: three datasets, and two registers that it alone reads.",
        )
        stage.meet(opening)
        engine = choose(sv="en OPA-server", en="an OPA server")
        if stage.settings.rules == "embedded":
            engine = choose(sv="regelmotorn i processen (ingen OPA hittades)", en="the engine inside (no OPA found)")
        teller.say(
            sv=f"Slussen svarar på {stage.url}. Reglerna prövas av {engine}. Körningen lyssnar inte på någon port.",
            en=f"The gateway answers at {stage.url}. The rules are asked of {engine}. The runner listens on no port.",
        )
        teller.say(
            sv="Ingen har skrivit under dessa regler: utanför demon krävs två regelförvaltares underskrifter.",
            en="Nobody has signed these rules: outside the demo two stewards of the rules must.",
        )


def meet_the_people(story: Plot) -> None:
    stage, teller = story.stage, story.teller
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


def ask_and_be_refused(story: Plot) -> None:
    stage, teller, api = story.stage, story.teller, story.stage.api(RESEARCHER)
    with teller.step(sv="En begäran, och ett nej", en="A request, and a no"):
        title = "Bleeding and anticoagulants"
        story.project = api.post("projects", body={"title": title, "principal": UNIVERSITY})["id"]
        decision = story.approval = written(story, "approval.json", approval(stage.today))
        api.put("projects", story.project, "ethics-approval", body=decision)
        asked = written(story, "request.json", request(stage.today, project=story.project))
        story.request = api.post("access-requests", body=asked)["id"]
        teller.say(
            sv=f"{RESEARCHER.name} begär {len(asked['columns'])} variabler av tre vårdgivare, med stöd av "
            f"etikgodkännande {decision['case_number']} (laga kraft {decision['legal_force_on']}), och lämnar in.",
            en=f"{RESEARCHER.name} asks three care providers for {len(asked['columns'])} columns, on the ethics "
            f"approval {decision['case_number']} (in legal force since {decision['legal_force_on']}), and submits.",
        )
        problem = api.refused("access-requests", story.request, "submit")
        if problem is None or problem.get("code") != "refused":
            raise NeighbourUnavailable("rules", f"The rules were expected to refuse, and did not: {problem}.")
        for refusal in problem["refusals"]:
            tell_refusal(story, refusal)
        _tell_what_is_not_covered(story)


def correct_and_submit(story: Plot) -> None:
    stage, teller, api = story.stage, story.teller, story.stage.api(RESEARCHER)
    with teller.step(sv="Rättat, och inlämnat", en="Corrected, and submitted"):
        coordinator = stage.api(COORDINATOR)
        first = story.approval["case_number"]
        amended = written(story, "amendment.json", amendment(stage.today, amends=first))
        coordinator.post("projects", story.project, "ethics-amendments", body=amended)
        hold_against_document(story, story.approval, amended)
        submitted = api.post("access-requests", story.request, "submit")
        teller.say(
            sv=f"Ändringen {amended['case_number']} gäller sedan {amended['legal_force_on']} och omfattar "
            "anteckningarna; den var bara inte antecknad. Samordnaren antecknar den, jämför båda besluten med "
            f"handlingarna, och reglerna säger ja. Begäran är signerad som handling {short(submitted['paper'])}.",
            en=f"The amendment {amended['case_number']} has covered the notes since {amended['legal_force_on']}; "
            "nobody had put it on record. The coordinator does now, holds both decisions against their documents, and "
            f"the rules say yes. The request is signed as the paper {short(submitted['paper'])}.",
        )


def hold_against_document(story: Plot, *decisions: Mapping[str, Any]) -> None:
    """The coordinator says of each that the record agrees with what the authority sent."""
    for decision in decisions:
        held = {"case_number": decision["case_number"], "document": decision["documents"][0]["digest"]}
        story.stage.api(COORDINATOR).post("projects", story.project, "ethics-verifications", body=held)


def decide(story: Plot) -> None:
    stage, teller = story.stage, story.teller
    with teller.step(sv="Tre vårdgivare prövar, var och en sin del", en="Three controllers decide, each its part"):
        for steward in STEWARDS:
            (controller,) = steward.controllers
            own = stage.api(steward)
            sheet = own.get("access-requests", story.request, "parts", controller, "sheet")
            if steward == STEWARDS[0]:
                tell_sheet(teller, sheet)
            finding = _finding(controller, sheet)
            own.post("access-requests", story.request, "parts", controller, "review", body=finding)
            word = choose(sv="avslår", en="refuses") if controller == REFUSING else choose(sv="beviljar", en="grants")
            teller.lines(f"{steward.name:<14}{word:<10}{steward.organisation}")
            if finding["reasons"]:
                teller.lines(f"{'':<14}“{finding['reasons']}”")
        api = stage.api(RESEARCHER)
        found = api.get("access-requests", story.request, wait=30)
        issued = api.get("access-requests", story.request, "permits")
        if not issued:
            raise NeighbourUnavailable("gateway", f"No permit was issued: {found['told']} {found['held']}")
        story.permit, of = issued[0]["id"], ", ".join(issued[0]["controllers"])
        teller.say(
            sv=f"När den sista delen var prövad utfärdade huset tillståndet {story.permit}, för {of}. Raderna hos "
            f"{REFUSING} läses inte, inte ens för att räknas.",
            en=f"With the last part decided, the house issued the permit {story.permit}, for {of}. The rows at "
            f"{REFUSING} are not read, not even to be counted.",
        )


def written(story: Plot, name: str, document: dict[str, Any]) -> dict[str, Any]:
    """The document, as the reader of the demo finds it in a file."""
    file = story.stage.home.folder / "study" / name
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return document


def tell_refusal(story: Plot, refusal: dict[str, str]) -> None:
    """Code, sentence, paragraph, and what to do now."""
    story.teller.lines("", f"✗ {refusal['code']}")
    for text in (refusal["sentence"], refusal["paragraph"], f"→ {refusal['next_step']}"):
        story.teller.lines(*(f"  {line}" for line in wrapped(text)))


def _tell_what_is_not_covered(story: Plot) -> None:
    compared = story.stage.api(RESEARCHER).get("access-requests", story.request, "coverage")
    lacking = [one for one in compared if one["state"] != "covered"]
    story.teller.lines("", f"slussen compare {story.request}")
    story.teller.lines(*(f"  {one['what']:<38}{one['told']}" for one in lacking))


def _finding(controller: str, sheet: dict[str, Any]) -> dict[str, Any]:
    decided = {"units": 2, "capacity": "head_of_operations"}
    if controller != REFUSING:
        return {**decided, "outcome": "granted", "reasons": "", "answers": answered(sheet)}
    return {
        **decided,
        "outcome": "refused",
        "reasons": choose(
            sv="Hos oss är grupperna så små att enskilda kan kännas igen.",
            en="With us the groups are so small that people could be recognised.",
        ),
    }


def _number(told: str) -> str:
    digits = int(told.split()[0])
    return f"{digits:,}".replace(",", " ")
