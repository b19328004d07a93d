"""What the engine says when it stops, in our own sentences: its own may quote a row."""

from collections.abc import Iterable
from urllib.parse import quote

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException

from spark_jobs.errors import EngineFailed, JobFailed, SourceUnfit
from spark_jobs.sources.files import Source
from spark_jobs.sources.places import SourceFile

ENGINE_ERRORS = (PySparkException, Py4JError, ConnectionError)
"""What Spark raises, and what is raised in its place where its process is gone."""

DIED = "The engine died over this order: most often since a value or a table does not fit into its memory."
_SIGNS_OF_DEATH = ("OutOfMemoryError", "ExecutorLostFailure", "SparkContext was shut down")
"""The engine's own words for a process of it that ended or is ending; they stand somewhere in an error's text."""


def told(error: Exception, sources: Iterable[Source]) -> JobFailed:
    """The same failure as one of ours, naming dataset and table where the engine named one of their files."""
    text = _text(error)
    if text is None or any(sign in text for sign in _SIGNS_OF_DEATH):
        return EngineFailed(DIED, code="engine-died")
    for source in sources:
        for table in source.dataset.tables:
            if any(file.address in text or quote(file.address) in text for file in _files(source, table)):
                return source.unfit(table, "could not be read as described.", code="source-unreadable")
    return EngineFailed(f"The engine stopped: {_condition(error)}.")


def _text(error: Exception) -> str | None:
    """What it says; None where the engine's process, which would have to be asked, is gone."""
    if not isinstance(error, PySparkException | Py4JJavaError):
        return None
    try:
        return str(error)
    except (Py4JError, OSError):
        return None


def _condition(error: Exception) -> str:
    condition = error.getCondition() if isinstance(error, PySparkException) else None
    return condition or type(error).__name__


def _files(source: Source, table: str) -> tuple[SourceFile, ...]:
    try:
        return source.files(table)
    except SourceUnfit:
        return ()
