"""What is asked for once a permit stands; and the way to where its decision is put on record as public."""

from collections.abc import Mapping

from catalog.model import Words

AFTERWARDS: Mapping[str, Words] = {
    "extension": Words(sv="Hur länge ska tillståndet gälla?", en="How long is the permit to hold?"),
    "extension_lead": Words(
        sv="Det gäller till och med {day}. Det kan förlängas en gång, och det söks senast en månad innan.",
        en="It holds until {day}. It can be extended once, and that is asked for a month before at the latest.",
    ),
    "until": Words(sv="Till och med", en="Until"),
    "because": Words(sv="Varför behövs mer tid?", en="Why is more time needed?"),
    "ask_extension": Words(sv="Sök förlängning", en="Ask for the extension"),
    "extension_waits": Words(
        sv="En förlängning till och med {day} är sökt och väntar på beslut.",
        en="An extension until {day} is asked for and waits for a decision.",
    ),
    "amend": Words(sv="Sök ändring av tillståndet", en="Ask that the permit be changed"),
    "to_publication": Words(sv="Anteckna var beslutet är offentligt", en="Record where the decision is public"),
}
