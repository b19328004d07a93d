"""What is due at somebody's desk, more time for a decision, where a decision is public. Clients of the API alone."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any

import typer

from gateway.cli.client import Api, open_api
from gateway.cli.telling import choose, say, table

RequestId = Annotated[str, typer.Argument(metavar="ID", help="An access request.")]


def due(
    access_request: Annotated[
        str | None, typer.Option("--request", metavar="ID", help="Of this access request alone, what was met too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The API's own answer, one array.")] = False,
) -> None:
    """What is due at your desk: until when, what, of whom, and by which paragraph; what is due first stands first."""
    found = list(_deadlines(open_api(), access_request))
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
        return
    if not found:
        say(sv="Inget har någon frist just nu.", en="Nothing has a deadline just now.")
    table([_row(deadline) for deadline in found], indent=0)
    for because in dict.fromkeys(deadline["prolonged_because"] for deadline in found):
        if because:
            say(sv=f"Mer tid, eftersom: {because}", en=f"More time, because: {because}")


def prolong(
    id: RequestId, because: Annotated[str, typer.Option(help="Why more time is necessary; the applicant reads it.")]
) -> None:
    """Give the decision of an access request more time, once, while there is time left."""
    open_api().post("access-requests", id, "prolongation", body={"because": because})
    say(sv="Tiden för beslutet är förlängd.", en="The time for the decision is prolonged.")


def record_publication(
    id: RequestId,
    where: Annotated[str, typer.Option(help="Where it is public: an address, or a register and its number.")],
    on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Since when.")],
) -> None:
    """Put on record where and since when the decision on an access request is public."""
    body = {"where": where, "on": on.date().isoformat()}
    open_api().post("access-requests", id, "publication", body=body)
    say(sv="Offentliggörandet är antecknat.", en="The publication is on record.")


def _deadlines(api: Api, access_request: str | None) -> Iterator[dict[str, Any]]:
    asked, after = {"access_request": access_request} if access_request else {}, None
    while True:
        page = api.get("due", **asked, **({"after": after} if after else {}))
        yield from page["items"]
        after = page["next"]
        if after is None:
            return


def _row(deadline: dict[str, Any]) -> tuple[str, ...]:
    by = ", ".join(name for name in (deadline["desk_told"], deadline["controller"]) if name)
    reminded = deadline["reminded_on"]
    told = choose(sv=f", påmind {reminded}", en=f", reminded {reminded}") if reminded else ""
    last = deadline["due"] or choose(sv="okänd dag", en="no known day")
    return last, f"{deadline['state_told']}{told}", deadline["subject"], by, deadline["told"], deadline["paragraph"]
