"""The order: a permit in the words that the data plane follows. What the rules or the catalog leave unsaid refuses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby, product
from typing import Literal, get_args

from catalog.model import Catalog, Dataset
from catalog.selection import ChosenColumn
from gateway.domain import facts as fact
from gateway.domain.errors import Invalid, NeighbourUnavailable, StepRefused
from gateway.domain.permit import Permit
from gateway.domain.ruling import Objection, Ruling
from gateway.services.act import CONSENTS, Act
from spark_jobs.papers.body import Period
from spark_jobs.papers.order import (
    Effect,
    ExtractionOrder,
    OrderedColumn,
    OrderedConsent,
    OrderedDataset,
    OrderedObjection,
    OrderedRegister,
    OrderedTable,
)
from spark_jobs.papers.paper import Digest, SignedPaper

TextProfile = Literal["withhold", "unmeasured"]

REGISTERS = ("objections-register-1", "persons-register-1")
"""The models of the registers that a namespace has, one of each, before anything is ordered in it."""


def order_of(
    act: Act, permit: Permit, columns: Sequence[ChosenColumn], *, paper: Digest, ruling: Ruling
) -> ExtractionOrder:
    """
    The order of a permit, not signed yet; `paper` is the permit's own.

    The snapshots of the registers that it names are kept among the papers. Raises StepRefused where it is not on
    record how persons are asked, Invalid where a register is missing, NeighbourUnavailable where the rules say less
    or more than a runner can follow, or where a snapshot cannot be believed.
    """
    consent = _consent(act, permit)
    registers = _registers(act, columns[0].dataset.namespace, consent)
    profile = _text_profile(act, permit, columns)
    return ExtractionOrder(
        order=act.desk.ids.new("order"),
        project=permit.project,
        permit=paper,
        permit_id=permit.id,
        permit_issued_on=permit.issued_on,
        made_at=act.now,
        valid_until=permit.last_day,
        cohort=dict(permit.selection.cohort),
        period=Period(start=permit.selection.period_from, end=permit.selection.period_to),
        maximum_persons=permit.maximum_persons,
        datasets=tuple(_datasets(columns, permit.snapshots, act.desk.catalog)),
        registers=tuple(OrderedRegister(register_name=name, snapshot=one.digest) for name, one in registers.items()),
        exclusions=_kinds(ruling.exclusions, consent, donated=any(column.dataset.donated for column in columns)),
        objections=_objections(ruling.objections, controllers=permit.controllers),
        ordered_on=act.today,
        consent=consent,
        format="parquet",
        small_count_threshold=act.desk.threshold(permit.controllers),
        text_profile=profile,
        note_sample=None if profile == "withhold" else (permit.note_check or act.desk.note_check).notes,
    )


def _consent(act: Act, permit: Permit) -> OrderedConsent:
    """As the permit says; one from before it was kept follows the approval."""
    project = act.work.projects.get(permit.project)
    base, approval = project.ethics_approval, project.approval_on(act.today)
    consent = permit.consent or (approval.consent if approval else None)
    if base is None or consent is None:
        raise StepRefused("It is not on record how persons are asked: nobody knows whom to let in.")
    return OrderedConsent(mode=consent.mode.value, study=base.case_number.normal, versions=consent.versions)


def _registers(act: Act, namespace: str, consent: OrderedConsent) -> Mapping[str, SignedPaper]:
    rests_on_consent = consent.mode == "consent"
    needed = (*REGISTERS, CONSENTS) if rests_on_consent else REGISTERS
    described = [one for one in act.desk.catalog.registers(namespace) if rests_on_consent or one.model != CONSENTS]
    found = act.desk.box.snapshots()
    there = sorted(register.model for register in described if register.name in found)
    if rests_on_consent and CONSENTS not in there:
        raise Invalid(
            f"There is no register of consents in {namespace}, and this study rests on each person's consent.",
            where="registers",
            reason="consent-register-missing",
        )
    if len(there) != len(described) or there != sorted(needed):
        raise Invalid(
            f"The registers of {namespace} are not all there: an extract without them would leave nobody out.",
            where="registers",
            reason="register-missing",
        )
    registers = {str(one.name): act.desk.believe_snapshot(one.name, found) for one in described}
    for paper in registers.values():
        act.work.papers.add(paper)
    return registers


def _text_profile(act: Act, permit: Permit, columns: Sequence[ChosenColumn]) -> TextProfile:
    # Free text leaves only where its masking was measured; until then, only out of invented records, if chosen.
    chosen = act.work.access_requests.get(permit.access_request).application.text_profile
    invented = act.desk.demo and all(column.dataset.synthetic for column in columns)
    return "unmeasured" if chosen == "unmeasured" and invented else "withhold"


def _kinds(exclusions: frozenset[str], consent: OrderedConsent, *, donated: bool) -> tuple[str, ...]:
    """In the order of counting."""
    by_study = {fact.NO_CONSENT: consent.mode == "consent", fact.NO_DONATION: donated}
    kinds = tuple(kind for kind in fact.KNOWN_EXCLUSIONS if by_study.get(kind, True))
    if exclusions != set(kinds):
        raise NeighbourUnavailable("rules", "The rules name kinds of exclusion that are not those of this house.")
    return kinds


def _objections(told: Sequence[Objection], *, controllers: Sequence[str]) -> tuple[OrderedObjection, ...]:
    """
    What the rules say of each kind of objection at each controller, each once.

    Raises NeighbourUnavailable where they are silent on one: whoever objects in that way would be let in.
    """
    kinds = sorted({one.objection for one in told})
    said = [(one.objection, one.controller) for one in told]
    if not kinds or sorted(said) != sorted(product(kinds, controllers)):
        sentence = "The rules do not say what every kind of objection does at every controller."
        raise NeighbourUnavailable("rules", sentence)
    effects = {effect for one in told for effect in (one.before_permit, one.before_extraction)}
    if not effects <= set(get_args(Effect)) or not {one.exclusion for one in told} <= set(fact.KNOWN_EXCLUSIONS):
        raise NeighbourUnavailable("rules", "The rules name an effect of an objection that no runner knows.")
    return tuple(OrderedObjection.model_validate(asdict(one)) for one in told)


def _datasets(
    columns: Sequence[ChosenColumn], snapshots: Mapping[str, Digest], catalog: Catalog
) -> Iterator[OrderedDataset]:
    ordered = sorted(columns, key=lambda column: (column.choice.dataset, column.choice.table))
    for name, of_dataset in groupby(ordered, key=lambda column: column.choice.dataset):
        mine = list(of_dataset)
        dataset = mine[0].dataset
        yield OrderedDataset(
            dataset=name,
            controller=dataset.controller.id,
            namespace=dataset.namespace,
            snapshot=snapshots[name],
            donation_register=_donation_register(dataset, catalog),
            tables=tuple(
                OrderedTable(table=table, columns=tuple(map(_column, of_table)))
                for table, of_table in groupby(mine, key=lambda column: column.choice.table)
            ),
        )


def _column(chosen: ChosenColumn) -> OrderedColumn:
    return OrderedColumn(name=chosen.choice.column, treatment=dict(chosen.treatment))


def _donation_register(dataset: Dataset, catalog: Catalog) -> str | None:
    """Which register tells who has donated a dataset's rows. Raises Invalid where none does; None if nobody has to."""
    if not dataset.donated:
        return None
    register = catalog.donations(dataset.namespace)
    if register is None:
        sentence = f"{dataset.name} is donated, and no register in {dataset.namespace} tells by whom."
        raise Invalid(sentence, where="registers", reason="register-missing")
    return register.name
