"""The coordinator's pages."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.judgement import Finding

FINDINGS: Mapping[Finding, Words] = {
    Finding.ACCEPTED: Words(sv="Godtas", en="Accepted"),
    Finding.REJECTED: Words(sv="Godtas inte", en="Not accepted"),
}

COORDINATION: Mapping[str, Words] = {
    "title": Words(sv="Samordning", en="Coordination"),
    "lead": Words(
        sv="Allt som väntar på någon, det som är bråttomast först.",
        en="Everything that waits for somebody, the soonest due first.",
    ),
    "none": Words(sv="Inget väntar på någon just nu.", en="Nothing waits for anybody just now."),
    "table": Words(sv="Begäranden på väg, deras delar och frister", en="Requests under way, their parts and deadlines"),
    "request": Words(sv="Begäran", en="Access request"),
    "where": Words(sv="Var beslutet är offentligt", en="Where the decision is public"),
    "state": Words(sv="Läge", en="Status"),
    "by": Words(sv="Senast", en="By"),
    "parts": Words(sv="Delar", en="Parts"),
    "biobank": Words(sv="Biobank {number}", en="Biobank {number}"),
    "held": Words(sv="Hålls", en="Held"),
    "version": Words(sv="version {version}", en="version {version}"),
    "coordinate": Words(sv="Samordna begäran", en="Coordinate the request"),
    "of": Words(sv="Samordna: {title}", en="Coordinate: {title}"),
    "to_request": Words(sv="Till begäran", en="To the access request"),
    "to_coordination": Words(sv="Till samordningen", en="To the coordination"),
    "complete": Words(sv="Är begäran fullständig?", en="Is the request complete?"),
    "complete_yes": Words(
        sv="Reglerna finner allt som en inlämning kräver.", en="The rules find everything that a submission needs."
    ),
    "complete_no": Words(sv="Det här fattas för en inlämning", en="What is missing for a submission"),
    "complete_later": Words(sv="Det här fattas för tillståndet", en="What is missing for the permit"),
    "complete_unknown": Words(
        sv="Reglerna kunde inte frågas nu, eller så saknas ett etikgodkännande.",
        en="The rules could not be asked now, or there is no ethics approval.",
    ),
    "ethics": Words(sv="Etikbesluten", en="The ethics decisions"),
    "case_number": Words(sv="Diarienummer", en="Case number"),
    "verified": Words(sv="Jämfört med handlingen", en="Verified against its document"),
    "verified_by": Words(sv="av {by}, {day}", en="by {by}, {day}"),
    "unverified": Words(sv="inte än", en="not yet"),
    "to_ethics": Words(sv="Till projektets etikbeslut", en="To the project's ethics decisions"),
    "routing": Words(sv="Vem prövar vad", en="Who decides what"),
    "routing_table": Words(
        sv="Varje del: vem som beslutar den och senast när", en="Each part: who decides it, and by when"
    ),
    "changes_table": Words(sv="Varje fält som är ändrat", en="Each field that is another"),
    "controller": Words(sv="Vårdgivare", en="Care provider"),
    "datasets": Words(sv="Datamängder", en="Datasets"),
    "route": Words(sv="Beslutas av", en="Decided by"),
    "outcome": Words(sv="Beslut", en="Decision"),
    "changes": Words(sv="Ändrat sedan den återsända versionen", en="Changed since the version that was sent back"),
    "field": Words(sv="Fält", en="Field"),
    "was": Words(sv="Förut", en="Before"),
    "now": Words(sv="Nu", en="Now"),
    "steps": Words(sv="Det du kan göra", en="What you can do"),
    "no_steps": Words(sv="Inget är ditt att göra just nu.", en="Nothing is yours to do just now."),
    "because": Words(sv="Varför", en="Why"),
    "missing": Words(sv="Vad som behöver kompletteras", en="What needs completing"),
    "applicant_reads": Words(
        sv="Sökanden läser det. Skriv inget om en enskild patient.",
        en="The applicant reads it. Write nothing about a single patient.",
    ),
    "reasons": Words(sv="Skäl", en="Reasons"),
    "on": Words(sv="Sedan vilken dag", en="Since which day"),
    "ground": Words(sv="Det som ska bedömas", en="What is to be judged"),
    "finding": Words(sv="Din bedömning", en="Your judgement"),
    "return": Words(sv="Återsänd för komplettering", en="Return for completion"),
    "return_lead": Words(
        sv="Sökanden kompletterar och lämnar in nästa version. De delar som är prövade prövas då på nytt.",
        en="The applicant completes it, and submits the next version. Parts that are decided are then decided anew.",
    ),
    "return_button": Words(sv="Återsänd", en="Return"),
    "prolong": Words(sv="Förläng tiden för beslutet", en="Prolong the time for the decision"),
    "prolong_lead": Words(
        sv="Tiden får förlängas en gång, medan det finns tid kvar, när det är nödvändigt (EHDS art. 68(4)).",
        en="The time may be prolonged once, while there is time left, where that is necessary (EHDS art. 68(4)).",
    ),
    "prolong_button": Words(sv="Förläng", en="Prolong"),
    "judge": Words(sv="Bedöm det som en människa ska bedöma", en="Judge what a human is to judge"),
    "judge_lead": Words(
        sv="Där lagen lämnar utrymme säger reglerna varken ja eller nej. Din bedömning blir en undertecknad handling.",
        en="Where the law leaves room, the rules say neither yes nor no. Your judgement becomes a signed paper.",
    ),
    "judge_button": Words(sv="Anteckna bedömningen", en="Record the judgement"),
    "ask_again": Words(sv="Fråga reglerna igen", en="Ask the rules again"),
    "ask_again_lead": Words(
        sv="Ärendet hålls för att reglerna sade nej. Fråga igen när det som fattades är på plats.",
        en="The matter is held because the rules refused. Ask again once what was missing is there.",
    ),
    "ask_again_button": Words(sv="Fråga igen", en="Ask again"),
    "publish": Words(sv="Anteckna att beslutet är offentligt", en="Record that the decision is public"),
    "publish_lead": Words(
        sv="Ett beslut offentliggörs någon annanstans (EHDS art. 57(1)(j)). Här antecknas var och när.",
        en="A decision is made public elsewhere (EHDS art. 57(1)(j)). Where and when is recorded here.",
    ),
    "publish_button": Words(sv="Anteckna", en="Record"),
}
