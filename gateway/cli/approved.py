"""What an approval covers on some days, as lines."""

from collections.abc import Mapping
from typing import Any

import typer

from gateway.cli.telling import choose, table


def tell_stretch(stretch: Mapping[str, Any]) -> None:
    """The days, the decisions that apply on them, and what they cover together."""
    approval = stretch["ethics_approval"]
    scope = approval["scope"]
    last = stretch["last"] or choose(sv="tills vidare", en="until further notice")
    typer.echo(f"{stretch['first']} – {last}: {', '.join(stretch['decisions'])}")
    table(
        [
            (choose(sv="datamängder", en="datasets"), ", ".join(scope["datasets"])),
            (choose(sv="variabelgrupper", en="variable groups"), ", ".join(scope["groups"])),
            (choose(sv="period", en="period"), f"{scope['period']['from']} – {scope['period']['to']}"),
            (choose(sv="population", en="population"), ", ".join(scope["population"])),
            (choose(sv="högst antal personer", en="persons at most"), str(approval["maximum_persons"])),
            (choose(sv="huvudmän", en="principals"), ", ".join(approval["principals"])),
            (choose(sv="ansvarig forskare", en="investigator"), approval["investigator"]),
        ]
    )
