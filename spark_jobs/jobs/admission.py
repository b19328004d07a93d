"""
An order, read against the catalog before anything is opened: what is asked for exists, may be asked, and can be done.

The catalog's word stands above the order's: a direct identifier is not kept, whatever a signed paper says.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from catalog.cohort.definition import CohortDefinition
from catalog.errors import SelectionFault
from catalog.model import Catalog, Column, Dataset, Table
from catalog.selection import check_cohort
from pseudonymisation.errors import PseudonymisationError
from pseudonymisation.plan import KnownColumn, Plan, Sensitivity, refuse_true_dates_beside_shifted
from pseudonymisation.scope import Domain
from pseudonymisation.treatment import Kind, MaskText, Pseudonymise, SurrogateText
from pseudonymisation.treatment_forms import from_json
from spark_jobs.corrections import KeptCorrections
from spark_jobs.errors import OrderRefused, RegisterMissing
from spark_jobs.papers.order import ExtractionOrder, OrderedDataset, OrderedTable
from spark_jobs.papers.paper import Digest
from spark_jobs.sources.files import Source, Sources
from spark_jobs.transforms.columns import row_key
from spark_jobs.transforms.consents import AskedConsent
from spark_jobs.transforms.exclusions import ExclusionKind, Meaning, ObjectionKind, Place

PERSONS, OBJECTIONS, CONSENTS = "persons-register-", "objections-register-", "consents-register-"
"""How the models of the registers begin; the third is read only where a study rests on each person's consent."""

