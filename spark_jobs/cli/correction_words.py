"""What the commands on corrections say, in Swedish and English."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "none": {
        "sv": "{controller} har inga rättelser.",
        "en": "{controller} has no corrections.",
    },
    "standing": {
        "sv": "{controller}: {denied} uttryck maskeras alltid, {allowed} lämnas; version {digest}",
        "en": "{controller}: {denied} entries always masked, {allowed} let be; version {digest}",
    },
    "change": {
        "sv": "{at} {by}: {added} tillagda, {withdrawn} återtagna",
        "en": "{at} {by}: {added} added, {withdrawn} withdrawn",
    },
    "sample": {
        "sv": "  efter stickprovet {sample}",
        "en": "  after the sample {sample}",
    },
    "unchanged": {
        "sv": "Inget nytt i filen: ingenting ändrades.",
        "en": "Nothing in the file is new: nothing was changed.",
    },
    "words": {
        "sv": "Orden nedan kan vara namn på personer: visa dem för ingen annan än den vårdgivare som de gäller.",
        "en": "The words below may be names of persons: show them to nobody but the controller they are of.",
    },
}
