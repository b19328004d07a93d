"""Every error as a title and a sentence: what went wrong, and what to do now."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.model import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """`title` names the kind of trouble, `sentence` says what to do about it."""

    title: Words
    sentence: Words


ERRORS: Mapping[str, Trouble] = {
    "gateway": Trouble(
        title=Words(sv="Något gick fel", en="Something went wrong"),
        sentence=Words(
            sv="Inget är ändrat. Försök igen; uppge spårnumret om det upprepas.",
            en="Nothing was changed. Try again, and give the trace id if it happens again.",
        ),
    ),
    "refused": Trouble(
        title=Words(sv="Reglerna säger nej", en="The rules refuse this"),
        sentence=Words(
            sv="Varje skäl står i refusals, med lagrum och vad som kan göras nu.",
            en="Each reason stands in refusals, with its paragraph and what can be done now.",
        ),
    ),
    "step-refused": Trouble(
        title=Words(sv="Steget följer inte av läget", en="This step does not follow"),
        sentence=Words(
            sv="Ärendet är inte i det läge som steget kräver: läs om läget och vad som kan följa.",
            en="The matter is not where this step begins: read its status and what may follow.",
        ),
    ),
    "invalid": Trouble(
        title=Words(sv="Det som skickades är inte rätt skrivet", en="What was sent is not well formed"),
        sentence=Words(
            sv="Rätta det ställe som where nämner och skicka på nytt.",
            en="Mend the place that where names, and send it again.",
        ),
    ),
    "not-found": Trouble(
        title=Words(sv="Finns inte här", en="Nothing here"),
        sentence=Words(
            sv="Det finns inget under det namnet, eller så är det inte ditt att se.",
            en="There is nothing under that id, or it is not for you to see.",
        ),
    ),
    "stale": Trouble(
        title=Words(sv="Någon annan hann före", en="Somebody else was first"),
        sentence=Words(
            sv="Det du läste har ändrats sedan dess, och inget skrevs. Läs om och försök på nytt.",
            en="What you read was changed since, and nothing was written. Read it again and retry.",
        ),
    ),
    "not-signed-in": Trouble(
        title=Words(sv="Ingen är inloggad", en="Nobody is signed in"),
        sentence=Words(
            sv="Det finns ingen giltig inloggning: logga in på nytt.",
            en="There is no valid token: sign in again.",
        ),
    ),
    "neighbour-unavailable": Trouble(
        title=Words(sv="Ett grannsystem svarar inte", en="A neighbouring system does not answer"),
        sentence=Words(
            sv="Inget är tillåtet och inget är ändrat. Försök igen om en stund.",
            en="Nothing is allowed and nothing was changed. Try again in a while.",
        ),
    ),
    "rules-void": Trouble(
        title=Words(sv="Reglerna får inte döma", en="The rules may not rule"),
        sentence=Words(
            sv="Reglerna är inte de som två regelförvaltare har gett ut: inget är tillåtet och inget är ändrat. "
            "Kalla på den som driver huset.",
            en="The rules are not those that two stewards released: nothing is allowed and nothing was changed. "
            "Call the operator of the house.",
        ),
    ),
    "ledger-broken": Trouble(
        title=Words(sv="Bevisningen håller inte", en="The record does not hold"),
        sentence=Words(
            sv="En rad eller en handling är ändrad sedan den skrevs. Kalla på den som driver huset.",
            en="A line or a paper was changed after it was written. Call the operator of the house.",
        ),
    ),
    "misconfigured": Trouble(
        title=Words(sv="Huset kan inte öppnas så här", en="The house cannot open like this"),
        sentence=Words(
            sv="En inställning saknas eller är osäker: se vad som nämns.",
            en="A setting is missing or unsafe: see what is named.",
        ),
    ),
    "too-large": Trouble(
        title=Words(sv="För stort", en="Too large"),
        sentence=Words(sv="Mer än 1 MiB tas inte emot.", en="No more than 1 MiB is taken in."),
    ),
    "precondition-required": Trouble(
        title=Words(sv="Säg vilken version du läste", en="Say which version you read"),
        sentence=Words(
            sv="Skicka If-Match med den ETag som följde med när du läste.",
            en="Send If-Match with the ETag that came when you read it.",
        ),
    ),
    "form-unknown": Trouble(
        title=Words(sv="Formuläret kom inte härifrån", en="The form did not come from here"),
        sentence=Words(
            sv="Inget är ändrat. Gå tillbaka, ladda om sidan och skicka formuläret på nytt.",
            en="Nothing was changed. Go back, load the page again and send the form once more.",
        ),
    ),
    "method-not-allowed": Trouble(
        title=Words(sv="Så går det inte att fråga här", en="This cannot be asked here"),
        sentence=Words(sv="Se /api/v1/openapi.json.", en="See /api/v1/openapi.json."),
    ),
    "unreachable": Trouble(
        title=Words(sv="Slussen nås inte", en="The gateway cannot be reached"),
        sentence=Words(
            sv="Ingen svarar på adressen i SLUSSEN_URL.",
            en="Nobody answers at the address in SLUSSEN_URL.",
        ),
    ),
}
"""By code: those of the tree in `gateway.domain.errors`, then those that only an edge can have."""
