"""Which form the tables of a store have, and which one this version of the house works with."""

from dataclasses import dataclass
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from gateway.adapters.sql.engine import reading
from gateway.domain.errors import Misconfigured

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """`found` is None where the store has no tables yet."""

    found: str | None
    newest: str

    @property
    def is_newest(self) -> bool:
        """Whether nothing is to be migrated."""
        return self.found == self.newest


def form_of(engine: Engine) -> Form:
    """Reads, and changes nothing. Raises Misconfigured for a form that only a newer version knows."""
    with reading(engine) as connection:
        return form_at(connection)


def form_at(connection: Connection) -> Form:
    """The same inside somebody's transaction."""
    scripts = ScriptDirectory(str(MIGRATIONS))
    found = MigrationContext.configure(connection).get_current_revision()
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise Misconfigured(f"The store has form {found}, which a newer version of slussen gave it: use that version.")
    return Form(found=found, newest=scripts.get_current_head() or "")


def check_form(engine: Engine) -> None:
    """Raises Misconfigured where the tables do not have the form of this version."""
    if not form_of(engine).is_newest:
        raise Misconfigured("The store has an older form: `slussen operator migrate` brings it to the newest.")
