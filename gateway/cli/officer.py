"""What stewards, coordinators and auditors do. Clients of the API alone."""

from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.cli.client import document, open_api
from gateway.cli.sheet import answers
from gateway.cli.telling import moment, say, short, table

RequestId = Annotated[str, typer.Argument(metavar="ID", help="An access request.")]
Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"])]


def review(
    id: RequestId,
    controller: Annotated[str, typer.Option(help="The controller whose part this is.")],
    grant: Annotated[bool, typer.Option("--grant/--refuse", help="What you decide.")],
    units: Annotated[int, typer.Option(help="How many of the controller's units the part concerns.")],
    capacity: Annotated[
        str,
        typer.Option("--as", help="In which capacity you decide: head_of_operations or consultation_group."),
    ],
    reasons: Annotated[str, typer.Option(help="Why; a refusal needs it, and so does `--keep`.")] = "",
    condition: Annotated[
        list[str] | None, typer.Option(help="ID=TEXT: what the project must accept first; may be given again.")
    ] = None,
    keep: Annotated[
        list[str] | None,
        typer.Option(help="Whose rows stay: care_block or protected_identity; may be given twice.", metavar="KIND"),
    ] = None,
    sheet: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, readable=True, help="The assessment sheet, filled in; YAML or JSON."),
    ] = None,
    point: Annotated[
        list[str] | None,
        typer.Option(help="POINT=ANSWER:REASON: a point of the sheet; may be given again.", metavar="POINT"),
    ] = None,
) -> None:
    """Decide your controller's part of a request, once."""
    written = [one.partition("=") for one in condition or ()]
    body = {
        "outcome": "granted" if grant else "refused",
        "reasons": reasons,
        "conditions": [{"id": name.strip(), "text": text.strip()} for name, _, text in written],
        "kept": keep or [],
        "units": units,
        "capacity": capacity,
        "answers": answers(sheet, point or []),
    }
    decided = open_api().post("access-requests", id, "parts", controller, "review", body=body)
    paper = short(decided["paper"] or "")
    say(sv=f"Beslutet är skrivet som handling {paper}.", en=f"The decision is written as the paper {paper}.")
    _tell_basis(decided["basis"])


def parts(id: RequestId) -> None:
    """Which controllers are asked, and what each has decided."""
    found = open_api().get("access-requests", id, "parts")
    for part in found:
        table([(part["controller"], part["told"], ", ".join(part["datasets"]))], indent=0)
        if part["route"] is not None:
            typer.echo(f"  {part['route']['told']}")
        _tell_basis(part["basis"])


def _tell_basis(basis: dict[str, str] | None) -> None:
    if basis is not None:
        say(sv=f"Stöd: {basis['paragraph']}.", en=f"Decided by: {basis['paragraph']}.", indent=2)
        for sentence in (basis["kind_told"], basis["appeal_told"]):
            typer.echo(f"  {sentence}")


def versions(id: RequestId) -> None:
    """What changed in a request since the version that was sent back."""
    found = open_api().get("access-requests", id, "versions")
    if found is None:
        say(sv="Begäran har inte återsänts.", en="The request was not sent back.")
        return
    before, now = found["sent_back"], found["present"]
    say(sv=f"Version {now} mot version {before}, som återsändes:", en=f"Version {now} beside {before}, sent back:")
    if not found["changes"]:
        say(sv="Inget är ändrat.", en="Nothing has changed.", indent=2)
    table([(one["told"], one["what"], f"{one['was'] or '–'} → {one['now'] or '–'}") for one in found["changes"]])


def samples(id: RequestId) -> None:
    """The biobanks whose samples a request is about, and what was decided on each."""
    found = open_api().get("access-requests", id, "samples")["biobanks"]
    rows = [(one["biobank"], one["body"], one["told"], ", ".join(one["datasets"])) for one in found]
    table(rows, indent=0)


def decide_samples(
    id: RequestId,
    biobank: Annotated[str, typer.Option(help="The biobank that you answer for, by its number.")],
    grant: Annotated[bool, typer.Option("--grant/--refuse", help="What you decide.")],
    reasons: Annotated[str, typer.Option(help="Why; a refusal needs it.")] = "",
) -> None:
    """Decide on the use of a biobank's samples in a request, once."""
    body = {"outcome": "granted" if grant else "refused", "reasons": reasons}
    decided = open_api().post("access-requests", id, "samples", biobank, "decision", body=body)
    paper = short(decided["paper"] or "")
    say(sv=f"Beslutet är skrivet som handling {paper}.", en=f"The decision is written as the paper {paper}.")


def send_back(id: RequestId, because: Annotated[str, typer.Option(help="What is missing.")]) -> None:
    """Send a request back to its applicant for completion."""
    request = open_api().post("access-requests", id, "send-back", body={"because": because})
    typer.echo(request["told"])


def ask_again(id: Annotated[str, typer.Argument(help="A request, a permit or an order that is held.")]) -> None:
    """Let the house try again what the rules refused at issue, order or delivery."""
    open_api().post("held", id, "ask-again")
    say(sv="Huset försöker på nytt.", en="The house tries again.")


