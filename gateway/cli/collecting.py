"""What comes of a request: counts, papers, dictionary; and what the catalog holds. Clients of the API alone."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.client import Api, open_api
from gateway.cli.telling import choose, say, table


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
    table([(use["code"], ", ".join(use["terms"]), str(use["months"] or "")) for use in found["uses"]])
    if bank := found["biobank"]:
        say(
            sv=f"Ur prover i biobank {bank['number']} ({bank['body']}): även den biobanksansvarige beslutar.",
            en=f"From samples of biobank {bank['number']} ({bank['body']}): whoever answers for it decides too.",
        )
    if found["donated"]:
        say(
            sv="Donerad: bara de vars donation gäller ingår, och bara om vårdgivaren använder donerade uppgifter.",
            en="Donated: only those whose donation holds are included, and only if the controller uses donated data.",
        )
    if found["health_categories"]:
        typer.echo(f"  EHDS 51(1): {', '.join(found['health_categories'])}")
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
