"""Where something stands in a file: file, line and path, and the one sentence that is said where it is wrong."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pseudonymisation.errors import AnnotationUnreadable

LARGEST_FILE = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a file; each way into it raises AnnotationUnreadable where the value is not what was asked for."""

    file: Path
    line: int | None = None
    path: str = ""

    def wrong(self, sentence: str, *, code: str = "annotation-unfit") -> AnnotationUnreadable:
        """The error; its sentence never repeats a value."""
        where = [str(self.file), *([f"line {self.line}"] if self.line else []), *([self.path] if self.path else [])]
        return AnnotationUnreadable(code, f"{', '.join(where)}: {sentence}")

    def at(self, line: int) -> "Place":
        return replace(self, line=line, path="")

    def inside(self, key: str | int) -> "Place":
        step = f"[{key}]" if isinstance(key, int) else f".{key}"
        return replace(self, path=f"{self.path or '$'}{step}")

    def parsed(self, text: str) -> Any:
        """The JSON that stands there."""
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise self.wrong("This is no JSON.", code="annotation-no-json") from None

    def fields(self, value: Any) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong("An object is asked for here.")
        return value

    def text(self, record: Mapping[str, Any], key: str, *, default: str | None = None) -> str:
        value = record.get(key, default)
        if not isinstance(value, str):
            raise self.inside(key).wrong("A text is asked for here." if key in record else "This is missing.")
        return value

    def number(self, record: Mapping[str, Any], key: str) -> int:
        value = record.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.inside(key).wrong("A whole number is asked for here." if key in record else "This is missing.")
        return value

    def items(self, record: Mapping[str, Any], key: str) -> Iterator[tuple["Place", Any]]:
        """Each item of a list, with its place; of a list that is missing, none."""
        value = record.get(key, [])
        if not isinstance(value, list):
            raise self.inside(key).wrong("A list is asked for here.")
        return ((self.inside(key).inside(number), item) for number, item in enumerate(value))

    def stretch(self, record: Mapping[str, Any], keys: tuple[str, str], length: int) -> tuple[int, int]:
        """A start and an end within a text of that length, with something between them."""
        start, end = self.number(record, keys[0]), self.number(record, keys[1])
        if not 0 <= start < end <= length:
            raise self.wrong(f"{start} to {end} is no stretch of a text of {length} characters.")
        return start, end


def text_of(path: Path) -> str:
    """The file as text. Raises AnnotationUnreadable where it cannot be read, is too large, or is no UTF-8."""
    place = Place(file=path)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise place.wrong("The file is larger than 1 GB; cut it into several.", code="annotation-too-large")
        return path.read_bytes().decode("utf-8-sig")
    except OSError:
        raise place.wrong("The file cannot be read.", code="annotation-missing") from None
    except UnicodeDecodeError as error:
        raise place.wrong(f"Byte {error.start} is no UTF-8.", code="annotation-no-text") from None
