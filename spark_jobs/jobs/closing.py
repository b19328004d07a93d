"""
What becomes of a workspace after its delivery: closed, opened again, emptied, as the gateway's signed orders say.

Each order is put up in the workspace itself, under the number of its turn: whoever opens the workspace, on whichever
machine, reads the highest one there, and an order that comes late or twice changes nothing.
"""

from spark_jobs.errors import OrderRefused, PassRefused, RunnerError
from spark_jobs.jobs.office import Office
from spark_jobs.journal import Event
from spark_jobs.leases import Lease
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.manifest import DeliveryNote
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.papers.workspaces import DeletionCertificate, WorkspaceOrder
from spark_jobs.sinks.workspace import CERTIFICATE, NOTE, ORDERS
from spark_jobs.system import day_of

_DONE = {"closed": Event.WORKSPACE_CLOSED, "open": Event.WORKSPACE_OPENED, "emptied": Event.WORKSPACE_EMPTIED}


def refuse_closed(workspace: str, office: Office) -> None:
    """Raises PassRefused where the highest order does not say that it is open; one that cannot be read does not."""
    try:
        standing = _standing(workspace, office)
    except RunnerError as unread:
        raise PassRefused(unread.sentence, code=unread.reason) from None
    if standing is not None and standing.state != "open":
        raise PassRefused(f"The workspace {workspace} is {standing.state}.", code=f"workspace-{standing.state}")


def follow(order: WorkspaceOrder, paper: SignedPaper, office: Office, *, lease: Lease) -> None:
    """
    The workspace is as the order says when this returns; the same order again finds it so.

    Raises OrderRefused for an order of another workspace, or one that a later order stands above; LeaseLost, and
    StorageFailed where something of what is to be gone stays.
    """
    note = _note(order, office)
    _refuse_late(order, office)
    lease.require()
    office.workspaces.put_up(order.workspace, turn=order.turn, order=paper)
    if order.state == "emptied":
        office.workspaces.empty(note)
        office.staging.discard(order.order)
    head = office.journal.once(_DONE[order.state], id=order.id, workspace=order.workspace, asked_by=paper.digest)
    if order.state == "emptied" and certified(order, office) is None:
        said = DeliveryNote.of(note)
        certificate = DeletionCertificate(
            id=order.id,
            workspace=order.workspace,
            permit_id=order.permit_id,
            project=order.project,
            workspace_order=paper.digest,
            manifest=said.manifest,
            files=said.files,
            stays=(NOTE, ORDERS, CERTIFICATE),
            emptied_at=office.clock(),
            journal_head=head,
        )
        signed = office.key.sign(Kind.DELETION_CERTIFICATE, certificate.as_json())
        office.workspaces.certify(order.workspace, signed)


def certified(order: WorkspaceOrder, office: Office) -> SignedPaper | None:
    """The certificate that this order was carried out, or None."""
    paper = office.workspaces.certificate(order.workspace)
    return paper if paper is not None and DeletionCertificate.of(paper).id == order.id else None


def _note(order: WorkspaceOrder, office: Office) -> SignedPaper:
    paper = office.workspaces.find(order.workspace)
    if paper is None:
        raise OrderRefused(f"There is no workspace {order.workspace}.", code="workspace-missing")
    note = DeliveryNote.of(paper)
    if (note.order, note.permit_id, note.project) != (order.order, order.permit_id, order.project):
        sentence = "The order names another permit, project or extract than the workspace has."
        raise OrderRefused(sentence, code="permit-differs")
    return paper


def _refuse_late(order: WorkspaceOrder, office: Office) -> None:
    standing = _standing(order.workspace, office)
    if standing is None or standing == order:
        return
    if standing.state == "emptied":
        raise OrderRefused(f"The workspace {order.workspace} is emptied for good.", code="workspace-emptied")
    if standing.turn >= order.turn:
        raise OrderRefused("A later order about this workspace is there already.", code="order-late")


def _standing(workspace: str, office: Office) -> WorkspaceOrder | None:
    """The highest order that was put up. Raises OrderRefused for what nobody signed who may."""
    papers = office.workspaces.orders(workspace)
    if not papers:
        return None
    try:
        order = WorkspaceOrder.of(papers[-1])
        # On the day it was made: a key that was replaced since has still signed it.
        office.trust.verify(papers[-1], on=min(day_of(order.made_at), day_of(office.clock())))
    except PaperError as refused:
        raise OrderRefused(f"The order that stands in {workspace} does not hold.", code=refused.reason) from None
    if papers[-1].kind is not Kind.WORKSPACE_ORDER or order.workspace != workspace:
        raise OrderRefused(f"The order that stands in {workspace} is about something else.", code="paper-kind")
    return order
