"""Pages that tell what went wrong."""

from collections.abc import Mapping

from catalog.model import Words

TROUBLE: Mapping[str, Words] = {
    "reasons": Words(sv="Det här saknas", en="What is missing"),
    "back": Words(sv="Till ditt bord", en="To your desk"),
    "sign_in": Words(sv="Logga in", en="Sign in"),
}
