"""Each neighbour that the settings name, opened: store, order box, rules; and the keys and pins."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine

from catalog.errors import CatalogError
from catalog.loading import BUILT_IN, load_catalog
from catalog.model import Catalog
from gateway.adapters.rules.bundle import read_bundle
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.rules.releases import papers_in
from gateway.adapters.sql.engine import open_engine
from gateway.adapters.sql.postgresql import check_promises
from gateway.adapters.sql.sessions import SqlSessions
from gateway.adapters.system import SystemClock
from gateway.domain.day import swedish_day
from gateway.domain.errors import Misconfigured
from gateway.domain.rules_release import RulesRelease, released
from gateway.ports.rules import Rules
from gateway.settings import Settings
from spark_jobs.objects.access import Access
from spark_jobs.objects.errors import AccessUnfit, CreationIgnored, ObjectsUnreachable
from spark_jobs.objects.opening import open_place
from spark_jobs.objects.store import Objects
from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.trust import KeyRole, TrustFile

POLICIES = Path(__file__).parents[2] / "policies"
"""The rules that come with the house."""


def database_url(settings: Settings) -> str:
    """Where the store is."""
    if settings.database is not None:
        return settings.database
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"sqlite:///{settings.home / 'gateway.db'}"


@contextmanager
def standing_store(settings: Settings) -> Iterator[Engine]:
    url = database_url(settings)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise Misconfigured(
            f"There is no house at {settings.home} yet: set SLUSSEN_HOME, or `slussen operator migrate`."
        )
    with open_store(settings) as engine:
        yield engine


@contextmanager
def open_store(settings: Settings) -> Iterator[Engine]:
    engine = open_engine(
        database_url(settings),
        password_file=settings.database_password_file,
        connections=settings.database_connections,
        demo=settings.demo,
    )
    try:
        if engine.dialect.name == "postgresql":
            check_promises(engine, demo=settings.demo)
        yield engine
    finally:
        engine.dispose()


def clock_of(settings: Settings) -> SystemClock:
    """By which the house acts. Raises Misconfigured for one that stands behind outside demo mode."""
    if settings.demo_days_behind and not settings.demo:
        raise Misconfigured("A clock that stands behind is for the demo alone: unset SLUSSEN_DEMO_DAYS_BEHIND.")
    return SystemClock(behind=timedelta(days=settings.demo_days_behind))


@contextmanager
def open_sessions(settings: Settings) -> Iterator[SqlSessions]:
    """Who is signed in, on connections of their own: no page waits for a verb's."""
    with open_store(settings) as engine:
        yield SqlSessions(engine)


def open_box_place(settings: Settings) -> Objects:
    """Where the order box lies. Raises Misconfigured where it is not named, or what opens its bucket is not fit."""
    if settings.order_box is None:
        raise Misconfigured("Name the order box in SLUSSEN_ORDER_BOX.")
    try:
        return open_place(settings.order_box_bucket or settings.order_box, lambda: _box_access(settings))
    except AccessUnfit as unfit:
        raise Misconfigured(unfit.sentence) from None


def _box_access(settings: Settings) -> Access:
    return Access.of(
        endpoint=settings.s3_endpoint,
        region=settings.s3_region,
        ca_file=settings.s3_ca_file,
        credentials_file=settings.s3_credentials_file,
        seconds=settings.s3_timeout_seconds,
        demo=settings.demo,
        named=lambda name: f"SLUSSEN_{name.upper()}",
    )


def refuse_unfit(place: Objects) -> None:
    """Raises Misconfigured where what lies in the box would be written over. A server that is away is asked again."""
    try:
        place.prove()
    except CreationIgnored as unfit:
        raise Misconfigured(unfit.sentence) from None
    except ObjectsUnreachable:
        return


def try_order_box(settings: Settings) -> None:
    """Writes into the order box what no runner takes for an order, and takes it away. Raises Misconfigured."""
    place = open_box_place(settings)
    refuse_unfit(place)
    try:
        place.put("in/doctor", b"")
        place.remove("in/doctor")
    except ObjectsUnreachable as lacking:
        raise Misconfigured(lacking.sentence) from None


def open_rules(settings: Settings) -> Rules:
    """The engine that rules. Raises Misconfigured, and RulesVoid where the rules of this house are not released."""
    policies = settings.policies or POLICIES
    if settings.rules == "embedded":
        return EmbeddedRules(policies, demo=settings.demo)
    if settings.opa_url is None or settings.opa_token_file is None:
        raise Misconfigured("Name the OPA server in SLUSSEN_OPA_URL and its token in SLUSSEN_OPA_TOKEN_FILE.")
    address = urlsplit(settings.opa_url)
    if address.scheme != "http" or address.hostname is None or address.port is None:
        raise Misconfigured("SLUSSEN_OPA_URL is written as http://host:port.")
    token = settings.opa_token_file.read_text("utf-8").strip()
    timeout = settings.opa_timeout_seconds
    release = read_release(settings)
    return OpaRules(policies, host=address.hostname, port=address.port, token=token, timeout=timeout, release=release)


def read_release(settings: Settings) -> RulesRelease | None:
    """
    The release that must rule; none in demo mode where none is named.

    Raises Misconfigured where it is not named, RulesVoid where the bundle is not as two listed stewards signed it.
    """
    if settings.rules_bundle is None or settings.rules_releases is None:
        if settings.demo:
            return None
        raise Misconfigured(
            "Name the bundle of rules in SLUSSEN_RULES_BUNDLE, and the folder of what its stewards signed in "
            "SLUSSEN_RULES_RELEASES: outside demo mode unsigned rules rule nothing."
        )
    bundle = read_bundle(settings.rules_bundle)
    return released(
        papers_in(settings.rules_releases),
        bundle=bundle.digest,
        revision=bundle.revision,
        trust=read_trust(settings),
        on=swedish_day(SystemClock().now()),
    )


def read_catalog(settings: Settings) -> Catalog:
    """Every description. Raises Misconfigured with file, line and reason."""
    folders = (*((BUILT_IN,) if settings.built_in_catalog else ()), *settings.catalog)
    try:
        return load_catalog(folders)
    except CatalogError as fault:
        raise Misconfigured(fault.sentence) from None


def read_trust(settings: Settings) -> TrustFile:
    """The pinned keys. Raises Misconfigured where a side of the order box is not among them."""
    try:
        trust = TrustFile.read(settings.path(settings.trust_file, "trust.json"))
    except KeyFileError as missing:
        raise Misconfigured(missing.sentence) from None
    for role in (KeyRole.GATEWAY, KeyRole.RUNNER):
        if not any(key.role is role for key in trust.keys):
            raise Misconfigured(f"The trust file names no {role} key: nothing the {role} signs would be believed.")
    return trust


def signing_key(settings: Settings) -> SigningKey:
    try:
        return SigningKey.read(settings.path(settings.key_file, "gateway.key"))
    except KeyFileError as missing:
        raise Misconfigured(missing.sentence) from None
