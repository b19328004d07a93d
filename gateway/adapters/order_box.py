"""The order box: `in/` for the data plane to read, `out/` for what it answers; in a folder or in a bucket."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gateway.domain.errors import NeighbourUnavailable
from spark_jobs.objects.store import Objects
from spark_jobs.papers.errors import PaperUnreadable
from spark_jobs.papers.paper import SignedPaper

T = TypeVar("T")
_PAPER = ".json"
_STATUS = "-status.json"


@dataclass(frozen=True, slots=True)
class ObjectsOrderBox:
    """Reads what lies there and believes nothing."""

    place: Objects

    def put(self, name: str, paper: SignedPaper, /) -> None:
        """Whole or not at all; the same paper again changes nothing."""
        self._reach(lambda: self.place.put_new(f"in/{name}{_PAPER}", paper.to_json()))

    def snapshots(self) -> Mapping[str, SignedPaper]:
        """By dataset, as the data plane published them."""
        found = (_last_step(name).removesuffix(_PAPER) for name in self._names("out/snapshots/"))
        return {dataset: self._there("snapshots", f"{dataset}{_PAPER}") for dataset in found}

    def statuses(self, order: str, /, *, after: int) -> Sequence[SignedPaper]:
        """Those above that sequence, in order."""
        found = (_last_step(name) for name in self._names(f"out/{order}/"))
        numbered = sorted((_number(file), file) for file in found if file.endswith(_STATUS))
        return [self._there(order, file) for number, file in numbered if number > after]

    def manifest(self, order: str, /) -> SignedPaper | None:
        """Once it is there."""
        return self._one(order, "manifest.json")

    def confirmation(self, delivery: str, /) -> SignedPaper | None:
        """Once it is there."""
        return self._one(delivery, "confirmation.json")

    def certificate(self, order: str, /) -> SignedPaper | None:
        """Once it is there."""
        return self._one(order, "deletion-certificate.json")

    def notice(self, question: str, /) -> SignedPaper | None:
        """Once it is there."""
        return self._one(question, "objection-notice.json")

    def note_sample(self, order: str, /, *, controller: str) -> SignedPaper | None:
        """Once it is there."""
        return self._one(order, f"note-sample-{controller}.json")

    def _names(self, under: str) -> list[str]:
        return [listed.name for listed in self._reach(lambda: self.place.names(under))]

    def _there(self, order: str, file: str) -> SignedPaper:
        paper = self._one(order, file)
        if paper is None:
            raise NeighbourUnavailable("order-box", f"What lay in the order box as {file} is there no more.")
        return paper

    def _one(self, order: str, file: str) -> SignedPaper | None:
        content = self._reach(lambda: self.place.get(f"out/{order}/{file}"))
        if content is None:
            return None
        try:
            return SignedPaper.from_json(content)
        except PaperUnreadable as broken:
            sentence = f"What lies in the order box as {file} is no paper: {broken.sentence}"
            raise NeighbourUnavailable("order-box", sentence) from None

    def _reach(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except OSError as failed:
            sentence = f"The order box cannot be reached: {type(failed).__name__}."
            raise NeighbourUnavailable("order-box", sentence) from None


def _last_step(name: str) -> str:
    return name.rpartition("/")[2]


def _number(file: str) -> int:
    text = file.removesuffix(_STATUS)
    if not text.isdecimal():
        raise NeighbourUnavailable("order-box", f"What lies in the order box as {file} has no number.")
    return int(text)
