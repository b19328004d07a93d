"""
The tables. A noun is stored as one JSON document beside the few fields it is looked up by.

Promise: a column is never given another meaning; a migration adds, and reads what was there before.
"""

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()


def _noun(name: str, *fields: str) -> Table:
    columns: list[Column[str]] = [Column(field, String(200), nullable=False) for field in fields]
    table = Table(
        name,
        metadata,
        Column("id", String(300), primary_key=True),
        Column("revision", Integer, nullable=False),
        *columns,
        Column("body", Text, nullable=False),
    )
    for field in fields:
        Index(f"{name}_by_{field}", table.c[field])
    return table


projects = _noun("project")
people = _noun("person")
access_requests = _noun("access_request", "project", "status")
reviews = _noun("disclosure_review", "access_request", "controller")
permits = _noun("permit", "project", "access_request")
extracts = _noun("extract", "project", "permit", "progress")

papers = Table(
    "paper",
    metadata,
    Column("digest", String(71), primary_key=True),
    Column("kind", String(40), nullable=False),
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

ledger = Table(
    "ledger",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("previous", String(71), nullable=False),
    Column("entry", Text, nullable=False),
    Column("digest", String(71), nullable=False),
)
