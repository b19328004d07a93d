"""Deputies: named by a steward for a time, ended early, listed. Clients of the API alone."""

from datetime import datetime
from typing import Annotated, Any

import typer

from gateway.cli.client import open_api
from gateway.cli.telling import choose, say, table


def name(
    deputy: Annotated[str, typer.Argument(metavar="PERSON", help="Who decides in your place.")],
    controller: Annotated[str, typer.Option(help="At which of your controllers.")],
    because: Annotated[str, typer.Option(help="Why; the project can read it.")],
    begins: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day.")],
) -> None:
    """Name somebody who decides in your place for a time."""
    body = {
        "controller": controller,
        "deputy": deputy,
        "because": because,
        "from": begins.date().isoformat(),
        "until": until.date().isoformat(),
    }
    made = open_api().post("deputyships", body=body)
    days = f"{made['from']} – {made['until']}"
    say(
        sv=f"{made['id']}: {made['deputy']} är din ersättare hos {made['controller']}, {days}.",
        en=f"{made['id']}: {made['deputy']} is your deputy at {made['controller']}, {days}.",
    )


def end(
    id: Annotated[str, typer.Argument(metavar="ID", help="A deputyship.")],
    because: Annotated[str, typer.Option(help="Why it ends.")],
) -> None:
    """End a deputyship before its time; what the deputy decided stands."""
    made = open_api().post("deputyships", id, "ending", body={"because": because})
    say(sv=f"{made['id']} är avslutad.", en=f"{made['id']} is ended.")


def list_deputies(controller: Annotated[str, typer.Argument(help="A controller.")]) -> None:
    """Who decides, or decided, in a steward's place at a controller, with the reasons."""
    api, after = open_api(), None
    while True:
        page = api.get("deputyships", controller=controller, **({"after": after} if after else {}))
        table([_line(one) for one in page["items"]], indent=0)
        after = page["next"]
        if after is None:
            return


def _line(one: dict[str, Any]) -> tuple[str, ...]:
    if one["ending"]:
        state = choose(sv=f"avslutad {one['ending']['on']}", en=f"ended {one['ending']['on']}")
    else:
        state = choose(sv="utsedd", en="named")
    whom = choose(sv=f"{one['deputy']} för {one['steward']}", en=f"{one['deputy']} for {one['steward']}")
    return one["id"], whom, f"{one['from']} – {one['until']}", state, one["because"]
