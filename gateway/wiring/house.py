"""The house with every neighbour around it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from gateway.adapters.documents.examining import PdfExaminer
from gateway.adapters.heads import FolderHeads
from gateway.adapters.letters.typesetting import Typst
from gateway.adapters.order_box import ObjectsOrderBox
from gateway.adapters.rules.unasked import Unasked
from gateway.adapters.sql.forms import check_form
from gateway.adapters.sql.migrating import migrate
from gateway.adapters.sql.turns import SqlTurns
from gateway.adapters.sql.unit_of_work import SqlUnitOfWork
from gateway.adapters.system import RandomIds
from gateway.adapters.watching.watching import WatchedRules, watched
from gateway.domain.audit import Event
from gateway.domain.errors import Misconfigured
from gateway.ports.rules import Rules
from gateway.ports.watch import UNWATCHED, Watch
from gateway.services.desk import Desk
from gateway.services.house import House
from gateway.settings import Settings
from gateway.wiring.neighbours import (
    clock_of,
    open_box_place,
    open_rules,
    open_store,
    read_catalog,
    read_trust,
    refuse_unfit,
    signing_key,
    standing_store,
)
from gateway.wiring.parameters import open_note_check, open_parameters, open_terms, open_told_kinds
from spark_jobs.papers.trust import KeyRole


@contextmanager
def open_house(settings: Settings, *, watch: Watch = UNWATCHED) -> Iterator[House]:
    """
    The house with every neighbour these settings name; closing it signs a head of the ledger.

    Raises Misconfigured, with what to do, where a key, a pin or a neighbour's address is missing, or where a default
    would be unsafe outside demo mode; RulesVoid where the rules are not released. The rules' server may be down: then
    nothing is allowed until it answers.
    """
    refuse_unfit(open_box_place(settings))
    with open_store(settings) as engine:
        migrate(engine)
        house = House.of(desk_of(settings, engine, watch=watch))
        house.ledger.same_house()
        house.ledger.same_parameters()
        house.ledger.tell(Event.HOUSE_OPENED)
        # What a sudden death left behind a receipt without its head gets it now.
        house.ledger.keep_head()
        try:
            yield house
        finally:
            house.ledger.tell(Event.HOUSE_CLOSED)
            house.ledger.keep_head()


@contextmanager
def look_into(settings: Settings) -> Iterator[House]:
    """
    The same house to look at the evidence alone: no entry is written, no head is signed, no migration is run.

    It rules nothing, so that evidence can be read though the rules are void or their server is away.
    """
    with standing_store(settings) as engine:
        check_form(engine)
        yield House.of(desk_of(settings, engine, rules=Unasked()))


def desk_of(settings: Settings, engine: Engine, *, rules: Rules | None = None, watch: Watch = UNWATCHED) -> Desk:
    catalog = read_catalog(settings)
    if settings.demo and not all(entry.synthetic for entry in catalog.entries.values()):
        raise Misconfigured("Demo mode is for synthetic patients only, and the catalog holds a dataset that is not.")
    key = signing_key(settings)
    trust = read_trust(settings)
    if not any(pinned.id == key.key_id and pinned.role is KeyRole.GATEWAY for pinned in trust.keys):
        raise Misconfigured("The gateway's own key is not in the trust file: nobody would believe its papers.")
    box = open_box_place(settings)
    if settings.heads is None and not settings.demo:
        raise Misconfigured("Name a folder apart for the ledger's signed heads in SLUSSEN_HEADS.")
    return Desk(
        open_work=watched(lambda: SqlUnitOfWork(engine), watch),
        turns=SqlTurns(engine),
        rules=WatchedRules(rules or open_rules(settings), watch),
        clock=clock_of(settings),
        ids=RandomIds(),
        box=ObjectsOrderBox(box),
        heads=FolderHeads(settings.path(settings.heads, "heads")),
        catalog=catalog,
        key=key,
        trust=trust,
        terms_version=settings.terms_version,
        parameters=open_parameters(settings, trust),
        terms=open_terms(settings),
        told_kinds=open_told_kinds(settings),
        note_check=open_note_check(settings),
        small_count_threshold=settings.small_count_threshold,
        typesetter=Typst(),
        examiner=PdfExaminer(),
        most_document_bytes=settings.document_mb * 1024 * 1024,
        demo=settings.demo,
        watch=watch,
    )
