"""An extraction order carried out: from the admitted order to the staged extract with its signed manifest."""

import base64
import platform
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version

from pseudonymisation.custody import Opening, Why
from spark_jobs.errors import LeaseLost, OrderRefused, StorageFailed
from spark_jobs.jobs.admission import ExtractJob, RegisterJob
from spark_jobs.jobs.delivering import disclosure_context
from spark_jobs.jobs.desk import Desk
from spark_jobs.jobs.extract import Extract, Pins, extract
from spark_jobs.jobs.faults import ENGINE_ERRORS, told
from spark_jobs.jobs.office import Office
from spark_jobs.jobs.sampling import sample_paper, told_of
from spark_jobs.jobs.snapshots import as_permitted
from spark_jobs.journal import Event
from spark_jobs.leases import Lease
from spark_jobs.papers.manifest import (
    DeliveredFile,
    ExcludedPersons,
    LeftBehind,
    Manifest,
    SealedList,
    TextTreatment,
    UsedConsents,
    UsedCorrections,
    UsedDonations,
)
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.sinks.staging import PartialExtract, SealedPapers
from spark_jobs.transforms.exclusions import ExclusionKind
from spark_jobs.transforms.treatments import key_frame


def refuse_unpinned(job: ExtractJob, pins: Mapping[str, bytes]) -> None:
    """Raises OrderRefused where a controller's list could not be sealed: its key is never taken from an order."""
    unpinned = [controller for controller in job.controllers if controller not in pins]
    if unpinned:
        raise OrderRefused(f"There is no pinned key of the controller {unpinned[0]}.", code="controller-unpinned")


def staged_already(order: str, paper: SignedPaper, office: Office) -> SignedPaper | None:
    """
    The manifest, where this very order was staged before; its entry stands then. Raises OrderRefused for another one.

    Whoever staged it may have died between the last file and the entry.
    """
    staged = office.staging.find(order)
    if staged is None:
        return None
    manifest = staged.manifest()
    if Manifest.of(manifest).order_digest != paper.digest:
        raise OrderRefused("Another order was carried out under this id.", code="order-differs")
    office.journal.once(Event.EXTRACT_STAGED, order=order, manifest=manifest.digest)
    return manifest


def carry_out(job: ExtractJob, paper: SignedPaper, desk: Desk, *, lease: Lease) -> SignedPaper:
    """
    The manifest of the staged extract. Raises JobFailed, and then nothing is left behind.

    LeaseLost where another runner has taken the order over meanwhile: then it stages, and this one does not.
    """
    started = desk.office.clock()
    # Before anything is read: where what a steward denied cannot be had, no note leaves.
    corrections = {controller: desk.corrections.of(controller) for controller in job.with_notes}
    job = replace(job, text_model=desk.office.settings.text_model, corrections=corrections)
    for part in job.parts:
        as_permitted(part.source, permitted=part.snapshot, office=desk.office)
    partial = desk.office.staging.begin(job.order.order, lease.token)
    try:
        made = _extracted(job, desk, partial)
        sealed = SealedPapers(
            lists={name: _list_paper(job, name, each, desk) for name, each in made.lists.items()},
            samples={name: sample_paper(job, name, each, desk) for name, each in made.samples.items()},
        )
        manifest = _manifest(job, made, partial.files(), sealed, started=started, desk=desk)
        signed = desk.office.key.sign(Kind.MANIFEST, manifest.as_json())
        lease.require()
        _publish(partial, signed, sealed, order=paper)
    except OSError as failed:
        sentence = f"The extract {job.order.order} cannot be written: {type(failed).__name__}."
        raise StorageFailed(sentence) from None
    finally:
        partial.abandon()
    desk.office.journal.once(Event.EXTRACT_STAGED, order=job.order.order, manifest=signed.digest)
    return signed


def _publish(partial: PartialExtract, manifest: SignedPaper, sealed: SealedPapers, *, order: SignedPaper) -> None:
    try:
        partial.finish(manifest, sealed, order=order)
    except StorageFailed as failed:
        if failed.reason == "published-elsewhere":
            raise LeaseLost("Another runner has staged this extract.") from None
        raise


def _extracted(job: ExtractJob, desk: Desk, partial: PartialExtract) -> Extract:
    opening = Opening(project=job.order.project, permit=job.order.permit, asked_by=job.digest, why=Why.EXTRACT)
    sources = [part.source for part in job.parts]
    with desk.keyring.opened(opening) as key, desk.sessions(job.order.order) as session:
        try:
            pins = Pins(controllers=desk.pins, stewards=desk.stewards)
            return extract(job, session=session, keys=key_frame(session, key), into=partial, pins=pins)
        except ENGINE_ERRORS as error:
            raise told(error, sources) from None


