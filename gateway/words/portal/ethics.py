"""The ethics decisions behind a request."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.ethics import AgainstKind, ApprovalOutcome

AGAINST: Mapping[AgainstKind, Words] = {
    AgainstKind.OVERTURNED: Words(sv="Upphävt efter överklagande", en="Overturned on appeal"),
    AgainstKind.REVOKED: Words(sv="Återkallat", en="Revoked"),
    AgainstKind.SUPERVISION_ORDER: Words(sv="Föreläggande vid tillsyn", en="Order under supervision"),
}

ETHICS_OUTCOMES: Mapping[ApprovalOutcome, Words] = {
    ApprovalOutcome.APPROVED: Words(sv="Godkänt", en="Approved"),
    ApprovalOutcome.REFUSED: Words(sv="Avslag", en="Refused"),
}

ETHICS: Mapping[str, Words] = {
    "title": Words(sv="Etikbeslut: {title}", en="Ethics decisions: {title}"),
    "to_request": Words(sv="Till begäran", en="To the access request"),
    "to_ethics": Words(sv="Till etikbesluten", en="To the ethics decisions"),
    "none": Words(sv="Inget etikgodkännande är registrerat.", en="No ethics approval is on record."),
    "on_record": Words(sv="Besluten, som de är registrerade", en="The decisions, as they are on record"),
    "conditions_known": Words(
        sv="{known} av {all} villkor tagna till sig", en="{known} of {all} conditions acknowledged"
    ),
    "documents": Words(sv="Handlingar", en="Documents"),
    "verified": Words(sv="Jämfört med handlingen", en="Verified against its document"),
    "verified_by": Words(sv="av {by}, {day}", en="by {by}, {day}"),
    "unverified": Words(sv="inte än", en="not yet"),
    "covers": Words(sv="Det första beslutet omfattar", en="What the first decision covers"),
    "against_title": Words(sv="Beslut mot studien", en="Decisions against the study"),
    "lifted": Words(sv="hävt från och med {day}", en="lifted from {day}"),
    "steps": Words(sv="Det du kan göra", en="What you can do"),
    "verify": Words(sv="Jämför ett beslut med handlingen", en="Verify a decision against its document"),
    "verify_lead": Words(
        sv="Läs handlingen från Etikprövningsmyndigheten. Säg att det som är registrerat här stämmer med den. Ändras "
        "posten gäller jämförelsen inte längre.",
        en="Read the document of the Ethical Review Authority. Say that what is on record here agrees with it. Once "
        "the "
        "record is corrected, the verification no longer counts.",
    ),
    "verify_button": Words(sv="Det stämmer med handlingen", en="It agrees with the document"),
    "document": Words(sv="Vilket beslut och vilken handling", en="Which decision and which document"),
    "record_lead": Words(
        sv="Steg för steg, med beslutet som PDF. Inget är antecknat förrän du skriver in det.",
        en="Step by step, with the decision as a PDF. Nothing is on record until you record it.",
    ),
    "correct_lead": Words(
        sv="Det som är antecknat står i formuläret. En rättelse är en ny handling, och jämförs på nytt.",
        en="What is on record stands in the form. A correction is a paper of its own, and is verified anew.",
    ),
    "amend_lead": Words(
        sv="Skriv bara det som ändringsbeslutet ändrar. Det som räknas upp läggs till det som redan är godkänt.",
        en="Write only what the amendment changes. What is listed is added to what is approved already.",
    ),
    "case_number": Words(sv="Diarienummer", en="Case number"),
    "outcome": Words(sv="Utgång", en="Outcome"),
    "decided_on": Words(sv="Beslutat", en="Decided on"),
    "legal_force_on": Words(sv="Laga kraft", en="In legal force from"),
    "groups": Words(sv="Variabelgrupper", en="Groups of variables"),
    "datasets": Words(sv="Datamängder", en="Datasets"),
    "population": Words(sv="Koder för populationen", en="Codes of the population"),
    "named_persons": Words(sv="Namngivna personer", en="Named people"),
    "principals": Words(sv="Forskningshuvudmän", en="Research principals"),
    "biobanks": Words(sv="Biobanker, med nummer", en="Biobanks, by number"),
    "investigator": Words(sv="Ansvarig forskare", en="Principal investigator"),
    "maximum_persons": Words(sv="Högst antal personer", en="At most so many people"),
    "period": Words(sv="Period", en="Period"),
    "period_from": Words(sv="Uppgifter från och med", en="Data from"),
    "period_to": Words(sv="Uppgifter till och med", en="Data until"),
    "conditions": Words(sv="Villkor", en="Conditions"),
    "against": Words(sv="Registrera ett beslut mot studien", en="Record a decision against the study"),
    "against_lead": Words(
        sv="Från och med nu vet reglerna om det: inget utfärdas, beställs eller levereras, och arbetsytan stängs, så "
        "länge "
        "beslutet står.",
        en="From now on the rules know it: nothing is issued, ordered or delivered, and the workspace is closed, as "
        "long "
        "as the decision stands.",
    ),
    "against_button": Words(sv="Registrera beslutet", en="Record the decision"),
    "against_kind": Words(sv="Vad som beslutades", en="What was decided"),
    "lifted_on": Words(sv="Hävt från och med", en="Lifted from"),
}
