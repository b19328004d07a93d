"""A workspace opened with a pass: the pass is checked, the opening written down, and only then the question asked."""

from spark_jobs.errors import PassRefused
from spark_jobs.jobs.closing import refuse_closed
from spark_jobs.jobs.office import Office
from spark_jobs.journal import Event
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.manifest import DeliveryNote
from spark_jobs.papers.paper import Kind, SignedPaper, digest_of
from spark_jobs.papers.passes import WorkspacePass
from spark_jobs.sinks.questions import Answer, ask
from spark_jobs.system import day_of


def question(paper: SignedPaper, statement: str, office: Office, *, limit: int) -> Answer:
    """The answer. Raises PassRefused or StatementRefused; either way the journal has an entry."""
    try:
        leave, note = _checked(paper, statement, office)
    except PassRefused as refused:
        office.journal.write(Event.PASS_REFUSED, code=refused.reason, paper=paper.digest)
        raise
    office.journal.write(
        Event.PASS_USED, id=leave.id, workspace=leave.workspace, permit=leave.permit_id, statement=leave.statement
    )
    with office.workspaces.opened(note) as folder:
        return ask(statement, folder=folder, note=DeliveryNote.of(note), limit=limit)


def _checked(paper: SignedPaper, statement: str, office: Office) -> tuple[WorkspacePass, SignedPaper]:
    now = office.clock()
    try:
        office.trust.verify(paper, on=day_of(now))
        if paper.kind is not Kind.WORKSPACE_PASS:
            raise PassRefused(f"A {paper.kind} opens no workspace.", code="paper-kind")
        leave = WorkspacePass.of(paper)
    except PaperError as refused:
        raise PassRefused(refused.sentence, code=refused.reason) from None
    if not leave.made_at <= now < leave.expires_at:
        raise PassRefused("The pass is not good at this hour.", code="pass-hour")
    if leave.statement != digest_of(statement.encode()):
        raise PassRefused("The pass was given for another question.", code="pass-statement")
    return leave, _note(leave, office)


def _note(leave: WorkspacePass, office: Office) -> SignedPaper:
    paper = office.workspaces.find(leave.workspace)
    if paper is None:
        raise PassRefused(f"There is no workspace {leave.workspace}.", code="workspace-missing")
    try:
        office.trust.verify(paper, on=day_of(office.clock()))
        note = DeliveryNote.of(paper)
    except PaperError as broken:
        raise PassRefused(f"The delivery note of {leave.workspace} does not hold.", code=broken.reason) from None
    if (note.permit_id, note.workspace) != (leave.permit_id, leave.workspace):
        raise PassRefused("The pass is for another permit than the workspace.", code="pass-permit")
    refuse_closed(leave.workspace, office)
    return paper
