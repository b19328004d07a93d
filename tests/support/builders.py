"""
One builder per noun. Without arguments each gives a study that nothing is wrong with; an argument changes one thing.

The day is 22 November 2026. Anna of the institute asks; Bo answers for the study; three care providers hold the rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from catalog.model import (
    Biobank,
    Catalog,
    Column,
    Controller,
    ControllerId,
    Dataset,
    DatasetKind,
    DatasetName,
    Location,
    PersonKey,
    Sensitivity,
    Table,
    Words,
)
from catalog.selection import ColumnChoice, Selection
from gateway.adapters.rules.deadlines import read_terms
from gateway.domain.access_request import AccessRequest, Applicant, ApplicantKind, Application, Status
from gateway.domain.actor import Actor, Role
from gateway.domain.amendment import Amendment, Changes
from gateway.domain.assignment import Assignment
from gateway.domain.audit import AuditEntry, Event
from gateway.domain.barring import Barring, Whom
from gateway.domain.case_number import CaseNumber
from gateway.domain.deadline import Terms
from gateway.domain.delivery import Extract, Progress
from gateway.domain.deputyship import Deputyship
from gateway.domain.disclosure_review import Answer, Capacity, DisclosureReview, Finding, Keepable, Outcome, Said
from gateway.domain.ethics import (
    ApprovalKind,
    ApprovalOutcome,
    ApprovedScope,
    Consent,
    ConsentMode,
    Document,
    EthicsApproval,
)
from gateway.domain.facts import ALWAYS_ASKED
from gateway.domain.message import Message
from gateway.domain.note_check import NoteCheck, NoteCheckTerms
from gateway.domain.permit import Permit
from gateway.domain.project import Person, Project
from gateway.domain.rules_release import ReleasePaper
from gateway.domain.ruling import Basis, Objection, Point, Route
from gateway.domain.workspace import State, Workspace
from spark_jobs.papers.body import Body, Period
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import (
    Confirmation,
    DeliveredColumn,
    DeliveredTable,
    DrawnNotes,
    ExcludedPersons,
    Manifest,
    Snapshot,
    SnapshotTable,
    TextTreatment,
)
from spark_jobs.papers.manifest import Status as RunnerStatus
from spark_jobs.papers.note_samples import FoundInNotes, NoteSample
from spark_jobs.papers.objections import ObjectionNotice, ObjectionQuestion, told_after
from spark_jobs.papers.order import (
    ExtractionOrder,
    OrderedColumn,
    OrderedConsent,
    OrderedDataset,
    OrderedObjection,
    OrderedRegister,
    OrderedTable,
)
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, digest_of
from spark_jobs.papers.parameters import Parameters, SignedChange
from spark_jobs.papers.trust import KeyRole, TrustedKey, TrustFile
from spark_jobs.papers.workspaces import DeletionCertificate, WorkspaceOrder

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
TERMS = "2026-1"
NOTE_CHECK = NoteCheckTerms(notes=50, highest_miss=1000)

PROJECT = "project-1"
REQUEST = "request-1"
BARRING = "barring-1"
DEPUTYSHIP = "deputyship-1"
ASSIGNMENT = "assignment-1"
PERMIT = "permit-1"
ORDER = "order-1"
WORKSPACE = f"workspace-{PERMIT}"
NAMESPACE = "se-region"
CASE_NUMBER = "2025-01234"
DATASETS = ("alvik", "birka", "cedra")
"""Three datasets of one namespace, each with a controller of its own name. `ensta` lies in another namespace."""

# ---- who acts --------------------------------------------------------------------------------------------------------


def somebody(id: str, role: Role, organisation: str, **more: Any) -> Actor:
    """Somebody in that role, known at level two and signed in by two factors."""
    return Actor(**{"id": id, "roles": (role,), "organisation": organisation, "assurance": 2, "mfa": True, **more})


def _steward(id: str, controller: str) -> Actor:
    return somebody(id, Role.STEWARD, controller, controllers=(ControllerId(controller),))


RESEARCHER = somebody("anna", Role.RESEARCHER, "ki")
STRANGER = somebody("sten", Role.RESEARCHER, "elsewhere")
STEWARD_A = _steward("alma", "alvik")
STEWARD_B = _steward("bengt", "birka")
STEWARD_C = _steward("cilla", "cedra")
STEWARDS: Mapping[str, Actor] = {"alvik": STEWARD_A, "birka": STEWARD_B, "cedra": STEWARD_C}
DEPUTY = somebody("dag", Role.STEWARD, "alvik")
HEAD = somebody("hedda", Role.BIOBANK_HEAD, "region", biobanks=("914",))
COORDINATOR = somebody("klara", Role.COORDINATOR, "region")
OPERATOR = somebody("olle", Role.OPERATOR, "region")
AUDITOR = somebody("gustav", Role.AUDITOR, "region")

# ---- keys and trust --------------------------------------------------------------------------------------------------


def signing_key(seed: str) -> SigningKey:
    """The same key for the same seed, so that what is signed repeats."""
    return SigningKey(Ed25519PrivateKey.from_private_bytes(seed.encode("ascii").ljust(32, b".")[:32]))


GATEWAY_KEY = signing_key("the gateway's")
RUNNER_KEY = signing_key("the runner's")
FOREIGN_KEY = signing_key("nobody pinned this one")


def pinned(
    key: SigningKey,
    role: KeyRole,
    *,
    first: date = date(2026, 1, 1),
    last: date = date(2027, 12, 31),
    **whose: str | None,
) -> TrustedKey:
    """A line of a trust file."""
    days = {"from": first, "until": last}
    return TrustedKey.model_validate({"id": key.key_id, "role": role, "public_key": key.public, **days, **whose})


TRUST = TrustFile(keys=(pinned(GATEWAY_KEY, KeyRole.GATEWAY), pinned(RUNNER_KEY, KeyRole.RUNNER)))

# ---- what the controllers say ----------------------------------------------------------------------------------------

RULES_KEY = signing_key("Rut's, who keeps the rules")
ALVIK_KEY = signing_key("Alma's, of Alvik")
BIRKA_KEY = signing_key("Bengt's, of Birka")
STEWARDS_TRUST = TrustFile(
    keys=(
        *TRUST.keys,
        pinned(RULES_KEY, KeyRole.RULES, holder="rut"),
        pinned(ALVIK_KEY, KeyRole.CONTROLLER, holder="alma", controller="alvik"),
        pinned(BIRKA_KEY, KeyRole.CONTROLLER, holder="bengt", controller="birka"),
    )
)
PARAMETERS = Parameters.read((Path(__file__).parents[2] / "policies/parameters/data.json").read_bytes())
"""As they come with the house: nobody has said anything."""


def terms() -> Terms:
    """How long each thing may take, as it comes with the house."""
    return read_terms(Path(__file__).parents[2] / "policies")


def parameter_change(
    *by: SigningKey, standing: Parameters = PARAMETERS, controller: str = "alvik", said: Any = (), **changes: Any
) -> SignedChange:
    """A change of what a controller says, signed by these (by Rut and Alma without any)."""
    parameters = {**standing.said_by(controller).as_json(), "care_block": "human_decides", **dict(said)}
    body = {
        "version": standing.version + 1,
        "follows": standing.digest,
        "controller": controller,
        "parameters": parameters,
        "because": "Our lawyers have read the act anew.",
        "on": TODAY.isoformat(),
    }
    signed = SignedChange.model_validate({"change": {**body, **changes}})
    for key in by or (RULES_KEY, ALVIK_KEY):
        signed = signed.signed_by(key)
    return signed


# ---- releases of the rules -------------------------------------------------------------------------------------------

RULES_KEYS = {name: signing_key(f"the rules' steward {name}") for name in ("Stina", "Sven", "Siri")}
RULES_TRUST = TrustFile(
    keys=(*TRUST.keys, *(pinned(key, KeyRole.RULES, holder=name) for name, key in RULES_KEYS.items()))
)


def release_paper(
    steward: str,
    *,
    release: int = 2,
    revision: Digest,
    bundle: Digest,
    on: date = TODAY,
    key: SigningKey | None = None,
) -> SignedPaper:
    """What one steward signs of a release."""
    body = ReleasePaper(release=release, revision=revision, bundle=bundle, steward=steward, released_on=on)
    return (key or RULES_KEYS[steward]).sign(Kind.RULES_RELEASE, body.as_json())


# ---- the catalog -----------------------------------------------------------------------------------------------------


def column(name: str, sensitivity: Sensitivity, *treatments: str, **more: Any) -> Column:
    """A described column; `domain` goes with a pseudonym."""
    domain = more.pop("domain", "person")
    forms = [{"kind": kind, **({"domain": domain} if kind == "pseudonym" else {})} for kind in treatments]
    return Column(
        name=name,
        description=Words(sv=name, en=name),
        datatype=more.pop("datatype", "string"),
        sensitivity=sensitivity,
        treatments=tuple(forms),
        code_system=more.pop("code_system", None),
        search_prohibited=more.pop("search_prohibited", False),
    )


def table(name: str, *columns: Column, group: str | None = None, date_column: str | None = None) -> Table:
    """A described table."""
    described = {column.name: column for column in columns}
    return Table(
        name=name, description=Words(sv=name, en=name), group=group, date_column=date_column, columns=described
    )


def dataset(
    name: str,
    *,
    namespace: str = NAMESPACE,
    controller: str | None = None,
    synthetic: bool = True,
    biobank: Biobank | None = None,
) -> Dataset:
    """A care provider's dataset: persons, diagnoses, notes; with a biobank, from its samples."""
    person_id = column("person_id", Sensitivity.KEY, "pseudonym", "drop")
    return Dataset(
        name=DatasetName(name),
        kind=DatasetKind.DATASET,
        title=Words(sv=name, en=name),
        description=Words(sv=name, en=name),
        controller=Controller(id=ControllerId(controller or name), name=(controller or name).title(), kind="public"),
        namespace=namespace,
        synthetic=synthetic,
        checked_on=date(2026, 6, 1),
        biobank=biobank,
        model="omop-5.4",
        location=Location(folder=name, format="parquet"),
        person_key=PersonKey(table="person", row_key="person_id", column="person_source_value"),
        health_categories=("EHRS",),
        tables={
            "person": table(
                "person",
                person_id,
                column("person_source_value", Sensitivity.DIRECT_IDENTIFIER, "drop", "pseudonym"),
                column("year_of_birth", Sensitivity.INDIRECT_IDENTIFIER, "keep", "band", datatype="integer"),
                group="demographics",
            ),
            "condition_occurrence": table(
                "condition_occurrence",
                person_id,
                column("condition_source_value", Sensitivity.SENSITIVE, "keep", "drop", code_system="ICD-10-SE"),
                column("condition_start_date", Sensitivity.DATE, "shift_date", "year_only", datatype="date"),
                column(
                    "condition_status_source_value",
                    Sensitivity.SENSITIVE,
                    "keep",
                    code_system="ICD-10-SE",
                    search_prohibited=True,
                ),
                group="diagnoses",
                date_column="condition_start_date",
            ),
            "note": table(
                "note",
                person_id,
                column("note_text", Sensitivity.FREE_TEXT, "mask_text", "drop", datatype="text"),
                column("note_date", Sensitivity.DATE, "shift_date", datatype="date"),
                group="notes",
                date_column="note_date",
            ),
        },
    )


