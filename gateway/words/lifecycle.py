"""Where a request, an extract and a part are, as sentences: what holds now, and who acts next."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.access_request import Status
from gateway.domain.delivery import Progress
from gateway.domain.disclosure_review import Outcome
from gateway.domain.workspace import State

STATUSES: Mapping[Status, Words] = {
    Status.DRAFT: Words(
        sv="Ett utkast: inget är inlämnat ännu. Sökanden skriver vidare och lämnar in.",
        en="A draft: nothing is submitted yet. The applicant writes on, and submits.",
    ),
    Status.SUBMITTED: Words(
        sv="Inlämnad: varje vårdgivare prövar sin del.",
        en="Submitted: each controller now decides its part.",
    ),
    Status.RETURNED: Words(
        sv="Återsänd för komplettering: sökanden lägger till det som saknas och lämnar in på nytt.",
        en="Sent back for completion: the applicant adds what is missing and submits again.",
    ),
    Status.DECIDED: Words(
        sv="Beslutad: tillståndet är utfärdat för de delar som beviljades.",
        en="Decided: the permit is issued for the parts that were granted.",
    ),
    Status.REFUSED: Words(
        sv="Avslagen: ingen vårdgivare beviljade sin del, så inget tillstånd utfärdas.",
        en="Refused: no controller granted its part, so no permit is issued.",
    ),
    Status.WITHDRAWN: Words(
        sv="Återtagen av sökanden: inget mer följer av den.",
        en="Withdrawn by the applicant: nothing more follows from it.",
    ),
}

PROGRESS: Mapping[Progress, Words] = {
    Progress.ORDERED: Words(
        sv="Beställt: ordern väntar på körningen.",
        en="Ordered: the order waits for the runner.",
    ),
    Progress.RUNNING: Words(
        sv="Pågår: körningen läser, undantar och pseudonymiserar.",
        en="Running: the runner reads, leaves out and pseudonymises.",
    ),
    Progress.EXTRACTED: Words(
        sv="Uttaget ligger färdigt och stängt; reglerna frågas om leveransen.",
        en="The extract lies finished and closed; the rules are asked about its delivery.",
    ),
    Progress.DELIVERING: Words(
        sv="Leverans beställd: körningen lägger uttaget i arbetsytan.",
        en="Delivery is ordered: the runner places the extract in the workspace.",
    ),
    Progress.DELIVERED: Words(
        sv="Levererat: uttaget ligger i arbetsytan och kvittensen är skriven.",
        en="Delivered: the extract lies in the workspace, and the receipt is written.",
    ),
    Progress.FAILED: Words(
        sv="Avbrutet: inget är levererat.",
        en="Stopped: nothing is delivered.",
    ),
}

WORKSPACES: Mapping[State, Words] = {
    State.OPEN: Words(
        sv="Arbetsytan är öppen för dem som står i tillståndet.",
        en="The workspace is open to those on the permit.",
    ),
    State.CLOSING: Words(
        sv="Arbetsytan är stängd; körningen har fått ordern. Ingen släpps in. Skälen och vad som kan göras står här.",
        en="The workspace is closed; the runner was given the order. Nobody is let in. The reasons, and what can be "
        "done, stand here.",
    ),
    State.CLOSED: Words(
        sv="Arbetsytan är stängd. Huset frågar reglerna varje dag, och öppnar den när skälen finns igen.",
        en="The workspace is closed. The house asks the rules every day, and opens it once the grounds are there.",
    ),
    State.OPENING: Words(
        sv="Arbetsytan öppnas igen: körningen har fått ordern.",
        en="The workspace is being opened again: the runner was given the order.",
    ),
    State.EMPTYING: Words(
        sv="Arbetsytan töms: tillståndet löpte ut för så länge sedan att raderna ska bort.",
        en="The workspace is being emptied: the permit expired so long ago that the rows must go.",
    ),
    State.EMPTIED: Words(
        sv="Arbetsytan är tömd, och intyget om det är skrivet.",
        en="The workspace is emptied, and the certificate is written.",
    ),
}

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.GRANTED: Words(sv="beviljad", en="granted"),
    Outcome.REFUSED: Words(sv="avslagen", en="refused"),
}

SAMPLES: Mapping[Outcome, Words] = {
    Outcome.GRANTED: Words(sv="proverna får användas", en="the samples may be used"),
    Outcome.REFUSED: Words(
        sv="avslaget; på sökandens begäran omprövas det av biobankens huvudman (biobankslag 2023:38, 5 kap. 13 §)",
        en="refused; if the applicant asks, the body that runs the biobank reconsiders it (biobanks act 2023:38, 5:13)",
    ),
}
"""A decision on a biobank's samples. Whoever is refused must be told that it can be reconsidered."""

UNDECIDED = Words(sv="inte prövad ännu", en="not decided yet")
"""A part before its review."""
