"""
What each controller has said where the law leaves it to the controller: policy data that two stewards sign to change.

The data hold every signed change since the strictest beginning. They are believed if the changes, taken one after the
other, lead from there to exactly what the data say: an unsigned line, or one edited afterwards, does not follow.
"""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, ValidationError

from spark_jobs.papers.body import Body, Count, DigestText, Name
from spark_jobs.papers.errors import PaperRefused, PaperUnreadable
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, canonical, digest_of, document_of
from spark_jobs.papers.trust import KeyRole, TrustedKey, TrustFile

B = TypeVar("B", bound=Body)

BEGINNING: Digest = Digest("sha256:c0856f0ce96fd1e95b50c504a44e92adc853606c511936b1169f925794d13420")
"""The digest of the parameters that come with the house: nobody has signed them, and nobody can edit them."""

HealthCategory = Literal[
    "EHRS",
    "DIOH",
    "NRPE",
    "RPDG",
    "HRAD",
    "HGPD",
    "HPML",
    "PGEH",
    "WELA",
    "IDHP",
    "PHDR",
    "MRMR",
    "EHCT",
    "EMRD",
    "RMMD",
    "RQSH",
    "EINS",
]
"""The categories of EHDS art. 51(1)(a)-(q), in their order."""


class ControllerParameters(Body):
    """
    What one controller says. `small_cell_threshold`: smaller counts of its persons are told to nobody outside.

    `care_block`: what a block means for research. `extra_safeguards`: categories that need more (EHDS art. 51(4)).
    """

    small_cell_threshold: Annotated[int, Field(ge=3, le=1000, strict=True)]
    care_block: Literal["exclude", "human_decides", "keep"]
    donated_data: Literal["not_used", "used"]
    counts: Literal["closed", "open"]
    extra_safeguards: tuple[HealthCategory, ...]


class Change(Body):
    """The body of a signed change: what one controller says from `on`, and on which parameters it follows."""

    version: Annotated[int, Field(ge=1, strict=True)]
    follows: DigestText
    controller: Name
    parameters: ControllerParameters
    because: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S")]
    on: date


class SignedChange(Body):
    """A change with its signatures: one paper for each steward, of the same body. Fewer than two change nothing."""

    change: Change
    papers: tuple[dict[str, Any], ...] = ()

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Raises PaperUnreadable, naming the place."""
        return _read(cls, data)

    def to_json(self) -> bytes:
        """The file form."""
        return canonical(self.as_json())

    def signed_by(self, key: SigningKey) -> Self:
        """The same with one signature more."""
        paper = key.sign(Kind.PARAMETER_CHANGE, self.change.as_json())
        return self.model_copy(update={"papers": (*self.papers, document_of(paper.to_json()))})

    def signatures(self) -> tuple[SignedPaper, ...]:
        """Raises PaperUnreadable for what is no paper."""
        return tuple(SignedPaper.from_json(canonical(paper)) for paper in self.papers)

    def verify(self, trust: TrustFile) -> None:
        """
        Nothing, when two different stewards of the rules or of that controller have signed exactly this change.

        Raises PaperRefused: signatures-two, paper-kind, change-differs, the reasons of `TrustFile.verify`,
        controller-differs, holder-unnamed or signed-twice.
        """
        papers = self.signatures()
        if len(papers) != 2:
            sentence = f"A change of parameters has two signatures, and this one has {len(papers)}."
            raise PaperRefused(sentence, code="signatures-two")
        holders = [self._holder(paper, trust) for paper in papers]
        if holders[0] == holders[1] or papers[0].key_id == papers[1].key_id:
            raise PaperRefused("The same person has signed this change of parameters twice.", code="signed-twice")

    def _holder(self, paper: SignedPaper, trust: TrustFile) -> str:
        if paper.kind is not Kind.PARAMETER_CHANGE:
            raise PaperRefused(f"A {paper.kind} signs no change of parameters.", code="paper-kind")
        if canonical(paper.body) != canonical(self.change.as_json()):
            raise PaperRefused("A signature belongs to another change of parameters.", code="change-differs")
        trust.verify(paper, on=self.change.on)
        key = next(key for key in trust.keys if key.id == paper.key_id)
        if key.role is KeyRole.CONTROLLER and key.controller != self.change.controller:
            raise PaperRefused("A steward of another controller has signed this change.", code="controller-differs")
        return _named(key)


class Parameters(Body):
    """The policy data as they stand. A controller that has said nothing is asked as strictly as can be."""

    version: Count
    strictest: ControllerParameters
    controllers: dict[Name, ControllerParameters]
    changes: tuple[SignedChange, ...]

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Raises PaperUnreadable, naming the place. Nothing is believed yet."""
        return _read(cls, data)

    def to_json(self) -> bytes:
        """The file form."""
        return canonical(self.as_json())

    @property
    def digest(self) -> Digest:
        """What the next change must say that it follows."""
        return digest_of(self.to_json())

    def said_by(self, controller: str) -> ControllerParameters:
        """What holds for that controller."""
        return self.controllers.get(controller, self.strictest)

    def threshold(self, controllers: Sequence[str], *, least: int) -> int:
        """The smallest count that may be told of the rows of all of them together."""
        return max([least, *(self.said_by(controller).small_cell_threshold for controller in controllers)])

    def changed(self, signed: SignedChange, trust: TrustFile) -> Self:
        """
        The parameters after that change. Raises PaperRefused for its signatures, or where it does not follow.

        What was signed for other parameters than these (older ones, edited ones) follows on nothing.
        """
        signed.verify(trust)
        change, last = signed.change, self.changes[-1].change.on if self.changes else date.min
        if (change.version, change.follows) != (self.version + 1, self.digest) or change.on < last:
            sentence = f"Change {change.version} of the parameters does not follow on version {self.version}."
            raise PaperRefused(sentence, code="change-out-of-order")
        return self.model_copy(
            update={
                "version": change.version,
                "controllers": {**self.controllers, change.controller: change.parameters},
                "changes": (*self.changes, signed),
            }
        )

    def verify(self, trust: TrustFile) -> None:
        """
        Nothing, when every change since the beginning holds and leads to exactly this. Raises PaperRefused.
        """
        standing = self.model_copy(update={"version": 0, "controllers": {}, "changes": ()})
        if standing.digest != BEGINNING:
            raise PaperRefused("The strictest parameters are not those of this house.", code="parameters-edited")
        for signed in self.changes:
            standing = standing.changed(signed, trust)
        if standing.digest != self.digest:
            sentence = "The parameters say something that no signed change says: they were edited."
            raise PaperRefused(sentence, code="parameters-edited")


def _named(key: TrustedKey) -> str:
    if key.holder is None:
        sentence = f"The trust file does not say whose the key {key.id} is: two persons cannot be told apart."
        raise PaperRefused(sentence, code="holder-unnamed")
    return key.holder


def _read(form: type[B], data: bytes) -> B:
    try:
        return form.model_validate_json(canonical(document_of(data)))
    except ValidationError as broken:
        first = broken.errors(include_input=False, include_url=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        raise PaperUnreadable(f"The parameters are wrong at {where or '/'}: {first['type']}.") from None
