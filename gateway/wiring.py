"""The one place where ports meet adapters."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import Engine

from catalog.errors import CatalogError
from catalog.loading import BUILT_IN, load_catalog
from catalog.model import Catalog
from gateway.adapters.copies import copy_store, put_back, take_away
from gateway.adapters.disk import need_room
from gateway.adapters.heads import FolderHeads
from gateway.adapters.identity import DemoIssuer, TokenIdentity
from gateway.adapters.order_box import ObjectsOrderBox
from gateway.adapters.rules.embedded import EmbeddedRules
from gateway.adapters.rules.opa import OpaRules
from gateway.adapters.sql.engine import open_engine
from gateway.adapters.sql.forms import Form, check_form, form_of
from gateway.adapters.sql.migrating import Change, migrate, step_back
from gateway.adapters.sql.postgresql import check_promises
from gateway.adapters.sql.turns import SqlTurns
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.adapters.system import RandomIds, SystemClock
from gateway.adapters.watching.gauges import Gauges
from gateway.adapters.watching.watching import WatchedRules, Watching, watched
from gateway.domain.audit import Event
from gateway.domain.errors import GatewayError, LedgerBroken, Misconfigured, NeighbourUnavailable
from gateway.domain.heads import Lost, read_head
from gateway.ports.rules import Rules
from gateway.ports.watch import UNWATCHED, Pulse, Watch
from gateway.services.desk import Desk
from gateway.services.house import House
from gateway.settings import Settings
from spark_jobs.objects.access import Access
from spark_jobs.objects.errors import AccessUnfit, CreationIgnored, ObjectsUnreachable
from spark_jobs.objects.opening import open_place
from spark_jobs.objects.store import Objects
from spark_jobs.objects.whole import copy_for_owner, new_folder
from spark_jobs.papers.backup import Contents, digest_of_files, opened, seal
from spark_jobs.papers.errors import KeyFileError, PaperError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.papers.paper import Kind, SignedPaper, digest_of
from spark_jobs.papers.trust import KeyRole, TrustFile

POLICIES = Path(__file__).parent.parent / "policies"
"""The rules that come with the house."""


@contextmanager
def open_house(settings: Settings, *, watch: Watch = UNWATCHED) -> Iterator[House]:
    """
    The house with every neighbour these settings name; closing it signs a head of the ledger.

    Raises Misconfigured, with what to do, where a key, a pin or a neighbour's address is missing, or where a default
    would be unsafe outside demo mode. The rules' server may be down: then nothing is allowed until it answers.
    """
    _refuse_unfit(open_box_place(settings))
    with _store(settings) as engine:
        migrate(engine)
        house = House.of(_desk(settings, engine, watch=watch))
        house.audit.same_house()
        house.audit.tell(Event.HOUSE_OPENED)
        # What a sudden death left behind a receipt without its head gets it now.
        house.audit.keep_head()
        try:
            yield house
        finally:
            house.audit.tell(Event.HOUSE_CLOSED)
            house.audit.keep_head()


@contextmanager
def look_into(settings: Settings) -> Iterator[House]:
    """The same house to look at the evidence alone: no entry is written, no head is signed, no migration is run."""
    with _standing_store(settings) as engine:
        check_form(engine)
        yield House.of(_desk(settings, engine))


def migrate_store(settings: Settings) -> Sequence[Change]:
    """Bring the store to its newest form, and tell what was changed; running it twice changes nothing."""
    with _store(settings) as engine:
        return migrate(engine)


def step_store_back(settings: Settings) -> Sequence[Change]:
    """Undo the newest change of the store's form, for whoever goes back to the version before."""
    with _standing_store(settings) as engine:
        return step_back(engine)


def store_form(settings: Settings) -> Form:
    """Which form the store's tables have. Raises Misconfigured where there is no store yet."""
    with _standing_store(settings) as engine:
        return form_of(engine)


