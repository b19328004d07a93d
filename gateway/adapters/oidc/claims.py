"""What a provider's claims make of somebody: by a mapping that an operator writes; what it does not name is nothing."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from catalog.model import ControllerId
from gateway.domain.actor import HOUSE, Actor, ActorKind, Role
from gateway.domain.errors import Misconfigured

SERVICE: Final = "service:"
"""What the id of a system begins with, and nobody else's."""

MOST_TEXTS: Final = 200
LONGEST_TEXT: Final = 180

SWAMID: Final = "http://www.swamid.se/policy/assurance/al"
DIGG: Final = "http://id.elegnamnden.se/loa/1.0/loa"
SAMBI: Final = "http://id.sambi.se/loa/loa"
LEVELS: Final[Mapping[str, int]] = {
    **{f"{SWAMID}{level}": level for level in (1, 2, 3)},
    # The Swedish levels for e-identification: SITHS and BankID are level 3 there, which asks for two factors.
    **{f"{DIGG}{level}": min(level, 3) for level in (2, 3, 4)},
    **{f"{SAMBI}{level}": min(level, 3) for level in (1, 2, 3, 4)},
}
TWO_FACTORS: Final = (
    "https://refeds.org/profile/mfa",
    *(f"{federation}{level}" for federation in (DIGG, SAMBI) for level in (3, 4)),
)
KNOWN: Final = frozenset({"pwd", "pin", "kba"})
"""RFC 8176: something somebody knows. Each of the others on the next list is something somebody has or is."""

HELD: Final = frozenset({"otp", "hwk", "swk", "sc", "sms", "tel", "pop", "face", "fpt", "iris", "retina", "vbm"})


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Named(_Strict):
    """A claim and what its values mean here; a value that is not listed means nothing."""

    claim: str
    values: Mapping[str, Role] = Field(default_factory=dict)


class ClaimMapping(_Strict):
    """The file behind SLUSSEN_OIDC_CLAIMS_FILE. Without it nobody has a role but by what is recorded in the house."""

    person: Annotated[str, Field(description="Who it is: never given to another person.")] = "sub"
    name: Annotated[str, Field(description="What they are called on a page.")] = "name"
    organisation: Annotated[str, Field(description="Whom they act for.")] = "organisation"
    roles: Named | None = None
    controllers: Annotated[str | None, Field(description="A list of the controllers a steward decides for.")] = None
    biobanks: Annotated[str | None, Field(description="A list of biobanks' numbers.")] = None
    assurance: Annotated[tuple[str, ...], Field(description="The claims that tell the level.")] = (
        "acr",
        "eduperson_assurance",
    )
    levels: Annotated[Mapping[str, Annotated[int, Field(ge=0, le=4)]], Field(description="Level by value.")] = Field(
        default_factory=lambda: dict(LEVELS)
    )
    two_factors: Annotated[tuple[str, ...], Field(description="Values of `acr` that take two factors.")] = TWO_FACTORS

    @classmethod
    def read(cls, path: Path | None) -> "ClaimMapping":
        """That file's, or the defaults. Raises Misconfigured."""
        if path is None:
            return cls()
        try:
            return cls.model_validate_json(path.read_bytes())
        except OSError:
            raise Misconfigured(f"There is no mapping of claims at {path}.") from None
        except ValidationError as broken:
            first = broken.errors(include_input=False, include_url=False)[0]
            where = "/".join(str(step) for step in first["loc"])
            raise Misconfigured(f"The mapping of claims at {path} is wrong at /{where}: {first['msg']}.") from None

    def person_of(self, claims: Mapping[str, Any]) -> Actor:
        """Raises ValueError for a claim of another form than its own."""
        id = _text(claims.get(self.person))
        if id == HOUSE.id or id.startswith(SERVICE):
            # The house's own actor never comes through a door, and a person never in the name of a system.
            raise ValueError("nobody signs in by that name")
        return self._actor(claims, id=id, kind=ActorKind.PERSON, organisation=_text(claims.get(self.organisation)))

    def name_of(self, claims: Mapping[str, Any]) -> str | None:
        """What they are called, where a text says so: nothing rests on it."""
        try:
            return _text(claims.get(self.name))
        except ValueError:
            return None

    def service_of(self, claims: Mapping[str, Any], *, client: str) -> Actor:
        """A system that signed in by itself: it has no level and no factors. Raises ValueError as `person_of`."""
        told = {name: value for name, value in claims.items() if name not in {*self.assurance, "amr"}}
        return self._actor(told, id=f"{SERVICE}{client}", kind=ActorKind.SERVICE, organisation=f"{SERVICE}{client}")

    def _actor(self, claims: Mapping[str, Any], *, id: str, kind: ActorKind, organisation: str) -> Actor:
        return Actor(
            id=id,
            kind=kind,
            organisation=organisation,
            roles=self._roles(claims),
            controllers=tuple(ControllerId(text) for text in _texts(claims, self.controllers)),
            biobanks=tuple(_texts(claims, self.biobanks)),
            assurance=self._level(claims),
            mfa=self._two_factors(claims),
        )

    def _roles(self, claims: Mapping[str, Any]) -> tuple[Role, ...]:
        if self.roles is None:
            return ()
        values = self.roles.values
        found = {values[text] for text in _texts(claims, self.roles.claim) if text in values}
        return tuple(sorted(found - {Role.HOUSE}))

    def _level(self, claims: Mapping[str, Any]) -> int | None:
        said = (text for claim in self.assurance for text in _texts(claims, claim))
        return max((self.levels[text] for text in said if text in self.levels), default=None)

    def _two_factors(self, claims: Mapping[str, Any]) -> bool:
        ways = set(_texts(claims, "amr"))
        asked = bool(set(_texts(claims, "acr")) & set(self.two_factors))
        return asked or "mfa" in ways or (bool(ways & KNOWN) and bool(ways & HELD))


def _text(claim: object) -> str:
    if not isinstance(claim, str) or not claim.strip() or len(claim) > LONGEST_TEXT or not claim.isprintable():
        raise ValueError("a text was expected")
    return claim


def _texts(claims: Mapping[str, Any], name: str | None) -> list[str]:
    """A lone text is one text; a claim that is not there holds none."""
    said = claims.get(name) if name is not None else None
    if said is None:
        return []
    listed = said if isinstance(said, list) else [said]
    if len(listed) > MOST_TEXTS:
        raise ValueError("more than anybody has")
    return [_text(text) for text in listed]
