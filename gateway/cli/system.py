"""The clock and the chance of the machine that a person types at: a client imports no adapter of the gateway's."""

import time
from secrets import token_urlsafe


def now() -> float:
    """Seconds, as clocks on the wall count them."""
    return time.time()


def random_secret() -> str:
    """256 bits, as text."""
    return token_urlsafe(32)
