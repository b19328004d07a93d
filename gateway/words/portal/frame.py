"""What surrounds every page."""

from collections.abc import Mapping

from catalog.model import Words

FRAME: Mapping[str, Words] = {
    "name": Words(sv="Slussen", en="Slussen"),
    "tagline": Words(sv="Hälsodata till forskning", en="Health data for research"),
    "skip": Words(sv="Till innehållet", en="Skip to the content"),
    "places": Words(sv="Portalens delar", en="Parts of the portal"),
    "desk": Words(sv="Mitt bord", en="My desk"),
    "catalog": Words(sv="Katalog", en="Catalog"),
    "audit": Words(sv="Granskning", en="Audit"),
    "basket": Words(sv="Varukorg", en="Basket"),
    "sign_out": Words(sv="Logga ut", en="Sign out"),
    "you_are": Words(sv="Inloggad som", en="Signed in as"),
    "in_swedish": Words(sv="Svenska", en="Svenska"),
    "in_english": Words(sv="English", en="English"),
    "languages": Words(sv="Språk", en="Language"),
    "demo": Words(
        sv="Demo: alla personer och patienter är påhittade.", en="A demo: every person and every patient is invented."
    ),
    "about": Words(
        sv="Slussen är vägen för en regions vårduppgifter till forskning. Varje steg lämnar en signerad handling.",
        en="Slussen is the way of a region's health records to research. Each step leaves a signed paper.",
    ),
    "accessibility": Words(sv="Tillgänglighet", en="Accessibility"),
    "trace": Words(sv="Spårnummer {trace}", en="Trace id {trace}"),
}
