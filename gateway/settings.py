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
    demo_days_behind: Annotated[
        int,
        Field(description="Demo mode only: the house's clock stands so many days behind the machine's.", ge=0, le=31),
    ] = 0
    database: Annotated[
        str | None,
        Field(
            description="URL of the store, without a password: `postgresql+psycopg://account@host/name?sslmode=verify-full`"
            ", or `sqlite:////path`; SQLite in `home` by default."
        ),
    ] = None
    database_password_file: Annotated[
        Path | None,
        Field(description="A file (mode 0600) with the password of the store's account; read for each connection."),
    ] = None
    database_connections: Annotated[
        int, Field(description="So many connections to the store at most.", ge=2, le=100)
    ] = 10
    key_file: Annotated[Path | None, Field(description="The gateway's signing key, made by `slussen keys new`.")] = None
    trust_file: Annotated[
        Path | None,
        Field(description="The pinned public keys, placed by an operator; `trust.json` in `home` by default."),
    ] = None
    order_box: Annotated[
        Path | None,
        Field(description="Where orders go in and manifests come out: a folder, or `s3://bucket/prefix`."),
    ] = None
    s3_endpoint: Annotated[
        str | None,
        Field(
            description="The S3 server of the order box, `https://host:port`; without TLS in demo mode or on loopback."
        ),
    ] = None
    s3_region: Annotated[str, Field(description="The region that the S3 server says it is in.")] = "us-east-1"
    s3_ca_file: Annotated[
        Path | None, Field(description="Who signed the S3 server's certificate; public CAs if unset.")
    ] = None
    s3_credentials_file: Annotated[
        Path | None,
        Field(description="JSON (mode 0600) with `access_key` and `secret_key`, which open the order box alone."),
    ] = None
    s3_timeout_seconds: Annotated[
        float, Field(description="After this long without a byte, a call to the S3 server counts as unanswered.", gt=0)
    ] = 10.0
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
    rules_bundle: Annotated[
        Path | None, Field(description="The bundle of rules that the OPA server serves: the file that was signed.")
    ] = None
    rules_releases: Annotated[
        Path | None,
        Field(description="Folder of the papers that two stewards signed for each release of the rules, old ones too."),
    ] = None
    policies: Annotated[
        Path | None,
        Field(
            description="A folder of policies for demo mode, in place of those of the house; elsewhere a release rules."
        ),
    ] = None
    issuer_key_file: Annotated[
        Path | None,
        Field(
            description="Public Ed25519 key (PEM) of a token issuer with one key, where there is no provider of"
            " identities; in demo mode the demo issuer's own."
        ),
    ] = None
    issuer: Annotated[str, Field(description="The `iss` of the issuer with one key.")] = "slussen-demo"
    audience: Annotated[str, Field(description="The `aud` that a bearer token must carry.")] = "slussen"
    public_url: Annotated[
        str | None,
        Field(description="Where browsers find the house, `https://host`: people come back there after signing in."),
    ] = None
    oidc_issuer: Annotated[
        str | None,
        Field(
            description="The provider of identities (OpenID Connect), as it names itself: `https://host/path`; without"
            " TLS in demo mode or on loopback. It takes the place of `SLUSSEN_ISSUER_KEY_FILE`."
        ),
    ] = None
    oidc_client: Annotated[str, Field(description="The client that the portal is at the provider.")] = "slussen-portal"
    oidc_client_secret_file: Annotated[
        Path | None, Field(description="A file (mode 0600) with that client's secret; none for a public client.")
    ] = None
    oidc_clients: Annotated[
        tuple[str, ...], Field(description="Clients that people get their API tokens by; no other's are believed.")
    ] = ("slussen-cli",)
    oidc_services: Annotated[
        tuple[str, ...], Field(description="Clients that are systems and sign in by themselves; none by default.")
    ] = ()
    oidc_claims_file: Annotated[
        Path | None,
        Field(
            description="What the provider's claims mean here (JSON); without it nobody has a role by a claim, and only"
            " what is recorded in the house counts."
        ),
    ] = None
    oidc_scope: Annotated[str, Field(description="What the portal asks the provider for.")] = "openid"
    oidc_acr_values: Annotated[
        str | None, Field(description="The levels of sign-in that the portal asks for, the best first.")
    ] = None
    oidc_ca_file: Annotated[
        Path | None, Field(description="Who signed the provider's certificate; public CAs if unset.")
    ] = None
    oidc_timeout_seconds: Annotated[
        float, Field(description="After this long without an answer, the provider counts as silent.", gt=0)
    ] = 5.0
    terms_version: Annotated[
        str, Field(description="The version of the terms that named persons must have accepted.")
    ] = "2026-1"
    small_count_threshold: Annotated[
        int,
        Field(
            description="Smaller totals are not told to researchers; larger ones are rounded to its multiples.", ge=3
        ),
    ] = 10
    document_mb: Annotated[
        int, Field(description="A document of an ethics decision that is handed in may be so large.", ge=1, le=200)
    ] = 20
    host: Annotated[str, Field(description="Where the API listens.")] = "127.0.0.1"
    port: Annotated[int, Field(description="The port of the API; 0 takes a free one.", ge=0, le=65535)] = 8420
    round_seconds: Annotated[
        float, Field(description="Pause between the house's own rounds (issue, order, follow, deliver, receive).", gt=0)
    ] = 1.0

    least_free_mb: Annotated[
        int, Field(description="With less room than this on the disk of `home` or of the heads, not ready.", ge=1)
    ] = 512
    metrics_host: Annotated[
        str, Field(description="Where the numbers for Prometheus are shown: never where the API listens.")
    ] = "127.0.0.1"
    metrics_port: Annotated[
        int | None, Field(description="Their port; none, so that nothing is shown, by default.", ge=0, le=65535)
    ] = None
    traces_endpoint: Annotated[
        str | None,
        Field(description="Where spans go: the whole address of an OTLP/HTTP collector; none are kept by default."),
    ] = None

    @property
    def order_box_bucket(self) -> str | None:
        """The bucket that `order_box` names, if it is no folder: as a path it has lost one of its slashes."""
        written = str(self.order_box)
        return f"s3://{written.removeprefix('s3:/')}" if written.startswith("s3:/") else None

    def path(self, chosen: Path | None, default: str) -> Path:
        """A setting's path, or its place in `home`."""
        return chosen if chosen is not None else self.home / default