def register(name: str, model: str, *, namespace: str = NAMESPACE) -> Dataset:
    """A register: read by the runner alone."""
    number = column("number", Sensitivity.DIRECT_IDENTIFIER)
    return replace(
        dataset(name, namespace=namespace, controller="region"),
        kind=DatasetKind.REGISTER,
        model=model,
        person_key=None,
        tables={"number": table("number", number)},
    )


def registers(*, namespace: str = NAMESPACE) -> tuple[Dataset, Dataset]:
    """The two that a namespace needs before anything is ordered in it."""
    return (
        register("objections", "objections-register-1", namespace=namespace),
        register("persons", "persons-register-1", namespace=namespace),
    )


def catalog_of(*entries: Dataset) -> Catalog:
    """Three controllers' datasets in one namespace with its registers, and one dataset beside it; or these entries."""
    described = entries or (
        *(dataset(name) for name in DATASETS),
        dataset("ensta", namespace="se-elsewhere", controller="cedra"),
        *registers(),
    )
    return Catalog(entries={entry.name: entry for entry in described})


def catalog_with_donations() -> Catalog:
    """The same three controllers; Alvik's rows were donated, and the register of objections tells by whom."""
    names = ("number", "from_date", "to_date", "version")
    donation = table("donation", *(column(name, Sensitivity.SENSITIVE) for name in names))
    objections, persons = registers()
    told = replace(objections, tables={**objections.tables, "donation": donation})
    donated = replace(dataset("alvik"), donated=True)
    return catalog_of(donated, dataset("birka"), dataset("cedra"), told, persons)


