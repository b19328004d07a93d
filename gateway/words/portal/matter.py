"""Projects, requests, permits, extracts and workspaces, as whoever asks reads about them."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.access_request import Status
from gateway.domain.delivery import Progress
from gateway.domain.workspace import State

SHORT: Mapping[Status, Words] = {
    Status.DRAFT: Words(sv="Utkast", en="Draft"),
    Status.SUBMITTED: Words(sv="Inlämnad", en="Submitted"),
    Status.RETURNED: Words(sv="Återsänd", en="Sent back"),
    Status.DECIDED: Words(sv="Beslutad", en="Decided"),
    Status.REFUSED: Words(sv="Avslagen", en="Refused"),
    Status.WITHDRAWN: Words(sv="Återtagen", en="Withdrawn"),
}

SHORT_PROGRESS: Mapping[Progress, Words] = {
    Progress.ORDERED: Words(sv="Beställt", en="Ordered"),
    Progress.RUNNING: Words(sv="Pågår", en="Running"),
    Progress.EXTRACTED: Words(sv="Uttaget", en="Extracted"),
    Progress.DELIVERING: Words(sv="Levereras", en="Delivering"),
    Progress.DELIVERED: Words(sv="Levererat", en="Delivered"),
    Progress.FAILED: Words(sv="Avbrutet", en="Stopped"),
}

SHORT_WORKSPACE: Mapping[State, Words] = {
    State.OPEN: Words(sv="Öppen", en="Open"),
    State.CLOSING: Words(sv="Stängs", en="Closing"),
    State.CLOSED: Words(sv="Stängd", en="Closed"),
    State.OPENING: Words(sv="Öppnas", en="Opening"),
    State.EMPTYING: Words(sv="Töms", en="Emptying"),
    State.EMPTIED: Words(sv="Tömd", en="Emptied"),
}

THE_APPLICANT = Words(sv="sökanden", en="the applicant")
THE_HOUSE = Words(sv="Slussen", en="Slussen")
THE_COORDINATOR = Words(sv="samordnaren", en="the coordinator")
YOU = Words(sv="dig", en="you")

AFTER_A_DRAFT = Words(
    sv="Varje vårdgivare prövar sin del av begäran.", en="Each care provider decides its part of the request."
)
AFTER_THE_PARTS = Words(
    sv="När alla delar är prövade utfärdar Slussen tillståndet för det som beviljades.",
    en="When every part is decided, Slussen issues the permit for what was granted.",
)
AFTER_THE_PERMIT = Words(
    sv="Slussen beställer uttaget, och uttaget läggs i en stängd arbetsyta.",
    en="Slussen orders the extract, and places it in a closed workspace.",
)
AFTER_THE_EXTRACT = Words(
    sv="Uttaget läggs i arbetsytan, och den öppnas för dem som står i tillståndet.",
    en="The extract is placed in the workspace, which opens to those on the permit.",
)

MATTER: Mapping[str, Words] = {
    "request_of": Words(sv="Begäran: {title}", en="Access request: {title}"),
    "version": Words(sv="version {version}", en="version {version}"),
    "permit": Words(sv="Tillstånd", en="Permit"),
    "extract": Words(sv="Uttag", en="Extract"),
    "workspace": Words(sv="Arbetsyta", en="Workspace"),
    "what": Words(sv="Det som begärs", en="What is asked for"),
    "cohort": Words(sv="Vilka personer", en="Which people"),
    "datasets": Words(sv="Ur vilka datamängder", en="From which datasets"),
    "period": Words(sv="Från vilken tid", en="From which time"),
    "days": Words(sv="{first} till {last}", en="{first} to {last}"),
    "expected": Words(sv="Väntat antal personer", en="Expected number of people"),
    "investigator": Words(sv="Ansvarig forskare", en="Principal investigator"),
    "people": Words(sv="Namngivna personer", en="Named people"),
    "wanted": Words(sv="Önskad tid för användning", en="Wanted time of use"),
    "columns": Words(sv="{count} variabler", en="{count} variables"),
    "column": Words(sv="Variabel", en="Variable"),
    "treatment": Words(sv="Lämnas ut", en="Delivered"),
    "why": Words(sv="Varför", en="Why"),
    "all_columns": Words(sv="Visa varje variabel", en="Show each variable"),
    "scope": Words(sv="Jämfört med etikgodkännandet", en="Compared with the ethics approval"),
    "scope_of": Words(sv="Det som begärs, och om det omfattas", en="What is asked for, and whether it is covered"),
    "scope_all": Words(
        sv="Allt som begärs omfattas av etikgodkännandet.", en="Everything asked for is covered by the ethics approval."
    ),
    "scope_none": Words(
        sv="Projektet har inget etikgodkännande att jämföra med ännu.",
        en="The project has no ethics approval to compare with yet.",
    ),
    "scope_kind": Words(sv="Slag", en="Kind"),
    "scope_what": Words(sv="Begärt", en="Asked for"),
    "scope_state": Words(sv="Omfattas", en="Covered"),
    "kind_dataset": Words(sv="datamängd", en="dataset"),
    "kind_column": Words(sv="variabel", en="variable"),
    "kind_period": Words(sv="period", en="period"),
    "kind_population": Words(sv="population", en="population"),
    "kind_persons": Words(sv="antal personer", en="number of people"),
    "parts": Words(sv="Vårdgivarnas delar", en="The care providers' parts"),
    "parts_of": Words(sv="Varje vårdgivares beslut om sin del", en="Each care provider's decision on its part"),
    "part_controller": Words(sv="Vårdgivare", en="Care provider"),
    "part_outcome": Words(sv="Beslut", en="Decision"),
    "part_on": Words(sv="Dag", en="Day"),
    "part_reasons": Words(sv="Skäl och förbehåll", en="Reasons and conditions"),
    "clocks": Words(sv="Frister", en="Deadlines"),
    "clocks_of": Words(sv="Vad som ska göras, av vem och senast när", en="What is to be done, by whom and by when"),
    "clock_what": Words(sv="Vad", en="What"),
    "clock_who": Words(sv="Vem", en="Who"),
    "clock_due": Words(sv="Senast", en="By"),
    "clock_state": Words(sv="Läge", en="State"),
    "clock_nobody_knows": Words(sv="Okänd dag", en="Day unknown"),
    "held": Words(sv="Därför utfärdas inte tillståndet", en="Why the permit is not issued"),
    "held_extract": Words(sv="Därför levereras inte uttaget", en="Why the extract is not delivered"),
    "held_order": Words(sv="Därför beställs inte uttaget", en="Why the extract is not ordered"),
    "closed": Words(sv="Därför är arbetsytan inte öppen", en="Why the workspace is not open"),
    "warnings": Words(sv="Det här saknas för tillståndet", en="What will be missing for the permit"),
    "returned": Words(sv="Det här behöver kompletteras", en="What needs completing"),
    "changes": Words(sv="Ändrat sedan den återsända versionen", en="Changed since the version that was sent back"),
    "was": Words(sv="Förut", en="Before"),
    "now": Words(sv="Nu", en="Now"),
    "field": Words(sv="Fält", en="Field"),
    "requests": Words(sv="Begäranden", en="Access requests"),
    "no_requests": Words(sv="Projektet har ingen begäran ännu.", en="The project has no access request yet."),
    "principal": Words(sv="Forskningshuvudman", en="Research principal"),
    "members": Words(sv="Deltagare", en="Members"),
    "ethics": Words(sv="Etikgodkännande", en="Ethics approval"),
    "case_number": Words(sv="Diarienummer", en="Case number"),
    "decided_on": Words(sv="Beslutat", en="Decided"),
    "legal_force": Words(sv="Laga kraft", en="Legal force"),
    "started_on": Words(sv="Forskningen påbörjad", en="Research started"),
    "maximum": Words(sv="Högst antal personer", en="At most so many people"),
    "amendment": Words(sv="Ändring {number}", en="Amendment {number}"),
    "against": Words(sv="Beslut mot studien", en="Decisions against the study"),
    "permit_lead": Words(
        sv="Tillståndet gäller för {people} personer och till och med {day}.",
        en="The permit is for {people} people, until {day}.",
    ),
    "permit_valid": Words(sv="Gäller", en="Valid"),
    "permit_expired": Words(sv="Har upphört", en="Expired"),
    "permit_revoked": Words(sv="Återkallat", en="Revoked"),
    "permit_replaced": Words(sv="Ersatt", en="Replaced"),
    "permit_held": Words(sv="Hålls", en="Held"),
    "valid": Words(sv="Gäller", en="Valid"),
    "issued_on": Words(sv="Utfärdat", en="Issued"),
    "controllers": Words(sv="Vårdgivare som beviljade sin del", en="Care providers that granted their part"),
    "revoked_because": Words(sv="Varför det återkallades", en="Why it was revoked"),
    "to_request": Words(sv="Till begäran", en="To the access request"),
    "to_permit": Words(sv="Till tillståndet", en="To the permit"),
    "to_extract": Words(sv="Till uttaget", en="To the extract"),
    "to_workspace": Words(sv="Till arbetsytan", en="To the workspace"),
    "no_extract": Words(sv="Inget uttag är beställt ännu.", en="No extract is ordered yet."),
    "paper": Words(sv="Handlingens fingeravtryck", en="The paper's fingerprint"),
    "ordered_at": Words(sv="Beställt", en="Ordered"),
    "report": Words(sv="Rapport om uttaget", en="Report on the extract"),
    "report_lead": Words(
        sv="Antalen är avrundade så att ingen enskild kan pekas ut.",
        en="Numbers are rounded so that nobody can be singled out.",
    ),
    "cohort_persons": Words(sv="Personer i kohorten", en="People in the cohort"),
    "delivered_persons": Words(sv="Personer i uttaget", en="People in the extract"),
    "between": Words(sv="{least} till {most}", en="{least} to {most}"),
    "fewer": Words(sv="färre än {below}", en="fewer than {below}"),
    "at_least": Words(sv="minst {least}", en="at least {least}"),
    "rows_of": Words(sv="Rader i varje tabell, avrundat", en="Rows in each table, rounded"),
    "table": Words(sv="Tabell", en="Table"),
    "rows": Words(sv="Rader", en="Rows"),
    "dictionary": Words(sv="Datalexikon", en="Data dictionary"),
    "dictionary_of": Words(sv="Varje variabel i uttaget", en="Each variable of the extract"),
    "stopped": Words(sv="Därför avbröts uttaget", en="Why the extract was stopped"),
    "how_to_open": Words(sv="Så öppnar du arbetsytan", en="How to open the workspace"),
    "how_to_open_lead": Words(
        sv="Raderna ligger i arbetsytan och lämnar den inte. Du ställer en fråga i taget, med kommandot:",
        en="The rows lie in the workspace and do not leave it. You ask one question at a time, with the command:",
    ),
    "how_to_open_pass": Words(
        sv="För varje fråga ger Slussen en passersedel som gäller i några minuter. Den nämner ingen person, och varje "
        "fråga antecknas.",
        en="For each question Slussen gives a pass that holds for a few minutes. It names no person, and each question "
        "is put on record.",
    ),
    "objections": Words(sv="Invändningar sedan uttaget gjordes", en="Objections since the extract was made"),
    "objections_lead": Words(
        sv="Huset frågar varje dag. Antalen är avrundade, och ingen får veta vem det är.",
        en="The house asks every day. Numbers are rounded, and nobody is told who it is.",
    ),
    "objections_of": Words(sv="Slag av invändning, och hur många", en="Kinds of objection, and how many"),
    "objection": Words(sv="Invändning", en="Objection"),
    "objection_means": Words(sv="Vad det betyder", en="What it means"),
    "objections_none": Words(
        sv="Ingen i uttaget har invänt, senast besvarat {day}.",
        en="Nobody in the extract has objected, last answered on {day}.",
    ),
    "objections_latest": Words(
        sv="Senast nytt {day}, senast besvarat {answered}.", en="Last news on {day}, last answered on {answered}."
    ),
    "objections_wait": Words(
        sv="Frågan från {day} är inte besvarad ännu.", en="The question of {day} is not answered yet."
    ),
    "objections_unknown": Words(
        sv="Det gick inte att ta reda på om någon har invänt. Att inget står här betyder alltså inte att ingen har "
        "gjort det. Huset frågar igen i morgon; driften behöver se till att körningen kan svara.",
        en="It could not be found out whether anybody has objected. That nothing stands here does not mean that nobody "
        "has. The house asks again tomorrow; whoever runs it has to see to it that the runner can answer.",
    ),
    "runner_trouble": Words(sv="Körningen meddelade", en="The runner told"),
    "certificate": Words(sv="Intyg om radering", en="Certificate of deletion"),
}
