"""The steps of one study's story: refused, corrected, decided, delivered, lapsed, taken up again, traced."""

import os

from gateway.cli.demo import asking, checking, closing, receiving
from gateway.cli.demo.plot import Plot
from gateway.cli.planes import shown
from gateway.cli.telling import choose

STEPS = (
    asking.set_the_stage,
    asking.meet_the_people,
    asking.ask_and_be_refused,
    asking.correct_and_submit,
    asking.decide,
    receiving.extract,
    checking.read_samples,
    receiving.deliver,
    receiving.count,
    receiving.look,
    closing.let_it_lapse,
    closing.note_the_start,
    receiving.trace,
    receiving.verify,
)


def tell(story: Plot) -> None:
    """From an empty folder to a traced delivery."""
    for step in STEPS:
        step(story)


def look_next(story: Plot) -> list[tuple[str, str]]:
    """What to do with what the demo left: command and meaning."""
    home, slussen = story.stage.home, shown("slussen")
    folder = os.path.relpath(home.folder)
    where = "" if folder == ".slussen" else f" --demo-home {folder}"
    trust = f"{folder}/gateway/trust.json"
    return [
        (f"{slussen} trace {story.permit}{where}", choose(sv="kedjan, på nytt", en="the chain, again")),
        (
            f"{slussen} trace --trust {trust} {folder}/papers",
            choose(sv="samma, ur handlingarna allena", en="the same, from the papers alone"),
        ),
        (
            f"{slussen} rules replay --all{where}",
            choose(sv="varje bedömning, prövad på nytt", en="every ruling, asked again"),
        ),
        (f"{slussen} verify-ledger{where}", choose(sv="liggaren, på nytt", en="the ledger, again")),
        ("make serve", choose(sv="API:et på det demon lämnade", en="the API on what the demo left")),
        (f"ls {folder}/runner/workspaces/*", choose(sv="det som levererades", en="what was delivered")),
    ]
