"""What is wrong with what somebody wrote in a field."""

from collections.abc import Mapping

from catalog.model import Words

FAULTS: Mapping[str, Words] = {
    "needed": Words(sv="Fyll i det här.", en="Fill this in."),
    "day": Words(sv="Skriv en dag som 2026-11-22.", en="Write a day as 2026-11-22."),
    "number": Words(sv="Skriv ett heltal inom gränserna.", en="Write a whole number within the limits."),
    "long": Words(
        sv="Texten är för lång. Korta den, eller lägg den i ett meddelande.",
        en="The text is too long. Shorten it, or put it in a message.",
    ),
    "many": Words(sv="Det är för många. Ta bort några.", en="There are too many. Take some away."),
    "choose": Words(sv="Välj ett av alternativen.", en="Choose one of the alternatives."),
    "form": Words(
        sv="Skriv med bokstäver a–z, siffror och tecknen . - _ : @, utan blanksteg.",
        en="Write it with letters a–z, digits and the signs . - _ : @, without blanks.",
    ),
    "other": Words(sv="Det här är inte rätt skrivet.", en="This is not well formed."),
}