BIOBANK = Biobank(number="914", body="Region Stockholm")
"""Behind Alvik's rows, where a catalog has samples at all."""


def catalog_with_samples() -> Catalog:
    """The same three controllers; Alvik's rows come from samples of a biobank."""
    return catalog_of(dataset("alvik", biobank=BIOBANK), dataset("birka"), dataset("cedra"), *registers())


def approval_of_samples(**changes: Any) -> EthicsApproval:
    """The approval, the biobank included."""
    approval = ethics_approval(**changes)
    return replace(approval, scope=replace(approval.scope, biobanks=(BIOBANK.number,)))


# ---- what is asked for -----------------------------------------------------------------------------------------------


def cohort(**changes: Any) -> dict[str, Any]:
    """Persons with a gastrointestinal bleeding between 2019 and 2024, in its native JSON form."""
    document = {
        "title": "Gastrointestinal bleeding",
        "code_lists": {"bleed": {"system": "ICD-10-SE", "codes": ["K92.2"], "match": "prefix"}},
        "entry": [{"table": "condition_occurrence", "column": "condition_source_value", "code_list": "bleed"}],
        "period": {"from": "2019-01-01", "to": "2024-12-31"},
    }
    return {**document, **changes}


def choice(dataset: str, table: str, column: str, *, treatment: str | None = None) -> ColumnChoice:
    """A column that is asked for."""
    return ColumnChoice(
        dataset=dataset, table=table, column=column, treatment=treatment, justification="needed for the outcome"
    )


