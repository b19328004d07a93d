"""What every page with a question says around it."""

from collections.abc import Mapping

from catalog.model import Words

SENT_TITLE = Words(sv="Skickat redan", en="Sent already")
SENT_TWICE = Words(
    sv="Samma formulär skickades nyss och håller på att tas emot. Titta efter i ärendet innan du skickar det igen.",
    en="The same form was sent a moment ago and is being received. Look at the matter before you send it again.",
)

ASKING: Mapping[str, Words] = {
    "not_done": Words(sv="Det gick inte: {title}", en="It was not done: {title}"),
    "nothing_changed": Words(
        sv="Inget är ändrat. Det du skrev står kvar här nedanför.",
        en="Nothing was changed. What you wrote is still here below.",
    ),
    "choose": Words(sv="Välj", en="Choose"),
    "closed": Words(sv="Det här kan inte göras nu", en="This cannot be done now"),
    "closed_lead": Words(
        sv="Antingen är ärendet inte i det läget, eller så är det inte din uppgift.",
        en="Either the matter is not at that stage, or it is not yours to do.",
    ),
    "typed": Words(sv="Det du skrev", en="What you wrote"),
}
