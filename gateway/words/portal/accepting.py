"""What somebody takes upon themselves or the project: terms and conditions."""

from collections.abc import Mapping

from catalog.model import Words

ACCEPTING: Mapping[str, Words] = {
    "terms": Words(sv="Villkor för att arbeta med uppgifterna", en="Terms for working with the records"),
    "terms_lead": Words(
        sv="Villkoren gäller i version {version}. Du får dem av samordnaren: läs dem innan du godtar dem.",
        en="The terms in force are version {version}. The coordinator hands them to you: read them before you accept.",
    ),
    "alone": Words(
        sv="Du godtar dem för egen del. Ingen annan kan göra det åt dig, och du inte åt någon annan.",
        en="You accept them for yourself. Nobody else can do it for you, nor you for anybody else.",
    ),
    "accept": Words(sv="Jag godtar villkoren, version {version}", en="I accept the terms, version {version}"),
    "accepted": Words(sv="Godtagna", en="Accepted"),
    "accepted_told": Words(
        sv="Du har godtagit villkoren i version {version}.", en="You have accepted the terms in version {version}."
    ),
    "unknown": Words(sv="Du är inte registrerad ännu", en="You are not on record yet"),
    "unknown_told": Words(
        sv="Be samordnaren registrera dig. Sedan kan du godta villkoren här.",
        en="Ask the coordinator to register you. Then you can accept the terms here.",
    ),
    "conditions": Words(sv="Villkor från dem som prövar", en="Conditions of those who decide"),
    "conditions_lead": Words(
        sv="En del kan beviljas med villkor. Tillståndet utfärdas när projektet har godtagit dem.",
        en="A part may be granted with conditions. The permit is issued once the project has accepted them.",
    ),
    "no_conditions": Words(sv="Ingen del är beviljad med villkor.", en="No part is granted with conditions."),
    "condition_accepted": Words(sv="Projektet har godtagit det", en="Accepted by the project"),
    "condition_waits": Words(sv="Väntar på projektet", en="Waits for the project"),
    "accept_condition": Words(sv="Godta villkoret", en="Accept the condition"),
    "decline_condition": Words(sv="Vi godtar det inte", en="We do not accept it"),
    "declined": Words(sv="Ni godtar inte villkoret", en="You do not accept the condition"),
    "declined_lead": Words(
        sv="Inget är antecknat. Så länge villkoret inte är godtaget utfärdas inget tillstånd. Det här kan ni göra:",
        en="Nothing is recorded. As long as the condition is not accepted, no permit is issued. What you can do:",
    ),
    "why_not": Words(sv="Varför kan ni inte godta det?", en="Why can you not accept it?"),
    "why_not_hint": Words(
        sv="Det skrivs i samtalet om begäran, där {controller} läser det och kan svara. Villkoret står kvar så länge. "
        "Delen prövas på nytt när samordnaren har återsänt begäran och ni har lämnat in den igen.",
        en="It is written in the conversation about the request, where {controller} reads it and can answer. The "
        "condition stands meanwhile. The part is decided anew once the coordinator has returned the request and you "
        "have submitted it again.",
    ),
    "say_why_not": Words(sv="Skicka till vårdgivaren", en="Send it to the care provider"),
    "declined_message": Words(
        sv="Vi kan inte godta villkoret från {controller}: ”{condition}”\n\n{because}",
        en="We cannot accept the condition of {controller}: “{condition}”\n\n{because}",
    ),
    "ask_steward": Words(sv="Läs samtalet om begäran", en="Read the conversation about the request"),
    "think_again": Words(sv="Tillbaka till villkoren", en="Back to the conditions"),
    "to_conditions": Words(sv="Villkor att godta", en="Conditions to accept"),
}