def choices(*datasets: str) -> tuple[ColumnChoice, ...]:
    """Who, with what, when: three columns of each dataset."""
    wanted = (
        ("person", "person_id"),
        ("condition_occurrence", "condition_source_value"),
        ("condition_occurrence", "condition_start_date"),
    )
    return tuple(choice(name, of, what) for name in datasets for of, what in wanted)


def selection(*datasets: str, columns: Sequence[ColumnChoice] | None = None, **cohort_changes: Any) -> Selection:
    """The cohort and three columns of these datasets (of all three without a name)."""
    return Selection(
        cohort=cohort(**cohort_changes),
        columns=tuple(columns) if columns is not None else choices(*(datasets or DATASETS)),
        period_from=date(2018, 1, 1),
        period_to=date(2024, 12, 31),
    )


def application(**changes: Any) -> Application:
    """What Anna writes."""
    written = Application(
        applicant=Applicant(id="anna", organisation="ki", kind=ApplicantKind.UNIVERSITY, country="SE"),
        investigator="bo",
        named_persons=("anna",),
        purpose="53.1.e",
        declarations=("54.a", "54.b", "54.c", "54.d", "54.e"),
        expected_persons=400,
        format="pseudonymised",
        why_pseudonymised="rows of one person must be linked over time",
        wanted_from=date(2026, 11, 1),
        wanted_until=date(2028, 10, 31),
        selection=selection(),
    )
    return replace(written, **changes)


# ---- the study and its people ----------------------------------------------------------------------------------------


def ethics_approval(**changes: Any) -> EthicsApproval:
    """Decided in 2025, begun in time, wide enough for everything that is asked here."""
    approval = EthicsApproval(
        case_number=CaseNumber.parse(CASE_NUMBER),
        kind=ApprovalKind.APPROVAL,
        outcome=ApprovalOutcome.APPROVED,
        decided_on=date(2025, 3, 3),
        legal_force_on=date(2025, 3, 28),
        immediate_effect=False,
        started_on=date(2025, 6, 1),
        principals=("ki",),
        investigator="bo",
        scope=ApprovedScope(
            datasets=DATASETS,
            groups=("demographics", "diagnoses", "notes"),
            period_from=date(2015, 1, 1),
            period_to=date(2025, 12, 31),
            population=("ICD-10-SE:K922",),
        ),
        maximum_persons=500,
        named_persons=("anna",),
        consent=Consent(mode=ConsentMode.WAIVED),
        documents=(Document(title="Beslut", digest=some_digest("the decision's document")),),
    )
    return replace(approval, **changes)


def amendment(**changes: Any) -> Amendment:
    """Of the approval, in force since February 2026: up to 900 persons, and the laboratory's values."""
    decided = Amendment(
        case_number=CaseNumber.parse(f"{CASE_NUMBER}-02"),
        amends=CASE_NUMBER,
        outcome=ApprovalOutcome.APPROVED,
        decided_on=date(2026, 1, 12),
        legal_force_on=date(2026, 2, 5),
        immediate_effect=False,
        changes=Changes(groups=("laboratory",), maximum_persons=900),
    )
    return replace(decided, **changes)


