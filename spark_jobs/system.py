"""The data plane's clock and chance: the only place here where the real world's time, ids and randomness come in."""

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Gives the present moment in UTC; a test hands in a stopped one."""

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def behind(by: timedelta) -> Clock:
    """A clock that stands behind the machine's by so much: the demo alone asks for one."""
    return lambda: now() - by


def day_of(moment: datetime) -> date:
    """The Swedish calendar day of a moment: permits and keys end with the day in Stockholm, not with the day in UTC."""
    return moment.astimezone(STOCKHOLM).date()


def new_id() -> str:
    """A random id."""
    return str(uuid4())


def random_bytes(size: int) -> bytes:
    """That many bytes from the operating system's randomness."""
    return secrets.token_bytes(size)
