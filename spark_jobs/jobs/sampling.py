"""The notes that stewards read before an extract leaves: drawn per controller, sealed, and told of in the manifest."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from pyspark.sql import DataFrame

from pseudonymisation.sealing import fingerprint
from pseudonymisation.treatment import SurrogateText
from spark_jobs import counts
from spark_jobs.errors import JobFailed, OrderRefused
from spark_jobs.jobs.admission import DatasetJob, ExtractJob, TableJob
from spark_jobs.jobs.delivering import Counted, Delivering
from spark_jobs.jobs.desk import Desk
from spark_jobs.papers.manifest import DrawnNotes
from spark_jobs.papers.note_samples import NoteSample
from spark_jobs.papers.paper import Kind, SignedPaper, digest_of
from spark_jobs.transforms.notes import facts_of
from spark_jobs.transforms.sampling import Steward, candidates, drawn

_FIRST_LOOK = 20
"""So many times the sample's size are looked at first, and ten times as many where too many of them are withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One controller's sample: how many notes, of how many that are leaving, and what is sealed."""

    notes: int
    leaving: int
    sealed: bytes


def refuse_unread(job: ExtractJob, stewards: Mapping[str, bytes]) -> None:
    """
    Raises OrderRefused where masked notes would leave that nobody could read before.

    The order names no sample, or there is no key of a controller's steward: it is never taken from an order.
    """
    if job.order.text_profile == "withhold":
        return
    asked = [part.dataset.controller.id for part in job.datasets if any(table.texts for table in part.tables)]
    if asked and job.order.note_sample is None:
        sentence = "The order lets masked notes out, and does not say how many of them are read before."
        raise OrderRefused(sentence, code="note-sample-unsaid")
    unpinned = [controller for controller in sorted(set(asked)) if controller not in stewards]
    if unpinned:
        sentence = f"There is no pinned key of the steward of {unpinned[0]}: nobody could read a sample of its notes."
        raise OrderRefused(sentence, code="steward-unpinned")


def samples(delivering: Delivering, counted: Mapping[str, Counted], stewards: Mapping[str, bytes]) -> dict[str, Drawn]:
    """
    By controller of whom a masked note leaves; `counted` are its notes as they were written. Raises JobFailed for a
    sample that is too large to travel.
    """
    size = delivering.job.order.note_sample
    if size is None or delivering.job.order.text_profile == "withhold":
        return {}
    leaving = {name: notes for name, notes in counted.items() if notes.notes > notes.withheld}
    return {name: _drawn(delivering, name, leaving[name], size=size, key=stewards[name]) for name in leaving}


def _drawn(delivering: Delivering, controller: str, counted: Counted, *, size: int, key: bytes) -> Drawn:
    job, leaving = delivering.job, counted.notes - counted.withheld
    steward = Steward(order=job.order.order, controller=controller, key=key, size=size)
    corrections = delivering.correcting(controller)
    facts = facts_of(delivering.people.residents, delivering.people.known)
    notes = _candidates(delivering, controller)
    among = _FIRST_LOOK * size
    while True:
        frame = drawn(notes, facts, among=among, steward=steward, model=job.text_model, correcting=corrections)
        sealed, found = counts.sealed_and_counted(frame)
        if not sealed:
            sentence = f"The sample of notes of {controller} is too large to be sent: order fewer notes to be read."
            raise JobFailed(sentence, code="note-sample-too-large")
        # A lower rank that was looked at and does not leave is no reason to take one of a higher rank unseen.
        if found >= min(size, leaving) or among >= counted.notes:
            return Drawn(notes=found, leaving=leaving, sealed=sealed)
        among *= 10


def _candidates(delivering: Delivering, controller: str) -> DataFrame:
    own = [part for part in delivering.job.datasets if part.dataset.controller.id == controller]
    frames = [_of_table(delivering, part, table) for part in own for table in part.tables if table.texts]
    return reduce(DataFrame.unionByName, [frame for several in frames for frame in several])


def _of_table(delivering: Delivering, part: DatasetJob, table: TableJob) -> Sequence[DataFrame]:
    rows = delivering.with_keys(part, table)
    name = f"{part.dataset.name}.{table.table.name}"
    return [
        candidates(
            rows,
            column,
            order=delivering.job.order.order,
            origin=f"{name}.{column}",
            surrogates=isinstance(table.plan.columns[column], SurrogateText),
        )
        for column in table.texts
    ]


def sample_paper(job: ExtractJob, controller: str, made: Drawn, desk: Desk) -> SignedPaper:
    """As it travels: signed by the runner, so that nobody else's notes are read in their place."""
    order = job.order
    body = NoteSample(
        order=order.order,
        permit=order.permit,
        permit_id=order.permit_id,
        project=order.project,
        controller=controller,
        key=fingerprint(desk.stewards[controller]),
        notes=made.notes,
        leaving=made.leaving,
        sealed=base64.b64encode(made.sealed).decode("ascii"),
        drawn_at=desk.office.clock(),
    )
    return desk.office.key.sign(Kind.NOTE_SAMPLE, body.as_json())


def told_of(paper: SignedPaper) -> DrawnNotes:
    """The manifest's line about a sample."""
    said = NoteSample.of(paper)
    return DrawnNotes(
        controller=said.controller,
        notes=said.notes,
        leaving=said.leaving,
        sha256=digest_of(paper.to_json()),
        key=said.key,
    )
