"""What whoever watches over the house is shown, opened from the settings."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from gateway.adapters.disk import need_room
from gateway.adapters.watching.gauges import Gauges
from gateway.adapters.watching.watching import Watching
from gateway.domain.errors import Misconfigured
from gateway.ports.watch import Pulse
from gateway.services.house import House
from gateway.settings import Settings
from gateway.wiring.neighbours import signing_key


def open_watch(settings: Settings) -> Watching:
    """What is counted and timed; spans are kept where an address for them is named. Raises Misconfigured."""
    if settings.traces_endpoint is None:
        return Watching()
    if urlsplit(settings.traces_endpoint).scheme not in {"http", "https"}:
        raise Misconfigured("SLUSSEN_TRACES_ENDPOINT is written as http://host:port/v1/traces.")
    from gateway.adapters.watching.traces import Traces  # here, so that no other house waits for the library

    return Watching(traces=Traces.to(settings.traces_endpoint))


@contextmanager
def numbers_shown(settings: Settings, house: House, watch: Watching, pulse: Pulse) -> Iterator[int | None]:
    """The numbers' port for as long as the block runs, where one is set. Raises Misconfigured."""
    desk = house.desk
    watch.metrics.read_from(
        Gauges(open_work=desk.open_work, heads=desk.heads, clock=desk.clock, since_round=lambda: pulse.since_round)
    )
    if settings.metrics_port is None:
        yield None
        return
    with watch.metrics.shown_at(settings.metrics_host, settings.metrics_port) as port:
        yield port


def own_needs(settings: Settings) -> Mapping[str, Callable[[], object]]:
    """What this process needs beside its neighbours; each raises a GatewayError where it is lacking."""
    heads = settings.path(settings.heads, "heads")
    least = settings.least_free_mb
    return {
        "disk": lambda: need_room(settings.home, megabytes=least),
        "disk-of-heads": lambda: need_room(heads, megabytes=least),
        "signing-key": lambda: signing_key(settings),
    }