_FITTING: Mapping[Kind, frozenset[str]] = {
    Kind.YEAR_ONLY: frozenset({"date", "datetime"}),
    Kind.SHIFT_DATE: frozenset({"date", "datetime"}),
    Kind.BAND: frozenset({"integer", "number"}),
    Kind.MASK_TEXT: frozenset({"string", "text"}),
    Kind.SURROGATE_TEXT: frozenset({"string", "text"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableJob:
    """One table to deliver: its description and its plan."""

    table: Table
    plan: Plan

    @property
    def texts(self) -> tuple[str, ...]:
        """The columns that are free text, and leave masked if they leave."""
        return tuple(
            name for name in self.plan.delivered if isinstance(self.plan.columns[name], MaskText | SurrogateText)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetJob:
    """One controller's dataset to deliver from."""

    source: Source
    snapshot: str
    tables: tuple[TableJob, ...]

    @property
    def dataset(self) -> Dataset:
        """As the catalog describes it."""
        return self.source.dataset

    @property
    def has_texts(self) -> bool:
        """Whether free text leaves from it."""
        return any(table.texts for table in self.tables)

    @property
    def place(self) -> Place:
        """Out of which rows a person stays where these stay behind."""
        return Place(self.dataset.controller.id, self.dataset.donated)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterJob:
    """A register that must be read, in the ordered snapshot."""

    source: Source
    snapshot: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractJob:
    """Everything that the extraction does, decided."""

    order: ExtractionOrder
    digest: Digest
    cohort: CohortDefinition
    datasets: tuple[DatasetJob, ...]
    persons: RegisterJob
    objections: RegisterJob
    consents: RegisterJob | None
    text_model: str = ""
    corrections: Mapping[str, KeptCorrections] = field(default_factory=dict, repr=False)
    """Those of the controllers whose notes are masked, by controller."""

    @property
    def parts(self) -> tuple["DatasetJob | RegisterJob", ...]:
        """Everything that is read."""
        return (*self.datasets, self.persons, self.objections, *([self.consents] if self.consents else []))

    @property
    def asked_consent(self) -> AskedConsent:
        """Whose consents count. Asked only where there is a register of them."""
        consent, on = self.order.consent, self.meaning.ordered_on
        if consent is None:
            raise AssertionError("an order that is silent on consent was admitted")
        return AskedConsent(study=consent.study, versions=consent.versions, on=on)

    @property
    def controllers(self) -> tuple[str, ...]:
        """Whose rows are read, sorted."""
        return tuple(sorted({job.dataset.controller.id for job in self.datasets}))

    @property
    def with_notes(self) -> tuple[str, ...]:
        """Whose notes are masked, sorted; nobody's where notes are withheld."""
        masks = self.order.text_profile != "withhold"
        return tuple(sorted({job.dataset.controller.id for job in self.datasets if masks and job.has_texts}))

    @property
    def places(self) -> tuple[Place, ...]:
        """The same, with what was donated apart."""
        return tuple(sorted({job.place for job in self.datasets}))

    @property
    def donated(self) -> tuple[str, ...]:
        """The datasets whose rows are theirs alone whose donation holds, sorted."""
        return tuple(sorted(job.dataset.name for job in self.datasets if job.dataset.donated))

    @property
    def meaning(self) -> Meaning:
        """What objections do to whose rows."""
        return Meaning(
            objections=self.order.objections,
            places=self.places,
            permitted_on=self.order.permit_issued_on,
            ordered_on=self.order.ordered_on or self.order.permit_issued_on,
        )


def admit(order: ExtractionOrder, *, digest: Digest, catalog: Catalog, sources: Sources, demo: bool) -> ExtractJob:
    """The job that this order means. Raises OrderRefused or RegisterMissing."""
    _refuse_unknown_exclusions(order)
    _refuse_unsaid_objections(order)
    rests_on_consent = _rests_on_consent(order)
    if order.text_profile == "unmeasured" and not demo:
        sentence = "Masked text may leave only where its masking is measured: this order asks for unmeasured text."
        raise OrderRefused(sentence, code="text-unmeasured")
    datasets = tuple(_dataset(ordered, catalog=catalog, sources=sources) for ordered in order.datasets)
    namespace = _one_namespace(datasets)
    _refuse_dates_that_tell(datasets)
    job = ExtractJob(
        order=order,
        digest=digest,
        cohort=_cohort(order, datasets),
        datasets=datasets,
        persons=_register(PERSONS, namespace, order=order, catalog=catalog, sources=sources),
        objections=_register(OBJECTIONS, namespace, order=order, catalog=catalog, sources=sources),
        consents=_register(CONSENTS, namespace, order=order, catalog=catalog, sources=sources)
        if rests_on_consent
        else None,
    )
    _refuse_unsaid_donations(job)
    return job


def _refuse_unknown_exclusions(order: ExtractionOrder) -> None:
    known = {kind.value for kind in ExclusionKind}
    unknown = [kind for kind in order.exclusions if kind not in known]
    if unknown:
        raise RegisterMissing(
            f"The runner knows no exclusion {unknown[0]}: nobody is let in.", code="exclusion-unknown"
        )
    if ExclusionKind.UNRESOLVED.value not in order.exclusions:
        sentence = f"The order leaves out {ExclusionKind.UNRESOLVED}, which nothing lifts."
        raise OrderRefused(sentence, code="exclusion-lifted")
    if len(set(order.exclusions)) != len(order.exclusions):
        raise OrderRefused("The order names an exclusion twice.", code="exclusion-twice")


def _refuse_unsaid_objections(order: ExtractionOrder) -> None:
    """What a kind of objection does to whose rows is said for every kind and controller, once, or nobody is let in."""
    unknown = {one.objection for one in order.objections} - {kind.value for kind in ObjectionKind}
    if unknown:
        sentence = f"The runner knows no objection {min(unknown)}: nobody is let in."
        raise RegisterMissing(sentence, code="objection-unknown")
    said = sorted((one.objection, one.controller) for one in order.objections)
    controllers = {dataset.controller for dataset in order.datasets}
    if order.ordered_on is None or said != sorted(product((kind.value for kind in ObjectionKind), controllers)):
        sentence = "The order does not say once what each kind of objection does to each controller's rows."
        raise OrderRefused(sentence, code="objection-unsaid")
    if not {one.exclusion for one in order.objections} <= set(order.exclusions):
        raise OrderRefused("The order counts an objection under a kind that it leaves out.", code="exclusion-lifted")


def _rests_on_consent(order: ExtractionOrder) -> bool:
    """Said by every order, and with the kind under which whoever has not consented is counted, or nobody is let in."""
    consent, counted = order.consent, ExclusionKind.NO_CONSENT.value in order.exclusions
    if consent is None or counted != (consent.mode == "consent"):
        sentence = "The order does not say how persons are asked, or says it and counts otherwise: nobody is let in."
        raise OrderRefused(sentence, code="consent-unsaid")
    if counted and ExclusionKind.WITHDRAWN.value not in order.exclusions:
        sentence = f"The order leaves out {ExclusionKind.WITHDRAWN}, under which withdrawn consents are counted."
        raise OrderRefused(sentence, code="exclusion-lifted")
    if counted and not any(version.strip() for version in consent.versions):
        sentence = "The order lets in those who have consented, and names no version of a consent that it accepts."
        raise OrderRefused(sentence, code="consent-unsaid")
    return counted


def _refuse_unsaid_donations(job: ExtractJob) -> None:
    """The order names each donated dataset's register and counts those without a donation, or nobody is let in."""
    for ordered, part in zip(job.order.datasets, job.datasets, strict=True):
        told_by = job.objections.source.dataset.name if part.dataset.donated else None
        if ordered.donation_register != told_by:
            sentence = f"Order and catalog do not both say whether {ordered.dataset} is donated, and by which register."
            raise OrderRefused(sentence, code="donation-unsaid")
    if (ExclusionKind.NO_DONATION.value in job.order.exclusions) != bool(job.donated):
        sentence = f"The order counts {ExclusionKind.NO_DONATION} where nothing is donated, or does not where it is."
        raise OrderRefused(sentence, code="donation-unsaid")


def _dataset(ordered: OrderedDataset, *, catalog: Catalog, sources: Sources) -> DatasetJob:
    dataset = catalog.dataset(ordered.dataset)
    if dataset is None:
        raise OrderRefused(f"The catalog has no dataset {ordered.dataset}.", code="dataset-unknown")
    if (dataset.controller.id, dataset.namespace) != (ordered.controller, ordered.namespace):
        sentence = f"The catalog names another controller or namespace for {ordered.dataset} than the order."
        raise OrderRefused(sentence, code="dataset-differs")
    if len({table.table for table in ordered.tables}) != len(ordered.tables):
        raise OrderRefused(f"The order names a table of {ordered.dataset} twice.", code="table-twice")
    tables = tuple(_table(table, dataset) for table in ordered.tables)
    return DatasetJob(source=Source.of(dataset, sources=sources), snapshot=ordered.snapshot, tables=tables)


def _table(ordered: OrderedTable, dataset: Dataset) -> TableJob:
    table = dataset.tables.get(ordered.table)
    if table is None:
        raise OrderRefused(f"The dataset {dataset.name} has no table {ordered.table}.", code="table-unknown")
    try:
        known = {name: _known(column) for name, column in table.columns.items()}
        treatments = [(column.name, from_json(column.treatment)) for column in ordered.columns]
        plan = Plan.of(table.name, ordered=treatments, known=known)
    except PseudonymisationError as refused:
        raise OrderRefused(f"{dataset.name}: {refused.sentence}", code=refused.code) from None
    _refuse_unfitting(dataset, table, plan)
    return TableJob(table=table, plan=plan)


def _known(column: Column) -> KnownColumn:
    domain = next((form["domain"] for form in column.treatments if form["kind"] == Kind.PSEUDONYM), None)
    return KnownColumn(
        sensitivity=Sensitivity(column.sensitivity.value),
        allows=frozenset(Kind(form["kind"]) for form in column.treatments),
        domain=Domain.named(domain) if domain else None,
    )


def _refuse_unfitting(dataset: Dataset, table: Table, plan: Plan) -> None:
    """What the engine could not do: a band of words, a date without a person to move it by, a stranger's pseudonym."""
    key, links = row_key(dataset, table), dataset.person_key
    for name, treatment in plan.columns.items():
        where = f"{dataset.name}.{table.name}.{name}"
        if table.columns[name].datatype not in _FITTING.get(treatment.kind, {table.columns[name].datatype}):
            raise OrderRefused(f"{treatment.kind} does not go with the type of {where}.", code="treatment-unfitting")
        if treatment.kind in {Kind.SHIFT_DATE, Kind.MASK_TEXT, Kind.SURROGATE_TEXT} and key is None:
            raise OrderRefused(f"{where} belongs to no person, and cannot be treated so.", code="treatment-unfitting")
        if isinstance(treatment, Pseudonymise) and treatment.domain is Domain.PERSON:
            own = {key} | ({links.column} if links and links.table == table.name else set())
            if name not in own or key is None:
                raise OrderRefused(f"{where} is not the key of its row's person.", code="treatment-unfitting")
    if not plan.delivered:
        raise OrderRefused(f"Every column of {dataset.name}.{table.name} is dropped.", code="plan-empty")


def _refuse_dates_that_tell(datasets: Sequence[DatasetJob]) -> None:
    """One person's dates lie in many tables, at many providers: a single true one would give the offset of them all."""
    try:
        refuse_true_dates_beside_shifted([table.plan for part in datasets for table in part.tables])
    except PseudonymisationError as refused:
        raise OrderRefused(refused.sentence, code=refused.code) from None


def _one_namespace(datasets: Sequence[DatasetJob]) -> str:
    if len({job.dataset.name for job in datasets}) != len(datasets):
        raise OrderRefused("The order names a dataset twice.", code="dataset-twice")
    namespaces = sorted({job.dataset.namespace for job in datasets})
    if len(namespaces) != 1:
        raise OrderRefused("Datasets of different namespaces do not link.", code="namespaces-differ")
    return namespaces[0]


def _cohort(order: ExtractionOrder, datasets: Sequence[DatasetJob]) -> CohortDefinition:
    try:
        return check_cohort(order.cohort, [job.dataset for job in datasets])
    except SelectionFault as fault:
        raise OrderRefused(fault.sentence, code=fault.reason) from None


def _register(model: str, namespace: str, *, order: ExtractionOrder, catalog: Catalog, sources: Sources) -> RegisterJob:
    described = [entry for entry in catalog.registers(namespace) if entry.model.startswith(model)]
    if len(described) != 1:
        raise RegisterMissing(f"The namespace {namespace} needs exactly one register of the model {model}1.")
    ordered = [register for register in order.registers if register.register_name == described[0].name]
    if len(ordered) != 1:
        raise RegisterMissing(f"The order does not name the register {described[0].name} once.")
    return RegisterJob(source=Source.of(described[0], sources=sources), snapshot=ordered[0].snapshot)
