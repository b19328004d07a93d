"""The chain of papers as sentences: who asked, on what it rests, who decided what, what was counted, when it came."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from gateway.domain.ruling import Basis
from gateway.words.bases import appeal
from gateway.words.language import Language
from gateway.words.note_checks import share
from gateway.words.objections import KINDS, persons
from gateway.words.refusals import EXCLUSIONS
from gateway.words.routing import capacity
from gateway.words.sheet import outcome
from spark_jobs.papers.paper import Kind, SignedPaper

Body = Mapping[str, Any]
Tell = Callable[[Body, Language], Iterator[str]]


def told(papers: Sequence[SignedPaper], language: Language) -> Iterator[str]:
    """One or more sentences per paper, in the order of the papers; nothing for kinds that say nothing to a reader."""
    for paper in papers:
        if paper.kind in TELLS:
            yield from told_in_full(paper, language)


def told_in_full(paper: SignedPaper, language: Language) -> Iterator[str]:
    """One or more sentences for a paper of any kind that stands in a chain."""
    tell = TELLS.get(paper.kind) or BEHIND.get(paper.kind)
    if tell is None:
        return
    try:
        yield from tell(paper.body, language)
    except (KeyError, TypeError, AttributeError):
        yield _either(language, f"({paper.kind}: går inte att läsa.)", f"({paper.kind}: it cannot be read.)")


def _approval(body: Body, language: Language) -> Iterator[str]:
    force, number, most = body["legal_force_on"] or "–", body["case_number"], body["maximum_persons"]
    started = body["started_on"]
    yield _either(
        language,
        f"Etikgodkännande {number}: beslutat {body['decided_on']}, laga kraft {force}, "
        f"{f'påbörjat {started}' if started else 'då inte påbörjat'}, högst {most} personer.",
        f"Ethics approval {number}: decided {body['decided_on']}, in legal force {force}, "
        f"{f'begun {started}' if started else 'not begun then'}, at most {most} persons.",
    )


def _amendment(body: Body, language: Language) -> Iterator[str]:
    number, amends, force = body["case_number"], body["amends"], body["legal_force_on"] or "–"
    approved = body["outcome"] == "approved"
    yield _either(
        language,
        f"Ändring {number} av {amends}: {'godkänd' if approved else 'avslagen'} {body['decided_on']}, "
        f"laga kraft {force}.",
        f"Amendment {number} of {amends}: {'approved' if approved else 'refused'} on {body['decided_on']}, "
        f"in legal force {force}.",
    )


def _verification(body: Body, language: Language) -> Iterator[str]:
    number, document = body["case_number"], body["document"].removeprefix("sha256:")[:12]
    yield _either(
        language,
        f"{body['by']} jämförde {body['on']} {number} med handlingen {document}: det stämmer.",
        f"{body['by']} held {number} against the document {document} on {body['on']}: it agrees.",
    )


def _acknowledgement(body: Body, language: Language) -> Iterator[str]:
    yield _either(
        language,
        f"{body['by']} bekräftade {body['on']} villkoret {body['condition']} i {body['case_number']}.",
        f"{body['by']} acknowledged the condition {body['condition']} of {body['case_number']} on {body['on']}.",
    )


def _request(body: Body, language: Language) -> Iterator[str]:
    who, columns = body["applicant"], body["columns"]
    datasets = len({column["dataset"] for column in columns})
    day, title = str(body["submitted_at"])[:10], body["cohort"]["title"]
    yield _either(
        language,
        f"{who['id']} ({who['organisation']}) begärde {day} {len(columns)} variabler ur {datasets} datamängder, "
        f"för ändamålet {body['purpose']}: {title}.",
        f"{who['id']} ({who['organisation']}) asked on {day} for {len(columns)} columns of {datasets} datasets, "
        f"for the purpose {body['purpose']}: {title}.",
    )


def _returned(body: Body, language: Language) -> Iterator[str]:
    who, day, version, why = body["by"], body["on"], body["version"], body["because"]
    yield _either(
        language,
        f"{who} återsände version {version} för komplettering {day}. {why}",
        f"{who} sent version {version} back for completion on {day}. {why}",
    )


def _part(body: Body, language: Language) -> Iterator[str]:
    day, why = str(body["decided_at"])[:10], f" {body['reasons']}" if body["reasons"] else ""
    granted, who = body["outcome"] == "granted", _decider(body, language)
    yield _either(
        language,
        f"{body['controller']}: {who} {'beviljade' if granted else 'avslog'} sin del {day}.{why}",
        f"{body['controller']}: {who} {'granted' if granted else 'refused'} its part on {day}.{why}",
    )
    if body.get("capacity"):
        who, units = capacity(body["capacity"], language), body["units"]
        yield _either(language, f"  Beslutat som {who}; enheter: {units}.", f"  Decided as {who}; units: {units}.")
    # Decisions from before it was kept say nothing of it.
    if body.get("basis"):
        basis = Basis(**body["basis"])
        yield _either(language, f"  Stöd: {basis.paragraph}.", f"  Decided by: {basis.paragraph}.")
        yield f"  {appeal(basis, language)}"
    # Decisions from before there was an assessment sheet say nothing of it.
    for answer in body.get("answers", ()):
        yield f"  {answer['point']}: {outcome(answer['answer'], language)}. {answer['reason']}"
    # Decisions from before anybody could be kept say nothing of it.
    for kept in body.get("kept", ()):
        words = KINDS[kept]
        yield _either(
            language, f"  Kvar hos {body['controller']}: {words.sv}.", f"  Kept by {body['controller']}: {words.en}."
        )


def _decider(body: Body, language: Language) -> str:
    # Decisions from before there were deputies say nothing of it.
    steward = body.get("in_place_of")
    if not steward:
        return str(body["decider"])
    return f"{body['decider']} ({'ersättare för' if language is Language.SV else 'deputy of'} {steward})"


def _deputyship(body: Body, language: Language) -> Iterator[str]:
    steward, deputy, day = body["steward"], body["deputy"], body["on"]
    when = f"{body['from']} – {body['until']}. {body['because']}"
    yield _either(
        language,
        f"{body['controller']}: {steward} utsåg {day} {deputy} till ersättare {when}",
        f"{body['controller']}: {steward} named {deputy} as deputy on {day}, {when}",
    )


def _samples(body: Body, language: Language) -> Iterator[str]:
    day, why = str(body["decided_at"])[:10], f" {body['reasons']}" if body["reasons"] else ""
    granted, of = body["outcome"] == "granted", f"{body['biobank']} ({body['body']})"
    yield _either(
        language,
        f"Biobank {of}: {body['decider']} {'beviljade' if granted else 'avslog'} användningen av proverna {day}.{why}",
        f"Biobank {of}: {body['decider']} {'granted' if granted else 'refused'} the use of its samples on {day}.{why}",
    )


def _acceptance(body: Body, language: Language) -> Iterator[str]:
    yield _either(
        language,
        f"{body['controller']}: {body['by']} godtog {body['on']} förbehållet {body['condition']}.",
        f"{body['controller']}: {body['by']} accepted the condition {body['condition']} on {body['on']}.",
    )


def _judgement(body: Body, language: Language) -> Iterator[str]:
    accepted = body["finding"] == "accepted"
    yield _either(
        language,
        f"{body['by']} antecknade {body['on']} bedömningen av {body['ground']}: "
        f"{'godtas' if accepted else 'godtas inte'}. {body['reasons']}",
        f"{body['by']} recorded on {body['on']} the judgement of {body['ground']}: "
        f"{'accepted' if accepted else 'not accepted'}. {body['reasons']}",
    )


def _permit(body: Body, language: Language) -> Iterator[str]:
    of, columns = ", ".join(body["controllers"]), len(body["columns"])
    yield _either(
        language,
        f"Tillstånd {body['permit']} utfärdat {body['issued_on']}: {columns} variabler av {of}, "
        f"gäller {body['valid_from']} till {body['valid_until']}.",
        f"Permit {body['permit']} issued on {body['issued_on']}: {columns} columns of {of}, "
        f"valid from {body['valid_from']} until {body['valid_until']}.",
    )
    if body.get("amends"):
        yield _either(
            language,
            f"{body['permit']} ersätter ett tidigare tillstånd.",
            f"{body['permit']} replaces an earlier permit.",
        )


def _extension_asked(body: Body, language: Language) -> Iterator[str]:
    permit, until, why = body["permit"], body["until"], body["because"]
    yield _either(
        language,
        f"{body['by']} begärde {body['on']} att {permit} förlängs till {until}. {why}",
        f"{body['by']} asked on {body['on']} that {permit} be extended until {until}. {why}",
    )


def _extension_decided(body: Body, language: Language) -> Iterator[str]:
    granted = body["outcome"] == "granted"
    yield _either(
        language,
        f"{body['by']} {'förlängde' if granted else 'vägrade att förlänga'} {body['permit']} till {body['until']}, "
        f"den {body['on']}. {body['reasons']}",
        f"{body['by']} {'extended' if granted else 'refused to extend'} {body['permit']} until {body['until']}, "
        f"on {body['on']}. {body['reasons']}",
    )


def _revocation(body: Body, language: Language) -> Iterator[str]:
    yield _either(
        language,
        f"{body['by']} återkallade {body['permit']} den {body['on']}. {body['because']}",
        f"{body['by']} revoked {body['permit']} on {body['on']}. {body['because']}",
    )


def _order(body: Body, language: Language) -> Iterator[str]:
    day, kinds = str(body["made_at"])[:10], len(body["exclusions"])
    yield _either(
        language,
        f"Order {body['order']} lades {day}, med {kinds} slags undantag som ska gälla.",
        f"Order {body['order']} was made on {day}, with {kinds} kinds of exclusion to apply.",
    )


def _manifest(body: Body, language: Language) -> Iterator[str]:
    cohort, delivered = body["cohort_persons"], body["delivered_persons"]
    yield _either(language, f"Kohorten hade {cohort} personer:", f"The cohort had {cohort} persons:")
    for excluded in body["exclusions"]:
        words = EXCLUSIONS.get(excluded["kind"])
        reason = _either(language, words.sv, words.en) if words else excluded["kind"]
        yield f"  − {excluded['persons']}  {excluded['kind']}: {reason}"
    yield _either(language, f"  = {delivered}  gick vidare.", f"  = {delivered}  went on.")
    for drawn in body.get("note_samples", ()):
        notes, leaving, controller = drawn["notes"], drawn["leaving"], drawn["controller"]
        yield _either(
            language,
            f"  {notes} av {leaving} maskerade anteckningar hos {controller} drogs för att läsas före leveransen.",
            f"  {notes} of {leaving} masked notes of {controller} were drawn to be read before the delivery.",
        )
    rows = sum(table["rows"] for table in body["tables"])
    yield _either(
        language,
        f"Uttaget har {rows} rader i {len(body['tables'])} tabeller, klart {str(body['finished_at'])[:10]}.",
        f"The extract has {rows} rows in {len(body['tables'])} tables, finished on {str(body['finished_at'])[:10]}.",
    )


def _receipt(body: Body, language: Language) -> Iterator[str]:
    moment = str(body["received_at"])[:16].replace("T", " ")
    yield _either(
        language,
        f"Levererat till {body['workspace']}, kvitterat {moment} UTC.",
        f"Delivered to {body['workspace']}, receipted {moment} UTC.",
    )


def _workspace_order(body: Body, language: Language) -> Iterator[str]:
    day, because = str(body["made_at"])[:10], ", ".join(body["because"])
    why = f": {because}" if because else ""
    sv = {"closed": "stängdes", "open": "öppnades igen", "emptied": "beordrades tömd"}
    en = {"closed": "was closed", "open": "was opened again", "emptied": "was ordered to be emptied"}
    yield _either(
        language,
        f"{body['workspace']} {sv[body['state']]} {day}{why}.",
        f"{body['workspace']} {en[body['state']]} on {day}{why}.",
    )


def _note_check(body: Body, language: Language) -> Iterator[str]:
    bound, day = share(body["miss_at_most"], swedish=language is Language.SV), body["on"]
    yield _either(
        language,
        f"{body['controller']} läste {body['looked_at']} av {body['leaving']} maskerade anteckningar {day}: "
        f"i {body['with_a_miss']} fanns något kvar, alltså i högst {bound} av alla (95 %).",
        f"{body['controller']} read {body['looked_at']} of {body['leaving']} masked notes on {day}: "
        f"something was left in {body['with_a_miss']}, so in {bound} of all at most (95 %).",
    )


def _objection_notice(body: Body, language: Language) -> Iterator[str]:
    day, workspace = str(body["made_at"])[:10], body["workspace"]
    yield _either(
        language,
        f"Körningen underrättade {day} om invändningar mot uppgifter i {workspace} sedan uttaget gjordes:",
        f"The runner gave notice on {day} of objections to records in {workspace} since the extract was made:",
    )
    for one in body["told"]:
        words = KINDS[one["objection"]]
        count = persons(one["persons"]["at_least"], one["persons"]["below"], language)
        yield f"  {_either(language, words.sv, words.en)}: {count}."


def _objection_question(body: Body, language: Language) -> Iterator[str]:
    day, workspace = str(body["made_at"])[:10], body["workspace"]
    yield _either(
        language,
        f"Körningen frågades {day} om invändningar sedan uttaget i {workspace} gjordes.",
        f"The runner was asked on {day} about objections since the extract in {workspace} was made.",
    )


def _certificate(body: Body, language: Language) -> Iterator[str]:
    day, files, stays = str(body["emptied_at"])[:10], len(body["files"]), ", ".join(body["stays"])
    yield _either(
        language,
        f"{body['workspace']} tömd {day}: {files} filer är borta, och platserna lästes efteråt. Kvar ligger {stays}.",
        f"{body['workspace']} emptied on {day}: {files} files are gone, and the places were read afterwards. "
        f"What stays: {stays}.",
    )


def _snapshot(body: Body, language: Language) -> Iterator[str]:
    rows, day = sum(table["rows"] for table in body["tables"]), str(body["made_at"])[:10]
    yield _either(
        language,
        f"{body['dataset']} ({body['controller']}) som den låg {day}; tabeller: {len(body['tables'])}, rader: {rows}.",
        f"{body['dataset']} ({body['controller']}) as it stood on {day}; tables: {len(body['tables'])}, rows: {rows}.",
    )


def _ruling(body: Body, language: Language) -> Iterator[str]:
    lacking = sorted(set(body["required_grounds"]) - set(body["grounds"]))
    said = _either(language, "ja", "yes") if body["allows"] else _either(language, "nej", "no")
    why = f" ({', '.join(lacking)})" if lacking else ""
    yield _either(
        language,
        f"Reglerna frågades {body['asked_on']} om {body['question']}: {said}{why}. Utgåva {body.get('release', 0)}.",
        f"The rules were asked on {body['asked_on']} about {body['question']}: {said}{why}. "
        f"Release {body.get('release', 0)}.",
    )


def _delivery_order(body: Body, language: Language) -> Iterator[str]:
    day, workspace = str(body["made_at"])[:10], body["workspace"]
    yield _either(
        language,
        f"Leverans av {body['order']} till {workspace} beställdes {day}.",
        f"The delivery of {body['order']} into {workspace} was ordered on {day}.",
    )


def _confirmation(body: Body, language: Language) -> Iterator[str]:
    day, files, workspace = str(body["delivered_at"])[:10], len(body["files"]), body["workspace"]
    yield _either(
        language,
        f"Körningen bekräftade {day} att {files} filer ligger i {workspace}.",
        f"The runner confirmed on {day} that {files} files lie in {workspace}.",
    )


TELLS: Mapping[Kind, Tell] = {
    Kind.ETHICS_APPROVAL: _approval,
    Kind.ETHICS_AMENDMENT: _amendment,
    Kind.ETHICS_VERIFICATION: _verification,
    Kind.ETHICS_ACKNOWLEDGEMENT: _acknowledgement,
    Kind.ACCESS_REQUEST: _request,
    Kind.DEPUTYSHIP: _deputyship,
    Kind.REQUEST_RETURN: _returned,
    Kind.PART_DECISION: _part,
    Kind.PART_ACCEPTANCE: _acceptance,
    Kind.SAMPLE_DECISION: _samples,
    Kind.JUDGEMENT: _judgement,
    Kind.PERMIT: _permit,
    Kind.EXTRACTION_ORDER: _order,
    Kind.MANIFEST: _manifest,
    Kind.NOTE_CHECK: _note_check,
    Kind.RECEIPT: _receipt,
    Kind.EXTENSION_REQUEST: _extension_asked,
    Kind.EXTENSION_DECISION: _extension_decided,
    Kind.PERMIT_REVOCATION: _revocation,
    Kind.WORKSPACE_ORDER: _workspace_order,
    Kind.OBJECTION_NOTICE: _objection_notice,
    Kind.DELETION_CERTIFICATE: _certificate,
}
"""The papers that say something to a reader; those of BEHIND stand behind them."""

BEHIND: Mapping[Kind, Tell] = {
    Kind.SNAPSHOT: _snapshot,
    Kind.RULING: _ruling,
    Kind.DELIVERY_ORDER: _delivery_order,
    Kind.CONFIRMATION: _confirmation,
    Kind.OBJECTION_QUESTION: _objection_question,
}
"""The papers that an auditor reads besides."""


def _either(language: Language, sv: str, en: str) -> str:
    return sv if language is Language.SV else en
