"""Words and characters of a text made comparable: case and accents set aside, places in the text kept."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and where it stands."""

    start: int
    end: int
    plain: str


@cache
def _plain_sign(sign: str) -> str:
    parts = unicodedata.normalize("NFKD", sign.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def plain(text: str) -> str:
    """The text without case and accents: "Öberg" and "OBERG" are the same."""
    return text.lower() if text.isascii() else "".join(map(_plain_sign, text))


def words(text: str) -> Iterator[Word]:
    """Its runs of letters: hyphens, digits, points and apostrophes are edges."""
    for match in _WORD.finditer(text):
        yield Word(match.start(), match.end(), plain(match[0]))


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text's letters and digits alone, made plain, with the place of each: separators hide nothing."""

    text: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Squeezed":
        signs: list[str] = []
        places: list[int] = []
        for place, sign in enumerate(text):
            if sign.isalnum():
                for part in _plain_digit(sign):
                    signs.append(part)
                    places.append(place)
        return cls("".join(signs), tuple(places))

    def find(self, needle: str, *, within: int) -> Iterator[tuple[int, int]]:
        """Start and end, in the whole text, of each place where the needle stands stretched to `within` at most."""
        at = self.text.find(needle)
        while at >= 0:
            start, end = self.places[at], self.places[at + len(needle) - 1] + 1
            if end - start <= within:
                yield start, end
            at = self.text.find(needle, at + 1)


def _plain_digit(sign: str) -> str:
    return str(unicodedata.decimal(sign)) if sign.isdecimal() else _plain_sign(sign)
