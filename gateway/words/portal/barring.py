"""Who is barred from access."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.barring import Whom

WHOM: Mapping[Whom, Words] = {
    Whom.PERSON: Words(sv="En person", en="A person"),
    Whom.ORGANISATION: Words(sv="En organisation", en="An organisation"),
}

BARRING: Mapping[str, Words] = {
    "title": Words(sv="Avstängningar", en="Barrings"),
    "lead": Words(
        sv="Den som bröt mot villkoren kan stängas av i högst fem år (EHDS art. 63(3)). Två personer behövs.",
        en="Whoever broke the terms can be barred for up to five years (EHDS art. 63(3)). It takes two people.",
    ),
    "none": Words(sv="Ingen är avstängd.", en="Nobody is barred."),
    "table": Words(sv="Alla avstängningar, även de som är över", en="Every barring, those that are over too"),
    "whom": Words(sv="Vem", en="Whom"),
    "state": Words(sv="Läge", en="Status"),
    "time": Words(sv="Tid", en="Time"),
    "days": Words(sv="{first} till {last}", en="{first} to {last}"),
    "steps": Words(sv="Att göra", en="To do"),
    "recorded_by": Words(sv="antecknad av {by}", en="recorded by {by}"),
    "in_force": Words(sv="Gäller", en="In force"),
    "coming": Words(sv="Börjar senare", en="Begins later"),
    "over": Words(sv="Över", en="Over"),
    "lifted": Words(sv="Hävd", en="Lifted"),
    "unconfirmed": Words(sv="Väntar på bekräftelse", en="Waits for confirmation"),
    "to_barrings": Words(sv="Till avstängningarna", en="To the barrings"),
    "bar": Words(sv="Stäng av någon", en="Bar somebody"),
    "bar_lead": Words(
        sv="Ingen stängs av förrän en annan person har bekräftat det. Då stängs också öppna arbetsytor.",
        en="Nobody is barred until another person has confirmed it. Open workspaces are then closed too.",
    ),
    "bar_button": Words(sv="Anteckna", en="Record it"),
    "kind": Words(sv="Vad det gäller", en="What it is about"),
    "whom_hint": Words(
        sv="Personens namn i Slussen eller organisationens. Aldrig ett personnummer.",
        en="The person's name in Slussen, or the organisation's. Never an identity number.",
    ),
    "because": Words(sv="Varför", en="Why"),
    "paragraph": Words(sv="Enligt vilken bestämmelse", en="By which law"),
    "from": Words(sv="Från och med", en="From"),
    "until": Words(sv="Till och med", en="Until"),
    "until_hint": Words(sv="Högst fem år senare.", en="Five years later at most."),
    "confirm": Words(sv="Bekräfta avstängningen", en="Confirm the barring"),
    "confirm_lead": Words(
        sv="Från och med nu räknar reglerna med den. Den som antecknade den kan inte själv bekräfta.",
        en="From now on the rules count it. Whoever recorded it cannot confirm it themselves.",
    ),
    "confirm_button": Words(sv="Bekräfta", en="Confirm"),
    "lift": Words(sv="Häv avstängningen", en="Lift the barring"),
    "lift_lead": Words(
        sv="Den upphör i förtid. Det som antecknades står kvar.",
        en="It ends before its time. What was recorded stays on record.",
    ),
    "lift_button": Words(sv="Häv", en="Lift"),
}
