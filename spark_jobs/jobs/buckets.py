"""The runner's buckets, made and looked into."""

from collections.abc import Iterator

from spark_jobs.errors import SettingsUnfit
from spark_jobs.jobs.places import BOX, STAGING, Places
from spark_jobs.objects.capabilities import Capabilities
from spark_jobs.objects.errors import ObjectsUnreachable
from spark_jobs.objects.making import make_bucket
from spark_jobs.settings import Settings


def make_buckets(settings: Settings) -> Iterator[tuple[str, Capabilities]]:
    """
    Every bucket the settings name, made where it lacks, with what it can do.

    The box is not versioned: what the gateway lays there is moved on, and old versions would only gather. Raises
    SettingsUnfit where no bucket is named, or where one cannot be made or is not fit.
    """
    places = Places(settings=settings)
    buckets = places.buckets()
    if not buckets:
        raise SettingsUnfit("No bucket is named: everything lies in folders.")
    for name, bucket in buckets.items():
        try:
            make_bucket(bucket, keeps=name != BOX, passing=places.lease_prefix if name == STAGING else None)
            yield f"{name} {bucket.place}", Capabilities.of(bucket)
        except ObjectsUnreachable as failed:
            raise SettingsUnfit(f"The {name} cannot lie there. {failed.sentence}", code=failed.code) from None


def looked_into(settings: Settings) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each bucket that the settings name, with what it lacks. Raises SettingsUnfit where one is not fit."""
    for name, bucket in Places(settings=settings).buckets().items():
        try:
            lacking = Capabilities.of(bucket).lacking(keeps=name != BOX)
        except ObjectsUnreachable as failed:
            raise SettingsUnfit(f"The {name} cannot lie there. {failed.sentence}", code=failed.code) from None
        yield f"bucket of the {name}", lacking
