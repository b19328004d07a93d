"""
What an operator does on the machine itself: keys, serving, migrating, checking. Opens the house.

The house and its neighbours' libraries are imported where they are used: a client's command must not wait for them.
"""

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from catalog.errors import CatalogError
from catalog.loading import load_catalog
from gateway.adapters.system import SystemClock
from gateway.cli.demo.cast import AUDITOR, CAST, RESEARCHER
from gateway.cli.demo.home import DemoHome
from gateway.cli.endings import end
from gateway.cli.examining import Doors, examined
from gateway.cli.planes import shown
from gateway.cli.telling import choose, moment, say, short
from gateway.domain.errors import GatewayError, Misconfigured
from gateway.settings import Settings
from spark_jobs.papers.errors import KeyFileError
from spark_jobs.papers.keys import SigningKey
from spark_jobs.watching.findings import State

if TYPE_CHECKING:
    from gateway.services.house import House
    from gateway.web.portal.signing_in import Way

DemoFolder = Annotated[
    Path | None, typer.Option("--demo-home", help="A folder that `slussen demo` left; its settings are used.")
]


def read_settings() -> Settings:
    """The settings of this process. Raises Misconfigured, naming the setting and never its value."""
    try:
        return Settings()
    except ValidationError as broken:
        first = broken.errors(include_input=False, include_url=False)[0]
        name = "_".join(str(step) for step in first["loc"]).upper()
        raise Misconfigured(f"The setting SLUSSEN_{name} is wrong: {first['msg']}.") from None


def chosen_settings(demo_home: Path | None) -> Settings:
    """Those of a demo's folder where one is named, or lies here and nothing else is set; else the environment's."""
    if demo_home is None and "SLUSSEN_HOME" not in os.environ and DemoHome.here().exists():
        demo_home = DemoHome.here().folder
    return DemoHome(demo_home).settings() if demo_home is not None else read_settings()


@contextmanager
def looking_into(demo_home: Path | None) -> Iterator["House"]:
    """The house on this machine, to look at its evidence: no entry is written. Raises Misconfigured."""
    from gateway import wiring

    with wiring.look_into(chosen_settings(demo_home)) as house:
        yield house


@contextmanager
def told() -> Iterator[None]:
    """Errors of the house as one sentence and their exit code."""
    try:
        yield
    except GatewayError as error:
        end(error.code, error.sentence)
    except KeyFileError as error:
        end("misconfigured", error.sentence)


def keys_new(
    out: Annotated[Path | None, typer.Option(help="The key file; the setting's own place by default.")] = None,
) -> None:
    """Make the gateway's signing key (mode 0600, never overwritten); print its name and public key."""
    with told():
        settings = read_settings()
        key = SigningKey.new()
        key.write(out or settings.path(settings.key_file, "gateway.key"))
        typer.echo(f"{key.key_id} {key.public}")


def migrate(
    back: Annotated[
        bool, typer.Option("--back", help="Undo the newest change, to go back to the version before.")
    ] = False,
) -> None:
    """Bring the store to its newest form, and tell what was changed; running it twice changes nothing."""
    from gateway import wiring

    with told():
        settings = read_settings()
        changes = wiring.step_store_back(settings) if back else wiring.migrate_store(settings)
        for change in changes:
            typer.echo(f"{'-' if back else '+'} {change.number} {change.about}")
        if not back:
            say(sv="Förrådet har sin nyaste form.", en="The store has its newest form.")


def backup(folder: Annotated[Path, typer.Argument(help="A new folder, best on another disk.")]) -> None:
    """Copy store, heads and trust file into a new folder, with a signed list; the house may run. No key is in it."""
    from gateway import wiring

    with told():
        made = wiring.back_up(read_settings(), folder)
        say(
            sv=f"{len(made.files)} filer, liggaren till och med rad {made.sequence} ({short(made.head)}).",
            en=f"{len(made.files)} files, the ledger up to line {made.sequence} ({short(made.head)}).",
        )


def restore(folder: Annotated[Path, typer.Argument(help="A folder that `backup` made.")]) -> None:
    """Put a backup back where no store stands, check ledger and heads, and name the lines that were lost since."""
    from gateway import wiring

    with told():
        made, lost = wiring.restore(read_settings(), folder)
        at = moment(made.made_at, finely=True)
        say(sv=f"Huset står som {at}. Liggaren håller.", en=f"The house stands as of {at}. The ledger holds.")
        if lost is not None:
            typer.secho(
                choose(
                    sv=f"Raderna {lost.first} till {lost.last} finns inte i kopian och är förlorade.",
                    en=f"Lines {lost.first} to {lost.last} are not in the backup and are lost.",
                ),
                fg="yellow",
            )


