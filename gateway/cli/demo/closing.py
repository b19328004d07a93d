"""After the delivery: the approval lapses in the night, its workspace closes, and a start that was noted opens it."""

from datetime import date
from typing import Any

from gateway.cli.demo.asking import hold_against_document, tell_refusal, written
from gateway.cli.demo.cast import COORDINATOR, RESEARCHER
from gateway.cli.demo.plot import Plot
from gateway.cli.telling import short
from gateway.domain.errors import NeighbourUnavailable

STATEMENT = "SELECT count(*) FROM person"


def let_it_lapse(story: Plot) -> None:
    teller, stage = story.teller, story.stage
    with teller.step(
        sv="Två nätter senare: godkännandet har fallit, och arbetsytan stängs",
        en="Two nights later: the approval has lapsed, and the workspace closes",
    ):
        story.delivered_on = stage.today
        stage.let_nights_pass()
        closed = _until(story, "closed")
        teller.say(
            sv="Hittills har båda processernas klockor gått två dagar efter, vilket bara en demo får. Nu går de rätt. "
            "Huset frågar reglerna om varje arbetsyta en gång om dygnet, och ingen har antecknat att studien börjat:",
            en="So far the clocks of both processes were two days behind, as only a demo's may be. Now they are right. "
            "Once a day the house asks the rules about every workspace, and nobody has noted that the study began:",
        )
        for refusal in closed["closed"]:
            tell_refusal(story, refusal)
        teller.say(sv=closed["workspace_told"], en=closed["workspace_told"])
        problem = stage.api(RESEARCHER).refused(
            "permits", story.permit, "workspace-pass", body={"statement": STATEMENT}
        )
        if problem is None or problem.get("code") != "refused":
            raise NeighbourUnavailable("gateway", f"The workspace was expected to be closed, and was not: {problem}.")
        teller.say(
            sv=f"{RESEARCHER.name} frågar ändå, och får ingen passersedel: {problem['detail']} Och körningen, som "
            "fått en signerad order, släpper inte in någon med en tidigare sedel heller.",
            en=f"{RESEARCHER.name} asks all the same, and is given no pass: {problem['detail']} And the runner, which "
            "was sent a signed order, lets nobody in on an earlier pass either.",
        )


def note_the_start(story: Plot) -> None:
    teller, researcher = story.teller, story.stage.api(RESEARCHER)
    with teller.step(
        sv="Starten antecknas, och arbetsytan öppnas igen", en="The start is noted, and the workspace opens again"
    ):
        began = _started_on(story, story.delivered_on)
        _until(story, "open")
        leave = researcher.post("permits", story.permit, "workspace-pass", body={"statement": STATEMENT})
        teller.say(
            sv=f"Studien började i tid, den dag den fick sina data: {began}. {COORDINATOR.name} antecknar det och "
            f"jämför med beslutet. Körningen får en ny order, och {RESEARCHER.name} en ny passersedel "
            f"({short(leave['digest'])}). Båda orderna står i kedjan som följer.",
            en=f"The study did begin in time, on the day on which it was given its data: {began}. {COORDINATOR.name} "
            f"notes it, and holds it against the decision. The runner is sent another order, and {RESEARCHER.name} is "
            f"given a pass ({short(leave['digest'])}). Both orders stand in the chain that follows.",
        )


def _started_on(story: Plot, day: date) -> str:
    decision = written(story, "approval-started.json", {**story.approval, "started_on": day.isoformat()})
    story.stage.api(COORDINATOR).put("projects", story.project, "ethics-approval", body=decision)
    hold_against_document(story, decision)
    return day.isoformat()


def _until(story: Plot, state: str) -> Any:
    api = story.stage.api(RESEARCHER)
    for _ in range(12):
        extract = api.get("extracts", story.extract, wait=10)
        if extract["workspace_state"] == state:
            return extract
    raise NeighbourUnavailable(
        "gateway", f"The workspace was expected to be {state}, and is {extract['workspace_state']}."
    )
