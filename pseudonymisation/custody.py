"""The port of custody: who may open which project's code key, for which permit, and why."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pseudonymisation.code_key import CodeKey


class Why(StrEnum):
    """What a code key is opened for; there is no opening without one of these."""

    EXTRACT = "extract"
    RESOLVE = "resolve"
    TELL = "tell"
    DESTROY = "destroy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One opening, as it is recorded: the project, the permit's digest, the paper that asks, and why."""

    project: str
    permit: str
    asked_by: str
    why: Why


class Custody(Protocol):
    """Keeps the secrets of projects. Whoever implements it records every opening before the key is handed out."""

    def open(self, opening: Opening, /) -> CodeKey:
        """The project's code key, made with the project's first order; refused where it is destroyed or lost."""

    def destroy(self, opening: Opening, /) -> None:
        """Leaves a tombstone where the secret was; its pseudonyms can never be made again."""
