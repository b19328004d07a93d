"""
Where the processes come from that are to die: each is forked from one that has read the code and done nothing with it.

To read the code anew each time takes longer than most of them live; to fork from the tests' own process would hand on
its threads, its sockets and its engine.
"""

from multiprocessing import get_context
from multiprocessing.context import ForkServerContext

LIBRARIES = ("dbos", "pandas", "sqlalchemy.dialects.sqlite")
"""What both planes read only when they need it, and then for longer than most of these processes live."""

PLANES = (
    "gateway.main",
    "tests.faults.dying_gateway",
    "tests.faults.dying_runner",
    "tests.faults.other_versions",
)


def nursery() -> ForkServerContext:
    """One for both planes, since a process has but one."""
    context = get_context("forkserver")
    context.set_forkserver_preload([*LIBRARIES, *PLANES])
    return context
