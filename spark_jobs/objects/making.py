"""Buckets made as this house wants them; what stands already is left, but for what it lacks."""

from collections.abc import Callable

from minio import lifecycleconfig
from minio.commonconfig import ENABLED, Filter
from minio.error import MinioException, S3Error
from minio.lifecycleconfig import Expiration, LifecycleConfig, NoncurrentVersionExpiration
from minio.sseconfig import Rule, SSEConfig
from minio.versioningconfig import VersioningConfig

from spark_jobs.objects.s3 import S3Objects
from spark_jobs.objects.server import told

_STANDS = frozenset({"BucketAlreadyOwnedByYou", "BucketAlreadyExists"})


def make_bucket(objects: S3Objects, *, keeps: bool, passing: str | None = None) -> None:
    """
    A private bucket, encrypted by its server where it can; with `keeps`, versioned and able to lock objects too.

    Older versions of what lies under `passing` (a whole prefix) go after a day: signs of life are written all the time.
    Run twice it changes nothing. Raises ObjectsUnreachable.
    """
    client, bucket = objects.server.patient, objects.place.bucket
    with told(bucket):
        if not client.bucket_exists(bucket):
            _make(objects, keeps=keeps)
        if keeps:
            _where_known(lambda: client.set_bucket_versioning(bucket, VersioningConfig(ENABLED)))
        _where_known(lambda: client.set_bucket_encryption(bucket, SSEConfig(Rule.new_sse_s3_rule())))
        _where_known(lambda: client.delete_bucket_policy(bucket))
        if keeps and passing:
            _where_known(lambda: client.set_bucket_lifecycle(bucket, _forgetting(passing)))


def _make(objects: S3Objects, *, keeps: bool) -> None:
    client, bucket = objects.server.patient, objects.place.bucket
    try:
        client.make_bucket(bucket, object_lock=keeps)
    except S3Error as refused:
        if refused.code in _STANDS:
            return
        if not keeps:
            raise
        # A lock can be had from a bucket's first day or not at all; a server without any may refuse the whole bucket.
        client.make_bucket(bucket)


def _forgetting(prefix: str) -> LifecycleConfig:
    rule = lifecycleconfig.Rule(
        ENABLED,
        rule_filter=Filter(prefix=prefix),
        rule_id="signs-of-life",
        noncurrent_version_expiration=NoncurrentVersionExpiration(noncurrent_days=1),
        expiration=Expiration(expired_object_delete_marker=True),
    )
    return LifecycleConfig([rule])


def _where_known(act: Callable[[], None]) -> None:
    try:
        act()
    except S3Error as answer:
        if answer.code == "AccessDenied":
            raise
    except MinioException:
        # Known to no such server; `slussen-runner doctor` tells what its bucket lacks.
        return
