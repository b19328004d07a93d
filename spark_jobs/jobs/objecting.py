"""
Whether somebody in a delivered extract has objected since: answered by a count, and by nothing of a person.

The extract itself says who is in it, by its pseudonyms; the registers say who objects now. They are held against each
other inside the engine, under the project's code key, opened for that.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from pseudonymisation.custody import Opening, Why
from spark_jobs import counts
from spark_jobs.errors import OrderRefused, RegisterMissing
from spark_jobs.jobs.admission import CONSENTS, OBJECTIONS, PERSONS
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.faults import ENGINE_ERRORS, told
from spark_jobs.jobs.office import Office
from spark_jobs.jobs.people import rested
from spark_jobs.journal import Event
from spark_jobs.leases import Lease
from spark_jobs.papers.manifest import DeliveryNote, Manifest
from spark_jobs.papers.objections import ObjectionNotice, ObjectionQuestion, told_after
from spark_jobs.papers.order import ExtractionOrder
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.sinks.persons import pseudonyms_of
from spark_jobs.sources.files import Source
from spark_jobs.sources.omop import read
from spark_jobs.sources.snapshot import snapshot
from spark_jobs.system import day_of
from spark_jobs.transforms.consents import COLUMNS, AskedConsent, standing
from spark_jobs.transforms.donations import DONATION, given_up
from spark_jobs.transforms.exclusions import ExclusionKind, Meaning, ObjectionKind, Place
from spark_jobs.transforms.identities import by_person, known_numbers, spellings, surely_by_person
from spark_jobs.transforms.objecting import concerning, counted_by, found_in, raised, taken_back
from spark_jobs.transforms.treatments import key_frame

NOTICE = "objection-notice.json"
"""Under which name it lies among the answers to its question."""

_OBJECTION = ("number", "kind", "controller", "from_date", "to_date")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The question beside what it is about: the order of the extract, its delivery note, the registers of today."""

    question: ObjectionQuestion
    order: ExtractionOrder
    note: SignedPaper
    persons: Source
    objections: Source
    consents: Source | None

    @property
    def registers(self) -> tuple[Source, ...]:
        """Everything that is read of the sources."""
        return (self.persons, self.objections, *([self.consents] if self.consents else []))

    @property
    def controllers(self) -> Mapping[str, str]:
        """Whose each dataset of the extract is."""
        return {part.dataset: part.controller for part in self.order.datasets}

    @property
    def donated(self) -> Sequence[str]:
        """The controllers of whose rows some were donated, sorted."""
        return sorted({part.controller for part in self.order.datasets if part.donation_register})

    @property
    def meaning(self) -> Meaning:
        """What its order said of objections."""
        return Meaning(
            objections=self.order.objections,
            places=[Place(controller) for controller in sorted(set(self.controllers.values()))],
            permitted_on=self.order.permit_issued_on,
            ordered_on=self.order.ordered_on or self.order.permit_issued_on,
        )


def count_objections(question: ObjectionQuestion, paper: SignedPaper, desk: Desk, *, lease: Lease) -> str:
    """
    The digest of the notice that lies out now; the question's own where there is nothing new to tell.

    Raises OrderRefused, JobFailed: then nothing is told, and never a zero.
    """
    office = desk.office
    asked = _asked(question, office)
    content = {str(one.dataset.name): snapshot(one, clock=office.clock).content for one in asked.registers}
    now = _counted(asked, paper, desk)
    threshold = max(question.small_count_threshold, asked.order.small_count_threshold)
    standing = told_after(question.told, now, threshold=max(threshold, office.settings.small_count_threshold))
    office.journal.once(Event.OBJECTIONS_COUNTED, workspace=question.workspace, asked_by=paper.digest)
    lease.require()
    if standing == question.told:
        return paper.digest
    notice = ObjectionNotice(
        question=paper.digest,
        workspace=question.workspace,
        order=question.order,
        permit=question.permit,
        permit_id=question.permit_id,
        project=question.project,
        follows=question.follows,
        told=standing,
        registers=content,
        made_at=office.clock(),
        journal_head=office.journal.head(),
    )
    signed = office.key.sign(Kind.OBJECTION_NOTICE, notice.as_json())
    # Created once: whoever takes this question up after a death may count others, and one answer stands.
    office.box.answer_new(question.id, NOTICE, signed)
    return signed.digest


def _asked(question: ObjectionQuestion, office: Office) -> Asked:
    unknown = set(question.kinds) - {kind.value for kind in ObjectionKind}
    if unknown:
        raise OrderRefused(f"The runner knows no objection {min(unknown)}.", code="objection-unknown")
    note = _note(question, office)
    order = _order(question, DeliveryNote.of(note), office)
    namespace = order.datasets[0].namespace
    by_consent = order.consent is not None and order.consent.mode == "consent"
    return Asked(
        question=question,
        order=order,
        note=note,
        persons=_register(PERSONS, namespace, office),
        objections=_register(OBJECTIONS, namespace, office),
        consents=_register(CONSENTS, namespace, office) if by_consent else None,
    )


