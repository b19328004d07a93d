"""The one place where ports meet adapters."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from catalog.errors import CatalogError
from catalog.loading import BUILT_IN, load_catalog
from catalog.model import Catalog
from gateway.adapters.heads import FolderHeads
from gateway.adapters.identity import DemoIssuer, TokenIdentity
from gateway.adapters.order_box import FolderOrderBox
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.sql.engine import migrate, open_engine
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.adapters.system import RandomIds, SystemClock
from gateway.domain.audit import Event
from gateway.domain.errors import Misconfigured
from gateway.ports.rules import Rules
from gateway.ports.unit_of_work import OpenWork
from gateway.services.desk import Desk
from gateway.services.house import House
from gateway.settings import Settings
from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.trust import KeyRole, TrustFile

POLICIES = Path(__file__).parent.parent / "policies"
"""The rules that come with the house."""


@contextmanager
def open_house(settings: Settings) -> Iterator[House]:
    """
    The house with every neighbour these settings name; closing it signs a head of the ledger.

    Raises Misconfigured, with what to do, where a key, a pin or a neighbour's address is missing, or where a default
    would be unsafe outside demo mode. The rules' server may be down: then nothing is allowed until it answers.
    """
    engine = open_engine(database_url(settings))
    try:
        migrate(engine)
        house = House.of(_desk(settings, open_work=lambda: SqlUnitOfWork(engine)))
        house.audit.tell(Event.HOUSE_OPENED)
        try:
            yield house
        finally:
            house.audit.tell(Event.HOUSE_CLOSED)
            house.audit.keep_head()
    finally:
        engine.dispose()


@contextmanager
def look_into(settings: Settings) -> Iterator[House]:
    """The same house to look at the evidence alone: no entry is written, no head is signed, no migration is run."""
    url = database_url(settings)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise Misconfigured(f"There is no house at {settings.home}: set SLUSSEN_HOME.")
    engine = open_engine(url)
    try:
        yield House.of(_desk(settings, open_work=lambda: SqlUnitOfWork(engine)))
    finally:
        engine.dispose()


def migrate_store(settings: Settings) -> None:
    """Bring the store to its newest form; running it twice changes nothing."""
    engine = open_engine(database_url(settings))
    try:
        migrate(engine)
    finally:
        engine.dispose()


def open_identity(settings: Settings) -> TokenIdentity:
    """Who is believed about who is calling. Raises Misconfigured."""
    path = settings.path(settings.issuer_key_file, "issuer.public.pem")
    if settings.issuer_key_file is None and not settings.demo:
        raise Misconfigured("Name the token issuer's public key in SLUSSEN_ISSUER_KEY_FILE.")
    return TokenIdentity.of_file(path, issuer=settings.issuer, audience=settings.audience)


def open_demo_issuer(settings: Settings) -> DemoIssuer:
    """Signs in invented people. Raises Misconfigured outside demo mode."""
    return DemoIssuer.open(
        settings.home, demo=settings.demo, issuer=settings.issuer, audience=settings.audience, clock=SystemClock()
    )


def open_rules(settings: Settings) -> Rules:
    """The engine that rules. Raises Misconfigured."""
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
    return OpaRules(policies, host=address.hostname, port=address.port, token=token, timeout=timeout)


def database_url(settings: Settings) -> str:
    """Where the store is."""
    if settings.database is not None:
        return settings.database
    settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"sqlite:///{settings.home / 'gateway.db'}"


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


def _desk(settings: Settings, *, open_work: OpenWork) -> Desk:
    catalog = read_catalog(settings)
    if settings.demo and not all(entry.synthetic for entry in catalog.entries.values()):
        raise Misconfigured("Demo mode is for synthetic patients only, and the catalog holds a dataset that is not.")
    key = _signing_key(settings)
    trust = read_trust(settings)
    if not any(pinned.id == key.key_id and pinned.role is KeyRole.GATEWAY for pinned in trust.keys):
        raise Misconfigured("The gateway's own key is not in the trust file: nobody would believe its papers.")
    if settings.order_box is None:
        raise Misconfigured("Name the order box in SLUSSEN_ORDER_BOX.")
    if settings.heads is None and not settings.demo:
        raise Misconfigured("Name a folder apart for the ledger's signed heads in SLUSSEN_HEADS.")
    return Desk(
        open_work=open_work,
        rules=open_rules(settings),
        clock=SystemClock(),
        ids=RandomIds(),
        box=FolderOrderBox(settings.order_box),
        heads=FolderHeads(settings.path(settings.heads, "heads")),
        catalog=catalog,
        key=key,
        trust=trust,
        terms_version=settings.terms_version,
        small_count_threshold=settings.small_count_threshold,
        demo=settings.demo,
    )


def _signing_key(settings: Settings) -> SigningKey:
    try:
        return SigningKey.read(settings.path(settings.key_file, "gateway.key"))
    except KeyFileError as missing:
        raise Misconfigured(missing.sentence) from None
