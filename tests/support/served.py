"""The front door on a free port of this machine, for whoever comes with a browser; around a house of fakes."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from gateway.domain.actor import Actor
from gateway.main import create_app, listening
from gateway.web.portal.one_click import OneClick
from gateway.web.portal.signing_in import Arrived
from gateway.web.portal.visit import Portal
from tests.spec.api.calling import PEOPLE, NamesAsTokens
from tests.support.fakes import FakeSessions, World


@contextmanager
def served(world: World, *more: Actor) -> Iterator[str]:
    """Its address, as long as the block runs; one click to be each of the specification's people, and `more`."""
    people = [Arrived(actor=one, name=one.id.title()) for one in (*PEOPLE.values(), *more)]
    portal = Portal(sessions=FakeSessions(), ways=(OneClick.among(people, demo=True),))
    with answering(create_app(world.house, NamesAsTokens(), portal=portal)) as address:
        yield address


@contextmanager
def answering(app: FastAPI) -> Iterator[str]:
    """That application's address, as long as the block runs."""
    with listening("127.0.0.1", 0) as taking:
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taking]}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{taking.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
