"""Who may be what, as recorded in the house: recorded, confirmed by another, ended. Clients of the API alone."""

from datetime import datetime
from typing import Annotated

import typer

from gateway.cli.client import open_api
from gateway.cli.telling import choose, say, table

AssignmentId = Annotated[str, typer.Argument(metavar="ID", help="A recorded role.")]


def assign(
    actor: Annotated[str, typer.Argument(help="The id that signs them in; a system's begins with `service:`.")],
    role: Annotated[str, typer.Argument(help="The role, such as steward or auditor.")],
    because: Annotated[str, typer.Option(help="On what it rests: a delegation, an employment.")],
    begins: Annotated[datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day.")],
    controller: Annotated[list[str] | None, typer.Option(help="A controller that a steward decides for.")] = None,
    biobank: Annotated[list[str] | None, typer.Option(help="The number of a biobank somebody answers for.")] = None,
) -> None:
    """Put on record that somebody is to have a role; they have it once a third person has confirmed it."""
    body = {
        "actor": actor,
        "role": role,
        "controllers": controller or [],
        "biobanks": biobank or [],
        "because": because,
        "from": begins.date().isoformat(),
        "until": until.date().isoformat(),
    }
    made = open_api().post("assignments", body=body)
    say(sv=f"{made['id']} väntar på bekräftelse.", en=f"{made['id']} waits to be confirmed.")


def confirm_assignment(id: AssignmentId) -> None:
    """Confirm a role that somebody else recorded for a third: from now on it counts."""
    made = open_api().post("assignments", id, "confirmation")
    say(sv=f"{made['id']} är bekräftad.", en=f"{made['id']} is confirmed.")


def end_assignment(id: AssignmentId, because: Annotated[str, typer.Option(help="Why it ends.")]) -> None:
    """End a role before its time."""
    made = open_api().post("assignments", id, "ending", body={"because": because})
    say(sv=f"{made['id']} är avslutad.", en=f"{made['id']} is ended.")


def assignments() -> None:
    """Everybody who has or had a role by record, with the reasons."""
    api, after = open_api(), None
    while True:
        page = api.get("assignments", **({"after": after} if after else {}))
        table([_line(made) for made in page["items"]], indent=0)
        after = page["next"]
        if after is None:
            return


def _line(made: dict[str, str | list[str] | None]) -> tuple[str, ...]:
    if made["ending"]:
        state = choose(sv="avslutad", en="ended")
    elif made["confirmation"]:
        state = choose(sv="bekräftad", en="confirmed")
    else:
        state = choose(sv="väntar", en="waits")
    reach = " ".join((*(made["controllers"] or ()), *(made["biobanks"] or ())))
    days = f"{made['from']} – {made['until']}"
    return str(made["id"]), str(made["actor"]), str(made["role"]), reach, days, state, str(made["because"])