def last_line(settings: Settings) -> datetime | None:
    """When the ledger's last line was written."""
    with _standing_store(settings) as engine, SqlUnitOfWork(engine) as work:
        head = work.ledger.head()
    return head.entry.at if head else None


@contextmanager
def _standing_store(settings: Settings) -> Iterator[Engine]:
    url = database_url(settings)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise Misconfigured(
            f"There is no house at {settings.home} yet: set SLUSSEN_HOME, or `slussen operator migrate`."
        )
    with _store(settings) as engine:
        yield engine


@contextmanager
def _store(settings: Settings) -> Iterator[Engine]:
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


def back_up(settings: Settings, folder: Path) -> Contents:
    """
    The store, the heads and the trust file in a new folder, each as it stood at one moment; no key is among them.

    The house may be running. The ledger's head is signed first, so that the copy surely holds the line it names.
    Raises Misconfigured where something lies there already, NeighbourUnavailable where the copy fails.
    """
    with _standing_store(settings) as engine:
        check_form(engine)
        desk = _desk(settings, engine)
        audit = House.of(desk).audit
        audit.tell(Event.BACKUP_BEGUN)
        head = audit.keep_head()
        if head is None:
            raise LedgerBroken(["the line that was written just now is not there"])
        said = {"form": form_of(engine).found, "sequence": head.sequence, "head": head.digest}
        try:
            with new_folder(folder) as into:
                copy_store(database_url(settings), into, password_file=settings.database_password_file)
                for path in sorted(settings.path(settings.heads, "heads").glob("*.json")):
                    copy_for_owner(path, into / "heads" / path.name)
                copy_for_owner(settings.path(settings.trust_file, "trust.json"), into / "trust.json")
                return seal(into, key=desk.key, kind=Kind.GATEWAY_BACKUP, said=said | _of_this_house(settings, desk))
        except FileExistsError:
            raise Misconfigured(
                f"The folder {folder} exists already: a backup is never written over another."
            ) from None
        except OSError as failed:
            sentence = f"The backup cannot be written: {type(failed).__name__}. See that the disk has room."
            raise NeighbourUnavailable("disk", sentence) from None


def restore(settings: Settings, folder: Path) -> tuple[Contents, Lost | None]:
    """
    The house as it was when the backup was made, where none stands; with what was lost since, as heads apart tell it.

    Raises Misconfigured over a standing store or for a backup that is not as it was signed, LedgerBroken where what it
    holds is no whole ledger; nothing is left behind then.
    """
    trust = read_trust(settings)
    try:
        contents = opened(folder, kind=Kind.GATEWAY_BACKUP, trust=trust)
    except PaperError as refused:
        raise Misconfigured(refused.sentence) from None
    _refuse_standing(settings)
    url = database_url(settings)
    try:
        put_back(url, folder, password_file=settings.database_password_file)
        with _store(settings) as engine:
            migrate(engine)
            house = House.of(_desk(settings, engine))
            for path in sorted((folder / "heads").glob("*.json")):
                paper = SignedPaper.from_json(path.read_bytes())
                house.desk.heads.keep(paper, sequence=read_head(path.read_bytes(), trust).sequence)
            lost = house.audit.restored()
            house.audit.keep_head()
    except (GatewayError, PaperError):
        take_away(url)
        raise
    except OSError as failed:
        take_away(url)
        raise NeighbourUnavailable("disk", f"The store cannot be written: {type(failed).__name__}.") from None
    return contents, lost


def _refuse_standing(settings: Settings) -> None:
    try:
        with _standing_store(settings) as engine:
            found = form_of(engine).found
    except Misconfigured:
        return  # no file: nothing stands there
    if found is not None:
        raise Misconfigured("A store stands there: nothing is restored over it. Move it away, or name another place.")


def _of_this_house(settings: Settings, desk: Desk) -> dict[str, object]:
    folders = (*((BUILT_IN,) if settings.built_in_catalog else ()), *settings.catalog)
    digests = "\n".join(digest_of_files(folder) for folder in folders)
    return {"made_at": desk.clock.now(), "slussen": version("slussen"), "catalog": digest_of(digests.encode())}


