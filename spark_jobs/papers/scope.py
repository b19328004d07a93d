"""Within which one identity keeps one pseudonym: the project and a domain."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Two scopes never join: a pseudonym means nothing outside its own."""

    project: str
    domain: str
