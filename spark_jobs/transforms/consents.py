"""
Who has consented to one study (etikprövningslagen 17-19). Silence refuses: whoever is not surely in, is out.

A consent counts in an accepted version, given on or before the day of the order, by whom the act lets give it, and
after everything that was taken back. What was taken back counts wherever it may concern the person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

GIVEN = "given"
"""What stands beside a person whose consent holds."""

COLUMNS = ("study", "version", "given_on", "given_by", "withdrawn_on")
"""What is read of the register beside the number."""

_OWN, _GUARDIANS = "person", "guardians"
_FIFTEEN, _EIGHTEEN = 12 * 15, 12 * 18
_NEVER = date(9999, 12, 31)
_DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_NUMBERED = "^Ö?[0-9]+[-/][0-9]+([-/.][0-9]+)*$"
_SUFFIXED = "^([0-9]{4}-[0-9]{5})-[0-9]{2}$"
_DATED = "^(18|19|20|21)[0-9]{10}$"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedConsent:
    """The study by its case number, the versions that its approval accepts, and the day that is counted by."""

    study: str
    versions: Sequence[str]
    on: date


def standing(rows: DataFrame, *, asked: AskedConsent, withdrawn: str) -> DataFrame:
    """
    `person`, `consent`: `given` where it holds, `withdrawn` where it was taken back since; nobody else is there.

    `rows` are the register's, with `person`, and with `sure` where its number is that person's and nobody else's.
    """
    study = _case_number(F.col("study"))
    mine = F.coalesce(study == _case_number(F.lit(asked.study)), F.lit(False))
    back = _written("withdrawn_on").isNotNull()
    # One of no study that can be read may concern this one; one without a day that can be read may be of today.
    other = F.coalesce(study.rlike(_NUMBERED) & (_stem(study) != _stem(_case_number(F.lit(asked.study)))), F.lit(False))
    concerns = back & ~other
    given = F.when(mine & ~back & F.coalesce(_valid(asked), F.lit(False)), _day("given_on"))
    taken = F.when(concerns, F.coalesce(_day("withdrawn_on"), F.lit(_NEVER)))
    each = rows.select("person", given.alias("given"), taken.alias("taken"))
    once = each.groupBy("person").agg(F.max("given").alias("given"), F.max("taken").alias("taken"))
    holds = F.col("given").isNotNull() & (F.col("taken").isNull() | (F.col("given") > F.col("taken")))
    consent = F.when(holds, GIVEN).when(F.col("taken").isNotNull(), withdrawn)
    return once.select("person", consent.alias("consent")).where("consent is not null")


def _valid(asked: AskedConsent) -> Column:
    accepted = _written("version").isin([version.strip() for version in asked.versions])
    return F.col("sure") & accepted & (_day("given_on") <= F.lit(asked.on)) & _theirs_to_give(asked.on)


def _theirs_to_give(on: date) -> Column:
    """
    Etikprövningslagen 18: under 15 the guardians; from 15 the person, or the guardians where she does not understand.

    What the guardians gave before the fifteenth birthday holds until then: whether she understands was not asked yet.
    """
    given, today = _day("given_on"), F.lit(on)
    earliest, latest = _births()
    fifteen = given >= F.add_months(latest, _FIFTEEN)
    child = today < F.add_months(earliest, _FIFTEEN)
    youth = fifteen & (today < F.add_months(earliest, _EIGHTEEN))
    by = F.lower(_written("given_by"))
    return ((by == _OWN) & fifteen) | ((by == _GUARDIANS) & (given >= earliest) & (child | youth))


def _births() -> tuple[Column, Column]:
    """The first and the last day on which the person may be born, told by the number; null where it tells no year."""
    number = F.when(F.col("person").rlike(_DATED), F.col("person"))
    year, month, day = (F.substring(number, at, size) for at, size in ((1, 4), (5, 2), (7, 2)))
    # A coordination number has the day and sixty; a day of nought stands where none is known.
    born = F.when(day > "60", F.format_string("%02d", day.cast("int") - 60)).otherwise(day)
    exact = F.try_to_date(F.concat_ws("-", year, month, born), "yyyy-MM-dd")
    partly = day.isin("00", "60") | (month == "00")
    first, last = (
        F.when(partly, F.try_to_date(F.concat(year, F.lit(end)), "yyyy-MM-dd")) for end in ("-01-01", "-12-31")
    )
    return F.coalesce(exact, first), F.coalesce(exact, last)


def _stem(study: Column) -> Column:
    """Without the authority's suffix: whoever withdraws may know the number of another decision on the same study."""
    return F.regexp_replace(study, _SUFFIXED, "$1")


def _day(column: str) -> Column:
    written = _written(column)
    return F.when(written.rlike(_DAY), F.try_to_date(written, "yyyy-MM-dd"))


def _written(column: str) -> Column:
    """What stands there without white space around it; null where nothing does."""
    text = F.trim(F.col(column).cast("string"))
    return F.when(text != "", text)


def _case_number(column: Column) -> Column:
    """As the gateway compares case numbers: dashes of one kind, no spaces, no heading, no difference of case."""
    plain = F.regexp_replace(F.regexp_replace(column.cast("string"), "[‐-―−]", "-"), "\\s", "")
    bare = F.regexp_replace(F.upper(plain), "^(DNR|DIARIENUMMER)[:.]?", "")
    return F.when(bare != "", bare)
