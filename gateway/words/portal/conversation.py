"""The conversation about a request."""

from collections.abc import Mapping

from catalog.model import Words

CONVERSATION: Mapping[str, Words] = {
    "title": Words(sv="Meddelanden", en="Messages"),
    "lead": Words(
        sv="Alla som får läsa begäran läser det som skrivs här: projektet, de som prövar och samordnaren.",
        en="Everybody who may read the request reads what is written here: the project, those who decide, the "
        "coordinator.",
    ),
    "nothing": Words(sv="Ingen har skrivit något ännu.", en="Nobody has written anything yet."),
    "text": Words(sv="Ditt meddelande", en="Your message"),
    "hint": Words(
        sv="Det signeras och kan inte tas bort. Nämn ingen patient.",
        en="It is signed and cannot be removed. Name no patient.",
    ),
    "send": Words(sv="Skriv i ärendet", en="Write it"),
}
