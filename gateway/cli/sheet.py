"""The assessment sheet of a part: shown before it is decided, written out to be filled in, and read again."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any, NoReturn

import typer
import yaml

from gateway.cli.client import open_api
from gateway.cli.endings import end
from gateway.cli.telling import choose, say

WIDTH = 110

Answer = Mapping[str, str]


def sheet(
    id: Annotated[str, typer.Argument(metavar="ID", help="An access request.")],
    controller: Annotated[str, typer.Option(help="The controller whose part this is.")],
    template: Annotated[
        Path | None, typer.Option(help="A new file with the points that you answer, for `slussen review --sheet`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="As the API tells it.")] = False,
) -> None:
    """What is assessed before a part is decided: what the rules compute of it, and what you sign."""
    found = open_api().get("access-requests", id, "parts", controller, "sheet")
    if template is not None:
        _lay(template, "\n".join(_template(id, found)))
        say(sv=f"{template} väntar på dina svar.", en=f"{template} waits for your answers.")
    elif as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        for line in _told(found):
            typer.echo(line)


def answers(file: Path | None, points: list[str]) -> list[Answer]:
    """What a filled-in sheet says, and each `ID=ANSWER:REASON` after it. A point without an answer is left out."""
    found = [] if file is None else list(_read(file))
    for written in points:
        point, _, said = written.partition("=")
        answer, _, reason = said.partition(":")
        found.append({"point": point.strip(), "answer": answer.strip(), "reason": reason.strip()})
    return found


def _told(found: Mapping[str, Any]) -> Iterator[str]:
    if not found["points"]:
        yield choose(sv="Beslutet har inget bedömningsunderlag.", en="The decision has no assessment sheet.")
    for point in found["points"]:
        yield f"{point['id']}: {point['outcome_told']}"
        yield from _wrapped(f"{point['question']} ({point['paragraph']})")
        yield from _wrapped(point["reason"])
        for lacking in point["missing"]:
            yield from _wrapped(f"✗ {lacking['code']}: {lacking['sentence']}")


def _template(id: str, found: Mapping[str, Any]) -> Iterator[str]:
    head = choose(
        sv=f"Bedömningsunderlag för {found['controller']} i {id}. Skriv svar och skäl vid varje punkt.",
        en=f"Assessment sheet of {found['controller']} in {id}. Write answer and reason at each point.",
    )
    yield f"# {head}"
    for point in found["points"]:
        if point["choices"]:
            choices = ", ".join(point["choices"])
            yield ""
            yield from (f"# {line}" for line in wrap(f"{point['question']} ({point['paragraph']})", WIDTH))
            yield f"{point['id']}:"
            yield f"  answer:  # {choices}"
            yield '  reason: ""'
    yield ""


def _wrapped(text: str) -> list[str]:
    return [f"  {line}" for line in wrap(text, WIDTH)]


def _lay(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        end("invalid", choose(sv=f"Filen {path} finns redan.", en=f"The file {path} exists already."))
    except OSError:
        end("invalid", choose(sv=f"Filen {path} går inte att skriva.", en=f"The file {path} cannot be written."))


def _read(path: Path) -> Iterator[Answer]:
    # Read as nodes: for YAML's own types a bare `yes` is a truth value, and of a point written twice the last would do.
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except OSError:
        end("invalid", choose(sv=f"Filen {path} går inte att läsa.", en=f"The file {path} cannot be read."))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
        end("invalid", choose(sv=f"Filen {path} är varken YAML eller JSON.", en=f"{path} is no YAML or JSON."))
    for point, said in _pairs(node, path):
        texts = {name: text.value for name, text in _pairs(said, path) if isinstance(text, yaml.ScalarNode)}
        if len(texts) != len(said.value) or not texts.keys() <= {"answer", "reason"}:
            _misshapen(path)
        if texts.get("answer", "").strip():
            yield {"point": point, "answer": texts["answer"].strip(), "reason": texts.get("reason", "").strip()}


def _pairs(node: yaml.Node | None, path: Path) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        _misshapen(path)
    yield from ((str(name.value), value) for name, value in node.value)


def _misshapen(path: Path) -> NoReturn:
    sentence = choose(
        sv=f"Filen {path} har inte varje punkt med answer och reason.",
        en=f"The file {path} does not have each point with its answer and reason.",
    )
    end("invalid", sentence)
