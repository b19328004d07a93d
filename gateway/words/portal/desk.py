"""My desk: what waits for me."""

from collections.abc import Mapping

from catalog.model import Words

DESK: Mapping[str, Words] = {
    "title": Words(sv="Mitt bord", en="My desk"),
    "mine": Words(sv="Väntar på dig", en="Waiting for you"),
    "others": Words(sv="Väntar på andra", en="Waiting for others"),
    "due_when": Words(sv="ingen vet sedan när", en="nobody knows since when"),
    "at": Words(sv="Hos {who}", en="With {who}"),
    "note_check": Words(
        sv="Ett läsprov väntar: {notes} maskerade anteckningar att läsa före en leverans",
        en="A sample waits for you: {notes} masked notes to read before a delivery",
    ),
    "nothing_due": Words(sv="Inget väntar på dig just nu.", en="Nothing is waiting for you just now."),
    "requests": Words(sv="Begäranden", en="Access requests"),
    "none": Words(
        sv="Du har ingen begäran ännu. Börja i katalogen: se vad som finns, och välj det du behöver.",
        en="You have no access request yet. Begin in the catalog: see what there is, and pick what you need.",
    ),
    "browse": Words(sv="Till katalogen", en="To the catalog"),
    "unsent": Words(
        sv="Du har text som inte hann skickas innan du blev utloggad.",
        en="You have text that was not sent before you were signed out.",
    ),
    "see_unsent": Words(sv="Läs och skicka", en="Read it and send it"),
    "extracts": Words(sv="Uttag och arbetsytor", en="Extracts and workspaces"),
    "more": Words(sv="De första {shown} visas.", en="The first {shown} are shown."),
}
