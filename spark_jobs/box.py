"""
The order box: the gateway lays signed orders in (`in/`), the runner lays its answers out (`out/`).

What the runner has answered it moves to `done/`, what it cannot read to `aside/`: the box never stops it. Where the
box lies, in a folder or in a bucket, is not known here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from spark_jobs.errors import StorageFailed
from spark_jobs.objects.errors import ObjectsUnreachable, ObjectUnfit
from spark_jobs.objects.store import Listed, Objects
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import SignedPaper

IN, OUT, DONE, ASIDE = "in", "out", "done", "aside"
_PAPER = ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBox:
    """Papers by name. Every method raises StorageFailed where the box cannot be reached."""

    place: Objects

    def waiting(self) -> Sequence[str]:
        """The names of the papers that wait, oldest first."""
        try:
            listed = [one for one in self.place.names(f"{IN}/") if one.name.endswith(_PAPER)]
        except ObjectsUnreachable as failed:
            raise StorageFailed(failed.sentence, code="box-unreachable") from None
        return [_plain(one) for one in sorted(listed, key=lambda one: (one.at, one.name))]

    def read(self, name: str) -> SignedPaper | None:
        """The paper that waits under this name; None where it waits no more. Raises PaperUnreadable."""
        try:
            content = self.place.get(f"{IN}/{name}{_PAPER}")
        except ObjectUnfit as unfit:
            raise PaperUnreadable(unfit.sentence) from None
        except ObjectsUnreachable as failed:
            raise StorageFailed(failed.sentence, code="box-unreachable") from None
        return None if content is None else SignedPaper.from_json(content)

    def answer(self, order: str, name: str, paper: SignedPaper) -> None:
        """Lay an answer out; the same name again replaces it."""
        try:
            self.place.put(f"{OUT}/{order}/{name}", paper.to_json())
        except ObjectsUnreachable as failed:
            raise StorageFailed(failed.sentence, code="box-unreachable") from None

    def answer_new(self, order: str, name: str, paper: SignedPaper) -> bool:
        """Whether this answer lies out now; one that lay there under that name stays."""
        try:
            return self.place.put_new(f"{OUT}/{order}/{name}", paper.to_json())
        except ObjectsUnreachable as failed:
            raise StorageFailed(failed.sentence, code="box-unreachable") from None

    def answers(self, order: str) -> list[str]:
        """The names of the answers to this order that lie out."""
        try:
            return [one.name.rpartition("/")[2] for one in self.place.names(f"{OUT}/{order}/")]
        except ObjectsUnreachable as failed:
            raise StorageFailed(failed.sentence, code="box-unreachable") from None

    def done(self, name: str) -> None:
        """This paper is answered."""
        self._move(name, DONE)

    def set_aside(self, name: str) -> None:
        """This is no paper; an operator may look at it."""
        self._move(name, ASIDE)

    def _move(self, name: str, to: str) -> None:
        try:
            self.place.move(f"{IN}/{name}{_PAPER}", f"{to}/{name}{_PAPER}")
        except ObjectsUnreachable as failed:
            raise StorageFailed(failed.sentence, code="box-unreachable") from None


def _plain(listed: Listed) -> str:
    return listed.name.removeprefix(f"{IN}/").removesuffix(_PAPER)