def project(**changes: Any) -> Project:
    """A study under an approval that is on record."""
    study = Project(
        id=PROJECT,
        title="Bleeding",
        principal="ki",
        members=("anna", "bo"),
        ethics_approval=ethics_approval(),
        ethics_paper=some_digest("the approval"),
    )
    return replace(study, **changes)


def person(id: str = "anna", **changes: Any) -> Person:
    """Somebody who is trained and has accepted the terms."""
    known = Person(
        id=id,
        name=id.title(),
        organisation="ki",
        terms_version=TERMS,
        terms_accepted_on=date(2026, 1, 10),
        training_on=date(2026, 1, 12),
        training_valid_until=date(2028, 1, 11),
    )
    return replace(known, **changes)


def barring(**changes: Any) -> Barring:
    """Somebody who is to be barred from today for some years; nobody has confirmed it yet."""
    recorded = Barring(
        id=BARRING,
        kind=Whom.PERSON,
        whom="anna",
        because="tried to find out who somebody in an extract is",
        paragraph="EHDS (EU) 2025/327 art. 63(3)",
        begins=TODAY,
        until=date(2029, 11, 21),
        by="klara",
        on=TODAY,
    )
    return replace(recorded, **changes)


def deputyship(**changes: Any) -> Deputyship:
    """Dag decides at alvik in alma's place, this week."""
    named = Deputyship(
        id=DEPUTYSHIP,
        controller=ControllerId("alvik"),
        steward="alma",
        deputy="dag",
        because="parental leave",
        begins=TODAY,
        until=date(2026, 11, 28),
        on=TODAY,
    )
    return replace(named, **changes)


def assignment(**changes: Any) -> Assignment:
    """Somebody who is to decide for a controller from today; nobody has confirmed it yet."""
    recorded = Assignment(
        id=ASSIGNMENT,
        actor="dag",
        role=Role.STEWARD,
        controllers=(ControllerId("alvik"),),
        because="delegation of 1 November",
        begins=TODAY,
        until=date(2027, 11, 21),
        by="olof",
        on=TODAY,
    )
    return replace(recorded, **changes)


def some_digest(of: str) -> Digest:
    """A digest of something that is spoken of and not there."""
    return digest_of(of.encode("utf-8"))


def access_request(at: Status = Status.DRAFT, **changes: Any) -> AccessRequest:
    """A request at that status, with what it must have by then."""
    request = AccessRequest(
        id=REQUEST, project=PROJECT, version=1, status=at, application=application(), drafted_at=NOW - timedelta(days=9)
    )
    if at is not Status.DRAFT:
        request = replace(
            request,
            submitted_at=NOW - timedelta(days=7),
            paper=some_digest("the request"),
            ruling=some_digest("the ruling"),
            snapshots={name: some_digest(name) for name in request.application.selection.datasets()},
        )
    if at is Status.RETURNED:
        request = replace(request, version=2, returned_because="Say why notes are needed.")
    return replace(request, **changes)


# ---- decisions -------------------------------------------------------------------------------------------------------


REASONS = {
    "necessary": "The outcome cannot be told without the diagnoses and their days.",
    "public-interest": "Bleeding under treatment is common, and avoidable in part.",
    "qualified": "Two specialists and a statistician, who have published in the field.",
    "safeguarded": "The workspace is closed, and its keys are held by others.",
    "public-security": "No data about the defence or from a regulator are among them.",
    "no-harm": "Pseudonyms, years and broad groups: nobody can be told apart.",
}
"""Why a steward answers each point of the assessment sheet with yes: those that concern a public controller's part."""

ANSWERS = tuple(Answer(point=point, answer=Said.YES, reason=reason) for point, reason in REASONS.items())
"""A whole sheet, signed."""


def yes_to(points: Iterable[Point]) -> tuple[Answer, ...]:
    """Each point that a person signs, answered with yes: of a private controller's part, or of a small group, too."""
    return tuple(
        Answer(point=point.id, answer=Said.YES, reason=REASONS.get(point.id, "It was weighed."))
        for point in points
        if point.signed
    )


