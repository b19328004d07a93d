"""What is decided on a permit after it was issued."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.disclosure_review import Outcome

ANSWERS: Mapping[Outcome, Words] = {
    Outcome.GRANTED: Words(sv="Bevilja", en="Grant"),
    Outcome.REFUSED: Words(sv="Avslå", en="Refuse"),
}

TERM: Mapping[str, Words] = {
    "to_permit": Words(sv="Till tillståndet", en="To the permit"),
    "because": Words(sv="Skäl", en="Reasons"),
    "project_reads": Words(
        sv="Projektet läser dem. Skriv inget om en enskild patient.",
        en="The project reads them. Write nothing about a single patient.",
    ),
    "outcome": Words(sv="Ditt beslut", en="Your decision"),
    "until": Words(sv="Begärt till och med", en="Asked for until"),
    "why": Words(sv="Projektets skäl", en="The project's reasons"),
    "extension": Words(sv="Besluta om förlängning", en="Decide on an extension"),
    "extension_lead": Words(
        sv="Projektet ber att tillståndet ska gälla längre. Det beviljas högst en gång (EHDS art. 68(12)).",
        en="The project asks that the permit hold longer. That is granted once at most (EHDS art. 68(12)).",
    ),
    "extension_button": Words(sv="Besluta", en="Decide"),
    "ask_again": Words(sv="Fråga reglerna igen", en="Ask the rules again"),
    "ask_again_lead": Words(
        sv="Uttaget beställs inte för att reglerna sade nej. Fråga igen när det som fattades är på plats.",
        en="The extract is not ordered because the rules refused. Ask again once what was missing is there.",
    ),
    "ask_again_button": Words(sv="Fråga igen", en="Ask again"),
    "revoke": Words(sv="Återkalla tillståndet", en="Revoke the permit"),
    "revoke_lead": Words(
        sv="Inget mer beställs, levereras eller läses, och arbetsytan stängs. Det går inte att ångra.",
        en="Nothing more is ordered, delivered or read, and the workspace closes. It cannot be undone.",
    ),
    "revoke_button": Words(sv="Återkalla", en="Revoke"),
}
