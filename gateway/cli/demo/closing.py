"""After the delivery: a decision against the study closes its workspace, and its being lifted opens it again."""

from typing import Any

from gateway.cli.demo.asking import tell_refusal, written
from gateway.cli.demo.cast import COORDINATOR, RESEARCHER
from gateway.cli.demo.plot import Plot
from gateway.cli.telling import short
from gateway.domain.errors import NeighbourUnavailable

CASE_NUMBER = "Ö 32-2026/3.1"
STATEMENT = "SELECT count(*) FROM person"


def close_the_workspace(story: Plot) -> None:
    teller, researcher = story.teller, story.stage.api(RESEARCHER)
    with teller.step(
        sv="Ett beslut mot studien, och arbetsytan stängs", en="A decision against it: the workspace closes"
    ):
        _record(story, "decision-against.json", lifted=False)
        closed = _until(story, "closed")
        teller.say(
            sv=f"Tillsynsmyndigheten förelägger studien att avbrytas ({CASE_NUMBER}), och {COORDINATOR.name} antecknar "
            "det. Huset frågar reglerna om varje arbetsyta en gång om dagen, och genast när något antecknas.",
            en=f"The supervisory authority orders the study to stop ({CASE_NUMBER}), and {COORDINATOR.name} records "
            "it. The house asks the rules about every workspace once a day, and at once when something is recorded.",
        )
        teller.say(sv=closed["workspace_told"], en=closed["workspace_told"])
        for refusal in closed["closed"]:
            tell_refusal(story, refusal)
        problem = researcher.refused("permits", story.permit, "workspace-pass", body={"statement": STATEMENT})
        if problem is None or problem.get("code") != "refused":
            raise NeighbourUnavailable("gateway", f"The workspace was expected to be closed, and was not: {problem}.")
        teller.say(
            sv=f"{RESEARCHER.name} frågar ändå, och får ingen passersedel: {problem['detail']} Och körningen, som "
            "fått en signerad order, släpper inte in någon med en sedel från i morse heller.",
            en=f"{RESEARCHER.name} asks all the same, and is given no pass: {problem['detail']} And the runner, which "
            "was sent a signed order, lets nobody in on a pass of this morning either.",
        )


def open_it_again(story: Plot) -> None:
    teller, researcher = story.teller, story.stage.api(RESEARCHER)
    with teller.step(sv="Föreläggandet hävs, och den öppnas igen", en="The order is lifted, and it opens again"):
        _record(story, "decision-lifted.json", lifted=True)
        _until(story, "open")
        leave = researcher.post("permits", story.permit, "workspace-pass", body={"statement": STATEMENT})
        teller.say(
            sv=f"Skälen finns igen: körningen har fått en ny order, och {RESEARCHER.name} en ny passersedel "
            f"({short(leave['digest'])}). Båda orderna står i kedjan som följer.",
            en=f"The grounds are there again: the runner was sent another order, and {RESEARCHER.name} is given a pass "
            f"({short(leave['digest'])}). Both orders stand in the chain that follows.",
        )


def _record(story: Plot, name: str, *, lifted: bool) -> None:
    today = story.stage.today.isoformat()
    decision = {"case_number": CASE_NUMBER, "kind": "supervision_order", "decided_on": today}
    decided = written(story, name, {**decision, "lifted_on": today if lifted else None})
    story.stage.api(COORDINATOR).post("projects", story.project, "ethics-decisions-against", body=decided)


def _until(story: Plot, state: str) -> Any:
    api = story.stage.api(RESEARCHER)
    for _ in range(12):
        extract = api.get("extracts", story.extract, wait=10)
        if extract["workspace_state"] == state:
            return extract
    raise NeighbourUnavailable(
        "gateway", f"The workspace was expected to be {state}, and is {extract['workspace_state']}."
    )