def finding(
    outcome: Outcome = Outcome.GRANTED,
    reasons: str = "No harm is seen.",
    kept: tuple[Keepable, ...] = (),
    units: int | None = 1,
    capacity: Capacity | None = Capacity.HEAD_OF_OPERATIONS,
    answers: tuple[Answer, ...] | None = None,
) -> Finding:
    """What a steward writes; with a yes the whole assessment sheet, and none of it with a no."""
    if answers is None:
        answers = ANSWERS if outcome is Outcome.GRANTED else ()
    return Finding(outcome=outcome, reasons=reasons, kept=kept, units=units, capacity=capacity, answers=answers)


BASIS = Basis(
    kind="public",
    paragraph="the law of the part",
    appeal="administrative_court_of_appeal",
    appeal_weeks=3,
    appeal_paragraph="the law of the appeal",
)
"""By which law a part is decided."""

ROUTE = Route(
    most_units=2, few_units="head_of_operations", more_units="consultation_group", coordinated_by="coordinator"
)
"""In which capacity it is decided."""

SHEET = (
    Point(
        id="purpose-listed",
        answered="computed",
        paragraph="the law of purposes",
        sv="Är ändamålet tillåtet?",
        en="Is the purpose allowed?",
        not_applicable=False,
        outcome="yes",
    ),
    *(
        Point(
            id=point,
            answered="signed",
            paragraph="the law of the point",
            sv=f"Stämmer {point}?",
            en=f"Does {point} hold?",
            not_applicable=point == "public-security",
            outcome=None,
        )
        for point in REASONS
    ),
)
"""What is assessed before it is decided."""

REFUSES = finding(Outcome.REFUSED, "The group is too small.")


def review(controller: str = "alvik", outcome: Outcome = Outcome.GRANTED, **changes: Any) -> DisclosureReview:
    """That controller's decision on the dataset of its name."""
    version = changes.get("version", 1)
    decided = DisclosureReview(
        id=DisclosureReview.id_of(REQUEST, version=version, controller=controller),
        access_request=REQUEST,
        version=1,
        controller=ControllerId(controller),
        datasets=(controller,),
        finding=finding(outcome),
        decider=STEWARDS[controller].id,
        decided_at=NOW - timedelta(days=2),
        decided_on=TODAY - timedelta(days=2),
        ruling=some_digest(f"the ruling on {controller}"),
        paper=some_digest(f"the decision of {controller}"),
    )
    return replace(decided, **changes)


def message(**changes: Any) -> Message:
    """What Anna said about the request."""
    said = Message(
        id="message-1",
        access_request=REQUEST,
        version=1,
        by="anna",
        acting_as=("researcher",),
        at=NOW,
        text="Which years do you mean?",
        paper=some_digest("the message"),
    )
    return replace(said, **changes)


def permit(*granted: str, **changes: Any) -> Permit:
    """Issued today for the datasets of these controllers (of all three without a name)."""
    issued = Permit.of_parts(
        access_request(Status.SUBMITTED),
        [review(controller) for controller in granted or DATASETS],
        id=PERMIT,
        on=TODAY,
        maximum_persons=500,
        rests_on=(some_digest("the request"), some_digest("the approval")),
    )
    return replace(issued, **{"paper": some_digest("the permit"), **changes})


def extract(at: Progress = Progress.ORDERED, **changes: Any) -> Extract:
    """An ordered extract at that point, with what it must have by then."""
    ordered = Extract(
        id=ORDER,
        permit=PERMIT,
        project=PROJECT,
        progress=at,
        order=some_digest("the order"),
        ordered_at=NOW,
        workspace=f"workspace-{PERMIT}",
    )
    if at in {Progress.EXTRACTED, Progress.DELIVERING, Progress.DELIVERED}:
        ordered = replace(ordered, manifest=some_digest("the manifest"))
    if at in {Progress.DELIVERING, Progress.DELIVERED}:
        ordered = replace(ordered, delivery="delivery-1", delivery_order=some_digest("the delivery order"))
    if at is Progress.DELIVERED:
        ordered = replace(ordered, confirmation=some_digest("confirmation"), receipt=some_digest("receipt"))
    return replace(ordered, **changes)


def entry(event: Event = Event.REQUEST_READ, **changes: Any) -> AuditEntry:
    """A line about somebody who looked."""
    said = AuditEntry(at=NOW, actor="anna", acting_as=("researcher",), verb="read", event=event, subject=REQUEST)
    return replace(said, **changes)


