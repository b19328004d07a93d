"""Audit: the ledger, its verification, and the chain of papers behind a permit."""

import json
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query

from gateway.domain.audit import LedgerLine
from gateway.domain.chain import Link, signed_on
from gateway.services.audit import Verification
from gateway.web.api.wire import Id, Limit, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.words.events import EVENTS
from gateway.words.language import Language, said
from spark_jobs.papers.paper import Kind, SignedPaper

router = APIRouter(tags=["audit"])


class LedgerLineOut(Wire):
    """One line; `digest` covers the entry, its number and the digest of the line before."""

    sequence: int
    at: datetime
    actor: str
    acting_as: tuple[str, ...]
    verb: str | None
    event: str
    told: str
    subject: str
    project: str | None
    because: tuple[str, ...]
    papers: tuple[str, ...]
    journal_head: str | None
    previous: str
    digest: str

    @classmethod
    def of(cls, line: LedgerLine, language: Language) -> "LedgerLineOut":
        """In words too."""
        entry = line.entry
        return cls(
            sequence=line.sequence,
            at=entry.at,
            actor=entry.actor,
            acting_as=entry.acting_as,
            verb=entry.verb,
            event=entry.event.value,
            told=said(EVENTS[entry.event], language),
            subject=entry.subject,
            project=entry.project,
            because=entry.because,
            papers=entry.papers,
            journal_head=entry.journal_head,
            previous=line.previous,
            digest=line.digest,
        )


class LedgerPage(Wire):
    """`next` is the cursor of the next page, or null on the last."""

    items: tuple[LedgerLineOut, ...]
    next: int | None


class VerificationOut(Wire):
    """What was looked at; `faults` names every place that does not hold, `lost` what restores say that they lost."""

    holds: bool
    lines: int
    heads: int
    papers: int
    faults: tuple[str, ...]
    lost: tuple[str, ...]

    @classmethod
    def of(cls, verification: Verification) -> "VerificationOut":
        """What was found."""
        return cls(
            holds=not verification.faults,
            lines=verification.lines,
            heads=verification.heads,
            papers=verification.papers,
            faults=verification.faults,
            lost=verification.lost,
        )


class LinkOut(Wire):
    """One paper in the chain."""

    kind: str
    digest: str
    signed_on: str | None
    names: tuple[str, ...]
    faults: tuple[str, ...]

    @classmethod
    def of(cls, link: Link) -> "LinkOut":
        """Its place and what is wrong with it."""
        day = signed_on(link.paper)
        return cls(
            kind=link.paper.kind.value,
            digest=link.paper.digest,
            signed_on=day.isoformat() if day else None,
            names=link.names,
            faults=link.faults,
        )


class TraceOut(Wire):
    """The chain in the order of the flow, checked by the gateway; `papers` are those that the reader may have."""

    holds: bool
    faults: tuple[str, ...]
    links: tuple[LinkOut, ...]
    papers: tuple[dict[str, Any], ...]


@router.get("/ledger")
def read_ledger(
    actor: Caller,
    rooms: Rooms,
    language: Tongue,
    after: Annotated[int, Query(ge=-1)] = -1,
    limit: Limit = 100,
) -> LedgerPage:
    """In order; the looking is a line of its own."""
    lines = rooms.audit.read(after=after, limit=limit + 1, by=actor)
    items = tuple(LedgerLineOut.of(line, language) for line in lines[:limit])
    return LedgerPage(items=items, next=items[-1].sequence if len(lines) > limit else None)


@router.post("/ledger/verify")
def verify_ledger(actor: Caller, rooms: Rooms) -> VerificationOut:
    """Walk it from its first line and hold it against every signed head."""
    return VerificationOut.of(rooms.audit.verify(by=actor))


@router.get("/permits/{id}/trace")
def trace(id: Id, actor: Caller, rooms: Rooms) -> TraceOut:
    """The chain behind a permit and after it. Papers that hold counts by reason are told of, and not handed out."""
    traced, papers = rooms.audit.chain(id, by=actor)
    return TraceOut(
        holds=traced.holds,
        faults=traced.faults,
        links=tuple(LinkOut.of(link) for link in traced.links),
        papers=tuple(_plain(paper) for paper in papers if not _counts_exactly(paper)),
    )


@router.get("/permits/{id}/papers")
def papers(id: Id, actor: Caller, rooms: Rooms) -> list[dict[str, Any]]:
    """Every paper of the chain as it was signed: for whoever may read exact counts."""
    return [_plain(paper) for paper in rooms.audit.papers(id, by=actor)]


def _counts_exactly(paper: SignedPaper) -> bool:
    """The manifest counts by reason, and so does a ruling that was told of it."""
    return paper.kind is Kind.MANIFEST or "manifest" in paper.body.get("facts", {})


def _plain(paper: SignedPaper) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(paper.to_json())
    return document
