"""`slussen demo`: the story of one study, told as it happens, on an invented region. Ends by itself."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.cli.demo.home import DemoHome
from gateway.cli.demo.telling import Teller
from gateway.cli.telling import choose, speak
from gateway.domain.errors import GatewayError
from gateway.words.language import Language

if TYPE_CHECKING:
    from gateway.cli.demo.plot import Plot


def tell_the_story(
    home: Annotated[Path, typer.Option(help="Where everything lies; recreated, but only if a demo made it.")] = Path(
        ".slussen"
    ),
    lang: Annotated[Language | None, typer.Option(help="sv or en.")] = None,
) -> None:
    """The story of one study, told as it happens: an invented region, one request, one delivery."""
    if lang is not None:
        speak(lang)
    teller = Teller()
    teller.heading(sv="Slussen · berättelsen om en studie", en="Slussen · the story of one study")
    try:
        told = _told(home, teller)
    except (GatewayError, typer.Exit) as failed:
        sentence = failed.sentence if isinstance(failed, GatewayError) else ""
        _failed(DemoHome(home), teller, sentence)
        raise typer.Exit(1) from None
    _ended(told, teller)


def _told(home: Path, teller: Teller) -> "Plot":
    # Imported here, with the whole house behind them: a client's command must not wait for that.
    from gateway.cli.demo.engine import rule_engine
    from gateway.cli.demo.plot import Plot
    from gateway.cli.demo.stage import staged
    from gateway.cli.demo.story import tell

    demo = DemoHome(home).recreate()
    with (
        rule_engine(demo.settings(), scratch=demo.folder / "rules") as settings,
        staged(demo, settings) as stage,
    ):
        story = Plot(stage=stage, teller=teller)
        tell(story)
    return story


def _ended(story: "Plot", teller: Teller) -> None:
    from gateway.cli.demo.story import look_next

    typer.echo()
    typer.secho(choose(sv="Att se på nu", en="What to look at next"), bold=True)
    commands = look_next(story)
    width = max(len(line) for line, _ in commands)
    for line, meaning in commands:
        typer.echo(f"    {line:<{width}}   {meaning}")
    typer.echo()
    typer.echo(choose(sv=f"Klart på {teller.seconds():.0f} sekunder.", en=f"Done in {teller.seconds():.0f} seconds."))


def _failed(home: DemoHome, teller: Teller, sentence: str) -> None:
    step = choose(
        sv=f"Steg {teller.number} gick inte: {teller.title}", en=f"Step {teller.number} failed: {teller.title}"
    )
    typer.secho(f"\n{step}", err=True, fg="red")
    if sentence:
        typer.echo(sentence, err=True)
    for name in ("gateway", "runner"):
        words = home.folder / "words" / f"{name}.log"
        if words.is_file():
            typer.echo(f"\n{words}:", err=True)
            for line in words.read_text("utf-8", errors="replace").splitlines()[-12:]:
                typer.echo(f"    {line}", err=True)
