"""What researchers do: ask, follow, collect. Clients of the API alone."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.client import Api, document, open_api
from gateway.cli.endings import EXITS, tell_refusal
from gateway.cli.telling import choose, say, short, table

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A file in JSON.")]
RequestId = Annotated[str, typer.Argument(metavar="ID", help="An access request.")]


def open_project(
    title: Annotated[str, typer.Argument(help="What is studied, in a line.")],
    principal: Annotated[str, typer.Option(help="The research principal (forskningshuvudman).")],
) -> None:
    """Open a project: one study under one base ethics approval."""
    project = open_api().post("projects", body={"title": title, "principal": principal})
    typer.echo(project["id"])


def record_approval(project: Annotated[str, typer.Argument(help="A project.")], file: File) -> None:
    """Put the ethics approval of a project on record, or correct it."""
    written = open_api().put("projects", project, "ethics-approval", body=document(file))
    say(
        sv=f"Etikgodkännandet är antecknat som handling {short(written['ethics_paper'])}.",
        en=f"The ethics approval is on record as the paper {short(written['ethics_paper'])}.",
    )


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
        return
    say(sv="Reglerna säger nej:", en="The rules say no:")
    for refusal in found["refusals"]:
        tell_refusal(refusal)
    raise typer.Exit(EXITS["refused"])


def submit(id: RequestId) -> None:
    """Submit a request: the rules are asked, the paper is signed."""
    request = open_api().post("access-requests", id, "submit")
    typer.echo(request["told"])


def withdraw(id: RequestId) -> None:
    """Take a request back."""
    typer.echo(open_api().post("access-requests", id, "withdraw")["told"])


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
    for permit in api.get("access-requests", id, "permits"):
        say(
            sv=f"Tillstånd {permit['id']}, gäller {permit['valid_from']} till {permit['valid_until']}.",
            en=f"Permit {permit['id']}, valid from {permit['valid_from']} until {permit['valid_until']}.",
        )
        for extract in api.get("permits", permit["id"], "extracts"):
            _follow(api, extract, wait=wait)


def attrition(
    permit: Annotated[str, typer.Argument(help="A permit.")],
    exact: Annotated[bool, typer.Option("--exact", help="By reason: for controllers, coordinators, auditors.")] = False,
) -> None:
    """How many were asked for and how many delivered; with --exact, why others were left out."""
    api = open_api()
    for extract in api.get("permits", permit, "extracts"):
        counted = api.get("extracts", extract["id"], "attrition" if exact else "totals")
        table(exact_rows(counted) if exact else rounded_rows(counted))


def list_datasets() -> None:
    """What the catalog holds."""
    api, after, found = open_api(), None, []
    while True:
        page = api.get("catalog", "datasets", **({"after": after} if after else {}))
        found += [(item["dataset"], item["controller_name"], _words(item["title"])) for item in page["items"]]
        after = page["next"]
        if after is None:
            break
    table(found, indent=0)


def show_dataset(dataset: Annotated[str, typer.Argument(help="A dataset of the catalog.")]) -> None:
    """One dataset: its columns, how sensitive each is, and how it may leave."""
    found = open_api().get("catalog", "datasets", dataset)
    typer.echo(f"{_words(found['title'])} · {_words(found['description'])}")
    for described in found["tables"]:
        typer.secho(f"\n{described['name']}  ({described['group']})", bold=True)
        table(
            [
                (column["name"], column["sensitivity"], ", ".join(column["treatments"]), _words(column["description"]))
                for column in described["columns"]
            ]
        )


def collect(
    permit: Annotated[str, typer.Argument(help="A permit.")],
    to: Annotated[Path, typer.Option(help="A new or empty folder.")],
) -> None:
    """Fetch the papers, the dictionary and the report of a delivery; the rows stay in the workspace."""
    api = open_api()
    traced, issued = api.get("permits", permit, "trace"), api.get("permits", permit)
    extracts = api.get("permits", permit, "extracts")
    to.mkdir(parents=True, exist_ok=True)
    write_papers(to / "papers", traced["papers"])
    described = [_described(api, name, issued["columns"]) for name in issued["datasets"]]
    (to / "dictionary.json").write_text(json.dumps(described, ensure_ascii=False, indent=2) + "\n", "utf-8")
    report = {
        "permit": issued,
        "extracts": [
            {**extract, "totals": api.get("extracts", extract["id"], "totals")}
            for extract in extracts
            if extract["manifest"]
        ],
    }
    (to / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=2) + "\n", "utf-8")
    say(
        sv=f"{len(traced['papers'])} handlingar, variabellista, rapport ligger i {to}. Raderna stannar i arbetsytan.",
        en=f"{len(traced['papers'])} papers, dictionary and report lie in {to}. The rows stay in the workspace.",
    )


def write_papers(folder: Path, papers: list[dict[str, Any]]) -> None:
    """One file per paper, numbered in the order they came."""
    folder.mkdir(parents=True, exist_ok=True)
    for place, paper in enumerate(papers, start=1):
        text = json.dumps(paper, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        (folder / f"{place:02d}-{paper['kind']}.json").write_text(text, "utf-8")


def exact_rows(counted: dict[str, Any]) -> list[tuple[str, str]]:
    """Asked for, left out by reason, delivered: the numbers below each other, and they add up."""
    return [
        (f"{counted['cohort_persons']:>7}", choose(sv="i kohorten", en="in the cohort")),
        *(
            (f"−{excluded['persons']:>6}", f"{excluded['kind']}: {excluded['told']}")
            for excluded in counted["exclusions"]
        ),
        (f"{counted['delivered_persons']:>7}", choose(sv="levererade", en="delivered")),
    ]


def rounded_rows(counted: dict[str, Any]) -> list[tuple[str, str]]:
    """What a researcher is told."""
    return [
        (rounded(counted["cohort_persons"]), choose(sv="i kohorten", en="in the cohort")),
        (rounded(counted["delivered_persons"]), choose(sv="levererade", en="delivered")),
        *(
            (rounded(rows), choose(sv=f"rader i {name}", en=f"rows in {name}"))
            for name, rows in counted["rows"].items()
        ),
    ]


def rounded(count: dict[str, int]) -> str:
    """`480–489`, or `< 10`."""
    if count["at_least"] == 0:
        return f"< {count['below']}"
    return f"{count['at_least']}–{count['below'] - 1}"


def _follow(api: Api, extract: dict[str, Any], *, wait: int) -> None:
    left = wait
    while True:
        typer.echo(f"  {extract['told']}")
        for refusal in extract["held"]:
            tell_refusal(refusal)
        if extract["progress"] == "failed":
            typer.echo(f"  {' '.join(extract['because'])}")
            raise typer.Exit(EXITS["extract-failed"])
        if extract["progress"] == "delivered" or extract["held"] or left <= 0:
            return
        before = extract["progress"]
        while left > 0 and extract["progress"] == before:
            step = min(left, 30)
            extract, left = api.get("extracts", extract["id"], wait=step), left - step


def _described(api: Api, dataset: str, columns: list[dict[str, Any]]) -> dict[str, Any]:
    found = api.get("catalog", "datasets", dataset)
    wanted = {(column["table"], column["column"]) for column in columns if column["dataset"] == dataset}
    tables = [
        {**described, "columns": [c for c in described["columns"] if (described["name"], c["name"]) in wanted]}
        for described in found["tables"]
    ]
    return {**found, "tables": [described for described in tables if described["columns"]]}


def _words(text: dict[str, str]) -> str:
    return choose(sv=text["sv"], en=text["en"])
