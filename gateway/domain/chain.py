"""
The chain of papers behind a permit: which paper names which, whether each stands as it was signed, told in sequence.

Pure, so that the gateway and an auditor with a folder of files and a trust file come to the same answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gateway.domain.day import swedish_day
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, canonical
from spark_jobs.papers.trust import TrustFile

LINKS: Mapping[Kind, tuple[str, ...]] = {
    Kind.ETHICS_APPROVAL: (),
    Kind.ETHICS_AMENDMENT: ("follows",),
    Kind.ETHICS_VERIFICATION: ("of",),
    Kind.ETHICS_ACKNOWLEDGEMENT: ("of",),
    Kind.SNAPSHOT: (),
    Kind.ACCESS_REQUEST: ("ethics_approval", "amendments/*", "amends", "snapshots/*"),
    Kind.REQUEST_RETURN: ("follows",),
    Kind.RULING: ("about/*",),
    Kind.JUDGEMENT: ("access_request",),
    Kind.PART_DECISION: ("access_request", "ruling", "deputyship"),
    Kind.PART_ACCEPTANCE: ("of",),
    Kind.SAMPLE_DECISION: ("access_request", "ruling"),
    Kind.PERMIT: ("follows", "amends", "rests_on/*", "snapshots/*"),
    Kind.EXTENSION_REQUEST: ("follows", "ruling"),
    Kind.EXTENSION_DECISION: ("follows", "ruling"),
    Kind.PERMIT_REVOCATION: ("follows",),
    Kind.BARRING_CONFIRMATION: ("follows",),
    Kind.BARRING_LIFTING: ("follows",),
    Kind.DEPUTYSHIP: (),
    Kind.DEPUTYSHIP_ENDING: ("follows",),
    Kind.EXTRACTION_ORDER: ("permit", "datasets/*/snapshot", "registers/*/snapshot"),
    Kind.MANIFEST: ("order_digest", "permit", "snapshots/*"),
    Kind.NOTE_CHECK: ("manifest", "replaces"),
    Kind.DELIVERY_ORDER: ("manifest", "permit"),
    Kind.CONFIRMATION: ("manifest",),
    Kind.RECEIPT: ("confirmation", "delivery_order", "manifest", "permit", "rulings/*"),
    Kind.WORKSPACE_ORDER: ("follows", "permit", "ruling"),
    Kind.OBJECTION_QUESTION: ("follows", "permit"),
    Kind.OBJECTION_NOTICE: ("question", "follows", "permit"),
    Kind.DELETION_CERTIFICATE: ("workspace_order", "manifest"),
}
"""Where the digests of earlier papers stand in a body, by kind; `*` is every item."""

ORDER_OF_TELLING = (
    Kind.ETHICS_APPROVAL,
    Kind.ETHICS_AMENDMENT,
    Kind.ETHICS_VERIFICATION,
    Kind.ETHICS_ACKNOWLEDGEMENT,
    Kind.SNAPSHOT,
    Kind.ACCESS_REQUEST,
    Kind.DEPUTYSHIP,
    Kind.REQUEST_RETURN,
    Kind.PART_DECISION,
    Kind.PART_ACCEPTANCE,
    Kind.SAMPLE_DECISION,
    Kind.JUDGEMENT,
    Kind.PERMIT,
    Kind.EXTRACTION_ORDER,
    Kind.MANIFEST,
    Kind.NOTE_CHECK,
    Kind.DELIVERY_ORDER,
    Kind.CONFIRMATION,
    Kind.RECEIPT,
    Kind.EXTENSION_REQUEST,
    Kind.EXTENSION_DECISION,
    Kind.PERMIT_REVOCATION,
    Kind.WORKSPACE_ORDER,
    Kind.OBJECTION_QUESTION,
    Kind.OBJECTION_NOTICE,
    Kind.DELETION_CERTIFICATE,
    Kind.RULING,
)

DAYS = (
    "emptied_at",
    "received_at",
    "delivered_at",
    "finished_at",
    "made_at",
    "decided_at",
    "submitted_at",
    "issued_on",
    "recorded_on",
    "asked_on",
    "on",
)
"""Where a body says when it was signed; the first that is there counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One paper in the chain, and what is wrong with it: nothing where `faults` is empty."""

    paper: SignedPaper
    names: tuple[Digest, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """The whole chain in the order of the flow."""

    links: tuple[Link, ...]
    faults: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Every paper is there, believed, and names papers that are there."""
        return not self.faults


