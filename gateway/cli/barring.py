"""Who is barred from access: recorded, confirmed by a second person, lifted. Clients of the API alone."""

from datetime import datetime
from typing import Annotated

import typer

from gateway.cli.client import open_api
from gateway.cli.telling import choose, say, table

BarringId = Annotated[str, typer.Argument(metavar="ID", help="A barring.")]


def bar(
    whom: Annotated[str, typer.Argument(help="The id of a person, or an organisation.")],
    because: Annotated[str, typer.Option(help="What the health data user did.")],
    begins: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day, five years later at most.")],
    paragraph: Annotated[str, typer.Option(help="The law it rests on.")] = "EHDS (EU) 2025/327 art. 63(3)",
    organisation: Annotated[bool, typer.Option("--organisation", help="It is an organisation.")] = False,
) -> None:
    """Put on record that somebody is to be barred; nobody is, until a second person confirms it."""
    body = {
        "kind": "organisation" if organisation else "person",
        "whom": whom,
        "because": because,
        "paragraph": paragraph,
        "from": begins.date().isoformat(),
        "until": until.date().isoformat(),
    }
    made = open_api().post("barrings", body=body)
    say(sv=f"{made['id']} väntar på bekräftelse.", en=f"{made['id']} waits to be confirmed.")


def confirm_barring(id: BarringId) -> None:
    """Confirm a barring that somebody else recorded: from now on it counts."""
    made = open_api().post("barrings", id, "confirmation")
    say(sv=f"{made['id']} är bekräftad.", en=f"{made['id']} is confirmed.")


def lift_barring(id: BarringId, because: Annotated[str, typer.Option(help="Why it ends.")]) -> None:
    """End a barring before its time."""
    made = open_api().post("barrings", id, "lifting", body={"because": because})
    say(sv=f"{made['id']} är hävd.", en=f"{made['id']} is lifted.")


def barrings() -> None:
    """Everybody who is or was barred, with the reasons."""
    api, after = open_api(), None
    while True:
        page = api.get("barrings", **({"after": after} if after else {}))
        table([_line(barring) for barring in page["items"]], indent=0)
        after = page["next"]
        if after is None:
            return


def _line(barring: dict[str, str | None]) -> tuple[str, ...]:
    if barring["lifting"]:
        state = choose(sv="hävd", en="lifted")
    elif barring["confirmation"]:
        state = choose(sv="bekräftad", en="confirmed")
    else:
        state = choose(sv="väntar", en="waits")
    days = f"{barring['from']} – {barring['until']}"
    return str(barring["id"]), str(barring["whom"]), days, state, str(barring["because"])
