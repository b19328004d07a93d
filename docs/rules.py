"""What the rules say about themselves: the annotations above each ground, and which question asks for it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

POLICIES = Path(__file__).resolve().parents[1] / "policies"
SHEET = POLICIES / "sheet/data.json"
SIGNED_AT = "decision/review"
"""The question that asks for each point of the assessment sheet."""

_NOTED = re.compile(r"((?:^#[^\n]*\n)+)^\w+ contains \"([A-Z][0-9]{2}-[a-z-]+)\"", re.MULTILINE)
_REQUIRED = re.compile(
    r"^(?:required_grounds|always_required|needed) := (\{\"research\": )?\{(.*?)^\}", re.MULTILINE | re.DOTALL
)
_OF_ITS_KIND = "P03-kind-has-rules"
_CODE = re.compile(r"\"([A-Z][0-9]{2}-[a-z-]+)\"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in which a ground is found: its title in both languages, what it rests on, and where it is written."""

    code: str
    sv: str
    en: str
    paragraph: str
    description: str
    file: str


def ways() -> Iterator[Way]:
    """Every way of every ground, by file and in the order of the files; the points of the assessment sheet at last."""
    for path in sorted(POLICIES.rglob("*.rego")):
        if path.stem.endswith("_test"):
            continue
        for comment, code in _NOTED.findall(path.read_text(encoding="utf-8")):
            noted = _annotation(comment)
            yield Way(
                code=code,
                sv=noted["custom"]["sv"],
                en=noted["title"],
                paragraph=noted["custom"]["paragraph"],
                description=" ".join(str(noted.get("description", "")).split()),
                file=path.relative_to(POLICIES.parent).as_posix(),
            )

    yield from _points()


def _points() -> Iterator[Way]:
    """Each point that a person signs is a ground of the review by its name in the policy data."""
    for point in json.loads(SHEET.read_bytes())["points"]:
        if point["answered"] == "signed":
            yield Way(
                code=f"D11-{point['id']}",
                sv=point["sv"],
                en=point["en"],
                paragraph=point["paragraph"],
                description=_concerns(point),
                file=SHEET.relative_to(POLICIES.parent).as_posix(),
            )


def _concerns(point: Mapping[str, Any]) -> str:
    kinds, data = " and ".join(point["kinds"]), point["concerns"].replace("_", " ")
    also = " It may be answered as not applicable." if point["not_applicable"] else ""
    return f"Answered by the steward, with its reason, for a yes of {kinds} controllers. Concerns: {data}.{also}"


def questions() -> Mapping[str, Sequence[str]]:
    """The codes that each question requires of a request for research, by its package's path."""
    found = {}
    for path in sorted(POLICIES.rglob("*.rego")):
        required = _REQUIRED.search(path.read_text(encoding="utf-8"))
        if required:
            codes = _CODE.findall(required[2])
            found[path.parent.relative_to(POLICIES).as_posix()] = [*codes, *([_OF_ITS_KIND] if required[1] else [])]
    found[SIGNED_AT] += [point.code for point in _points()]
    return found


def _annotation(comment: str) -> dict[str, Any]:
    lines = [line.removeprefix("#").removeprefix(" ") for line in comment.splitlines()]
    written: dict[str, Any] = yaml.safe_load("\n".join(lines[lines.index("METADATA") + 1 :]))
    return written
