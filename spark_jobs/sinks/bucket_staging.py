"""
Staging in a bucket that the runner's credentials alone open.

    <order>/<token>-<manifest's digest>/upload.json      first: the names of the files that will follow
    <order>/<token>-<manifest's digest>/rows/…           and the sealed lists, and the order
    <order>/<token>-<manifest's digest>/end              `whole` or `withdrawn`, created once
    <order>/manifest.json                                last, created once: now the extract is there

A sweep withdraws an attempt before it removes its files; whoever made it and wakes up late finds `end` taken and
publishes nothing. What is `whole` may still be published, so it stays until another attempt is.
"""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from spark_jobs.errors import StagedChanged, StorageFailed
from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.together import together
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.manifest import DeliveredFile, Manifest
from spark_jobs.papers.paper import Digest, SignedPaper
from spark_jobs.sinks.failing import stored
from spark_jobs.sinks.rows import LocalRows, hex_of, sweep_partials
from spark_jobs.sinks.staging import LISTS, MANIFEST, ORDER, ROWS, SAMPLES, SealedPapers, Stale

UPLOAD, END = "upload.json", "end"
WHOLE, WITHDRAWN = b"whole", b"withdrawn"
_JSON = ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketStagedExtract:
    """`folder`: the steps under which the published attempt lies."""

    place: S3Objects
    folder: str
    published: SignedPaper

    def manifest(self) -> SignedPaper:
        """The manifest as it was signed."""
        return self.published

    def order(self) -> SignedPaper:
        """The order that it was made for."""
        return self._paper(ORDER)

    def sealed(self) -> SealedPapers:
        """The disclosure lists and the samples of notes."""
        return SealedPapers(lists=self._papers(LISTS), samples=self._papers(SAMPLES))

    def refuse_changed(self, manifest: Manifest) -> None:
        """By names and sizes: the digest of each file is held against its bytes where it is delivered."""
        under = f"{self.folder}/{ROWS}/"
        with stored("The staged extract cannot be read."):
            found = {listed.name.removeprefix(under): listed.size for listed in self.place.names(under)}
        if found != {file.path: file.bytes for file in manifest.files}:
            raise StagedChanged("The staged extract has other files than its manifest.")

    def fetch(self, file: DeliveredFile, path: Path) -> None:
        """Fetched, and held against its digest."""
        self.place.fetch(f"{self.folder}/{ROWS}/{file.path}", path, sha256=hex_of(file))

    def send(self, file: DeliveredFile, place: S3Objects, name: str) -> None:
        """Copied by the server itself, and held against its digest where it arrived."""
        place.copy(self.place, f"{self.folder}/{ROWS}/{file.path}", name, sha256=hex_of(file), size=file.bytes)

    def _papers(self, folder: str) -> Mapping[str, SignedPaper]:
        under = f"{self.folder}/{folder}/"
        with stored("The sealed papers cannot be read."):
            found = [listed.name.removeprefix(under) for listed in self.place.names(under)]
        return {name.removesuffix(_JSON): self._paper(f"{folder}/{name}") for name in found}

    def _paper(self, name: str) -> SignedPaper:
        with stored(f"The staged {name} cannot be read."):
            content = self.place.get(f"{self.folder}/{name}")
        return _read(content, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketStaging:
    """
    `local`: where the rows of a job on one machine lie until they are sent; treated, as all that is written. `kept` is
    the same place, but what is created there the server keeps unchanged where it can.
    """

    place: S3Objects
    kept: S3Objects
    local: Path
    by_workers: "type[BucketPartialExtract] | None" = None
    """How rows are written that a cluster's workers write themselves."""

    def find(self, order: str) -> BucketStagedExtract | None:
        """The finished extract of that order, or None. Raises StorageFailed."""
        with stored(f"The extract {order} cannot be looked for."):
            content = self.place.get(f"{order}/{MANIFEST}")
            if content is None:
                return None
            paper = _read(content, MANIFEST)
            found = [attempt for attempt in self._attempts(order) if attempt.endswith(_short(paper.digest))]
        if len(found) != 1:
            raise StagedChanged(f"The staged extract {order} has no files.")
        return BucketStagedExtract(place=self.place, folder=f"{order}/{found[0]}", published=paper)

    def begin(self, order: str, token: int = 0) -> "BucketPartialExtract":
        """An empty partial extract; what was begun under the same token on this machine is gone."""
        made = BucketPartialExtract if self.by_workers is None else self.by_workers
        local = LocalRows.begin(self.local, order, token)
        return made(folder=local.folder, staging=self, order=order, token=token)

    def discard(self, order: str) -> None:
        """Every version of every row, in every attempt that ever was; then the bucket's versions are read."""
        with stored(f"The staged rows of {order} cannot be removed."):
            for attempt in self._attempts(order):
                for name in _names_of(self.place.get(f"{order}/{attempt}/{UPLOAD}")):
                    self.place.abort(f"{order}/{attempt}/{ROWS}/{name}")
            for under in self._rows(order):
                self.place.purge(under)
            if self._rows(order):
                raise StorageFailed(f"Staged rows of {order} lie there still.", code="staging-not-empty")

    def sweep(self, stale: Stale) -> None:
        """Withdraw and remove what was begun and is stale, here and in the bucket. Raises StorageFailed."""
        sweep_partials(self.local, stale)
        with stored("The staging bucket cannot be swept."):
            orders = {listed.name.partition("/")[0] for listed in self.place.names()}
            for order in sorted(orders):
                # A manifest that is none is told to whoever asks for its order; it keeps nothing else from being swept.
                with suppress(StagedChanged):
                    self._sweep(order, stale)

    def remove_all_but(self, order: str, published: str) -> None:
        """Another attempt was published: no other can be any more."""
        for attempt in self._attempts(order):
            if attempt != published:
                self.remove(order, attempt)

    def withdraw(self, order: str, attempt: str) -> None:
        """The attempt can be published no more, and its files are gone. One that is whole stays."""
        if self.place.put_new(f"{order}/{attempt}/{END}", WITHDRAWN) or self._ended(order, attempt) == WITHDRAWN:
            self._clear(order, attempt)

    def _sweep(self, order: str, stale: Stale) -> None:
        published = self.place.get(f"{order}/{MANIFEST}")
        if published is not None:
            # What is published removes its rivals when it is; after a death in between, they are removed here.
            standing = _short(_read(published, MANIFEST).digest)
            doomed = [attempt for attempt in self._attempts(order) if not attempt.endswith(standing)]
            for attempt in doomed:
                self.remove(order, attempt)
            return
        for attempt in self._attempts(order):
            if stale(order, _token(attempt)):
                self.withdraw(order, attempt)

    def remove(self, order: str, attempt: str) -> None:
        """An attempt that can be published no more, since another one is."""
        self._clear(order, attempt)
        self.place.purge(f"{order}/{attempt}/")

    def _clear(self, order: str, attempt: str) -> None:
        """All but its end, which says that nothing may be published."""
        under = f"{order}/{attempt}/"
        for name in _names_of(self.place.get(under + UPLOAD)):
            self.place.abort(f"{under}{ROWS}/{name}")
        for step in (f"{ROWS}/", f"{LISTS}/", f"{SAMPLES}/", ORDER, UPLOAD):
            self.place.purge(under + step)

    def _ended(self, order: str, attempt: str) -> bytes | None:
        return self.place.get(f"{order}/{attempt}/{END}")

    def _rows(self, order: str) -> list[str]:
        """Under which names rows of that order lie, in any version."""
        steps = (name.split("/") for name in self.place.versions(f"{order}/"))
        return sorted({"/".join(step[:3]) + "/" for step in steps if len(step) > 3 and step[2] == ROWS})

    def _attempts(self, order: str) -> list[str]:
        steps = (listed.name.removeprefix(f"{order}/").partition("/") for listed in self.place.names(f"{order}/"))
        return sorted({attempt for attempt, below, _ in steps if below})


@dataclass(frozen=True, slots=True, kw_only=True)
class BucketPartialExtract(LocalRows):
    """Rows in a folder of this machine, until they are sent."""

    staging: BucketStaging
    order: str
    token: int

    def finish(self, manifest: SignedPaper, sealed: SealedPapers, *, order: SignedPaper) -> BucketStagedExtract:
        """From now on the extract is there, whole: every file was sent and held against its digest before."""
        attempt = f"{self.token:06d}-{_short(manifest.digest)}"
        with stored(f"The extract {self.order} cannot be staged."):
            try:
                self._send(attempt, manifest, sealed, order)
                ended = self._place.put_new(f"{self.order}/{attempt}/{END}", WHOLE)
            except OSError:
                self._take_back(attempt)
                raise
            # From here on nothing is taken back: the server may have published what it did not answer for.
            if not ended or not self.staging.kept.put_new(f"{self.order}/{MANIFEST}", manifest.to_json()):
                self._give_way(attempt)
            with suppress(ObjectsUnreachable):
                self.staging.remove_all_but(self.order, attempt)
        return BucketStagedExtract(place=self._place, folder=f"{self.order}/{attempt}", published=manifest)

    @property
    def _place(self) -> S3Objects:
        return self.staging.place

    def _send(self, attempt: str, manifest: SignedPaper, sealed: SealedPapers, order: SignedPaper) -> None:
        under, files = f"{self.order}/{attempt}", Manifest.of(manifest).files
        self.require(files)
        self._place.put(f"{under}/{UPLOAD}", json.dumps([file.path for file in files]).encode())
        together(lambda file: self._send_file(file, under), files)
        for name, paper in sealed.by_place().items():
            self._place.put(f"{under}/{name}", paper.to_json())
        self._place.put(f"{under}/{ORDER}", order.to_json())

    def _send_file(self, file: DeliveredFile, under: str) -> None:
        self._place.send(self.folder / ROWS / file.path, f"{under}/{ROWS}/{file.path}", sha256=hex_of(file))

    def _take_back(self, attempt: str) -> None:
        # Where the place stays away, a later sweep does it.
        with suppress(ObjectsUnreachable):
            self.staging.withdraw(self.order, attempt)

    def _give_way(self, attempt: str) -> None:
        with suppress(ObjectsUnreachable):
            self.staging.remove(self.order, attempt)
        raise StorageFailed(f"Another runner has staged {self.order} first.", code="published-elsewhere")


def _short(digest: Digest) -> str:
    return digest.removeprefix("sha256:")[:32]


def _token(attempt: str) -> int:
    number = attempt.partition("-")[0]
    return int(number) if number.isdecimal() else 0


def _read(content: bytes | None, name: str) -> SignedPaper:
    if content is None:
        raise StagedChanged(f"The staged {name} is there no more.")
    try:
        return SignedPaper.from_json(content)
    except PaperError:
        raise StagedChanged(f"The staged {name} is no paper.") from None


def _names_of(content: bytes | None) -> list[str]:
    try:
        told = json.loads(content or b"[]")
    except ValueError:
        return []
    return [name for name in told if isinstance(name, str)] if isinstance(told, list) else []
