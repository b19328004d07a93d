"""Delivery: the way into a workspace."""

import json
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field

from gateway.web.api.wire import Id, Wire
from gateway.web.context import Caller, Rooms
from spark_jobs.papers.paper import SignedPaper

router = APIRouter(tags=["workspaces"])


class StatementIn(Wire):
    """The one question that the pass is asked for."""

    statement: Annotated[str, Field(min_length=1, max_length=100_000, examples=["SELECT count(*) FROM person"])]


class PassOut(Wire):
    """The signed pass, as the data plane's command reads it."""

    paper: dict[str, Any]
    digest: str

    @classmethod
    def of(cls, paper: SignedPaper) -> "PassOut":
        """In its file form."""
        return cls(paper=json.loads(paper.to_json()), digest=paper.digest)


@router.post("/permits/{id}/workspace-pass", status_code=201)
def let_in(id: Id, asked: StatementIn, actor: Caller, rooms: Rooms) -> PassOut:
    """A short-lived pass to the workspace of a permit, for this one statement. It names no person."""
    return PassOut.of(rooms.delivery.let_in(id, statement=asked.statement, by=actor))
