"""
Numbers for Prometheus, on an address of their own.

A label is a word from a closed list: a number that somebody could be told apart by is none, and neither is free text.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from gateway.adapters.watching.logs import WORDS
from gateway.domain.errors import Misconfigured
from gateway.ports.watch import Step

LABELS: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.CALL: ("route", "method", "status"),
    Step.VERB: ("verb", "outcome"),
    Step.RULING: ("question", "outcome"),
    Step.COMMIT: ("outcome",),
    Step.ROUND: ("outcome",),
}
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
OTHER: Final = "other"
"""What a label says where its word is not of the form of such words."""

Reading = tuple[str, Mapping[str, str], float]
"""A gauge's name, its labels, what it shows now."""

GAUGES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "slussen_outbox_waiting": ("Papers on their way to the order box.", ()),
    "slussen_extracts_under_way": ("Ordered extracts that have not ended, by progress.", ("progress",)),
    "slussen_ledger_head": ("Number of the ledger's last line.", ()),
    "slussen_ledger_head_age_seconds": ("Age of the newest signed head that is kept apart.", ()),
    "slussen_round_age_seconds": ("Time since the house ended its last round.", ()),
    "slussen_looked": ("1 where the store could be read for these numbers, 0 where not.", ()),
}


class Metrics:
    """One registry: nothing of the process, the platform or another library is told with it."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._steps = {
            step: Histogram(
                f"slussen_{step}_seconds", f"Time of each {step}.", names, registry=self.registry, buckets=BUCKETS
            )
            for step, names in LABELS.items()
        }
        self._troubles = Counter("slussen_troubles", "Troubles of rounds.", ("code",), registry=self.registry)

    def took(self, step: Step, seconds: float, about: Mapping[str, str]) -> None:
        """One more step of that kind."""
        words = {name: label(name, about.get(name, "-")) for name in LABELS[step]}
        self._steps[step].labels(**words).observe(seconds)

    def trouble(self, code: str) -> None:
        """One more trouble of that code."""
        self._troubles.labels(code=label("code", code)).inc()

    def read_from(self, look: Callable[[], Iterable[Reading]]) -> None:
        """What is shown at the moment of asking."""
        self.registry.register(_Gauges(look))

    @contextmanager
    def shown_at(self, host: str, port: int) -> Iterator[int]:
        """The port, for as long as the block runs. Raises Misconfigured where it is taken."""
        try:
            server, thread = start_http_server(port, addr=host, registry=self.registry)
        except OSError:
            raise Misconfigured(f"The metrics' port {port} on {host} is taken or may not be used.") from None
        try:
            yield server.server_port
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def label(name: str, word: str) -> str:
    """The word, where it has the form of such words."""
    if name == "method":
        return word if word in METHODS else OTHER
    if name == "status":
        return word if word.isdecimal() and len(word) == 3 else OTHER
    form = WORDS.form(name)
    return word if word == "-" or (form is not None and form.fullmatch(word)) else OTHER


class _Gauges(Collector):
    def __init__(self, look: Callable[[], Iterable[Reading]]) -> None:
        self._look = look

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """By name alone: to be registered is no reason to look."""
        return [GaugeMetricFamily(name, said, labels=names) for name, (said, names) in GAUGES.items()]

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """As it stands now."""
        families = {name: GaugeMetricFamily(name, said, labels=names) for name, (said, names) in GAUGES.items()}
        for name, labels, value in self._look():
            families[name].add_metric([labels[each] for each in GAUGES[name][1]], value)
        return [family for family in families.values() if family.samples]