# ---- what the data plane says ----------------------------------------------------------------------------------------

JOURNAL = some_digest("the runner's journal")


def by_runner(kind: Kind, body: Body, *, key: SigningKey = RUNNER_KEY) -> SignedPaper:
    """The data plane's paper with that body."""
    return key.sign(kind, body.as_json())


def snapshot_body(of: Dataset, /, **changes: Any) -> Snapshot:
    """That dataset as it stood."""
    tables = tuple(
        SnapshotTable(table=name, rows=100, columns=dict.fromkeys(described.columns, "string"), files=())
        for name, described in of.tables.items()
    )
    body = Snapshot(
        dataset=of.name,
        controller=of.controller.id,
        namespace=of.namespace,
        content=some_digest(f"rows of {of.name}"),
        tables=tables,
        made_at=NOW - timedelta(days=30),
    )
    return body.model_copy(update=changes)


def snapshot(of: Dataset, /, *, key: SigningKey = RUNNER_KEY, **changes: Any) -> SignedPaper:
    """The snapshot paper of a dataset."""
    return by_runner(Kind.SNAPSHOT, snapshot_body(of, **changes), key=key)


OBJECTIONS = {
    "care_block": "X02-care-block",
    "ehds_opt_out": "X01-opted-out",
    "protected_identity": "X03-protected-identity",
    "quality_register_opt_out": "X01-opted-out",
    "withdrawn_consent": "X04-consent-withdrawn",
    "withdrawn_donation": "X01-opted-out",
}
"""Every kind of objection, and under which exclusion it is counted."""


def objections(*controllers: str, **changes: str) -> tuple[Objection, ...]:
    """Everybody who objects is left out of these controllers' rows, whenever it was said."""
    strict = {"before_permit": "excluded", "before_extraction": "excluded"}
    return tuple(
        Objection(**{"objection": kind, "controller": controller, "exclusion": exclusion, **strict, **changes})
        for controller in controllers
        for kind, exclusion in OBJECTIONS.items()
    )


def order_body(**changes: Any) -> ExtractionOrder:
    """An order for the three columns of one dataset, in the words of a machine."""
    columns = (OrderedColumn(name="person_id", treatment={"kind": "pseudonym", "domain": "person"}),)
    ordered = OrderedDataset(
        dataset="alvik",
        controller="alvik",
        namespace=NAMESPACE,
        snapshot=some_digest("alvik"),
        tables=(OrderedTable(table="person", columns=columns),),
    )
    order = ExtractionOrder(
        order=ORDER,
        project=PROJECT,
        permit=some_digest("the permit"),
        permit_id=PERMIT,
        permit_issued_on=TODAY,
        made_at=NOW,
        valid_until=date(2028, 10, 31),
        cohort=cohort(),
        period=Period(start=date(2018, 1, 1), end=date(2024, 12, 31)),
        maximum_persons=500,
        datasets=(ordered,),
        registers=tuple(OrderedRegister(register_name=of.name, snapshot=some_digest(of.name)) for of in registers()),
        exclusions=ALWAYS_ASKED,
        objections=tuple(OrderedObjection.model_validate(asdict(one)) for one in objections("alvik")),
        ordered_on=TODAY,
        consent=OrderedConsent(mode="waived", study=CASE_NUMBER),
        format="parquet",
        small_count_threshold=10,
        text_profile="withhold",
    )
    return order.model_copy(update=changes)


def status_body(order: str, state: str, /, *, sequence: int, **changes: Any) -> RunnerStatus:
    """How far the runner is with an order."""
    told = {"order": order, "sequence": sequence, "state": state, "at": NOW, "journal_head": JOURNAL, **changes}
    return RunnerStatus.model_validate(told)


def manifest_body(order: SignedPaper, /, **changes: Any) -> Manifest:
    """What the runner counted for that order: 400 persons, 15 of them left out."""
    ordered = ExtractionOrder.of(order)
    counts = dict(zip(ALWAYS_ASKED, (0, 10, 4, 1, 0), strict=True))
    objections = ordered.registers[0]
    told = Manifest(
        order=ordered.order,
        order_digest=order.digest,
        project=ordered.project,
        permit=ordered.permit,
        snapshots={one.dataset: one.snapshot for one in ordered.datasets},
        started_at=NOW,
        finished_at=NOW,
        cohort_persons=400,
        exclusions=tuple(
            ExcludedPersons(
                kind=kind,
                persons=counts.get(kind, 0),
                register_name=objections.register_name,
                snapshot=objections.snapshot,
            )
            for kind in ordered.exclusions
        ),
        delivered_persons=385,
        tables=tuple(_delivered(ordered)),
        files=(),
        disclosure_lists=(),
        text=TextTreatment(profile=ordered.text_profile, notes=0, withheld=0),
        engine={"spark": "4"},
        journal_head=JOURNAL,
    )
    return told.model_copy(update=changes)


