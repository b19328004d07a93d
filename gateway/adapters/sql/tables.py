"""
The tables. A noun is stored as one JSON document beside the few fields it is looked up by.

A field of many values has a table of its own. Promise: a column is never given another meaning; a migration adds, and
reads what was there before.
"""

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()


def word(length: int) -> String:
    """A name that is sorted by its bytes everywhere: PostgreSQL would sort as the database's language does."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


def _noun(name: str, *fields: str) -> Table:
    columns: list[Column[str]] = [Column(field, word(200), nullable=False) for field in fields]
    table = Table(
        name,
        metadata,
        Column("id", word(300), primary_key=True),
        Column("revision", Integer, nullable=False),
        *columns,
        Column("body", Text, nullable=False),
    )
    for field in fields:
        Index(f"{name}_by_{field}", table.c[field])
    return table


def _many(noun: str, field: str) -> Table:
    """Each value of that field with the id of whoever holds it, found from both sides."""
    table = Table(
        f"{noun}_{field}",
        metadata,
        Column("value", word(200), primary_key=True),
        Column("id", word(300), primary_key=True),
    )
    Index(f"{noun}_{field}_by_id", table.c.id)
    return table


projects = _noun("project")
people = _noun("person")
barrings = _noun("barring", "subject")
deputyships = _noun("deputyship", "deputy", "controller")
assignments = _noun("assignment", "actor")
access_requests = _noun("access_request", "project", "status", "due", "clock")
reviews = _noun("disclosure_review", "access_request", "controller")
permits = _noun("permit", "project", "access_request", "due")
extracts = _noun("extract", "project", "permit", "progress", "due")
workspaces = _noun("workspace", "project", "permit", "extract", "state", "due")
note_checks = _noun("note_check", "permit", "extract", "due")
inquiries = _noun("inquiry", "permit", "due")
sweeps = _noun("sweep")
reminders = _noun("reminder")
messages = _noun("message", "access_request")
spot_checks = _noun("spot_check", "due")
sessions = _noun("session", "person")

members = _many("project", "members")
datasets = _many("access_request", "datasets")

papers = Table(
    "paper",
    metadata,
    Column("digest", String(71), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("content", LargeBinary, nullable=False),
)

documents = Table(
    "document",
    metadata,
    Column("digest", String(71), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("name", String(200), primary_key=True),
    Column("place", Integer, nullable=False, unique=True),
    Column("paper", String(71), nullable=False),
    Column("sent", Integer, nullable=False, default=0),
)
Index("outbox_waiting", outbox.c.sent, outbox.c.place)

ledger = Table(
    "ledger",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("previous", String(71), nullable=False),
    Column("entry", Text, nullable=False),
    Column("digest", String(71), nullable=False),
)

ledger_marks = Table(
    "ledger_mark",
    metadata,
    Column("name", word(20), primary_key=True),
    Column("value", word(300), primary_key=True),
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)
"""By what each line of the ledger is found: a question reads the lines it finds, in their order, and no others."""

ledger_places = Table(
    "ledger_place",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("day", Date, nullable=False),
    Column("datasets", Text, nullable=False),
    Column("controllers", Text, nullable=False),
)
"""On which Swedish day each line was written, and what it was about."""

ledger_days = Table(
    "ledger_day",
    metadata,
    Column("day", Date, primary_key=True),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
)
"""Between which places the lines of a day stand: a clock that jumped makes the stretch longer, and hides nothing."""
