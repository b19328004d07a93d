"""How long each thing may take, as it lies among the policies."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gateway.domain.actor import Role
from gateway.domain.deadline import Duty, Term, Terms, Unit
from gateway.domain.errors import Misconfigured

FILE = Path("deadlines") / "data.json"
"""Where it lies in a folder of policies: a bundle reads files of this name alone."""

Length = Annotated[int, Field(ge=1, le=1000, strict=True)]


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Term(_Written):
    length: Length
    unit: Unit
    prolonged_by: Annotated[int, Field(ge=0, le=1000, strict=True)] = 0
    desk: Role
    soon_days: Annotated[int, Field(ge=0, le=366, strict=True)]
    paragraph: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]


class _Deadlines(_Written):
    terms: dict[Duty, _Term]


def read_terms(policies: Path) -> Terms:
    """
    The terms in a folder of policies, one for every duty.

    Raises Misconfigured, in one sentence, where one is missing, unknown or misshapen.
    """
    try:
        written = _Deadlines.model_validate_json((policies / FILE).read_bytes())
    except OSError:
        raise Misconfigured(f"The policies have no {FILE}: nobody knows how long anything may take.") from None
    except ValidationError as fault:
        where = "/".join(str(step) for step in fault.errors()[0]["loc"])
        raise Misconfigured(f"{FILE} among the policies is not well formed at /{where}.") from None
    missing = [duty for duty in Duty if duty not in written.terms]
    if missing:
        raise Misconfigured(f"{FILE} among the policies says nothing of {missing[0]}.")
    return {duty: Term(duty=duty, **term.model_dump(exclude={"source"})) for duty, term in written.terms.items()}
