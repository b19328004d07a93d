"""What pages are put together from: status, whose turn it is, history, refusals, forms."""

from collections.abc import Mapping

from catalog.model import Words

PARTS: Mapping[str, Words] = {
    "who_acts": Words(sv="Nu väntar vi på", en="We are waiting for"),
    "since": Words(sv="sedan {day}", en="since {day}"),
    "next": Words(sv="Sedan", en="After that"),
    "expected": Words(sv="Senast", en="By"),
    "nobody_acts": Words(sv="Ingen behöver göra något mer.", en="Nobody needs to do anything more."),
    "history": Words(sv="Det här har hänt", en="What has happened"),
    "drawing": Words(sv="Ärendets väg", en="The course of the matter"),
    "drawing_now": Words(sv="Nu: {state}.", en="Now: {state}."),
    "drawing_next": Words(sv="Härifrån: {states}.", en="From here: {states}."),
    "drawing_over": Words(sv="Inget mer följer.", en="Nothing more follows."),
    "paragraph": Words(sv="Lagrum", en="By law"),
    "next_step": Words(sv="Gör så här", en="What to do"),
    "rule": Words(sv="Regel", en="Rule"),
    "following": Words(sv="Nästa sida", en="Next page"),
    "errors": Words(sv="Något behöver rättas", en="Something needs mending"),
    "optional": Words(sv="(frivilligt)", en="(optional)"),
    "error_at": Words(sv="Fel:", en="Error:"),
}
