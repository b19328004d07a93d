"""Who is signed in to the portal, for whoever runs it: everybody, or one person, is made to leave."""

from typing import Annotated

import typer

from gateway.cli.endings import end
from gateway.cli.operator import DemoFolder, chosen_settings, told
from gateway.cli.telling import choose, say


def end_sessions(
    everybody: Annotated[bool, typer.Option("--all", help="Everybody's.")] = False,
    person: Annotated[str | None, typer.Option(help="Those of one person, by the id that signs them in.")] = None,
    demo_home: DemoFolder = None,
) -> None:
    """End sessions of the portal at once, with a line in the ledger: whoever was signed in signs in again."""
    from gateway import wiring

    if everybody == bool(person):
        end("invalid", choose(sv="Säg vems: --all eller --person ID.", en="Say whose: --all or --person ID."))
    with told():
        ended = wiring.end_sessions(chosen_settings(demo_home), person=person or None)
        say(sv=f"{ended} inloggningar avslutades.", en=f"{ended} sessions were ended.")
