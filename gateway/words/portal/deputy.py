"""Deputies: who decides in a steward's place."""

from collections.abc import Mapping

from catalog.model import Words

DEPUTY: Mapping[str, Words] = {
    "title": Words(sv="Ersättare", en="Deputies"),
    "lead": Words(
        sv="En ersättare prövar delar i en utlämnandeansvarigs ställe under en tid, och det syns i beslutet.",
        en="A deputy decides parts in a steward's place for a time, and the decision says so.",
    ),
    "none": Words(sv="Ingen ersättare är utsedd.", en="No deputy is named."),
    "nothing": Words(sv="Du kan inte se någons ersättare.", en="There are no deputies for you to see."),
    "table": Words(sv="Ersättare hos {controller}", en="Deputies of {controller}"),
    "deputy": Words(sv="Ersättare", en="Deputy"),
    "deputy_hint": Words(
        sv="Namnet i Slussen. Den som ersätter är själv utlämnandeansvarig.",
        en="The name in Slussen. Whoever stands in is a steward too.",
    ),
    "in_place_of": Words(sv="I stället för", en="In the place of"),
    "state": Words(sv="Läge", en="Status"),
    "time": Words(sv="Tid", en="Time"),
    "days": Words(sv="{first} till {last}", en="{first} to {last}"),
    "step": Words(sv="Att göra", en="To do"),
    "counts": Words(sv="Gäller", en="Counts"),
    "coming": Words(sv="Börjar senare", en="Begins later"),
    "over": Words(sv="Över", en="Over"),
    "ended": Words(sv="Avslutad", en="Ended"),
    "to_deputies": Words(sv="Till ersättarna", en="To the deputies"),
    "controller": Words(sv="För vilken vårdgivare", en="For which care provider"),
    "from": Words(sv="Från och med", en="From"),
    "until": Words(sv="Till och med", en="Until"),
    "because": Words(sv="Varför", en="Why"),
    "name": Words(sv="Utse en ersättare", en="Name a deputy"),
    "name_lead": Words(
        sv="Ersättaren beslutar i ditt ställe från första till sista dagen. Du kan själv besluta hela tiden.",
        en="The deputy decides in your place from the first day to the last. You can decide yourself all the time.",
    ),
    "name_button": Words(sv="Utse", en="Name them"),
    "end": Words(sv="Avsluta uppdraget", en="End the deputyship"),
    "end_lead": Words(
        sv="Från och med nu kan ersättaren inte besluta. Det som är beslutat står fast.",
        en="From now on the deputy decides nothing. What was decided stands.",
    ),
    "end_button": Words(sv="Avsluta", en="End it"),
}
