"""Pages that tell what went wrong."""

from collections.abc import Mapping

from catalog.model import Words

TROUBLE: Mapping[str, Words] = {
    "reasons": Words(sv="Det här saknas", en="What is missing"),
    "back": Words(sv="Till ditt bord", en="To your desk"),
    "sign_in": Words(sv="Logga in", en="Sign in"),
    "too_large": Words(
        sv="Det som skickades är större än 1 MiB och togs inte emot. Gå tillbaka: det du skrev finns kvar på sidan. "
        "Korta det och skicka på nytt.",
        en="What was sent is larger than 1 MiB and was not taken in. Go back: what you wrote is still on the page. "
        "Shorten it and send it again.",
    ),
}
