"""Pages that tell what went wrong."""

from collections.abc import Mapping

from catalog.model import Words

TROUBLE: Mapping[str, Words] = {
    "reasons": Words(sv="Det här saknas", en="What is missing"),
    "back": Words(sv="Till ditt bord", en="To your desk"),
    "sign_in": Words(sv="Logga in", en="Sign in"),
    "unexpected": Words(
        sv="Sidan gick inte att visa, och felet är antecknat. Se efter i ärendet om det du gjorde blev gjort, och "
        "försök sedan igen. Händer det igen, så hör av dig till den som driver Slussen och uppge spårnumret.",
        en="The page could not be shown, and the fault is on record. Look in the matter whether what you did was done, "
        "and then try again. If it happens again, call the operator of Slussen and give the trace id.",
    ),
    "too_large": Words(
        sv="Det som skickades är större än 1 MiB och togs inte emot. Gå tillbaka: det du skrev finns kvar på sidan. "
        "Korta det och skicka på nytt.",
        en="What was sent is larger than 1 MiB and was not taken in. Go back: what you wrote is still on the page. "
        "Shorten it and send it again.",
    ),
}
