"""
The extraction: cohort, exclusions, columns, treatments, staging, in one job, so that no untreated copy ever rests.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from spark_jobs import counts
from spark_jobs.errors import CohortEmpty, CohortTooLarge
from spark_jobs.jobs.admission import DatasetJob, ExtractJob
from spark_jobs.jobs.asking import criteria_rows
from spark_jobs.jobs.delivering import Counted, Delivering
from spark_jobs.jobs.people import People, births, identified, rested
from spark_jobs.jobs.sampling import Drawn, samples
from spark_jobs.papers.manifest import DeliveredTable
from spark_jobs.sinks.staging import PartialExtract
from spark_jobs.transforms.cohort.native import birth_of, cohort
from spark_jobs.transforms.exclusions import (
    ExclusionKind,
    counted,
    counted_at,
    flagged,
    found_without,
    kept,
    left_out_at,
    partly,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """
    What was counted on the way, exactly; `lists` are the sealed disclosure lists by controller.

    `left_behind`, by controller and kind: of those delivered, whose rows at that controller are not. `notes` and the
    sealed `samples` of them are by controller too.
    """

    tally: Mapping[str, int]
    left_behind: Mapping[tuple[str, str], int]
    tables: tuple[DeliveredTable, ...]
    notes: Mapping[str, Counted]
    lists: Mapping[str, bytes]
    samples: Mapping[str, Drawn]

    @property
    def text(self) -> Counted:
        """The notes of all controllers."""
        return Counted.together(list(self.notes.values()))

    @property
    def cohort_persons(self) -> int:
        """Everybody whom the cohort means: those left out and those delivered."""
        return sum(self.tally.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pins:
    """Public keys by controller: of those who open its disclosure lists, and of its stewards, who read samples."""

    controllers: Mapping[str, bytes]
    stewards: Mapping[str, bytes]


def extract(job: ExtractJob, *, session: SparkSession, keys: DataFrame, into: PartialExtract, pins: Pins) -> Extract:
    """The whole job in the order of the flow. Raises CohortEmpty or CohortTooLarge before the first row is written."""
    people = identified(session, job)
    judged = _judged(session, job, people)
    tally = _tally(job, judged)
    left_behind = _left_behind(job, judged)
    delivering = Delivering.of(session=session, job=job, people=people, persons=kept(judged), keys=keys)
    tables, notes = delivering.write(into)
    return Extract(
        tally=tally,
        left_behind=left_behind,
        tables=tables,
        notes=notes,
        lists=delivering.sealed_lists(pins.controllers),
        samples=samples(delivering, notes, pins.stewards),
    )


def _births(session: SparkSession, job: ExtractJob, people: People) -> DataFrame:
    return birth_of(births(session, job, people))


def _asked_for(session: SparkSession, job: ExtractJob, people: People) -> DataFrame:
    births = _births(session, job, people)
    return cohort(job.cohort, rows=criteria_rows(session, job), links=people.links, births=births)


def _judged(session: SparkSession, job: ExtractJob, people: People) -> DataFrame:
    judged = rested(flagged(_asked_for(session, job, people), people.registers, meaning=job.meaning))
    some = partly(judged, job.places)
    if len(job.places) == 1 or counts.count(some) == 0:
        return judged
    # Whoever is partly left out is searched for once more, in the rows that are left of them and in no others.
    links = {
        str(part.dataset.name): _left_of(people.links[part.dataset.name], some, job=job, part=part)
        for part in job.datasets
        if part.dataset.name in people.links
    }
    found = _asked_for(session, job, replace(people, links=links))
    return rested(found_without(judged, found, job.places))


def _left_of(links: DataFrame, some: DataFrame, *, job: ExtractJob, part: DatasetJob) -> DataFrame:
    stays_behind = left_out_at(job.places, part.place)
    return links.join(some.where(F.col(stays_behind).isNull()).select("person"), "person", "left_semi")


def _left_behind(job: ExtractJob, judged: DataFrame) -> dict[tuple[str, str], int]:
    measures = counted_at(job.order.exclusions, job.places)
    # A measure is named by its place: a controller's name may hold what a column's may not.
    told = counts.totals(judged, {str(place): measure for place, measure in enumerate(measures.values())})
    return dict(zip(measures, told.values(), strict=True))


def _tally(job: ExtractJob, judged: DataFrame) -> dict[str, int]:
    tally = counts.totals(judged, counted(job.order.exclusions))
    persons = sum(tally.values())
    # Whoever has not consented is no person of the study, however many of them the cohort means.
    if persons - tally.get(ExclusionKind.NO_CONSENT.value, 0) > job.order.maximum_persons:
        sentence = f"The cohort has more persons than the {job.order.maximum_persons} that the permit allows."
        raise CohortTooLarge(sentence)
    if persons == 0:
        raise CohortEmpty("The cohort is of nobody.")
    if tally["delivered"] == 0:
        raise CohortEmpty("Everybody in the cohort is left out: nobody is delivered.", code="nobody-left")
    return tally
