"""The workspace pass: a short-lived leave to open one workspace; it names no person."""

from typing import Annotated

from pydantic import Field

from spark_jobs.papers.body import Body, DigestText, Moment, Name


class WorkspacePass(Body):
    """
    Good from `made_at` to `expires_at` for that workspace and nothing else.

    `statement` is the digest of the SQL it was asked for: a pass for one question opens no other.
    """

    id: Name
    workspace: Name
    permit: DigestText
    permit_id: Name
    statement: Annotated[DigestText, Field(description="digest of the SQL text in UTF-8")]
    made_at: Moment
    expires_at: Moment
