"""Documents of ethics decisions: handed in, listed, saved."""

from hashlib import sha256
from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.client import open_api
from gateway.cli.endings import end
from gateway.cli.letters import save
from gateway.cli.telling import choose, say, table

ProjectId = Annotated[str, typer.Argument(metavar="PROJECT", help="A project.")]


def keep_document(
    project: ProjectId,
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The document as it came.")],
) -> None:
    """Hand in the PDF of an ethics decision whose digest is on record; the house keeps it."""
    try:
        content = file.read_bytes()
    except OSError:
        end("invalid", choose(sv=f"Filen {file} går inte att läsa.", en=f"The file {file} cannot be read."))
    open_api().place("projects", project, "documents", f"sha256:{sha256(content).hexdigest()}", content=content)
    say(sv="Handlingen är bevarad.", en="The document is kept.")


def documents(project: ProjectId) -> None:
    """The documents that the project's decisions name, and which of them are kept."""
    kept, missing = choose(sv="bevarad", en="kept"), choose(sv="inte inlämnad", en="not handed in")
    found = open_api().get("projects", project, "documents")
    table([(one["case_number"], kept if one["kept"] else missing, one["digest"], one["title"]) for one in found])


def document(
    id: Annotated[str, typer.Argument(metavar="ID", help="A project, or a request of it.")],
    digest: Annotated[str, typer.Argument(help="The document's digest, `sha256:…`.")],
    to: Annotated[Path, typer.Option(help="A new file.")],
) -> None:
    """Save a document that is kept."""
    api = open_api()
    save(to, api.fetch_whole("access-requests" if id.startswith("request-") else "projects", id, "documents", digest))
    say(sv=f"Handlingen ligger i {to}.", en=f"The document lies in {to}.")
