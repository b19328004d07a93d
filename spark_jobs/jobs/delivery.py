"""A delivery order carried out: the staged extract of one order, and no other, placed in one workspace."""

from spark_jobs.errors import OrderRefused
from spark_jobs.jobs.office import Office
from spark_jobs.journal import Event
from spark_jobs.keeping import keep
from spark_jobs.leases import Lease
from spark_jobs.papers.manifest import Confirmation, DeliveryNote, DeliveryNoteTable, Manifest, RoundedCount
from spark_jobs.papers.order import DeliveryOrder, ExtractionOrder
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.sinks.staging import StagedExtract
from spark_jobs.sinks.workspace import refuse_changed


def deliver(order: DeliveryOrder, paper: SignedPaper, office: Office, *, lease: Lease) -> SignedPaper:
    """The signed confirmation; for an order that was carried out before, the same one again. Raises LeaseLost."""
    standing = confirmed(order, office)
    if standing is not None:
        return standing
    staged = _staged(order, office)
    manifest = Manifest.of(staged.manifest())
    refuse_changed(staged, manifest)
    lease.require()
    note = office.workspaces.place(staged, _note(order, manifest, staged, office))
    head = office.journal.once(
        Event.DELIVERED, delivery=order.id, order=order.order, asked_by=paper.digest, workspace=order.workspace
    )
    confirmation = Confirmation(
        delivery=order.id,
        order=order.order,
        manifest=order.manifest,
        delivery_note=note.digest,
        workspace=order.workspace,
        files=DeliveryNote.of(note).files,
        delivered_at=office.clock(),
        journal_head=head,
    )
    signed = office.key.sign(Kind.CONFIRMATION, confirmation.as_json())
    _confirm(order, signed, office)
    return signed


def _staged(order: DeliveryOrder, office: Office) -> StagedExtract:
    staged = office.staging.find(order.order)
    if staged is None:
        raise OrderRefused(f"There is no staged extract of the order {order.order}.", code="extract-missing")
    paper = staged.manifest()
    manifest = Manifest.of(paper)
    if paper.digest != order.manifest:
        raise OrderRefused("The delivery names another manifest than the staged extract has.", code="manifest-differs")
    if (manifest.permit, manifest.project) != (order.permit, order.project):
        raise OrderRefused("The delivery names another permit or project than the extract.", code="permit-differs")
    return staged


def _note(order: DeliveryOrder, manifest: Manifest, staged: StagedExtract, office: Office) -> DeliveryNote:
    ordered = ExtractionOrder.of(staged.order()).small_count_threshold
    threshold = max(ordered, office.settings.small_count_threshold)
    return DeliveryNote(
        order=order.order,
        permit_id=order.permit_id,
        project=order.project,
        manifest=order.manifest,
        workspace=order.workspace,
        persons=RoundedCount.rounded(manifest.delivered_persons, threshold=threshold),
        tables=tuple(
            DeliveryNoteTable(
                dataset=table.dataset,
                table=table.table,
                rows=RoundedCount.rounded(table.rows, threshold=threshold),
                columns=table.columns,
            )
            for table in manifest.tables
        ),
        files=manifest.files,
        text=manifest.text.profile,
        delivered_at=office.clock(),
    )


def confirmed(order: DeliveryOrder, office: Office) -> SignedPaper | None:
    """The confirmation of a delivery that was made, or None. Raises OrderRefused where its id was used for another."""
    path = office.settings.work / "deliveries" / f"{order.id}.json"
    if not path.is_file():
        return None
    paper = SignedPaper.from_json(path.read_bytes())
    said = Confirmation.of(paper)
    if (said.order, said.manifest, said.workspace) != (order.order, order.manifest, order.workspace):
        raise OrderRefused(f"Another delivery was carried out under the id {order.id}.", code="delivery-differs")
    return paper


def _confirm(order: DeliveryOrder, paper: SignedPaper, office: Office) -> None:
    keep(office.settings.work / "deliveries" / f"{order.id}.json", paper.to_json())
