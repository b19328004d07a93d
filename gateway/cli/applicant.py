"""What researchers do: ask, follow, collect. Clients of the API alone."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli import note_checks
from gateway.cli.approved import tell_stretch
from gateway.cli.client import Api, document, open_api
from gateway.cli.endings import EXITS, tell_refusal
from gateway.cli.telling import choose, moment, say, short, table

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A file in JSON.")]
RequestId = Annotated[str, typer.Argument(metavar="ID", help="An access request.")]


def open_project(
    title: Annotated[str, typer.Argument(help="What is studied, in a line.")],
    principal: Annotated[str, typer.Option(help="The research principal (forskningshuvudman).")],
) -> None:
    """Open a project: one study under one base ethics approval."""
    project = open_api().post("projects", body={"title": title, "principal": principal})
    typer.echo(project["id"])


def projects() -> None:
    """The projects that you take part in."""
    table([(one["id"], one["title"], one["principal"]) for one in open_api().get("projects")], indent=0)


def record_approval(project: Annotated[str, typer.Argument(help="A project.")], file: File) -> None:
    """Put the ethics approval of a project on record, or correct it."""
    written = open_api().put("projects", project, "ethics-approval", body=document(file))
    say(
        sv=f"Etikgodkännandet är antecknat som handling {short(written['ethics_paper'])}.",
        en=f"The ethics approval is on record as the paper {short(written['ethics_paper'])}.",
    )


def record_amendment(project: Annotated[str, typer.Argument(help="A project.")], file: File) -> None:
    """Put an amendment of the approval on record, linked to the decision that it changes, or correct it."""
    written = open_api().post("projects", project, "ethics-amendments", body=document(file))
    numbers = ", ".join(amendment["case_number"] for amendment in written["amendments"])
    say(sv=f"Antecknade ändringar: {numbers}.", en=f"Amendments on record: {numbers}.")


def acknowledge(
    project: Annotated[str, typer.Argument(help="A project.")],
    case_number: Annotated[str, typer.Argument(help="The decision that has the condition.")],
    condition: Annotated[str, typer.Argument(help="The condition, by its id.")],
) -> None:
    """Take a condition of an ethics decision upon the project."""
    body = {"case_number": case_number, "condition": condition}
    written = open_api().post("projects", project, "ethics-acknowledgements", body=body)
    yes, no = choose(sv="bekräftat", en="acknowledged"), choose(sv="inte bekräftat", en="not acknowledged")
    table(
        [
            (decision["case_number"], known["id"], yes if known["acknowledged"] else no)
            for decision in written["decisions"]
            for known in decision["conditions"]
        ],
        indent=0,
    )


def accept_condition(
    id: RequestId,
    controller: Annotated[str, typer.Argument(help="The controller that granted its part with it.")],
    condition: Annotated[str, typer.Argument(help="The condition, by its id.")],
) -> None:
    """Accept, for the project, a condition on which a controller granted its part."""
    review = open_api().post("access-requests", id, "parts", controller, "acceptances", body={"condition": condition})
    yes, no = choose(sv="godtaget", en="accepted"), choose(sv="inte godtaget", en="not accepted")
    table([(one["id"], yes if one["accepted"] else no, one["text"]) for one in review["conditions"]], indent=0)


def approved(project: Annotated[str, typer.Argument(help="A project.")]) -> None:
    """What the project's ethics decisions cover, day by day."""
    for stretch in open_api().get("projects", project, "ethics-timeline")["stretches"]:
        tell_stretch(stretch)


def accept_terms() -> None:
    """Accept the terms in force, for yourself."""
    api = open_api()
    version = api.get("terms")["version"]
    api.post("terms", "acceptance", body={"version": version})
    say(sv=f"Du har godtagit villkoren, version {version}.", en=f"You have accepted the terms, version {version}.")


def draft(
    file: File,
    project: Annotated[str | None, typer.Option(help="The project, where the file names none.")] = None,
) -> None:
    """Begin an access request from a file; prints its id."""
    written = document(file)
    if project is not None and isinstance(written, dict):
        written["project"] = project
    typer.echo(open_api().post("access-requests", body=written)["id"])


def revise(id: RequestId, file: File) -> None:
    """Write a draft, or a request that came back, anew from a file."""
    api, written = open_api(), document(file)
    if isinstance(written, dict):
        written.pop("project", None)
    request = api.put("access-requests", id, body=written, if_match=api.tag("access-requests", id))
    typer.echo(request["told"])


def check(id: RequestId) -> None:
    """What the rules would say if it were submitted now; nothing changes."""
    found = open_api().post("access-requests", id, "check")
    if found["allows"]:
        say(sv="Reglerna säger ja.", en="The rules say yes.")
        _warn(found["warnings"])
        return
    say(sv="Reglerna säger nej:", en="The rules say no:")
    for refusal in found["refusals"]:
        tell_refusal(refusal)
    raise typer.Exit(EXITS["refused"])


def compare(id: RequestId) -> None:
    """What is asked for beside what the ethics decisions cover, thing by thing."""
    found = open_api().get("access-requests", id, "coverage")
    table([(thing["kind"], thing["what"], thing["told"]) for thing in found], indent=0)
    if any(thing["state"] != "covered" for thing in found):
        raise typer.Exit(EXITS["refused"])


def submit(id: RequestId) -> None:
    """Submit a request: the rules are asked, the paper is signed."""
    request = open_api().post("access-requests", id, "submit")
    typer.echo(request["told"])
    _warn(request["warnings"])


def _warn(warnings: list[dict[str, str]]) -> None:
    if warnings:
        say(sv="Innan tillståndet kan utfärdas:", en="Before the permit can be issued:")
    for warning in warnings:
        tell_refusal(warning)


