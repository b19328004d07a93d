"""A signed copy of what the house needs to go on, and putting it back where nothing stands."""

from importlib.metadata import version
from pathlib import Path

from catalog.loading import BUILT_IN
from gateway.adapters.copies import copy_store, put_back, take_away
from gateway.adapters.rules.unasked import Unasked
from gateway.adapters.sql.forms import check_form, form_of
from gateway.adapters.sql.migrating import migrate
from gateway.domain.audit import Event
from gateway.domain.errors import GatewayError, LedgerBroken, Misconfigured, NeighbourUnavailable
from gateway.domain.heads import Lost, read_head
from gateway.services.desk import Desk
from gateway.services.house import House
from gateway.settings import Settings
from gateway.wiring.house import desk_of
from gateway.wiring.neighbours import database_url, open_store, read_trust, standing_store
from spark_jobs.objects.whole import copy_for_owner, new_folder
from spark_jobs.papers.backup import Contents, digest_of_files, opened, seal
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Kind, SignedPaper, digest_of


def back_up(settings: Settings, folder: Path) -> Contents:
    """
    The store, the heads and the trust file in a new folder, each as it stood at one moment; no key is among them.

    The house may be running, and its rules may be void or away: copying asks them nothing. The ledger's head is signed
    first, so that the copy surely holds the line it names.
    Raises Misconfigured where something lies there already, NeighbourUnavailable where the copy fails.
    """
    with standing_store(settings) as engine:
        check_form(engine)
        desk = desk_of(settings, engine, rules=Unasked())
        ledger = House.of(desk).ledger
        ledger.tell(Event.BACKUP_BEGUN)
        head = ledger.keep_head()
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

    It asks no rules: on the day of a restore their server may be lost too, or their release. The house opens on them.
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
        with open_store(settings) as engine:
            migrate(engine)
            house = House.of(desk_of(settings, engine, rules=Unasked()))
            for path in sorted((folder / "heads").glob("*.json")):
                paper = SignedPaper.from_json(path.read_bytes())
                house.desk.heads.keep(paper, sequence=read_head(path.read_bytes(), trust).sequence)
            lost = house.ledger.restored()
            house.ledger.keep_head()
    except (GatewayError, PaperError):
        take_away(url)
        raise
    except OSError as failed:
        take_away(url)
        raise NeighbourUnavailable("disk", f"The store cannot be written: {type(failed).__name__}.") from None
    return contents, lost


def _refuse_standing(settings: Settings) -> None:
    try:
        with standing_store(settings) as engine:
            found = form_of(engine).found
    except Misconfigured:
        return  # no file: nothing stands there
    if found is not None:
        raise Misconfigured("A store stands there: nothing is restored over it. Move it away, or name another place.")


def _of_this_house(settings: Settings, desk: Desk) -> dict[str, object]:
    folders = (*((BUILT_IN,) if settings.built_in_catalog else ()), *settings.catalog)
    digests = "\n".join(digest_of_files(folder) for folder in folders)
    return {"made_at": desk.clock.now(), "slussen": version("slussen"), "catalog": digest_of(digests.encode())}