def try_order_box(settings: Settings) -> None:
    """Writes into the order box what no runner takes for an order, and takes it away. Raises Misconfigured."""
    place = open_box_place(settings)
    _refuse_unfit(place)
    try:
        place.put("in/doctor", b"")
        place.remove("in/doctor")
    except ObjectsUnreachable as lacking:
        raise Misconfigured(lacking.sentence) from None


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


def _refuse_unfit(place: Objects) -> None:
    """Raises Misconfigured where what lies in the box would be written over. A server that is away is asked again."""
    try:
        place.prove()
    except CreationIgnored as unfit:
        raise Misconfigured(unfit.sentence) from None
    except ObjectsUnreachable:
        return


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


def open_watch(settings: Settings) -> Watching:
    """What is counted and timed; spans are kept where an address for them is named. Raises Misconfigured."""
    if settings.traces_endpoint is None:
        return Watching()
    if urlsplit(settings.traces_endpoint).scheme not in {"http", "https"}:
        raise Misconfigured("SLUSSEN_TRACES_ENDPOINT is written as http://host:port/v1/traces.")
    from gateway.adapters.watching.traces import Traces  # here, so that no other house waits for the library

    return Watching(traces=Traces.to(settings.traces_endpoint))


@contextmanager
def numbers_shown(settings: Settings, house: House, watch: Watching, pulse: Pulse) -> Iterator[int | None]:
    """The numbers' port for as long as the block runs, where one is set. Raises Misconfigured."""
    desk = house.desk
    watch.metrics.read_from(
        Gauges(open_work=desk.open_work, heads=desk.heads, clock=desk.clock, since_round=lambda: pulse.since_round)
    )
    if settings.metrics_port is None:
        yield None
        return
    with watch.metrics.shown_at(settings.metrics_host, settings.metrics_port) as port:
        yield port


def own_needs(settings: Settings) -> Mapping[str, Callable[[], object]]:
    """What this process needs beside its neighbours; each raises a GatewayError where it is lacking."""
    heads = settings.path(settings.heads, "heads")
    least = settings.least_free_mb
    return {
        "disk": lambda: need_room(settings.home, megabytes=least),
        "disk-of-heads": lambda: need_room(heads, megabytes=least),
        "signing-key": lambda: _signing_key(settings),
    }


def _desk(settings: Settings, engine: Engine, *, watch: Watch = UNWATCHED) -> Desk:
    catalog = read_catalog(settings)
    if settings.demo and not all(entry.synthetic for entry in catalog.entries.values()):
        raise Misconfigured("Demo mode is for synthetic patients only, and the catalog holds a dataset that is not.")
    key = _signing_key(settings)
    trust = read_trust(settings)
    if not any(pinned.id == key.key_id and pinned.role is KeyRole.GATEWAY for pinned in trust.keys):
        raise Misconfigured("The gateway's own key is not in the trust file: nobody would believe its papers.")
    box = open_box_place(settings)
    if settings.heads is None and not settings.demo:
        raise Misconfigured("Name a folder apart for the ledger's signed heads in SLUSSEN_HEADS.")
    return Desk(
        open_work=watched(lambda: SqlUnitOfWork(engine), watch),
        turns=SqlTurns(engine),
        rules=WatchedRules(open_rules(settings), watch),
        clock=SystemClock(),
        ids=RandomIds(),
        box=ObjectsOrderBox(box),
        heads=FolderHeads(settings.path(settings.heads, "heads")),
        catalog=catalog,
        key=key,
        trust=trust,
        terms_version=settings.terms_version,
        small_count_threshold=settings.small_count_threshold,
        demo=settings.demo,
        watch=watch,
    )


def _signing_key(settings: Settings) -> SigningKey:
    try:
        return SigningKey.read(settings.path(settings.key_file, "gateway.key"))
    except KeyFileError as missing:
        raise Misconfigured(missing.sentence) from None
