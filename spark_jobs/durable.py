"""
An order's steps, remembered: whoever takes an order up again after a death goes on behind the last step that returned.

A step is run at least once: death may come between its end and its being remembered. So each step of the runner finds
what it did the last time (a staged extract, a confirmation, an entry) and does not do it again; the memory spares the
looking, and tells how far an order had come.
"""

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from spark_jobs.errors import StepForgotten

if TYPE_CHECKING:
    from dbos import Serializer

FORM = "1"
"""Of what is remembered: tries of another form are let lie, and their orders begun anew."""

Act = Callable[[], str]


class Steps(Protocol):
    """Runs one step of a job, or gives what it returned before: the name of a paper, never a row, never a key."""

    def __call__(self, name: str, act: Act, /) -> str: ...


Work = Callable[[Steps], None]


class Durable(Protocol):
    """Remembers the steps of jobs."""

    def carry_out(self, job: str, work: Work, /) -> None:
        """
        Run the work under that name; whatever it raises is raised.

        A job that was cut off goes on; one that came to its end, or failed, begins anew under the same name.
        """
        ...


class InSequence:
    """Remembers nothing: each step is run each time. For a single order by hand, and as the yardstick."""

    def carry_out(self, job: str, work: Work, /) -> None:
        """The steps one after the other."""
        work(lambda name, act: act())


@dataclass(slots=True)
class Remembered:
    """
    DBOS, a library for durable work, on a database of the runner's own. At most one in a process.

    What it keeps are names of orders and steps, and digests. Errors are not kept: their texts are for the status alone.
    """

    _queue: str
    _work: dict[str, Work] = field(default_factory=dict)
    _raised: dict[str, BaseException] = field(default_factory=dict)

    def carry_out(self, job: str, work: Work, /) -> None:
        """One workflow per try; a try that is still open is resumed with what it remembers."""
        from dbos import DBOS, SetWorkflowID

        name, cut_off = _try_of(job)
        self._work[name] = work
        try:
            if cut_off:
                handle = DBOS.resume_workflow(name, queue_name=self._queue)
            else:
                with SetWorkflowID(name):
                    handle = DBOS.start_workflow(_carry_out, name)
            handle.get_result(polling_interval_sec=0.1)
        finally:
            del self._work[name]
        raised = self._raised.pop(name, None)
        if isinstance(raised, StepForgotten):
            self.carry_out(job, work)
        elif raised is not None:
            raise raised

    def run(self, name: str) -> str:
        """What the library calls. It never raises, since the library would write down what was raised."""
        try:
            self._work[name](lambda step, act: _step(step, act))
        except Exception as raised:
            self._raised[name] = raised
            return "failed"
        return "ended"


def _plain() -> "Serializer":
    """JSON in place of pickles: whoever could write the database must not thereby run code in this process."""
    from dbos import Serializer

    class Plain(Serializer):
        def serialize(self, data: Any) -> str:
            return json.dumps(data)

        def deserialize(self, serialized_data: str) -> Any:
            return json.loads(serialized_data)

        def name(self) -> str:
            return "slussen-json"

    return Plain()


_open: Remembered | None = None


def _carry_out(name: str) -> str:
    if _open is None:
        raise AssertionError("a workflow runs only while its memory is open")
    return _open.run(name)


def _step(name: str, act: Act) -> str:
    """A step that fails is not remembered as such: the try ends with it, and the next one begins anew."""
    from dbos import DBOS, error

    raised: list[BaseException] = []

    def kept() -> str:
        try:
            return json.dumps([act()])
        except Exception as trouble:
            raised.append(trouble)
            return json.dumps([])

    try:
        told = json.loads(DBOS.run_step({"name": name}, kept))
    except error.DBOSUnexpectedStepError:
        raise StepForgotten(f"Another version began this try: in the place of {name} it had another step.") from None
    if raised:
        raise raised[0]
    if not told:
        raise StepForgotten(f"The step {name} had failed when its process died.")
    return str(told[0])


def _try_of(job: str) -> tuple[str, bool]:
    """The name of the try that is to run, and whether it was cut off before."""
    from dbos import DBOS

    number = 1
    while True:
        name = f"{job}.{number}"
        status = DBOS.get_workflow_status(name)
        if status is None:
            return name, False
        if status.status in {"PENDING", "ENQUEUED"} and status.app_version == FORM:
            return name, True
        number += 1


@contextmanager
def remembered(database: str | Path, *, runner: str) -> Iterator[Remembered]:
    """
    The memory in this database: a file of the runner's own, or the URL of a PostgreSQL.

    `runner`: this process's own name, which no other process bears: it takes up what it was told to, and no more.
    """
    global _open
    from dbos import DBOS

    url = f"sqlite:///{database}" if isinstance(database, Path) else database
    for library in ("dbos", "alembic"):
        logging.getLogger(library).setLevel(logging.CRITICAL)
    DBOS(
        config={
            "name": "slussen-runner",
            "system_database_url": url,
            "executor_id": runner,
            # Not the digest of this code, as by default: an order that was begun is ended by the next version too.
            "application_version": FORM,
            "serializer": _plain(),
            "enable_otlp": False,
            "use_listen_notify": False,
            "log_level": "CRITICAL",
            "console_log_level": "CRITICAL",
        }
    )
    DBOS.workflow(name="order")(_carry_out)
    queue = f"runner-{runner}"
    DBOS.listen_queues([queue])
    try:
        DBOS.launch()
        DBOS.register_queue(queue, polling_interval_sec=0.2)
        _open = Remembered(queue)
        yield _open
    finally:
        _open = None
        DBOS.destroy(destroy_registry=True)
