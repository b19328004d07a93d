"""
Where the processes come from that are to die: each is forked from one that has read the code and done nothing with it.

To read the code anew each time takes longer than most of them live; to fork from the tests' own process would hand on
its threads, its sockets and its engine.
"""

from multiprocessing import get_context
from multiprocessing.context import ForkServerContext


def nursery() -> ForkServerContext:
    """One for both planes, since a process has but one."""
    context = get_context("forkserver")
    ours = ("dying_gateway", "dying_runner", "other_versions")
    context.set_forkserver_preload(["dbos", "gateway.main", *(f"tests.faults.{name}" for name in ours)])
    return context
