"""What the stewards of the story answer to the assessment sheet, and why: the points that a person signs."""

from collections.abc import Mapping
from typing import Any

from catalog.model import Words
from gateway.cli.demo.telling import Teller, wrapped
from gateway.cli.telling import choose, tongue
from gateway.words.language import said

REASONS: Mapping[str, Words] = {
    "necessary": Words(
        sv="Utan läkemedel och besök före blödningen går frågan inte att besvara; adresser och enheter begärs inte.",
        en="Without drugs and visits before the bleeding there is no answer; addresses and units are not asked for.",
    ),
    "public-interest": Words(
        sv="Blödning under blodförtunnande behandling är vanlig, ibland dödlig, och går delvis att förebygga.",
        en="Bleeding under anticoagulants is common, sometimes fatal, and can in part be prevented.",
    ),
    "qualified": Words(
        sv="Ansvarig forskare är specialist i invärtesmedicin; sökanden har disputerat på registerdata.",
        en="The investigator is a specialist in internal medicine; the applicant took her doctorate on register data.",
    ),
    "safeguarded": Words(
        sv="Arbetsytan är sluten, resultaten går genom slussen, och kodnyckeln finns hos andra.",
        en="The workspace is closed, results leave through the airlock, and others keep the code key.",
    ),
    "public-security": Words(
        sv="Inga uppgifter från försvaret eller någon tillsyn ingår.",
        en="No data from the defence or from any supervision are among them.",
    ),
    "no-harm": Words(
        sv="Pseudonymer, åldersgrupper och flyttade dagar: ingen i gruppen går att känna igen för mottagaren.",
        en="Pseudonyms, bands of age and shifted days: the recipient can recognise nobody in the group.",
    ),
    "no-breach": Words(
        sv="Som vid menprövning: ingen i gruppen går att känna igen för mottagaren.",
        en="As in the test of harm: the recipient can recognise nobody in the group.",
    ),
    "free-text": Words(
        sv="Patienterna är påhittade, och anteckningarna maskeras; för verkliga krävs en mätt maskning.",
        en="The patients are invented, and the notes are masked; for real ones a measured masking is needed.",
    ),
}
"""A point that stands here is answered with yes."""


def answered(sheet: Mapping[str, Any]) -> list[dict[str, str]]:
    """Every point of the sheet that a person signs, as the steward sends it. What nobody weighed stays unanswered."""
    signed = [point["id"] for point in sheet["points"] if point["choices"] and point["id"] in REASONS]
    return [{"point": point, "answer": "yes", "reason": said(REASONS[point], tongue())} for point in signed]


def tell_sheet(teller: Teller, sheet: Mapping[str, Any]) -> None:
    """How many points the rules computed, and how the point is signed on which the rest hangs."""
    computed = [point for point in sheet["points"] if not point["choices"]]
    found = sum(point["outcome"] == "yes" for point in computed)
    signed = len(sheet["points"]) - len(computed)
    teller.say(
        sv=f"Före varje ja besvaras bedömningsunderlaget: {found} av {len(computed)} punkter räknade reglerna fram "
        f"som ja, {signed} besvarar den utlämnandeansvariga, var och en med skäl. Menprövningen:",
        en=f"Before each yes the assessment sheet is answered: {found} of {len(computed)} points the rules computed "
        f"as a yes, {signed} the steward answers, each with its reason. The test of harm:",
    )
    harm = next(point for point in sheet["points"] if point["id"] == "no-harm")
    told = choose(sv=f"{harm['question']} Ja: ", en=f"{harm['question']} Yes: ") + said(REASONS["no-harm"], tongue())
    teller.lines(*(f"  {line}" for line in wrapped(told)))
