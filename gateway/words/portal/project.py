"""Projects: opened, and what is on record of them."""

from collections.abc import Mapping

from catalog.model import Words

PROJECT: Mapping[str, Words] = {
    "mine": Words(sv="Mina projekt", en="My projects"),
    "new": Words(sv="Öppna ett projekt", en="Open a project"),
    "new_lead": Words(
        sv="Ett projekt är en studie under ett etikgodkännande och en forskningshuvudman. Där samlas godkännandet, "
        "begärandena och tillstånden.",
        en="A project is one study under one ethics approval and one research principal. Its approval, requests and "
        "permits are kept together there.",
    ),
    "title": Words(sv="Vad heter studien?", en="What is the study called?"),
    "title_hint": Words(sv="Som i etikansökan.", en="As in the ethics application."),
    "principal": Words(sv="Forskningshuvudman", en="Research principal"),
    "principal_hint": Words(
        sv="Universitetet, regionen eller företaget som svarar för studien.",
        en="The university, region or company that answers for the study.",
    ),
    "open": Words(sv="Öppna projektet", en="Open the project"),
    "id": Words(sv="Projektets nummer", en="The project's number"),
    "no_approval": Words(sv="Etikgodkännandet saknas", en="The ethics approval is missing"),
    "no_approval_told": Words(
        sv="Skriv in etikbeslutet först: begäran fylls i med det som står där.",
        en="Record the ethics decision first: the request is filled in with what it says.",
    ),
    "conditions_left": Words(sv="Villkor att ta på sig", en="Conditions to take on"),
    "conditions_left_told": Words(
        sv="Etikbesluten har villkor som projektet ännu inte har tagit på sig: {number}. Utan det kan ingen begäran "
        "lämnas in.",
        en="The ethics decisions have conditions that the project has not taken upon itself yet: {number}. No request "
        "can be submitted without that.",
    ),
    "ready": Words(sv="Redo att begära", en="Ready to apply"),
    "ready_told": Words(
        sv="Etikgodkännandet är antecknat. Lägg de variabler du behöver i varukorgen och skriv begäran.",
        en="The ethics approval is on record. Put the variables you need in the basket, and write the request.",
    ),
    "going": Words(sv="Pågår", en="Under way"),
    "going_told": Words(
        sv="Projektet har begäranden. Var och en visar vem som har den nu.",
        en="The project has requests. Each of them shows who has it now.",
    ),
    "record_approval": Words(sv="Skriv in etikgodkännandet", en="Record the ethics approval"),
    "correct_approval": Words(sv="Rätta godkännandet", en="Correct the approval"),
    "record_amendment": Words(sv="Skriv in en ändring", en="Record an amendment"),
    "new_request": Words(sv="Skriv en ny begäran", en="Write a new request"),
    "decisions": Words(sv="Etikbeslut", en="Ethics decisions"),
    "amends": Words(sv="ändrar {number}", en="amends {number}"),
    "verified": Words(sv="Kontrollerat", en="Verified"),
    "verified_by": Words(
        sv="{who} jämförde det med handlingen den {day}.", en="{who} held it against the document on {day}."
    ),
    "unverified": Words(sv="Väntar på kontroll", en="Waits to be verified"),
    "unverified_told": Words(
        sv="Samordnaren eller en utlämnandeansvarig jämför det med handlingen.",
        en="The coordinator or a steward holds it against the document.",
    ),
    "conditions": Words(sv="Villkor", en="Conditions"),
    "no_conditions": Words(sv="Beslutet har inga villkor.", en="The decision has no conditions."),
    "acknowledged": Words(sv="Projektet har tagit det på sig", en="Taken upon the project"),
    "not_acknowledged": Words(sv="Ingen har tagit det på sig ännu", en="Nobody has taken it on yet"),
    "acknowledge": Words(sv="Ta på oss villkoret", en="Take the condition on"),
}
