"""Audit: the ledger, its verification, and the chain of papers behind a permit."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import StreamingResponse

from gateway.domain.audit import Event, LedgerLine
from gateway.domain.chain import Link, signed_on
from gateway.domain.exporting import MEDIA, Form
from gateway.domain.sought import Sought, Way
from gateway.services.audit import Evidence
from gateway.services.verification import Verification
from gateway.web.api.wire import Id, Limit, Wire
from gateway.web.context import Caller, Rooms, Tongue
from gateway.words.chain import told_in_full
from gateway.words.events import EVENTS, entry_told
from gateway.words.language import Language, said
from spark_jobs.papers.paper import Kind, SignedPaper

router = APIRouter(tags=["audit"])


class LedgerLineOut(Wire):
    """
    One line; `digest` covers the entry, its number and the digest of the line before.

    `datasets` and `controllers` are what it was about: they stand beside the chain, and the digest does not cover them.
    """

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
    datasets: tuple[str, ...]
    controllers: tuple[str, ...]
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
            datasets=entry.datasets,
            controllers=entry.controllers,
            previous=line.previous,
            digest=line.digest,
        )


class LedgerPage(Wire):
    """
    `next` is the cursor of the next page, or null on the last.

    `asked` is the line that tells of this question: sent along with the cursor it goes on with the same question, about
    the ledger as it stood then, without another line.
    """

    asked: int
    items: tuple[LedgerLineOut, ...]
    next: int | None


class VerificationOut(Wire):
    """
    What was looked at; `faults` names every place that does not hold, `lost` what restores say that they lost.

    `next` is where the next step begins: the whole ledger was looked at once it is null.
    """

    holds: bool
    lines: int
    heads: int
    papers: int
    faults: tuple[str, ...]
    lost: tuple[str, ...]
    next: int | None

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
            next=verification.next,
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


class ToldLink(LinkOut):
    """One paper in the chain, in sentences and as it was signed."""

    told: tuple[str, ...]
    paper: dict[str, Any]


class CheckedLine(LedgerLineOut):
    """One line about the permit, and what is wrong with it: nothing where `faults` is empty."""

    sentence: str
    faults: tuple[str, ...]


class EvidenceOut(Wire):
    """
    Everything there is of one permit: its papers in the order of the flow and every line about it, each checked.

    `head` is the last line that a signed head protects, or null.
    """

    permit: str
    holds: bool
    faults: tuple[str, ...]
    papers: tuple[ToldLink, ...]
    entries: tuple[CheckedLine, ...]
    head: int | None

    @classmethod
    def of(cls, permit: str, evidence: Evidence, language: Language) -> "EvidenceOut":
        """In words too."""
        return cls(
            permit=permit,
            holds=not evidence.faults,
            faults=tuple(evidence.faults),
            papers=tuple(_told_link(link, language) for link in evidence.trace.links),
            entries=tuple(_checked(line, faults, language) for line, faults in evidence.lines),
            head=evidence.head,
        )


def _told_link(link: Link, language: Language) -> ToldLink:
    told = tuple(told_in_full(link.paper, language))
    return ToldLink(**LinkOut.of(link).model_dump(), told=told, paper=_plain(link.paper))


def _checked(line: LedgerLine, faults: Sequence[str], language: Language) -> CheckedLine:
    sentence = entry_told(line.entry, language)
    return CheckedLine(**LedgerLineOut.of(line, language).model_dump(), sentence=sentence, faults=tuple(faults))


Whose = Annotated[str | None, Query(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:@-]{0,199}$")]
Asked = Annotated[int | None, Query(ge=0, description="The line of an earlier question, to go on with it.")]


def sought(
    subject: Whose = None,
    project: Whose = None,
    actor: Whose = None,
    dataset: Whose = None,
    controller: Whose = None,
    event: Event | None = None,
    verb: Whose = None,
    way: Way | None = None,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="until")] = None,
) -> Sought:
    """Everything that is named must hold of a line; both days are inside, and Swedish days."""
    return Sought(
        subject=subject,
        project=project,
        actor=actor,
        dataset=dataset,
        controller=controller,
        event=event,
        verb=verb,
        way=way,
        first=first,
        last=last,
    )


Question = Annotated[Sought, Depends(sought)]


@router.get("/ledger")
def read_ledger(
    question: Question,
    actor: Caller,
    rooms: Rooms,
    language: Tongue,
    asked: Asked = None,
    after: Annotated[int, Query(ge=-1)] = -1,
    limit: Limit = 100,
) -> LedgerPage:
    """Who saw or did what, in order, as the ledger stood when it was asked; each question is a line of its own."""
    answer = rooms.audit.read(question, asked=asked, after=after, limit=limit + 1, by=actor)
    items = tuple(LedgerLineOut.of(line, language) for line in answer.lines[:limit])
    return LedgerPage(asked=answer.asked, items=items, next=items[-1].sequence if len(answer.lines) > limit else None)


@router.post("/ledger/verify")
def verify_ledger(actor: Caller, rooms: Rooms, after: Annotated[int, Query(ge=-1)] = -1) -> VerificationOut:
    """Walk it, step by step from its first line, and hold it against every signed head; go on at `next`."""
    return VerificationOut.of(rooms.audit.verify(after=after, by=actor))


class ExportOut(Wire):
    """What was written down: `asked` is its line in the ledger and its place here, `note` the signed note."""

    asked: int
    form: str
    note: dict[str, Any]


@router.post("/ledger/exports", status_code=201)
def export_ledger(
    question: Question, actor: Caller, rooms: Rooms, language: Tongue, form: Form = Form.CSV
) -> ExportOut:
    """Write down the lines that answer a question, for somebody else; the note is signed, and kept in the ledger."""
    made = rooms.audit.export(question, form=form, language=language, by=actor)
    return ExportOut(asked=made.asked, form=made.form.value, note=_plain(made.note))


@router.get("/ledger/exports/{asked}", response_class=StreamingResponse)
def exported(asked: Annotated[int, Path(ge=0)], actor: Caller, rooms: Rooms) -> StreamingResponse:
    """The bytes that the note tells of, streamed: CSV (RFC 4180), or FHIR R4 AuditEvent, one on each line."""
    made = rooms.audit.export(asked=asked, by=actor)
    ending = "csv" if made.form is Form.CSV else "ndjson"
    named = {"Content-Disposition": f'attachment; filename="slussen-ledger-{asked}.{ending}"'}
    return StreamingResponse(made.pieces, media_type=MEDIA[made.form], headers=named)


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


@router.get("/permits/{id}/evidence")
def evidence(id: Id, actor: Caller, rooms: Rooms, language: Tongue) -> EvidenceOut:
    """Everything there is of one permit, papers and lines, each checked: for whoever may read the ledger."""
    return EvidenceOut.of(id, rooms.audit.evidence(id, by=actor), language)


def _counts_exactly(paper: SignedPaper) -> bool:
    """The manifest counts by reason, and so does a ruling that was told of it."""
    return paper.kind is Kind.MANIFEST or "manifest" in paper.body.get("facts", {})


def _plain(paper: SignedPaper) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(paper.to_json())
    return document