def named_by(paper: SignedPaper) -> tuple[Digest, ...]:
    """The digests of the papers that this one follows, each once."""
    return named_at(paper, LINKS.get(paper.kind, ()))


def named_at(paper: SignedPaper, places: Sequence[str]) -> tuple[Digest, ...]:
    """The digests that stand at these places of its body, each once."""
    found = (value for place in places for value in _at(paper.body, place.split("/")))
    return tuple(dict.fromkeys(Digest(value) for value in found if isinstance(value, str)))


def signed_on(paper: SignedPaper) -> date | None:
    """The Swedish day the body says it was signed on, or None where it says none."""
    for field in DAYS:
        text = paper.body.get(field)
        if isinstance(text, str):
            try:
                moment = datetime.fromisoformat(text)
                return moment.date() if moment.tzinfo is None else swedish_day(moment)
            except ValueError:
                return None
    return None


def trace(papers: Sequence[SignedPaper], trust: TrustFile) -> Trace:
    """
    Check every paper against the trust file and every link against the papers at hand.

    A fault names the paper by kind and digest, and says what does not hold.
    """
    by_digest = {paper.digest: paper for paper in papers}
    links = [_link(paper, by_digest, trust) for paper in sorted(by_digest.values(), key=_place)]
    faults = [fault for link in links for fault in link.faults]
    faults += _contradictions(by_digest)
    for kind in (Kind.ETHICS_APPROVAL, Kind.ACCESS_REQUEST, Kind.PERMIT):
        if not any(paper.kind is kind for paper in papers):
            faults.append(f"There is no {kind} among the papers.")
    return Trace(links=tuple(links), faults=tuple(faults))


def _link(paper: SignedPaper, papers: Mapping[Digest, SignedPaper], trust: TrustFile) -> Link:
    name = f"{paper.kind} {paper.digest}"
    faults = []
    day = signed_on(paper)
    if paper.kind not in LINKS:
        faults.append(f"{name}: a paper of this kind has no place in the chain.")
    if day is None:
        faults.append(f"{name}: it does not say when it was signed.")
    else:
        try:
            trust.verify(paper, on=day)
        except PaperError as refused:
            faults.append(f"{name}: {refused.sentence}")
    names = named_by(paper)
    missing = [digest for digest in names if digest not in papers]
    faults += [f"{name}: it names {digest}, which is not among the papers." for digest in missing]
    return Link(paper=paper, names=names, faults=tuple(faults))


def _contradictions(papers: Mapping[Digest, SignedPaper]) -> Iterator[str]:
    """What each paper may take from the one before: never more."""
    for paper in papers.values():
        name = f"{paper.kind} {paper.digest}"
        try:
            yield from (
                f"{name}: {fault}" for asked in (_wider, _elsewhere, _longer, _fewer) for fault in asked(paper, papers)
            )
        except (KeyError, TypeError):
            yield f"{name}: its columns, or those of the paper before it, cannot be read."


