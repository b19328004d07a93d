"""What a store's failure is called in a job: one sentence and one code, told once."""

from collections.abc import Iterator
from contextlib import contextmanager

from spark_jobs.errors import StorageFailed
from spark_jobs.objects.errors import ObjectsUnreachable


@contextmanager
def stored(failing: str) -> Iterator[None]:
    """Raises StorageFailed: the sentence that says what could not be done, and why where the place told."""
    try:
        yield
    except ObjectsUnreachable as failed:
        raise StorageFailed(f"{failing} {failed.sentence}", code=failed.code) from None
    except OSError:
        raise StorageFailed(failing) from None