def _list_paper(job: ExtractJob, controller: str, sealed: bytes, desk: Desk) -> SignedPaper:
    body = {
        "order": job.order.order,
        "permit": job.order.permit,
        "permit_id": job.order.permit_id,
        "project": job.order.project,
        "controller": controller,
        "context": disclosure_context(job.order.order, controller).decode(),
        "sealed": base64.b64encode(sealed).decode("ascii"),
    }
    return desk.office.key.sign(Kind.DISCLOSURE_LIST, body)


def _manifest(
    job: ExtractJob,
    made: Extract,
    files: tuple[DeliveredFile, ...],
    sealed: SealedPapers,
    *,
    started: datetime,
    desk: Desk,
) -> Manifest:
    order = job.order
    return Manifest(
        order=order.order,
        order_digest=job.digest,
        project=order.project,
        permit=order.permit,
        snapshots={part.dataset.name: part.snapshot for part in job.datasets},
        started_at=started,
        finished_at=desk.office.clock(),
        cohort_persons=made.cohort_persons,
        exclusions=_exclusions(job, made),
        left_behind=tuple(
            LeftBehind(controller=controller, kind=kind, persons=persons)
            for (controller, kind), persons in made.left_behind.items()
        ),
        delivered_persons=made.tally["delivered"],
        consents=_used_consents(job),
        donations=_used_donations(job),
        tables=made.tables,
        files=files,
        disclosure_lists=tuple(
            SealedList(controller=name, sha256=paper.digest) for name, paper in sealed.lists.items()
        ),
        text=TextTreatment(
            profile=order.text_profile,
            notes=made.text.notes,
            withheld=made.text.withheld,
            withheld_by=dict(made.text.by_code),
            corrections=tuple(_used_corrections(job, made)),
        ),
        note_samples=tuple(told_of(paper) for paper in sealed.samples.values()),
        engine=engine(),
        journal_head=desk.office.journal.head(),
    )


def _exclusions(job: ExtractJob, made: Extract) -> tuple[ExcludedPersons, ...]:
    """One line per ordered kind in the fixed order, zeros too, with the register that told."""
    lines = []
    for kind in ExclusionKind:
        if kind.value in job.order.exclusions:
            told_by = _told_by(job, kind)
            lines.append(
                ExcludedPersons(
                    kind=kind.value,
                    persons=made.tally[kind.value],
                    register_name=told_by.source.dataset.name,
                    snapshot=told_by.snapshot,
                )
            )
    return tuple(lines)


def _told_by(job: ExtractJob, kind: ExclusionKind) -> RegisterJob:
    match kind:
        case ExclusionKind.UNRESOLVED | ExclusionKind.PROTECTED:
            return job.persons
        case ExclusionKind.OPTED_OUT | ExclusionKind.CARE_BLOCK | ExclusionKind.NO_DONATION:
            return job.objections
        case ExclusionKind.WITHDRAWN | ExclusionKind.NO_CONSENT:
            return job.consents or job.objections


def _used_consents(job: ExtractJob) -> UsedConsents | None:
    if job.consents is None:
        return None
    asked = job.asked_consent
    return UsedConsents(
        study=asked.study,
        versions=tuple(asked.versions),
        register_name=job.consents.source.dataset.name,
        snapshot=job.consents.snapshot,
    )


def _used_donations(job: ExtractJob) -> UsedDonations | None:
    if not job.donated:
        return None
    told_by = _told_by(job, ExclusionKind.NO_DONATION)
    return UsedDonations(datasets=job.donated, register_name=told_by.source.dataset.name, snapshot=told_by.snapshot)


def _used_corrections(job: ExtractJob, made: Extract) -> Iterator[UsedCorrections]:
    for controller, kept in job.corrections.items():
        if kept.digest is not None:
            yield UsedCorrections(
                controller=controller,
                digest=kept.digest,
                denied=len(kept.corrections.deny),
                allowed=len(kept.corrections.allow),
                added=made.text.added.get(controller, 0),
                lifted=made.text.lifted.get(controller, 0),
            )


def engine() -> dict[str, str]:
    """Which versions did the work."""
    return {
        "slussen": version("slussen"),
        "spark": version("pyspark"),
        "pyarrow": version("pyarrow"),
        "python": platform.python_version(),
    }
