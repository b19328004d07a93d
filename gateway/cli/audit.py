"""The auditor's desk by typing: who saw or did what. Clients of the API alone."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.client import Api, open_api
from gateway.cli.endings import end
from gateway.cli.officer import ledger_row
from gateway.cli.telling import choose, day_of, say, short, table
from gateway.domain.chain import signed_on
from gateway.domain.exporting import Form
from spark_jobs.papers.errors import PaperError
from spark_jobs.papers.paper import Kind, SignedPaper
from spark_jobs.papers.trust import TrustFile

Project = Annotated[str | None, typer.Option(help="In this project.")]
Who = Annotated[str | None, typer.Option(help="By this person.")]
Dataset = Annotated[str | None, typer.Option(help="About this dataset.")]
Controller = Annotated[str | None, typer.Option(help="About this controller's data.")]
Subject = Annotated[str | None, typer.Option(help="About this thing: a request, a permit, an extract, a workspace.")]
EventName = Annotated[str | None, typer.Option(help="This event alone, as the reference names it.")]
Verb = Annotated[str | None, typer.Option(help="By this verb alone.")]
Seen = Annotated[str | None, typer.Option("--way", help="saw or did: what was looked at, or what was done.")]
First = Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day.")]
Last = Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="The last day.")]


def search(
    project: Project = None,
    actor: Who = None,
    dataset: Dataset = None,
    controller: Controller = None,
    subject: Subject = None,
    event: EventName = None,
    verb: Verb = None,
    way: Seen = None,
    begins: First = None,
    until: Last = None,
    as_json: Annotated[bool, typer.Option("--json", help="The API's own lines, one array.")] = False,
) -> None:
    """Who saw or did what: the lines of which all that is named holds. The question is a line of the ledger."""
    asked = question(
        project=project,
        actor=actor,
        dataset=dataset,
        controller=controller,
        subject=subject,
        event=event,
        verb=verb,
        way=way,
        begins=begins,
        until=until,
    )
    found = _lines(open_api(), asked)
    if as_json:
        typer.echo(json.dumps(list(found), indent=2, ensure_ascii=False))
        return
    rows = [ledger_row(line) for line in found]
    table(rows, indent=0)
    say(sv=f"{len(rows)} rader.", en=f"{len(rows)} lines.")


def permit(
    id: Annotated[str, typer.Argument(metavar="PERMIT", help="A permit.")],
    as_json: Annotated[bool, typer.Option("--json", help="The API's own answer.")] = False,
) -> None:
    """Everything there is of one permit: its papers and every line about it, told in sentences and checked."""
    found = open_api().get("permits", id, "evidence")
    if as_json:
        typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
    else:
        _tell(found)
    if found["faults"]:
        say_no = choose(sv="Något av detta håller INTE.", en="Something of this DOES NOT HOLD.")
        end("chain-broken", say_no)


def _tell(found: dict[str, Any]) -> None:
    for paper in found["papers"]:
        for sentence in paper["told"]:
            typer.echo(sentence)
    typer.echo()
    for line in found["entries"]:
        typer.echo(f"{line['sequence']:>5}  {line['sentence']}")
    typer.echo()
    for fault in found["faults"]:
        typer.secho(f"  {fault}", fg="red")
    papers, lines, head = len(found["papers"]), len(found["entries"]), found["head"]
    say(
        sv=f"{papers} handlingar, {lines} rader; skyddade av signerat huvud till och med rad {head}.",
        en=f"{papers} papers, {lines} lines; protected by a signed head up to line {head}.",
    )


def export(
    into: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; the signed note lies beside it.")],
    form: Annotated[Form, typer.Option(help="csv (RFC 4180), or fhir (R4 AuditEvent, one on each line).")] = Form.CSV,
    project: Project = None,
    actor: Who = None,
    dataset: Dataset = None,
    controller: Controller = None,
    subject: Subject = None,
    event: EventName = None,
    verb: Verb = None,
    way: Seen = None,
    begins: First = None,
    until: Last = None,
) -> None:
    """Write down the lines that answer a question, for somebody else, with a signed note beside them."""
    asked = question(
        project=project,
        actor=actor,
        dataset=dataset,
        controller=controller,
        subject=subject,
        event=event,
        verb=verb,
        way=way,
        begins=begins,
        until=until,
    )
    api = open_api()
    made = api.post("ledger", "exports", form=form.value, **asked)
    api.fetch("ledger", "exports", str(made["asked"]), into=into)
    _note_of(into).write_text(json.dumps(made["note"], ensure_ascii=False), encoding="utf-8")
    say(
        sv=f"{into} och {_note_of(into).name} är skrivna. Pröva dem med slussen audit check.",
        en=f"{into} and {_note_of(into).name} are written. Check them with slussen audit check.",
    )


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What was exported; the signed note lies beside it.")],
    trust: Annotated[Path, typer.Option(help="The trust file that names the gateway's key.")],
) -> None:
    """Hold an export against its signed note, without a gateway and without a network."""
    try:
        note = SignedPaper.from_json(_note_of(file).read_bytes())
        TrustFile.read(trust).verify(note, on=signed_on(note) or date.min)
    except OSError:
        end("invalid", choose(sv="Filens följesedel går inte att läsa.", en="The file's note cannot be read."))
    except PaperError as broken:
        end("chain-broken", broken.sentence)
    if note.kind is not Kind.LEDGER_EXPORT or digest_of_file(file) != note.body["content"]:
        end("chain-broken", choose(sv="Filen är inte den som signerades.", en="This is not the file that was signed."))
    body = note.body
    asked, head = ", ".join(body["question"]) or choose(sv="allt", en="everything"), body["head"]
    say(
        sv=f"Håller: {body['by']} frågade {day_of(body['made_at'])} efter {asked}; liggaren slutade vid rad "
        f"{head['sequence']} ({short(head['digest'])}).",
        en=f"Holds: {body['by']} asked on {day_of(body['made_at'])} for {asked}; the ledger ended at line "
        f"{head['sequence']} ({short(head['digest'])}).",
    )


def digest_of_file(file: Path) -> str:
    """As a note tells it, read piece by piece."""
    content = hashlib.sha256()
    try:
        with file.open("rb") as opened:
            while piece := opened.read(1 << 20):
                content.update(piece)
    except OSError:
        end("invalid", choose(sv=f"Filen {file} går inte att läsa.", en=f"The file {file} cannot be read."))
    return f"sha256:{content.hexdigest()}"


def _note_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.note.json")


def question(*, begins: datetime | None, until: datetime | None, **named: str | None) -> dict[str, str]:
    """What was typed, as the API is asked."""
    days = {name: day.date().isoformat() for name, day in (("from", begins), ("until", until)) if day is not None}
    return {name: value for name, value in named.items() if value is not None} | days


def _lines(api: Api, asked: dict[str, str]) -> Iterator[dict[str, Any]]:
    page = api.get("ledger", limit=200, **asked)
    yield from page["items"]
    while page["next"] is not None:
        page = api.get("ledger", limit=200, asked=page["asked"], after=page["next"])
        yield from page["items"]