def withdraw(id: RequestId) -> None:
    """Take a request back."""
    typer.echo(open_api().post("access-requests", id, "withdraw")["told"])


def message(
    id: RequestId,
    text: Annotated[str, typer.Argument(help="What you want to say, in plain text; no patient is named.")],
) -> None:
    """Say something about a request to those who may read it."""
    open_api().post("access-requests", id, "messages", body={"text": text})
    say(sv="Meddelandet är skrivet.", en="The message is written.")


def conversation(id: RequestId) -> None:
    """What was said about a request, the oldest first."""
    for told in open_api().get("access-requests", id, "messages"):
        typer.echo(f"{moment(told['at'])}  {told['by']}\n{told['text']}\n")


def amend(permit: Annotated[str, typer.Argument(help="A permit.")], file: File) -> None:
    """Begin an access request that makes a permit another, from a file that says all of it; prints its id."""
    written = document(file)
    if isinstance(written, dict):
        written.pop("project", None)
    typer.echo(open_api().post("permits", permit, "amendments", body=written)["id"])


def amended(id: RequestId) -> None:
    """What a request would make another in the permit that it amends, and who decides anew."""
    found = open_api().get("access-requests", id, "amended")
    if found is None:
        say(sv="Begäran ändrar inget tillstånd.", en="The request amends no permit.")
        return
    table(
        [(one["told"], one["what"], f"{one['was'] or '–'} → {one['now'] or '–'}") for one in found["changes"]], indent=0
    )
    anew = ", ".join(found["touched"]) or "–"
    say(sv=f"Beslutar på nytt: {anew}", en=f"Decides anew: {anew}")


def extend(
    permit: Annotated[str, typer.Argument(help="A permit.")],
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day, that day inside.")],
    because: Annotated[str, typer.Option(help="Why the study needs longer.")],
) -> None:
    """Ask that a permit hold longer: once, and a month before it expires at the latest."""
    body = {"until": until.date().isoformat(), "because": because}
    asked = open_api().post("permits", permit, "extensions", body=body)["extensions"][-1]
    say(
        sv=f"Förlängning till {asked['until']} är begärd i handling {short(asked['paper'])}.",
        en=f"An extension until {asked['until']} is asked for in the paper {short(asked['paper'])}.",
    )


def list_requests() -> None:
    """The access requests that you may read."""
    api, after = open_api(), None
    while True:
        page = api.get("access-requests", **({"after": after} if after else {}))
        table([(line["id"], line["status"], line["told"]) for line in page["items"]], indent=0)
        after = page["next"]
        if after is None:
            return


def follow(
    id: RequestId,
    wait: Annotated[int, typer.Option(help="Go on until it is delivered, or for so many seconds.")] = 0,
) -> None:
    """Where a request is, each part of it, and the extract: until now, or until it is delivered."""
    api = open_api()
    request = api.get("access-requests", id, wait=min(wait, 30))
    typer.echo(request["told"])
    for refusal in request["held"]:
        tell_refusal(refusal)
    if request["returned_because"]:
        typer.echo(f"  {request['returned_because']}")
    parts = api.get("access-requests", id, "parts") if request["status"] != "draft" else []
    table([(part["controller"], part["told"]) for part in parts])
    for part in parts:
        if part["review"] and part["review"]["outcome"] == "refused" and part["basis"]:
            typer.echo(f"  {part['controller']}: {part['basis']['appeal_told']}")
    for permit in api.get("access-requests", id, "permits"):
        say(
            sv=f"Tillstånd {permit['id']}, gäller {permit['valid_from']} till {permit['last_day']}.",
            en=f"Permit {permit['id']}, valid from {permit['valid_from']} until {permit['last_day']}.",
        )
        if permit["replaced_by"]:
            other = permit["replaced_by"]
            say(sv=f"Tillståndet är ersatt av {other}.", en=f"The permit is replaced by {other}.", indent=2)
        if permit["revocation"]:
            on, why = permit["revocation"]["on"], permit["revocation"]["because"]
            say(sv=f"Återkallat {on}: {why}", en=f"Revoked on {on}: {why}")
        for extract in api.get("permits", permit["id"], "extracts"):
            _follow(api, extract, wait=wait)


def _tell_objections(objections: dict[str, Any] | None) -> None:
    """What is known of persons in the extract who have objected since it was made; nothing where there is nothing."""
    if objections is None:
        return
    for one in objections["told"]:
        say(
            sv=f"Invändningar sedan uttaget gjordes: {one['told']}. {one['next_step']}",
            en=f"Objections since the extract was made: {one['told']}. {one['next_step']}",
            indent=2,
        )
    if objections["trouble"]:
        code = objections["trouble"][0]
        say(
            sv=f"Det gick inte att ta reda på om någon har invänt ({code}).",
            en=f"It could not be found out whether anybody has objected ({code}).",
            indent=2,
        )


def _follow(api: Api, extract: dict[str, Any], *, wait: int) -> None:
    left = wait
    while True:
        typer.echo(f"  {extract['told']}")
        for refusal in extract["held"]:
            tell_refusal(refusal)
        if extract["progress"] == "failed":
            typer.echo(f"  {' '.join(extract['because'])}")
            raise typer.Exit(EXITS["extract-failed"])
        if extract["workspace_told"]:
            typer.echo(f"  {extract['workspace_told']}")
        for refusal in extract["closed"]:
            tell_refusal(refusal)
        for check in extract["note_checks"]:
            note_checks.tell(check)
        _tell_objections(extract["objections"])
        if extract["progress"] == "delivered" or extract["held"] or left <= 0:
            return
        before = extract["progress"]
        while left > 0 and extract["progress"] == before:
            step = min(left, 30)
            extract, left = api.get("extracts", extract["id"], wait=step), left - step
