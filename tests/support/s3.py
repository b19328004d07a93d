"""S3 servers of the tests' own: MinIO and the Versity gateway, in temporary folders, on loopback, gone at the end."""

import atexit
import base64
import itertools
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from minio import Minio, MinioAdmin
from minio.credentials.providers import StaticProvider

from spark_jobs.objects.access import Access, BucketPlace, Keys
from spark_jobs.objects.server import pool

POLICIES = Path(__file__).parents[2] / "deploy" / "s3"
REGION = "us-east-1"
STARTS_WITHIN = 120.0
"""Seconds."""
SECONDS = 5.0
Kind = Literal["minio", "versitygw"]


@dataclass(slots=True, kw_only=True)
class S3Server:
    """`root` may do everything; `user` makes credentials that may do what their policy says, where the server can."""

    kind: Kind
    program: Path
    folder: Path
    port: int
    secure: bool
    root: Keys = field(default_factory=lambda: Keys(access_key="root", secret_key=secrets.token_hex(16)))
    _kms_key: str = field(default_factory=lambda: base64.b64encode(secrets.token_bytes(32)).decode(), repr=False)
    _running: subprocess.Popen[bytes] | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    @classmethod
    def made(cls, kind: Kind, program: Path, *, secure: bool = False) -> "S3Server":
        """Started, and stopped and removed when the tests end."""
        folder = Path(tempfile.mkdtemp(prefix=f"slussen-{kind}-"))
        server = cls(kind=kind, program=program, folder=folder, port=_free_port(), secure=secure)
        atexit.register(server.remove)
        (folder / "data").mkdir()
        if secure:
            _certify(folder / "certs")
        server.start()
        return server

    @property
    def ca_file(self) -> Path | None:
        """Who signed the server's certificate."""
        return self.folder / "certs" / "public.crt" if self.secure else None

    @property
    def endpoint(self) -> str:
        """What a setting would name."""
        return f"{'https' if self.secure else 'http'}://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Returns when it answers."""
        with (self.folder / "words.log").open("ab") as words:
            self._running = subprocess.Popen(
                [*_ending_with_us(), *self._command()],
                env={**{name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}, **self._secrets()},
                stdin=subprocess.DEVNULL,
                stdout=words,
                stderr=words,
                cwd=self.folder,
            )
        deadline = time.monotonic() + STARTS_WITHIN
        while not self._answers():
            if time.monotonic() > deadline or self._running.poll() is not None:
                raise RuntimeError(f"{self.kind} did not start:\n{(self.folder / 'words.log').read_text()[-2000:]}")
            time.sleep(0.05)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        """The server is gone; what it held lies there for the next start."""
        if self._running is not None:
            self._running.send_signal(how)
            self._running.wait(timeout=30)
            self._running = None

    def remove(self) -> None:
        """Stopped, and its folder is gone."""
        self.stop(signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def access(self, keys: Keys | None = None, *, port: int | None = None, seconds: float = SECONDS) -> Access:
        """By these keys (the root's by default), through this port (a proxy's, say)."""
        return Access(
            host=f"127.0.0.1:{port or self.port}",
            secure=self.secure,
            region=REGION,
            ca_file=self.ca_file,
            keys=keys or self.root,
            seconds=seconds,
        )

    def client(self) -> Minio:
        """The plain client, as the root."""
        return Minio(
            f"127.0.0.1:{self.port}",
            self.root.access_key,
            self.root.secret_key,
            secure=self.secure,
            region=REGION,
            http_client=pool(self.access(), tries=0),
        )

    def bucket(self, name: str = "bucket") -> BucketPlace:
        """A new bucket, plain."""
        place = self.named(name)
        self.client().make_bucket(place.bucket)
        return place

    def named(self, name: str) -> BucketPlace:
        """The name of a bucket that nobody has made."""
        return BucketPlace(bucket=f"{name}-{next(self._numbers)}")

    def user(self, policy: Mapping[str, Any]) -> Keys:
        """Credentials that may do this and nothing else. MinIO alone has such users."""
        keys = Keys(access_key=f"user-{next(self._numbers)}", secret_key=secrets.token_hex(16))
        admin = self.admin()
        written = self.folder / f"{keys.access_key}.json"
        written.write_text(json.dumps(policy))
        admin.user_add(keys.access_key, keys.secret_key)
        admin.policy_add(keys.access_key, str(written))
        admin.attach_policy([keys.access_key], user=keys.access_key)
        return keys

    def admin(self) -> MinioAdmin:
        """MinIO's own doors, as the root."""
        return MinioAdmin(
            endpoint=f"127.0.0.1:{self.port}",
            credentials=StaticProvider(self.root.access_key, self.root.secret_key),
            region=REGION,
            secure=self.secure,
            http_client=pool(self.access(), tries=0),
        )

    def _command(self) -> list[str]:
        address, data = f"127.0.0.1:{self.port}", str(self.folder / "data")
        certs = self.folder / "certs"
        if self.kind == "minio":
            return [str(self.program), "server", "--quiet", "--address", address, "--certs-dir", str(certs), data]
        tls = ["--cert", str(certs / "public.crt"), "--key", str(certs / "private.key")] if self.secure else []
        (self.folder / "versions").mkdir(exist_ok=True)
        words = ["--port", address, "--region", REGION, "--quiet", *tls]
        return [str(self.program), *words, "posix", "--versioning-dir", str(self.folder / "versions"), data]

    def _secrets(self) -> dict[str, str]:
        if self.kind == "versitygw":
            return {"ROOT_ACCESS_KEY": self.root.access_key, "ROOT_SECRET_KEY": self.root.secret_key}
        return {
            "MINIO_ROOT_USER": self.root.access_key,
            "MINIO_ROOT_PASSWORD": self.root.secret_key,
            "MINIO_KMS_SECRET_KEY": f"tests:{self._kms_key}",
            "MINIO_BROWSER": "off",
            "MINIO_UPDATE": "off",
        }

    def _answers(self) -> bool:
        try:
            self.client().list_buckets()
        except Exception:
            return False
        return True


def policy(name: str, **buckets: str) -> dict[str, Any]:
    """`gateway` or `runner` of those that operators are given, for these buckets (`box=…`, `staging=…`)."""
    text = (POLICIES / f"{name}.json").read_text()
    for step, bucket in buckets.items():
        text = text.replace(f"slussen-{step}", bucket)
    told: dict[str, Any] = json.loads(text)
    return told


def _certify(folder: Path) -> None:
    """A certificate for loopback, signed by itself."""
    folder.mkdir()
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "an S3 server of the tests")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "public.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "private.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


def _ending_with_us() -> list[str]:
    return ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
