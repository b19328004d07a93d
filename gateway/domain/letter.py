"""
Letters: which kinds there are, of which paper each tells, which papers it is made from, and what stands in it.

A letter says what its papers say and nothing else: the same papers in the same language make the same letter.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from gateway.domain.chain import named_at
from gateway.domain.errors import Invalid
from spark_jobs.papers.paper import Digest, Kind, SignedPaper


class LetterKind(StrEnum):
    """What somebody is written to about. `decision` is one controller's part, `refusal` the whole request."""

    DECISION = "decision"
    SAMPLES = "samples"
    RETURN = "return"
    REFUSAL = "refusal"
    PERMIT = "permit"
    EXTENSION = "extension"
    REVOCATION = "revocation"
    DELETION = "deletion"


ABOUT_REQUESTS = (LetterKind.DECISION, LetterKind.SAMPLES, LetterKind.RETURN, LetterKind.REFUSAL)
ABOUT_PERMITS = (LetterKind.PERMIT, LetterKind.EXTENSION, LetterKind.REVOCATION, LetterKind.DELETION)

TELLS_OF: Mapping[Kind, LetterKind] = {
    Kind.PART_DECISION: LetterKind.DECISION,
    Kind.SAMPLE_DECISION: LetterKind.SAMPLES,
    Kind.REQUEST_RETURN: LetterKind.RETURN,
    Kind.ACCESS_REQUEST: LetterKind.REFUSAL,
    Kind.PERMIT: LetterKind.PERMIT,
    Kind.EXTENSION_DECISION: LetterKind.EXTENSION,
    Kind.PERMIT_REVOCATION: LetterKind.REVOCATION,
    Kind.DELETION_CERTIFICATE: LetterKind.DELETION,
}
"""The paper that comes first says which letter it is. That a request is refused is told by its parts: it has none."""

_PERMIT: Mapping[Kind, tuple[str, ...]] = {
    Kind.PERMIT: ("follows", "rests_on/*"),
    Kind.ACCESS_REQUEST: (),
    Kind.PART_DECISION: (),
}

MADE_OF: Mapping[LetterKind, Mapping[Kind, tuple[str, ...]]] = {
    LetterKind.DECISION: {
        Kind.PART_DECISION: ("access_request", "ruling"),
        Kind.ACCESS_REQUEST: (),
        Kind.RULING: (),
    },
    LetterKind.SAMPLES: {Kind.SAMPLE_DECISION: ("access_request",), Kind.ACCESS_REQUEST: ()},
    LetterKind.RETURN: {Kind.REQUEST_RETURN: ("follows",), Kind.ACCESS_REQUEST: ()},
    LetterKind.REFUSAL: {Kind.ACCESS_REQUEST: (), Kind.PART_DECISION: (), Kind.SAMPLE_DECISION: ()},
    LetterKind.PERMIT: {**_PERMIT, Kind.ETHICS_APPROVAL: ()},
    LetterKind.EXTENSION: {Kind.EXTENSION_DECISION: ("follows",), Kind.EXTENSION_REQUEST: ("follows",), **_PERMIT},
    LetterKind.REVOCATION: {Kind.PERMIT_REVOCATION: ("follows",), **_PERMIT},
    LetterKind.DELETION: {
        Kind.DELETION_CERTIFICATE: ("workspace_order",),
        Kind.WORKSPACE_ORDER: ("permit",),
        **_PERMIT,
    },
}
"""
The kinds of paper that each letter is made from, and where in each the digests of the next ones stand.

A paper of another kind whose digest stands there too is no part of the letter.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """The papers behind a letter, the one it tells of first. That each holds is for whoever gathers them to know."""

    kind: LetterKind
    papers: tuple[SignedPaper, ...]

    @classmethod
    def gathered(cls, first: Sequence[SignedPaper], read: Callable[[Digest], SignedPaper | None]) -> "Behind":
        """
        From these papers to all that the letter is made from; `read` gives a paper by its digest, None where it is not
        at hand. What the letter cannot do without is asked for when it is written.

        Raises Invalid (no-letter) where no letter tells of the first of them.
        """
        kind = TELLS_OF.get(first[0].kind) if first else None
        if kind is None:
            raise Invalid("There is no letter about a paper of this kind.", where="kind", reason="no-letter")
        found: dict[Digest, SignedPaper] = {}
        waiting = list(first)
        while waiting:
            paper = waiting.pop(0)
            if paper.kind in MADE_OF[kind] and paper.digest not in found:
                found[paper.digest] = paper
                named = (read(digest) for digest in named_at(paper, MADE_OF[kind][paper.kind]))
                waiting.extend(one for one in named if one is not None)
        return cls(kind=kind, papers=tuple(found.values()))

    @property
    def paper(self) -> SignedPaper:
        """The one that the letter tells of."""
        return self.papers[0]

    def body(self, kind: Kind) -> Mapping[str, Any]:
        """The first of that kind. Raises Invalid (no-letter) where there is none."""
        found = next(self.bodies(kind), None)
        if found is None:
            raise Invalid(f"The letter lacks its {kind}.", where="papers", reason="no-letter")
        return found

    def bodies(self, kind: Kind) -> Iterator[Mapping[str, Any]]:
        """All of that kind."""
        return (paper.body for paper in self.papers if paper.kind is kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it: `rows` are a term and what it is here, `points` a list."""

    heading: str
    texts: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """
    Everything a reader sees, in one language (`sv`, `en`), and the papers that lie in its file.

    The decision comes first, then why, what to do now, who decided, and how the letter is checked. `reference` are the
    lines beside the addressee: day and case. `footer` stands on each page.
    """

    kind: LetterKind
    language: str
    day: date
    sender: str
    office: str
    reference: tuple[tuple[str, str], ...]
    addressee: tuple[str, ...]
    title: str
    decision: tuple[str, ...]
    sections: tuple[Section, ...]
    signed: tuple[str, ...]
    check: Section
    footer: str
    papers: tuple[SignedPaper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Available:
    """A letter that can be read: about whose decision (`of`: a controller, a biobank, else empty), paper and day."""

    kind: LetterKind
    of: str
    paper: Digest
    day: date
