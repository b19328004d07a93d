"""On what law a controller decides, and what its no can be taken to, in words: the codes of `policies/bases`."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.ruling import Basis
from gateway.words.language import Language, said

KINDS: Mapping[str, Words] = {
    "public": Words(
        sv="Offentlig vårdgivare: det ska stå klart att ingen lider men.",
        en="A public care provider: it must be clear that nobody is harmed.",
    ),
    "private": Words(
        sv="Privat vårdgivare: tystnadsplikt gäller, och samma prövning görs.",
        en="A private care provider: its staff are bound to silence, and the same test is made.",
    ),
}

APPEALS: Mapping[str, Words] = {
    "administrative_court_of_appeal": Words(
        sv="Ett avslag och ett förbehåll kan överklagas till kammarrätten inom {weeks} veckor från delgivningen.",
        en="A refusal or a condition can be appealed to the administrative court of appeal (kammarrätten) within "
        "{weeks} weeks of being served.",
    ),
    "none": Words(
        sv="Beslutet kan inte överklagas. Vårdgivaren kan pröva en ny, kompletterad begäran; Inspektionen för vård och "
        "omsorg prövar bara patientens och de närståendes egna.",
        en="The decision cannot be appealed. The provider may be asked anew with a completed request; the Health and "
        "Social Care Inspectorate reviews only what the patient or a relative asked for.",
    ),
}


def kind(basis: Basis, language: Language) -> str:
    """Which controllers decide by it; the code itself where these words do not know it."""
    words = KINDS.get(basis.kind)
    return said(words, language) if words else basis.kind


def appeal(basis: Basis, language: Language) -> str:
    """What a no can be taken to, with its time; the code itself where these words do not know it."""
    words = APPEALS.get(basis.appeal)
    return said(words, language).replace("{weeks}", str(basis.appeal_weeks)) if words else basis.appeal
