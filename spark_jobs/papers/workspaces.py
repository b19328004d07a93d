"""What becomes of a workspace after its delivery: the gateway's order, and the certificate that its rows are gone."""

from typing import Annotated, Literal

from pydantic import Field

from spark_jobs.papers.body import Body, DigestText, Moment, Name
from spark_jobs.papers.manifest import DeliveredFile

WorkspaceState = Literal["open", "closed", "emptied"]


class WorkspaceOrder(Body):
    """
    Close a workspace, open it again, or empty it. `follows` is the order before it, or the receipt.

    `turn` counts the orders about one workspace: the highest rules, whatever comes late or twice. Nothing follows
    `emptied`. `because` holds the codes for which it is not open; the ruling behind it is named by digest.
    """

    id: Name
    workspace: Name
    order: Name
    permit: DigestText
    permit_id: Name
    project: Name
    follows: DigestText
    ruling: DigestText
    turn: Annotated[int, Field(ge=1, strict=True)]
    state: WorkspaceState
    because: tuple[Name, ...]
    made_at: Moment


class DeletionCertificate(Body):
    """
    These files lay in the workspace and in the staged extract, and a read of both places found none of them.

    `stays` names what still lies there: papers, and nothing of a person.
    """

    id: Name
    workspace: Name
    permit_id: Name
    project: Name
    workspace_order: DigestText
    manifest: DigestText
    files: tuple[DeliveredFile, ...]
    stays: tuple[str, ...]
    emptied_at: Moment
    journal_head: DigestText