def _delivered(order: ExtractionOrder) -> list[DeliveredTable]:
    return [
        DeliveredTable(
            dataset=of.dataset,
            table=one.table,
            rows=1000,
            rows_without_person=0,
            columns=tuple(
                DeliveredColumn(name=each.name, datatype="string", treatment=each.treatment) for each in one.columns
            ),
        )
        for of in order.datasets
        for one in of.tables
    ]


def confirmation_body(ordered: Extract, /, **changes: Any) -> Confirmation:
    """The extract lies in its workspace."""
    told = Confirmation(
        delivery=ordered.delivery or "",
        order=ordered.id,
        manifest=ordered.manifest or "",
        delivery_note=some_digest("the delivery note"),
        workspace=ordered.workspace,
        files=(),
        delivered_at=NOW,
        journal_head=JOURNAL,
    )
    return told.model_copy(update=changes)


def certificate_body(order: SignedPaper, emptied: Extract, /, **changes: Any) -> DeletionCertificate:
    """The rows of that workspace are gone."""
    ordered = WorkspaceOrder.of(order)
    told = DeletionCertificate(
        id=ordered.id,
        workspace=ordered.workspace,
        permit_id=ordered.permit_id,
        project=ordered.project,
        workspace_order=order.digest,
        manifest=emptied.manifest or "",
        files=(),
        stays=("delivery-note.json",),
        emptied_at=NOW,
        journal_head=JOURNAL,
    )
    return told.model_copy(update=changes)


def notice_body(question: SignedPaper, counted: Mapping[str, int], /, **changes: Any) -> ObjectionNotice:
    """The runner's answer where so many are counted now, by kind."""
    asked = ObjectionQuestion.of(question)
    answer = ObjectionNotice(
        question=question.digest,
        workspace=asked.workspace,
        order=asked.order,
        permit=asked.permit,
        permit_id=asked.permit_id,
        project=asked.project,
        follows=asked.follows,
        told=told_after(asked.told, counted, threshold=asked.small_count_threshold),
        registers={"consents": some_digest("the register of consents")},
        made_at=NOW,
        journal_head=JOURNAL,
    )
    return answer.model_copy(update=changes)


def workspace(at: State = State.OPEN, **changes: Any) -> Workspace:
    """The workspace of the extract, in that state."""
    of = Workspace(
        id=WORKSPACE, project=PROJECT, permit=PERMIT, extract=ORDER, state=at, receipt=some_digest("receipt")
    )
    return replace(of, **changes)


def note_sample_paper(
    order: SignedPaper, controller: str, /, *, notes: int, leaving: int, **changes: Any
) -> SignedPaper:
    """A sealed sample of that controller's notes, as the runner would lay it out; nobody has the key of this one."""
    ordered = ExtractionOrder.of(order)
    body = NoteSample(
        order=ordered.order,
        permit=ordered.permit,
        permit_id=ordered.permit_id,
        project=ordered.project,
        controller=controller,
        key="x25519:0123456789abcdef",
        notes=notes,
        leaving=leaving,
        sealed="c2VhbGVk",
        drawn_at=NOW,
    )
    return RUNNER_KEY.sign(Kind.NOTE_SAMPLE, body.model_copy(update=changes).as_json())


def drawn_notes(paper: SignedPaper) -> DrawnNotes:
    """The manifest's line about a sample."""
    said = NoteSample.of(paper)
    return DrawnNotes(
        controller=said.controller,
        notes=said.notes,
        leaving=said.leaving,
        sha256=digest_of(paper.to_json()),
        key=said.key,
    )


def found_in_notes(check: NoteCheck, **changes: Any) -> FoundInNotes:
    """Everything was read, and nothing was left."""
    told = FoundInNotes(sample=check.sample, looked_at=check.notes, with_a_miss=0)
    return told.model_copy(update=changes)
