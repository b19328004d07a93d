"""What every verb works with: the ports, the catalog, the gateway's key; and how papers of the data plane are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from catalog.model import Catalog, DatasetName
from gateway.domain.deadline import Terms
from gateway.domain.errors import (
    Invalid,
    NeighbourUnavailable,
)
from gateway.domain.note_check import NoteCheckTerms
from gateway.ports.clock import Clock, Ids, swedish_day
from gateway.ports.documents import Examiner
from gateway.ports.heads import Heads
from gateway.ports.order_box import OrderBox
from gateway.ports.rules import Rules
from gateway.ports.turns import Turns
from gateway.ports.typesetting import Typesetter
from gateway.ports.unit_of_work import OpenWork
from gateway.ports.watch import UNWATCHED, Watch
from spark_jobs.papers.body import Body
from spark_jobs.papers.errors import PaperError, PaperUnreadable
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.manifest import Snapshot
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.papers.parameters import Parameters
from spark_jobs.papers.trust import TrustFile

B = TypeVar("B", bound=Body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """
    The same one serves every room.

    `parameters` are what the controllers have said, `terms` how long each thing may take. `told_kinds` are the kinds
    of objection that projects are told of after an extract. `note_check` says how masked notes are read before they are
    delivered. `small_count_threshold` is what researchers' totals are rounded to at least. `typesetter` makes
    the files of letters, `examiner` looks at documents that somebody hands in, of so many bytes at most.
    """

    open_work: OpenWork
    turns: Turns
    rules: Rules
    clock: Clock
    ids: Ids
    box: OrderBox
    heads: Heads
    catalog: Catalog
    key: SigningKey
    trust: TrustFile
    parameters: Parameters
    terms: Terms
    terms_version: str
    told_kinds: tuple[str, ...]
    note_check: NoteCheckTerms
    small_count_threshold: int
    typesetter: Typesetter
    examiner: Examiner
    most_document_bytes: int
    demo: bool
    watch: Watch = UNWATCHED

    def threshold(self, controllers: Sequence[str]) -> int:
        """The smallest count that is told of these controllers' rows: the strictest of what they and the house say."""
        return self.parameters.threshold(controllers, least=self.small_count_threshold)

    def believe(self, paper: SignedPaper, *, kind: Kind) -> SignedPaper:
        """
        A paper from the data plane, once its signature, signer and kind hold.

        Raises NeighbourUnavailable: an answer that cannot be believed is no answer.
        """
        try:
            self.trust.verify(paper, on=swedish_day(self.clock.now()))
        except PaperError as refused:
            sentence = f"The data plane's {kind} is not believed: {refused.sentence}"
            raise NeighbourUnavailable("order-box", sentence) from None
        if paper.kind is not kind:
            raise NeighbourUnavailable("order-box", f"A {paper.kind} lies where a {kind} was expected.")
        return paper

    def read(self, form: type[B], paper: SignedPaper, *, kind: Kind) -> B:
        """What a believed paper says. Raises NeighbourUnavailable where it is not in its form."""
        try:
            return form.of(self.believe(paper, kind=kind))
        except PaperUnreadable as broken:
            raise NeighbourUnavailable("order-box", broken.sentence) from None

    def believe_snapshot(self, dataset: str, found: Mapping[str, SignedPaper]) -> SignedPaper:
        """
        The snapshot paper of that dataset or register, once it holds and tells of it as the catalog does.

        Raises Invalid (no-snapshot) where there is none, NeighbourUnavailable for one that cannot be believed.
        """
        if dataset not in found:
            sentence = f"The data plane has published no snapshot of {dataset} yet: ask the operator for one."
            raise Invalid(sentence, where="/columns", reason="no-snapshot")
        told = self.read(Snapshot, found[dataset], kind=Kind.SNAPSHOT)
        described = self.catalog.entries[DatasetName(dataset)]
        if (told.dataset, told.controller, told.namespace) != (dataset, described.controller.id, described.namespace):
            raise NeighbourUnavailable("order-box", f"What lies there as the snapshot of {dataset} tells of another.")
        return found[dataset]
