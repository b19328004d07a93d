"""
The extraction: cohort, exclusions, columns, treatments, staging, in one job, so that no untreated copy ever rests.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from pyspark.sql import DataFrame, SparkSession

from spark_jobs import counts
from spark_jobs.errors import CohortEmpty, CohortTooLarge
from spark_jobs.jobs.admission import ExtractJob
from spark_jobs.jobs.asking import criteria_rows
from spark_jobs.jobs.delivering import Counted, Delivering
from spark_jobs.jobs.people import People, births, identified, rested
from spark_jobs.papers.manifest import DeliveredTable
from spark_jobs.sinks.staging import PartialExtract
from spark_jobs.transforms.cohort.native import birth_of, cohort
from spark_jobs.transforms.exclusions import counted, flagged, kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """What was counted on the way, exactly; `lists` are the sealed disclosure lists by controller."""

    tally: Mapping[str, int]
    tables: tuple[DeliveredTable, ...]
    text: Counted
    lists: Mapping[str, bytes]

    @property
    def cohort_persons(self) -> int:
        """Everybody whom the cohort means: those left out and those delivered."""
        return sum(self.tally.values())


def extract(
    job: ExtractJob, *, session: SparkSession, keys: DataFrame, into: PartialExtract, pins: Mapping[str, bytes]
) -> Extract:
    """The whole job in the order of the flow. Raises CohortEmpty or CohortTooLarge before the first row is written."""
    people = identified(session, job)
    asked_for = cohort(
        job.cohort, rows=criteria_rows(session, job), links=people.links, births=_births(session, job, people)
    )
    judged = _judged(job, asked_for, people)
    tally = _tally(job, judged)
    delivering = Delivering.of(session=session, job=job, people=people, persons=kept(judged), keys=keys)
    tables, text = delivering.write(into)
    return Extract(tally=tally, tables=tables, text=text, lists=delivering.sealed_lists(pins))


def _births(session: SparkSession, job: ExtractJob, people: People) -> DataFrame:
    return birth_of(births(session, job, people))


def _judged(job: ExtractJob, asked_for: DataFrame, people: People) -> DataFrame:
    order = job.order
    return rested(
        flagged(
            asked_for,
            people.registers,
            kinds=order.exclusions,
            controllers=job.controllers,
            on=order.permit_issued_on,
        )
    )


def _tally(job: ExtractJob, judged: DataFrame) -> dict[str, int]:
    tally = counts.totals(judged, counted(job.order.exclusions))
    persons = sum(tally.values())
    if persons > job.order.maximum_persons:
        sentence = f"The cohort has more persons than the {job.order.maximum_persons} that the permit allows."
        raise CohortTooLarge(sentence)
    if persons == 0:
        raise CohortEmpty("The cohort is of nobody.")
    if tally["delivered"] == 0:
        raise CohortEmpty("Everybody in the cohort is left out: nobody is delivered.", code="nobody-left")
    return tally
