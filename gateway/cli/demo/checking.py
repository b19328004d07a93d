"""Between extract and delivery: each controller that granted its part reads a sample of its masked notes."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from gateway.cli.demo.cast import REFUSING, RESEARCHER, STEWARDS, Person
from gateway.cli.demo.plot import Plot
from gateway.cli.demo.telling import wrapped
from gateway.cli.telling import choose, tongue
from gateway.words.language import Language
from gateway.words.note_checks import share

CHECKED = "M05-notes-checked"
"""What the rules hold the extract for until then."""


def read_samples(story: Plot) -> None:
    """Sealed samples are saved, opened where the stewards' keys are, read and told of in numbers."""
    stage, teller = story.stage, story.teller
    with teller.step(sv="Två vårdgivare läser sina läsprov", en="Two controllers read samples"):
        (held,) = [
            one for one in stage.api(RESEARCHER).get("extracts", story.extract)["held"] if one["code"] == CHECKED
        ]
        teller.lines(f"✗ {held['code']}", *(f"  {line}" for line in wrapped(held["sentence"])))
        teller.say(
            sv="Läsproven är dragna av den som körde uttaget, förseglade för vårdgivarnas nycklar och skickade genom "
            "slussen, som inte kan öppna dem. De utlämnandeansvariga gör det, var och en på sin dator:",
            en="The samples were drawn by whoever ran the extract, sealed for the controllers' keys, and sent through "
            "the gateway, which cannot open them. The stewards do, each on their own machine:",
        )
        readers = [steward for steward in STEWARDS if steward.controllers != (REFUSING,)]
        with ThreadPoolExecutor() as several:
            counted = list(several.map(lambda steward: _read(story, steward), readers))
        # One after the other: of two who record at one moment the second would be told to read again.
        for steward, counts in zip(readers, counted, strict=True):
            teller.lines(f"{steward.name:<14}{_told(_recorded(story, steward, counts))}")
        teller.say(
            sv="Bara antal lämnar deras dator, och blir undertecknade handlingar som leveransen vilar på.",
            en="Numbers alone leave their machine, and become signed papers that the delivery rests on.",
        )


def _read(story: Plot, steward: Person) -> Mapping[str, Any]:
    """As a steward would: saved, opened, every note marked, counted; the counts."""
    (controller,) = steward.controllers
    own, folder = story.stage.api(steward), story.stage.home.folder / "stewards" / controller
    folder.mkdir(mode=0o700)
    sealed = folder / "sample.json"
    sealed.write_bytes(own.fetch_whole("extracts", story.extract, "note-checks", controller, "sample"))
    story.stage.on_the_stewards_machine("open-sample", str(sealed), controller=controller, into=folder / "sheet")
    findings = folder / "sheet" / "findings.txt"
    findings.write_text(_nothing_left(findings), "utf-8")
    words = ("sample-findings", str(findings), "--of", str(sealed))
    story.stage.on_the_stewards_machine(*words, controller=controller, into=folder / "counted")
    counts: Mapping[str, Any] = json.loads((folder / "counted" / "counts.json").read_bytes())
    return counts


def _recorded(story: Plot, steward: Person, counts: Mapping[str, Any]) -> Mapping[str, Any]:
    (controller,) = steward.controllers
    own = story.stage.api(steward)
    found: Mapping[str, Any] = own.post("extracts", story.extract, "note-checks", controller, body=counts)
    return found


def _nothing_left(findings: Path) -> str:
    lines = findings.read_text("utf-8").splitlines()
    return "".join(f"{line}\n" if line.startswith("#") else f"{line} ok\n" for line in lines)


def _told(found: Mapping[str, Any]) -> str:
    bound = share(found["miss_at_most"], swedish=tongue() is Language.SV)
    return choose(
        sv=f"läser {found['looked_at']}, hittar inget kvar; högst {bound} av alla kan ha det (95 %)",
        en=f"reads {found['looked_at']}, finds nothing left; {bound} of all may have it at most (95 %)",
    )
