"""What a store fails with, as the silence of a neighbour: one sentence, and nothing of what was written or where."""

import sqlite3
from collections.abc import Mapping

import psycopg
from sqlalchemy import ExceptionContext
from sqlalchemy.exc import IntegrityError

from gateway.domain.errors import NeighbourUnavailable

NO_ANSWER = "The store does not answer."
NOT_REACHED = "The store's server does not answer, or does not let this account in."
OLDER = "The store lacks the tables of this version: slussen operator migrate."
OURS = ("SQLITE_ERROR", "SQLITE_MISUSE", "SQLITE_CONSTRAINT", "SQLITE_MISMATCH", "SQLITE_RANGE", "SQLITE_TOOBIG")
OF_SQLITE: Mapping[str, str] = {
    "SQLITE_BUSY": "The store is locked by somebody else.",
    "SQLITE_LOCKED": "The store is locked by somebody else.",
    "SQLITE_FULL": "The store's disk is full.",
    "SQLITE_READONLY": "The store may be read and not written.",
    "SQLITE_CANTOPEN": "The store's file cannot be opened.",
    "SQLITE_CORRUPT": "The store's file is damaged.",
    "SQLITE_NOTADB": "The store's file is damaged.",
}
OF_POSTGRESQL: Mapping[str, str] = {
    "25006": "The store may be read and not written: its server stands by for another.",
    "53100": "The store's disk is full.",
    "53": "The store's server lacks memory, disk or connections.",
    "55P03": "The store is locked by somebody else.",
    "57014": "The store took too long to answer.",
    "28": "The store's server does not let this account in.",
    "3D": "The store's server has no database of that name.",
    "42501": "The store's server does not let this account do that.",
    "42P01": OLDER,
    "42703": OLDER,
}
"""By SQLSTATE, or by its class."""


def as_silence(context: ExceptionContext) -> NeighbourUnavailable | None:
    """
    For every engine: what else the caller gets, or None where the error itself is the answer.

    A row that is there already is one, and so is a statement that is wrong: that is a fault of ours, not the store's.
    """
    fault = context.original_exception
    if context.is_pre_ping or isinstance(context.sqlalchemy_exception, IntegrityError):
        return None
    sentence = _of_sqlite(fault) if isinstance(fault, sqlite3.Error) else _of_postgresql(fault)
    return NeighbourUnavailable("store", sentence) if sentence else None


def _of_sqlite(fault: sqlite3.Error) -> str | None:
    name = getattr(fault, "sqlite_errorname", "SQLITE_MISUSE")
    if name.startswith(OURS):
        return OLDER if "no such " in str(fault) else None
    return next((sentence for code, sentence in OF_SQLITE.items() if name.startswith(code)), NO_ANSWER)


def _of_postgresql(fault: BaseException) -> str | None:
    if not isinstance(fault, psycopg.Error):
        return None
    state = fault.sqlstate or ""
    known = OF_POSTGRESQL.get(state) or OF_POSTGRESQL.get(state[:2])
    if known is None and isinstance(fault, psycopg.ProgrammingError | psycopg.DataError | psycopg.NotSupportedError):
        return None
    # A connection that is not made has no state: the server is gone, or does not know this account or its password.
    return known or (NO_ANSWER if state else NOT_REACHED)
