"""What the engine says when it stops, in our own sentences: its own may quote a row."""

from collections.abc import Iterable
from urllib.parse import quote

from py4j.protocol import Py4JJavaError
from pyspark.errors import PySparkException

from spark_jobs.errors import EngineFailed, JobFailed, SourceUnfit
from spark_jobs.sources.files import Source
from spark_jobs.sources.places import SourceFile

ENGINE_ERRORS = (PySparkException, Py4JJavaError)
"""What Spark raises."""


def told(error: Exception, sources: Iterable[Source]) -> JobFailed:
    """The same failure as one of ours, naming dataset and table where the engine named one of their files."""
    text = str(error)
    for source in sources:
        for table in source.dataset.tables:
            if any(file.address in text or quote(file.address) in text for file in _files(source, table)):
                return source.unfit(table, "could not be read as described.", code="source-unreadable")
    return EngineFailed(f"The engine stopped: {_condition(error)}.")


def _condition(error: Exception) -> str:
    condition = error.getCondition() if isinstance(error, PySparkException) else None
    return condition or type(error).__name__


def _files(source: Source, table: str) -> tuple[SourceFile, ...]:
    try:
        return source.files(table)
    except SourceUnfit:
        return ()