def judge(
    id: RequestId,
    ground: Annotated[str, typer.Argument(help="The ground that is judged, as the refusal names it.")],
    reasons: Annotated[str, typer.Option(help="Why.")],
    accept: Annotated[bool, typer.Option("--accept/--reject", help="What was judged.")],
) -> None:
    """Record a person's judgement where the law leaves it to one: what the principal judged, and why."""
    body = {"ground": ground, "finding": "accepted" if accept else "rejected", "reasons": reasons}
    made = open_api().post("access-requests", id, "judgements", body=body)[-1]
    paper = short(made["paper"] or "")
    say(sv=f"Bedömningen är skriven som handling {paper}.", en=f"The judgement is written as the paper {paper}.")


def decide_extension(
    permit: Annotated[str, typer.Argument(help="A permit whose extension is asked for.")],
    grant: Annotated[bool, typer.Option("--grant/--refuse", help="What you decide.")],
    because: Annotated[str, typer.Option(help="Why.")],
) -> None:
    """Decide on the extension of a permit that its project asks for."""
    body = {"outcome": "granted" if grant else "refused", "because": because}
    decided = open_api().post("permits", permit, "extension-decisions", body=body)
    say(
        sv=f"Beslutet är skrivet: tillståndet gäller till {decided['last_day']}.",
        en=f"The decision is written: the permit holds until {decided['last_day']}.",
    )


def revoke(
    permit: Annotated[str, typer.Argument(help="A permit.")],
    because: Annotated[str, typer.Option(help="Why it ends.")],
) -> None:
    """End a permit early: nothing is ordered, delivered or read under it from now on, and its workspace closes."""
    made = open_api().post("permits", permit, "revocation", body={"because": because})["revocation"]
    paper = short(made["paper"] or "")
    say(sv=f"Återkallelsen är skriven som handling {paper}.", en=f"The revocation is written as the paper {paper}.")


def record_decision_against(
    project: Annotated[str, typer.Argument(help="A project.")],
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A file in JSON.")],
) -> None:
    """Put on record what was decided against a study (a revocation, an order), or that it was lifted."""
    written = open_api().post("projects", project, "ethics-decisions-against", body=document(file))
    rows = [(one["case_number"], one["kind"], one["decided_on"], one["lifted_on"] or "–") for one in written["against"]]
    table(rows, indent=0)


def verify_approval(
    project: Annotated[str, typer.Argument(help="A project.")],
    case_number: Annotated[str, typer.Argument(help="The decision, by its case number.")],
    document: Annotated[Path, typer.Option(exists=True, dir_okay=False, readable=True, help="The decision itself.")],
) -> None:
    """Say that an ethics decision on record agrees with the document in your hand; the file does not leave here."""
    digest = f"sha256:{sha256(document.read_bytes()).hexdigest()}"
    body = {"case_number": case_number, "document": digest}
    made = open_api().post("projects", project, "ethics-verifications", body=body)
    paper = short(made["paper"] or "")
    say(sv=f"Jämförelsen är skriven som handling {paper}.", en=f"The verification is written as the paper {paper}.")


def register_person(
    id: Annotated[str, typer.Argument(help="The id that person signs in with.")],
    name: Annotated[str, typer.Option(help="Their name.")],
    organisation: Annotated[str, typer.Option(help="Where they work.")],
) -> None:
    """Put a person on record, so that requests can name them."""
    open_api().post("people", body={"id": id, "name": name, "organisation": organisation})
    say(sv=f"{id} står på listan.", en=f"{id} is on record.")


def train_person(id: Annotated[str, typer.Argument(help="A person on record.")], on: Day, until: Day) -> None:
    """Put training on record that somebody has taken; both days inside."""
    body = {"on": on.date().isoformat(), "until": until.date().isoformat()}
    open_api().put("people", id, "training", body=body)
    say(sv=f"Utbildningen är antecknad för {id}.", en=f"The training of {id} is on record.")


def ledger(
    after: Annotated[int, typer.Option(help="Begin after this line.")] = -1,
    limit: Annotated[int, typer.Option(help="At most so many lines.")] = 1_000_000,
) -> None:
    """What was done, line by line; the looking is a line too."""
    api, left, asked = open_api(), limit, dict[str, Any]()
    while left > 0:
        page = api.get("ledger", after=after, limit=min(left, 200), **asked)
        table([ledger_row(line) for line in page["items"]], indent=0)
        left -= len(page["items"])
        after, asked = page["next"], {"asked": page["asked"]}
        if after is None:
            return


def ledger_row(line: dict[str, Any]) -> tuple[str, ...]:
    """A line of the ledger in one row."""
    because = f" [{', '.join(line['because'])}]" if line["because"] else ""
    told = f"{line['told']}{because}"
    return f"{line['sequence']:>5}", moment(line["at"], finely=True), line["actor"], line["subject"], told
