"""Every event of the ledger as a sentence."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.audit import AuditEntry, Event
from gateway.domain.day import swedish_day
from gateway.words.language import Language, said

EVENTS: Mapping[Event, Words] = {
    Event.HOUSE_OPENED: Words(sv="Huset öppnades.", en="The house was opened."),
    Event.HOUSE_CLOSED: Words(sv="Huset stängdes.", en="The house was closed."),
    Event.PARAMETERS_CHANGED: Words(
        sv="Vårdgivarens parametrar ändrades, med två underskrifter.",
        en="The controller's parameters were changed, with two signatures.",
    ),
    Event.BACKUP_BEGUN: Words(sv="En säkerhetskopia påbörjades.", en="A backup was begun."),
    Event.HOUSE_RESTORED: Words(
        sv="Huset återställdes från en säkerhetskopia.", en="The house was restored from a backup."
    ),
    Event.SIGNED_IN: Words(sv="Någon loggade in i portalen.", en="Somebody signed in to the portal."),
    Event.SIGNED_OUT: Words(sv="Någon loggade ut ur portalen.", en="Somebody signed out of the portal."),
    Event.SESSIONS_ENDED: Words(
        sv="Den som driver Slussen avslutade inloggningar i portalen.",
        en="The operator of Slussen ended sessions of the portal.",
    ),
    Event.PERSON_REGISTERED: Words(sv="En person registrerades.", en="A person was put on record."),
    Event.PERSON_TRAINED: Words(sv="En genomgången utbildning antecknades.", en="Training was put on record."),
    Event.TERMS_ACCEPTED: Words(sv="Villkoren godtogs.", en="The terms were accepted."),
    Event.BARRING_RECORDED: Words(
        sv="En avstängning antecknades och väntar på bekräftelse.",
        en="A barring was recorded, and waits to be confirmed.",
    ),
    Event.BARRING_CONFIRMED: Words(sv="En avstängning bekräftades.", en="A barring was confirmed."),
    Event.BARRING_LIFTED: Words(sv="En avstängning hävdes.", en="A barring was lifted."),
    Event.ROLE_ASSIGNED: Words(
        sv="En roll antecknades för någon och väntar på bekräftelse.",
        en="A role was recorded for somebody, and waits to be confirmed.",
    ),
    Event.ROLE_CONFIRMED: Words(sv="En roll bekräftades.", en="A role was confirmed."),
    Event.ROLE_ENDED: Words(sv="En roll avslutades.", en="A role was ended."),
    Event.ROLES_READ: Words(sv="De antecknade rollerna listades.", en="The recorded roles were listed."),
    Event.BARRINGS_READ: Words(sv="Avstängningarna listades.", en="The barrings were listed."),
    Event.DEPUTY_NAMED: Words(sv="En ersättare utsågs.", en="A deputy was named."),
    Event.DEPUTYSHIP_ENDED: Words(
        sv="Ett uppdrag som ersättare avslutades i förtid.", en="A deputyship ended before its time."
    ),
    Event.DEPUTYSHIPS_READ: Words(sv="En vårdgivares ersättare listades.", en="A controller's deputies were listed."),
    Event.PROJECT_OPENED: Words(sv="Ett projekt öppnades.", en="A project was opened."),
    Event.PROJECT_READ: Words(sv="Ett projekt lästes.", en="A project was read."),
    Event.PROJECTS_LISTED: Words(sv="En lista över projekt lästes.", en="A list of projects was read."),
    Event.APPROVAL_RECORDED: Words(sv="Ett etikgodkännande antecknades.", en="An ethics approval was recorded."),
    Event.AMENDMENT_RECORDED: Words(
        sv="En ändring av etikgodkännandet antecknades.", en="An amendment of the ethics approval was recorded."
    ),
    Event.DECISION_AGAINST_RECORDED: Words(
        sv="Ett beslut mot studien antecknades.", en="A decision against the study was recorded."
    ),
    Event.APPROVAL_VERIFIED: Words(
        sv="Ett etikbeslut jämfördes med sin handling och stämde.",
        en="An ethics decision on record was held against its document, and agrees.",
    ),
    Event.CONDITION_ACKNOWLEDGED: Words(
        sv="Ett villkor i ett etikbeslut bekräftades.", en="A condition of an ethics decision was acknowledged."
    ),
    Event.REQUEST_DRAFTED: Words(sv="En begäran började skrivas.", en="An access request was drafted."),
    Event.REQUEST_REVISED: Words(sv="En begäran skrevs om.", en="An access request was revised."),
    Event.REQUEST_READ: Words(sv="En begäran lästes.", en="An access request was read."),
    Event.REQUESTS_LISTED: Words(sv="Begäranden listades.", en="Access requests were listed."),
    Event.REQUEST_SUBMITTED: Words(sv="En begäran lämnades in.", en="An access request was submitted."),
    Event.REQUEST_RETURNED: Words(sv="En begäran sändes åter.", en="An access request was sent back."),
    Event.REQUEST_WITHDRAWN: Words(sv="En begäran återtogs.", en="An access request was withdrawn."),
    Event.MESSAGE_WRITTEN: Words(
        sv="Ett meddelande skrevs i ärendet.", en="A message was written about an access request."
    ),
    Event.CONVERSATION_READ: Words(
        sv="Meddelandena i ett ärende lästes.", en="The messages about an access request were read."
    ),
    Event.REQUEST_HELD: Words(
        sv="En begäran hålls: reglerna lät inte tillståndet utfärdas.",
        en="An access request is held: the rules did not let the permit be issued.",
    ),
    Event.REQUEST_REFUSED: Words(
        sv="En begäran avslogs: ingen del beviljades.", en="An access request was refused: no part was granted."
    ),
    Event.REQUEST_JUDGED: Words(
        sv="En bedömning av en begäran antecknades.", en="A judgement of an access request was recorded."
    ),
    Event.PART_REVIEWED: Words(sv="En vårdgivare prövade sin del.", en="A controller decided its part."),
    Event.CONDITION_ACCEPTED: Words(
        sv="Projektet godtog ett förbehåll som en vårdgivare ställt.",
        en="The project accepted a controller's condition.",
    ),
    Event.SAMPLES_DECIDED: Words(
        sv="Den biobanksansvarige beslutade om biobankens prover.",
        en="Whoever answers for a biobank decided on its samples.",
    ),
    Event.PERMIT_ISSUED: Words(sv="Ett tillstånd utfärdades.", en="A permit was issued."),
    Event.PERMIT_HELD: Words(
        sv="Ett tillstånd hålls: reglerna lät inte uttaget beställas.",
        en="A permit is held: the rules did not let the extract be ordered.",
    ),
    Event.EXTENSION_ASKED: Words(
        sv="Projektet begärde att ett tillstånd förlängs.", en="The project asked that a permit be extended."
    ),
    Event.PERMIT_EXTENDED: Words(sv="Ett tillstånd förlängdes.", en="A permit was extended."),
    Event.EXTENSION_REFUSED: Words(sv="Ett tillstånd förlängdes inte.", en="A permit was not extended."),
    Event.PERMIT_REVOKED: Words(sv="Ett tillstånd återkallades.", en="A permit was revoked."),
    Event.PERMIT_AMENDMENT_ASKED: Words(
        sv="Projektet började skriva en ändring av ett tillstånd.", en="The project drafted an amendment of a permit."
    ),
    Event.PERMIT_REPLACED: Words(
        sv="Ett tillstånd ersattes av ett ändrat.", en="A permit was replaced by an amended one."
    ),
    Event.ASKED_AGAIN: Words(sv="Huset bads försöka på nytt.", en="The house was asked to try again."),
    Event.PERMIT_READ: Words(sv="Ett tillstånd lästes.", en="A permit was read."),
    Event.EXTRACT_ORDERED: Words(sv="Ett uttag beställdes.", en="An extract was ordered."),
    Event.EXTRACT_FOLLOWED: Words(sv="Körningen lämnade besked.", en="The runner told where it is."),
    Event.EXTRACT_RECEIVED: Words(sv="Ett manifest togs emot.", en="A manifest was received."),
    Event.EXTRACT_FAILED: Words(sv="Ett uttag avbröts.", en="An extract was stopped."),
    Event.EXTRACT_HELD: Words(
        sv="Ett uttag hålls: reglerna lät det inte levereras.",
        en="An extract is held: the rules did not let it be delivered.",
    ),
    Event.NOTE_SAMPLE_HANDED_OVER: Words(
        sv="Ett förseglat läsprov av maskerade anteckningar lämnades till vårdgivarens utlämnandeansvariga.",
        en="A sealed sample of masked notes was handed over to the controller's steward.",
    ),
    Event.NOTES_CHECKED: Words(
        sv="En vårdgivare antecknade vad som fanns kvar i ett läsprov av maskerade anteckningar.",
        en="A controller recorded what was left in a sample of masked notes.",
    ),
    Event.EXTRACT_READ: Words(sv="Ett uttags läge lästes.", en="The state of an extract was read."),
    Event.DELIVERY_ORDERED: Words(sv="En leverans beställdes.", en="A delivery was ordered."),
    Event.DELIVERY_RECEIPTED: Words(sv="En leverans kvitterades.", en="A delivery was receipted."),
    Event.WORKSPACE_PASS_GIVEN: Words(
        sv="En passersedel till en arbetsyta gavs.", en="A pass to a workspace was given."
    ),
    Event.WORKSPACES_SWEPT: Words(
        sv="Reglerna frågades om varje arbetsyta, för den dagen.",
        en="The rules were asked about every workspace, for that day.",
    ),
    Event.WORKSPACE_ASKED: Words(sv="Reglerna frågades om en arbetsyta.", en="The rules were asked about a workspace."),
    Event.WORKSPACE_CLOSED: Words(
        sv="En arbetsyta stängs: körningen har fått ordern.",
        en="A workspace is being closed: the runner was given the order.",
    ),
    Event.WORKSPACE_OPENED: Words(
        sv="En arbetsyta öppnas igen: körningen har fått ordern.",
        en="A workspace is being opened again: the runner was given the order.",
    ),
    Event.WORKSPACE_EMPTIED: Words(
        sv="En arbetsyta töms: körningen har fått ordern.",
        en="A workspace is being emptied: the runner was given the order.",
    ),
    Event.WORKSPACE_SETTLED: Words(
        sv="Körningen har gjort det som den senaste ordern om arbetsytan säger.",
        en="The runner has done what the last order about the workspace says.",
    ),
    Event.WORKSPACE_NOT_SETTLED: Words(
        sv="Körningen kunde inte följa den senaste ordern om arbetsytan.",
        en="The runner could not follow the last order about the workspace.",
    ),
    Event.OBJECTIONS_ALL_ASKED: Words(
        sv="Körningen frågades om invändningar i varje arbetsyta, för den dagen.",
        en="The runner was asked about objections in every workspace, for that day.",
    ),
    Event.OBJECTIONS_ASKED: Words(
        sv="Körningen frågades om någon i ett uttag har invänt sedan det gjordes.",
        en="The runner was asked whether somebody in an extract has objected since it was made.",
    ),
    Event.OBJECTIONS_TOLD: Words(
        sv="Körningen underrättade om invändningar sedan ett uttag gjordes.",
        en="The runner gave notice of objections since an extract was made.",
    ),
    Event.OBJECTIONS_UNCHANGED: Words(
        sv="Körningen svarade att det inte finns något nytt om invändningar.",
        en="The runner answered that there is nothing new about objections.",
    ),
    Event.OBJECTIONS_UNKNOWN: Words(
        sv="Körningen kunde inte ta reda på om någon har invänt: varför.",
        en="The runner could not find out whether somebody has objected: why.",
    ),
    Event.DEADLINES_LISTED: Words(sv="Frister listades.", en="Deadlines were listed."),
    Event.DEADLINE_REMINDED: Words(
        sv="Huset påminde om en frist: vilken, och om den snart går ut, går ut i dag eller är överskriden.",
        en="The house reminded of a deadline: which, and whether it is soon over, over today, or overdue.",
    ),
    Event.DECISION_PROLONGED: Words(
        sv="Tiden för att besluta om en begäran förlängdes.", en="The time for deciding a request was prolonged."
    ),
    Event.PUBLICATION_RECORDED: Words(
        sv="Det antecknades var ett beslut är offentliggjort.", en="It was put on record where a decision is public."
    ),
    Event.DOCUMENT_KEPT: Words(
        sv="En handling i ett etikbeslut lämnades in och bevaras.",
        en="A document of an ethics decision was handed in, and is kept.",
    ),
    Event.DOCUMENT_READ: Words(
        sv="En handling i ett etikbeslut lästes.", en="A document of an ethics decision was read."
    ),
    Event.LETTER_READ: Words(
        sv="Ett brev lästes: vilket slag, och om vems beslut.",
        en="A letter was read: which kind, about whose decision.",
    ),
    Event.CHAIN_TRACED: Words(sv="En kedja av handlingar följdes.", en="A chain of papers was traced."),
    Event.LEDGER_READ: Words(sv="Liggaren lästes.", en="The ledger was read."),
    Event.LEDGER_EXPORTED: Words(
        sv="Rader ur liggaren skrevs ut, med en signerad följesedel.",
        en="Lines of the ledger were written down for somebody, with a signed note.",
    ),
    Event.VERIFICATION_BEGUN: Words(
        sv="En prövning av liggaren påbörjades, i steg.", en="A verification of the ledger was begun, in steps."
    ),
    Event.LEDGER_VERIFIED: Words(sv="Liggaren prövades.", en="The ledger was verified."),
    Event.SPOT_CHECK_DRAWN: Words(
        sv="Ett stickprov drogs, av ett frö som ingen har valt.",
        en="A spot check was drawn, by a seed that nobody chose.",
    ),
    Event.SPOT_CHECK_REMARKED: Words(
        sv="Något i ett stickprov granskades, och det antecknades hur det är med det.",
        en="Something of a spot check was looked at, and it was noted how it is.",
    ),
    Event.SPOT_CHECK_SIGNED_OFF: Words(sv="Ett stickprov avslutades.", en="A spot check was signed off."),
    Event.SPOT_CHECKS_READ: Words(sv="Stickprov lästes.", en="Spot checks were read."),
    Event.VERB_REFUSED: Words(sv="Något nekades.", en="Something was refused."),
    Event.NEIGHBOUR_SILENT: Words(sv="Ett grannsystem svarade inte.", en="A neighbouring system did not answer."),
}


def entry_told(entry: AuditEntry, language: Language) -> str:
    """An entry as one sentence: on which day, who, what, about what, and the codes of why."""
    because = f" [{', '.join(entry.because)}]" if entry.because else ""
    return f"{swedish_day(entry.at)} {entry.actor}: {said(EVENTS[entry.event], language)} ({entry.subject}){because}"
