"""drawings/doors.md: every import contract as it is configured."""

import tomllib
from collections.abc import Mapping
from typing import Any

from docs.drawing.page import REPOSITORY, names, page


def doors() -> str:
    """Every import contract as it is configured."""
    configured = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    parts = ["Who may import whom. `make doors` checks it; `tests/architecture` forces each door once.\n"]
    for contract in configured["contracts"]:
        parts += [f"## {contract['name']}\n", told(contract) + "\n"]
    return page("The doors", *parts)


def told(contract: Mapping[str, Any]) -> str:
    """One contract in a sentence, its layers as a drawing."""
    match contract["type"]:
        case "layers":
            inside = f"Inside `{contract['containers'][0]}`, from" if "containers" in contract else "From"
            inwards = f"{inside} the front door inwards; a line may import what stands below it."
            return f"{inwards}\n\n```\n{layers(contract)}\n```"
        case "forbidden":
            return f"{names(contract['source_modules'])} never reach {names(contract['forbidden_modules'])}."
        case "protected":
            return f"{names(contract['protected_modules'])}: only by {names(contract['allowed_importers'])}."
        case "independence":
            return f"{names(contract['modules'])} do not know each other."
        case _:
            return f"In {names(contract['ancestors'])}."


def layers(contract: Mapping[str, Any]) -> str:
    """The layers, one to a line, without the brackets that let one be absent."""
    return "\n".join(str(layer).replace("(", "").replace(")", "").replace(" : ", ", ") for layer in contract["layers"])
