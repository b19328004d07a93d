"""Spot checks by typing: drawn, remarked on, signed off. Clients of the API alone."""

from typing import Annotated, Any

import typer

from gateway.cli.audit import Controller, Dataset, First, Last, Project, question
from gateway.cli.client import open_api
from gateway.cli.telling import choose, say, table

CheckId = Annotated[str, typer.Argument(metavar="ID", help="A spot check.")]


def draw(
    size: Annotated[int, typer.Argument(metavar="N", help="How many.")],
    of: Annotated[str, typer.Option(help="lines or permits.")] = "lines",
    project: Project = None,
    dataset: Dataset = None,
    controller: Controller = None,
    begins: First = None,
    until: Last = None,
) -> None:
    """Draw lines of the ledger, or permits, of a period: by the digest of the last line, so that nobody chooses."""
    asked = question(project=project, dataset=dataset, controller=controller, begins=begins, until=until)
    made = open_api().post("spot-checks", body={"of": of, "size": size}, **asked)
    typer.echo(made["id"])
    say(
        sv=f"{len(made['items'])} av {made['population']} {made['of_told']} dragna.",
        en=f"{len(made['items'])} of {made['population']} {made['of_told']} drawn.",
    )


def spot_checks() -> None:
    """Every spot check, and how far it has come."""
    api, after = open_api(), None
    while True:
        page = api.get("spot-checks", **({"after": after} if after else {}))
        table([_row(check) for check in page["items"]], indent=0)
        after = page["next"]
        if after is None:
            return


def spot_check(id: CheckId) -> None:
    """One spot check: what was drawn, and what was found."""
    check = open_api().get("spot-checks", id)
    table([_row(check)], indent=0)
    for item in check["items"]:
        found = item["verdict_told"] or choose(sv="inte sedd ännu", en="not seen yet")
        note = f" {item['note']}" if item["note"] else ""
        typer.echo(f"  {item['item']}  {found}.{note}")
        if item["told"]:
            typer.echo(f"      {item['told']}")
    if check["sign_off"]:
        typer.echo(f"  {check['sign_off']['by']} {check['sign_off']['on']}: {check['sign_off']['conclusion']}")


def remark(
    id: CheckId,
    item: Annotated[str, typer.Argument(help="What was drawn: the place of a line, or a permit.")],
    verdict: Annotated[str, typer.Option(help="in_order, question or not_in_order.")] = "in_order",
    note: Annotated[str, typer.Option(help="Why, where it is not in order.")] = "",
) -> None:
    """Say what was found about one item of a spot check; a later remark takes the place of an earlier one."""
    body = {"item": item, "verdict": verdict, "note": note}
    made = open_api().post("spot-checks", id, "remarks", body=body)
    left = len(made["unseen"])
    say(sv=f"Antecknat; {left} kvar.", en=f"Noted; {left} left.")


def sign_off(id: CheckId, conclusion: Annotated[str, typer.Option(help="What the check came to.")]) -> None:
    """Sign a spot check off, once everything that was drawn has its remark."""
    made = open_api().post("spot-checks", id, "sign-off", body={"conclusion": conclusion})
    say(sv=f"{made['id']} är avslutad.", en=f"{made['id']} is signed off.")


def _row(check: dict[str, Any]) -> tuple[str, ...]:
    seen = f"{len(check['items']) - len(check['unseen'])}/{len(check['items'])}"
    end = check["sign_off"]["on"] if check["sign_off"] else choose(sv="inte avslutad", en="not signed off")
    return check["id"], check["on"], check["by"], check["of_told"], seen, end
