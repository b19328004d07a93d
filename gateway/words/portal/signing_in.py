"""Signing in and out."""

from collections.abc import Mapping

from catalog.model import Words

ONE_CLICK = Words(
    sv="Det här är en demo. Klicka på den du vill vara: ingen av dem finns på riktigt.",
    en="This is a demo. Click on whoever you want to be: none of them exists.",
)

SIGNING_IN: Mapping[str, Words] = {
    "title": Words(sv="Logga in", en="Sign in"),
    "lead": Words(
        sv="Här söker forskare tillgång till vårduppgifter, och vårdgivare prövar varje begäran om sina egna "
        "patienter.",
        en="Researchers ask for health records here, and each care provider decides on its own patients.",
    ),
    "no_way": Words(
        sv="Inget sätt att logga in är inställt. Kalla på den som driver Slussen.",
        en="No way to sign in is set up. Call the operator of Slussen.",
    ),
    "unsent": Words(sv="Det du skrev finns kvar", en="What you wrote is still here"),
    "unsent_lead": Words(
        sv="Du hann bli utloggad innan det skickades. Inget är sparat i ärendet ännu. Läs igenom och skicka, eller "
        "kasta.",
        en="You were signed out before it was sent. Nothing is saved in the matter yet. Read it through and send "
        "it, or throw it away.",
    ),
    "send": Words(sv="Skicka nu", en="Send it now"),
    "forget": Words(sv="Kasta", en="Throw it away"),
}
