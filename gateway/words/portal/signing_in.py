"""Signing in and out."""

from collections.abc import Mapping

from catalog.model import Words

ONE_CLICK = Words(
    sv="Det här är en demo. Klicka på den du vill vara: ingen av dem finns på riktigt.",
    en="This is a demo. Click on whoever you want to be: none of them exists.",
)

AT_A_PROVIDER = Words(
    sv="Du loggar in hos din egen organisation. Slussen får veta vem du är, dina roller och hur säkert du loggade in.",
    en="You sign in at your own organisation. Slussen is told who you are, your roles and how surely you signed in.",
)
GO_THERE = Words(sv="Gå till inloggningen", en="Go and sign in")

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
    "elsewhere": Words(sv="Du skickas vidare", en="You are being sent on"),
    "elsewhere_lead": Words(
        sv="Sidan där du loggar in och ut öppnas av sig själv. Händer inget, så välj Fortsätt.",
        en="The page where you sign in and out opens by itself. If nothing happens, choose Continue.",
    ),
    "go_on": Words(sv="Fortsätt", en="Continue"),
    "not_let_in": Words(sv="Du är inte inloggad", en="You are not signed in"),
    "not_let_in_lead": Words(
        sv="Inloggningen gick inte att bekräfta: den avbröts, tog för lång tid eller var redan använd. Försök igen.",
        en="The sign-in could not be confirmed: it was cancelled, took too long or had been used. Sign in again.",
    ),
    "send": Words(sv="Skicka nu", en="Send it now"),
    "forget": Words(sv="Kasta", en="Throw it away"),
}
