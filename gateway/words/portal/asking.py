"""What every page with a question says around it, and what is wrong with an answer."""

from collections.abc import Mapping

from catalog.model import Words

_MISSING = Words(sv="Fyll i det här fältet.", en="Fill in this field.")
_DAY = Words(sv="Skriv en dag som finns, som ÅÅÅÅ-MM-DD.", en="Write a day that exists, as YYYY-MM-DD.")
_NUMBER = Words(sv="Skriv ett heltal.", en="Write a whole number.")
_CHOICE = Words(sv="Välj ett av alternativen.", en="Choose one of the answers.")

FAULTS: Mapping[str, Words] = {
    "missing": _MISSING,
    "date-from-datetime-parsing": _DAY,
    "date-parsing": _DAY,
    "int-parsing": _NUMBER,
    "greater-than-equal": Words(sv="Talet är för litet.", en="The number is too small."),
    "less-than-equal": Words(sv="Talet är för stort.", en="The number is too large."),
    "enum": _CHOICE,
    "literal-error": _CHOICE,
    "string-too-long": Words(sv="Texten är för lång.", en="The text is too long."),
    "string-pattern-mismatch": Words(
        sv="Det innehåller tecken som inte får stå här.", en="It holds signs that may not stand here."
    ),
    "dates-order": Words(sv="Den andra dagen ligger före den första.", en="The second day lies before the first."),
    "answered-twice": Words(sv="En punkt är besvarad två gånger.", en="A point is answered twice."),
}
"""By the codes of whatever reads a form."""

OTHER_FAULT = Words(sv="Det som står här går inte att läsa.", en="What stands here cannot be read.")

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