def _wider(paper: SignedPaper, papers: Mapping[Digest, SignedPaper]) -> Iterator[str]:
    if paper.kind is Kind.PERMIT:
        request = papers.get(Digest(str(paper.body.get("follows"))))
        if request and not _columns(paper.body) <= _columns(request.body):
            yield "it grants a column that its request did not ask for."
    if paper.kind is Kind.EXTRACTION_ORDER:
        permit = papers.get(Digest(str(paper.body.get("permit"))))
        if permit and _ordered_columns(paper.body) != _columns(permit.body):
            yield "its columns are not those of its permit."
        if permit and _ordered_treatments(paper.body) != _treatments(permit.body):
            yield "it treats a column otherwise than its permit says."
    if paper.kind is Kind.MANIFEST:
        order = papers.get(Digest(str(paper.body.get("order_digest"))))
        if order and not _delivered_columns(paper.body) <= _ordered_columns(order.body):
            yield "it tells of a column that was not ordered."
    if paper.kind is Kind.DELETION_CERTIFICATE:
        manifest = papers.get(Digest(str(paper.body.get("manifest"))))
        if manifest and not _files(manifest.body) <= _files(paper.body):
            yield "a file of its manifest is not among those that are gone."


def _elsewhere(paper: SignedPaper, papers: Mapping[Digest, SignedPaper]) -> Iterator[str]:
    if paper.kind is Kind.NOTE_CHECK:
        manifest = papers.get(Digest(str(paper.body.get("manifest"))))
        if manifest and _sample(paper.body) not in {_sample(line) for line in manifest.body.get("note_samples", ())}:
            yield "it is about a sample that its manifest does not name."


def _longer(paper: SignedPaper, papers: Mapping[Digest, SignedPaper]) -> Iterator[str]:
    if paper.kind is Kind.EXTENSION_DECISION:
        asked = papers.get(Digest(str(paper.body.get("follows"))))
        if asked and paper.body.get("until") != asked.body.get("until"):
            yield "it is about another day than was asked for."


def _fewer(paper: SignedPaper, papers: Mapping[Digest, SignedPaper]) -> Iterator[str]:
    if paper.kind is Kind.OBJECTION_NOTICE:
        before = papers.get(Digest(str(paper.body.get("follows"))))
        told = _told(paper.body)
        if before and any(told.get(kind, -1) < least for kind, least in _told(before.body).items()):
            yield "it tells of fewer persons than the notice before it."


def _told(body: Mapping[str, Any]) -> dict[str, int]:
    # The first notice follows the receipt, which tells of nobody.
    return {one["objection"]: one["persons"]["at_least"] for one in body.get("told", ())}


def _sample(body: Mapping[str, Any]) -> tuple[str, str, int, int]:
    return body["controller"], body["sha256"], body["notes"], body["leaving"]


def _files(body: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(file["path"], file["sha256"]) for file in body["files"]}


def _columns(body: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    return {(column["dataset"], column["table"], column["column"]) for column in body["columns"]}


def _ordered_columns(body: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    return {
        (dataset["dataset"], table["table"], column["name"])
        for dataset in body["datasets"]
        for table in dataset["tables"]
        for column in table["columns"]
    }


def _treatments(body: Mapping[str, Any]) -> list[bytes]:
    return sorted(
        canonical([column["dataset"], column["table"], column["column"], column["treatment"]])
        for column in body["columns"]
    )


def _ordered_treatments(body: Mapping[str, Any]) -> list[bytes]:
    return sorted(
        canonical([dataset["dataset"], table["table"], column["name"], column["treatment"]])
        for dataset in body["datasets"]
        for table in dataset["tables"]
        for column in table["columns"]
    )


def _delivered_columns(body: Mapping[str, Any]) -> set[tuple[str, str, str]]:
    return {
        (table["dataset"], table["table"], column["name"]) for table in body["tables"] for column in table["columns"]
    }


def _at(value: Any, path: Sequence[str]) -> Iterator[Any]:
    if not path:
        yield value
    elif path[0] == "*":
        for item in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ():
            yield from _at(item, path[1:])
    elif isinstance(value, Mapping) and path[0] in value:
        yield from _at(value[path[0]], path[1:])


def _place(paper: SignedPaper) -> tuple[int, str, int, str]:
    # Several orders about one workspace may be of one day: they are told in their turn.
    turn = paper.body.get("turn")
    place = ORDER_OF_TELLING.index(paper.kind) if paper.kind in ORDER_OF_TELLING else len(ORDER_OF_TELLING)
    return place, str(signed_on(paper)), turn if isinstance(turn, int) else 0, paper.digest
