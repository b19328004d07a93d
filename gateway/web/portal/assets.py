"""What pages are dressed in: files of this package, each under a name that holds its digest, read once."""

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

STATIC: Final = Path(__file__).parent / "static"
FOR_EVER: Final = "public, max-age=31536000, immutable"
KINDS: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One file; `name` changes with its content, so that a browser may keep it for ever."""

    name: str
    kind: str
    content: bytes
    packed: bytes | None

    @classmethod
    def read(cls, path: Path) -> "Asset":
        """As it lies in the package; a font is packed already."""
        content = path.read_bytes()
        name = f"{path.stem}.{sha256(content).hexdigest()[:12]}{path.suffix}"
        packed = None if path.suffix == ".woff2" else gzip.compress(content, mtime=0)
        return cls(name=name, kind=KINDS[path.suffix], content=content, packed=packed)


@cache
def assets() -> Mapping[str, Asset]:
    """All of them by the names of their files."""
    return {path.name: Asset.read(path) for path in sorted(STATIC.iterdir()) if path.suffix in KINDS}


def address_of(file: str) -> str:
    """Where a page finds that file."""
    return f"/static/{assets()[file].name}"


@router.get("/static/{name}")
def asset(name: str, request: Request) -> Response:
    """One file. Whatever is not in the package is not there: no path is ever put together from what was asked."""
    found = next((one for one in assets().values() if one.name == name), None)
    if found is None:
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if found.packed is not None and takes_gzip(request):
        return Response(found.packed, media_type=found.kind, headers={**headers, "Content-Encoding": "gzip"})
    return Response(found.content, media_type=found.kind, headers=headers)


def takes_gzip(request: Request) -> bool:
    """Whether the caller reads gzip."""
    return "gzip" in request.headers.get("accept-encoding", "")