def serve(
    demo_home: DemoFolder = None,
    demo: Annotated[bool, typer.Option("--demo", help="Short for `--demo-home .slussen`.")] = False,
) -> None:
    """Serve the API and the portal, and let the house go its rounds, until told to stop."""
    from gateway import wiring
    from gateway.cli.demo.engine import rule_engine

    with told(), ExitStack() as stack:
        folder = demo_home or (DemoHome.here().folder if demo else None)
        settings = read_settings() if folder is None else DemoHome(folder).settings()
        ways: list[Way] = []
        if folder is not None:
            settings = stack.enter_context(rule_engine(settings, scratch=folder / "rules"))
            DemoHome(folder).renew_tokens(wiring.open_demo_issuer(settings))
            _look_around(DemoHome(folder), settings)
            ways.append(_one_click(settings))
        ways.extend(_at_a_provider(settings))
        _serve(settings, stack, *ways)


def check_catalog(folder: Annotated[Path, typer.Argument(help="A folder of descriptions.")]) -> None:
    """Read every description in a folder; the first fault is told with file, line and reason."""
    try:
        found = load_catalog([folder])
    except CatalogError as fault:
        end("invalid", fault.sentence)
    names = ", ".join(sorted(found.entries)) or "–"
    say(
        sv=f"{len(found.entries)} beskrivningar håller: {names}.",
        en=f"{len(found.entries)} descriptions hold: {names}.",
    )


def doctor(demo_home: DemoFolder = None) -> None:
    """What the gateway needs, and whether it is there: ok, warn or missing, and what to do."""
    typer.echo(f"slussen {version('slussen')}, Python {platform.python_version()}")
    with told():
        settings = chosen_settings(demo_home)
    states = []
    for finding in examined(settings, _doors(settings)):
        typer.echo(str(finding))
        states.append(finding.state)
    if State.MISSING in states:
        end("misconfigured", choose(sv="Något saknas.", en="Something is missing."))


def _look_around(home: DemoHome, settings: Settings) -> None:
    url = f"http://{settings.host}:{settings.port}"
    say(
        sv=f"Var och en i berättelsen har en ny token i {home.folder}/people. Till exempel:",
        en=f"Everybody in the story has a fresh token in {home.folder}/people. For example:",
    )
    typer.echo(f"    export SLUSSEN_URL={url}")
    typer.echo(f"    SLUSSEN_TOKEN_FILE={home.token_file(AUDITOR.id)} {shown('slussen')} ledger")
    typer.echo(f"    SLUSSEN_TOKEN_FILE={home.token_file(RESEARCHER.id)} {shown('slussen')} list")
    say(sv="och i arbetsytan, med körningens inställningar:", en="and in the workspace, with the runner's settings:")
    typer.echo(f"    set -a; . {home.folder}/runner.env; set +a")
    question = "workspace query PERMIT 'SELECT count(*) FROM person'"
    typer.echo(f"    SLUSSEN_TOKEN_FILE={home.token_file(RESEARCHER.id)} {shown('slussen')} {question}")


def _one_click(settings: Settings) -> "Way":
    from gateway.web.portal.one_click import OneClick
    from gateway.web.portal.signing_in import Arrived

    people = [Arrived(actor=person.actor, name=person.name) for person in CAST.values()]
    return OneClick.among(people, demo=settings.demo)


def _at_a_provider(settings: Settings) -> Iterator["Way"]:
    from gateway import wiring
    from gateway.web.portal.at_a_provider import AtAProvider

    sign_in = wiring.open_sign_in(settings)
    if sign_in is not None:
        yield AtAProvider(sign_in=sign_in)


def _doors(settings: Settings) -> Doors:
    from gateway import wiring

    return Doors(
        catalog=lambda: wiring.read_catalog(settings),
        trust=lambda: wiring.read_trust(settings),
        issuer=lambda: wiring.try_identity(settings),
        release=lambda: wiring.read_release(settings),
        rules=lambda: wiring.open_rules(settings),
        store=lambda: wiring.store_form(settings),
        last_line=lambda: wiring.last_line(settings),
        order_box=lambda: wiring.try_order_box(settings),
        now=SystemClock().now,
    )


def _serve(settings: Settings, stack: ExitStack, *ways: "Way") -> None:
    from gateway import main as front
    from gateway import wiring
    from gateway.adapters.watching.logs import WORDS
    from gateway.web.portal.visit import Portal

    WORDS.speak()
    identity = wiring.open_identity(settings)
    watch = wiring.open_watch(settings)
    stack.callback(watch.close)
    house = stack.enter_context(wiring.open_house(settings, watch=watch))
    listening = stack.enter_context(front.listening(settings.host, settings.port))
    sessions = stack.enter_context(wiring.open_sessions(settings))
    app = front.create_app(
        house,
        identity,
        own_needs=wiring.own_needs(settings),
        portal=Portal(sessions=sessions, ways=ways),
        sign_in_place=wiring.sign_in_place(settings),
    )
    # The rounds begin last: whoever is told to stop before the server listens for it dies, and not in their midst.
    going = stack.enter_context(front.rounds(house, pause=settings.round_seconds))
    app.state.pulse = going
    metrics = stack.enter_context(wiring.numbers_shown(settings, house, watch, going))
    host, port = listening.getsockname()[:2]
    typer.echo(f"http://{host}:{port}/api/v1/openapi.json")
    typer.echo(f"http://{host}:{port}/")
    if metrics is not None:
        typer.echo(f"http://{settings.metrics_host}:{metrics}/metrics")
    sys.stdout.flush()
    front.serve(app, listening)
