"""Of which kinds of objection projects are told after an extract, as it lies among the policies."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from gateway.domain.errors import Misconfigured

FILE = Path("objections") / "data.json"
"""Where the table of objections lies in a folder of policies."""

TOLD = "told_to_projects"


class _After(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    effect: str
    paragraph: str
    parameter: str | None = None


class _Kind(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    after_delivery: _After


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: dict[str, Any]
    kinds: dict[str, _Kind]


def read_told_kinds(policies: Path) -> tuple[str, ...]:
    """The kinds, sorted. Raises Misconfigured, in one sentence, where the table is missing or misshapen."""
    try:
        written = _Table.model_validate_json((policies / FILE).read_bytes())
    except OSError:
        raise Misconfigured(f"The policies have no {FILE}: nobody knows what an objection means.") from None
    except ValidationError as fault:
        where = "/".join(str(step) for step in fault.errors()[0]["loc"])
        raise Misconfigured(f"{FILE} among the policies is not well formed at /{where}.") from None
    return tuple(sorted(kind for kind, meaning in written.kinds.items() if meaning.after_delivery.effect == TOLD))