def _note(question: ObjectionQuestion, office: Office) -> SignedPaper:
    paper = office.workspaces.find(question.workspace)
    if paper is None:
        raise OrderRefused(f"There is no workspace {question.workspace}.", code="workspace-missing")
    note = DeliveryNote.of(paper)
    if (note.order, note.permit_id, note.project) != (question.order, question.permit_id, question.project):
        sentence = "The question names another permit, project or extract than the workspace has."
        raise OrderRefused(sentence, code="permit-differs")
    if office.workspaces.certificate(question.workspace) is not None:
        raise OrderRefused(f"The workspace {question.workspace} is emptied for good.", code="workspace-emptied")
    return paper


def _order(question: ObjectionQuestion, note: DeliveryNote, office: Office) -> ExtractionOrder:
    staged = office.staging.find(question.order)
    if staged is None:
        raise OrderRefused(f"There is no extract {question.order}.", code="extract-missing")
    paper, manifest = staged.order(), staged.manifest()
    if (manifest.digest, Manifest.of(manifest).order_digest) != (note.manifest, paper.digest):
        raise OrderRefused("The staged order is not that of the delivered extract.", code="order-differs")
    order = ExtractionOrder.of(paper)
    if not order.objections:
        sentence = "The extract was ordered by an older gateway, which did not say what an objection does."
        raise OrderRefused(sentence, code="objection-unsaid")
    return order


def _register(model: str, namespace: str, office: Office) -> Source:
    described = [one for one in office.catalog.registers(namespace) if one.model.startswith(model)]
    if len(described) != 1:
        raise RegisterMissing(f"The namespace {namespace} needs exactly one register of the model {model}1.")
    return Source.of(described[0], sources=office.sources)


def _counted(asked: Asked, paper: SignedPaper, desk: Desk) -> dict[str, int]:
    with desk.office.workspaces.opened(asked.note) as folder:
        extract = _persons(asked, desk.office, folder)
    question = asked.question
    opening = Opening(project=question.project, permit=question.permit, asked_by=paper.digest, why=Why.TELL)
    with desk.keyring.opened(opening) as key, desk.sessions(question.id) as session:
        try:
            objecting, known = _objecting(session, asked, desk.office)
            inside = found_in(session.createDataFrame(extract), objecting, known=known, keys=key_frame(session, key))
            return counts.totals(inside, counted_by(question.kinds))
        except ENGINE_ERRORS as error:
            raise told(error, asked.registers) from None


def _persons(asked: Asked, office: Office, folder: Path) -> pa.Table:
    """`controller`, `pseudonym`: who is in the extract."""
    note = DeliveryNote.of(asked.note)
    controllers, pseudonyms = [], []
    for dataset, controller in asked.controllers.items():
        found = pseudonyms_of(dataset, office.catalog.dataset(dataset), note=note, folder=folder)
        pseudonyms.append(found)
        controllers.append(pa.repeat(pa.scalar(controller), len(found)))
    columns = {"controller": pa.concat_arrays(controllers), "pseudonym": pa.concat_arrays(pseudonyms)}
    return pa.table(columns)


def _objecting(session: SparkSession, asked: Asked, office: Office) -> tuple[DataFrame, DataFrame]:
    """Who objects now to whose rows, and every number with its person."""
    on, kinds = day_of(office.clock()), set(asked.question.kinds)
    numbers = read(session, asked.persons, "number", ("number", "person"))
    objections = read(session, asked.objections, "objection", _OBJECTION).withColumnRenamed("number", "person")
    consents, donations = _consents(session, asked, kinds), _donations(session, asked, kinds)
    named = (numbers, objections, *consents, *donations)
    written = [numbers.select("number"), *(one.select("person") for one in named)]
    # By the day by which the extract's own numbers were read.
    forms = rested(spellings(written, on=asked.order.permit_issued_on))
    known = rested(known_numbers(numbers, forms))
    objecting = raised(by_person(objections, known, forms), meaning=asked.meaning, kinds=kinds, on=on)
    for rows in consents:
        stand = standing(
            surely_by_person(rows, known, forms), asked=_study(asked, office), withdrawn=ExclusionKind.WITHDRAWN.value
        )
        back = taken_back(stand, controllers=sorted(set(asked.controllers.values())), withdrawn=ExclusionKind.WITHDRAWN)
        objecting = objecting.unionByName(back)
    for rows in donations:
        gone = given_up(surely_by_person(rows, known, forms), since=asked.meaning.ordered_on, on=on)
        ended = concerning(gone, kind=ObjectionKind.WITHDRAWN_DONATION, controllers=asked.donated)
        objecting = objecting.unionByName(ended)
    return objecting, known


def _consents(session: SparkSession, asked: Asked, kinds: Collection[str]) -> list[DataFrame]:
    if asked.consents is None or ObjectionKind.WITHDRAWN_CONSENT.value not in kinds:
        return []
    return [read(session, asked.consents, "consent", ("number", *COLUMNS)).withColumnRenamed("number", "person")]


def _donations(session: SparkSession, asked: Asked, kinds: Collection[str]) -> list[DataFrame]:
    if not asked.donated or ObjectionKind.WITHDRAWN_DONATION.value not in kinds:
        return []
    return [read(session, asked.objections, "donation", ("number", *DONATION)).withColumnRenamed("number", "person")]


def _study(asked: Asked, office: Office) -> AskedConsent:
    consent = asked.order.consent
    if consent is None:
        raise AssertionError("an order without a study, and a register of its consents")
    return AskedConsent(study=consent.study, versions=consent.versions, on=day_of(office.clock()))
