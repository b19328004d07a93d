"""Every setting of the gateway, typed, with its meaning and its safe default; the environment's `SLUSSEN_…` set it."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What an operator decides. Outside demo mode every unsafe default is missing, and the house refuses to open."""

    model_config = SettingsConfigDict(env_prefix="SLUSSEN_", extra="ignore", frozen=True)

    home: Annotated[Path, Field(description="Folder of the gateway's own files; the paths below default into it.")] = (
        Path(".slussen/gateway")
    )
    demo: Annotated[
        bool, Field(description="Demo mode: synthetic patients only; allows the demo issuer and the embedded rules.")
    ] = False
    database: Annotated[str | None, Field(description="SQLAlchemy URL of the store; SQLite in `home` by default.")] = (
        None
    )
    key_file: Annotated[Path | None, Field(description="The gateway's signing key, made by `slussen keys new`.")] = None
    trust_file: Annotated[
        Path | None,
        Field(description="The pinned public keys, placed by an operator; `trust.json` in `home` by default."),
    ] = None
    order_box: Annotated[Path | None, Field(description="The folder where orders go in and manifests come out.")] = None
    heads: Annotated[
        Path | None,
        Field(description="Where signed heads of the ledger are kept: best on another disk, never in `home`."),
    ] = None
    catalog: Annotated[
        tuple[Path, ...], Field(description="Extra folders of dataset descriptions, beside those of the house.")
    ] = ()
    built_in_catalog: Annotated[
        bool, Field(description="Whether the descriptions that come with the house are part of the catalog.")
    ] = True
    rules: Annotated[
        Literal["opa", "embedded"], Field(description="Which engine rules; `embedded` in demo mode only.")
    ] = "opa"
    opa_url: Annotated[str | None, Field(description="Where the OPA server listens.")] = None
    opa_token_file: Annotated[
        Path | None, Field(description="A file (mode 0600) with the token that may ask the OPA server.")
    ] = None
    opa_timeout_seconds: Annotated[
        float, Field(description="After this long without an answer, nothing is allowed.", gt=0)
    ] = 2.0
    policies: Annotated[
        Path | None, Field(description="The folder of policies that must rule; those of the house by default.")
    ] = None
    issuer_key_file: Annotated[
        Path | None,
        Field(description="Public Ed25519 key (PEM) of the token issuer; in demo mode the demo issuer's own."),
    ] = None
    issuer: Annotated[str, Field(description="The `iss` that a bearer token must carry.")] = "slussen-demo"
    audience: Annotated[str, Field(description="The `aud` that a bearer token must carry.")] = "slussen"
    terms_version: Annotated[
        str, Field(description="The version of the terms that named persons must have accepted.")
    ] = "2026-1"
    small_count_threshold: Annotated[
        int,
        Field(
            description="Smaller totals are not told to researchers; larger ones are rounded to its multiples.", ge=3
        ),
    ] = 10
    host: Annotated[str, Field(description="Where the API listens.")] = "127.0.0.1"
    port: Annotated[int, Field(description="The port of the API; 0 takes a free one.", ge=0, le=65535)] = 8420
    round_seconds: Annotated[
        float, Field(description="Pause between the house's own rounds (issue, order, follow, deliver, receive).", gt=0)
    ] = 1.0

    def path(self, chosen: Path | None, default: str) -> Path:
        """A setting's path, or its place in `home`."""
        return chosen if chosen is not None else self.home / default
