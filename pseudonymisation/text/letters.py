"""Words and characters of a text made comparable: case and accents set aside, every place in the text kept."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate, repeat
from typing import NamedTuple

_WORD = re.compile(r"([^\W\d_]+)")
_SEPARATOR = re.compile(r"[\W_]+")


class Word(NamedTuple):
    """A run of letters, made plain, and where it stands."""

    start: int
    end: int
    plain: str


class _Plain(dict[int, str]):
    """What each character becomes; worked out when it is first met. One character for one, so that places stay."""

    def __missing__(self, point: int) -> str:
        sign = chr(point)
        parts = unicodedata.normalize("NFKD", sign.casefold())
        bare = "".join(part for part in parts if not unicodedata.combining(part))
        bare = str(unicodedata.decimal(sign)) if sign.isdecimal() else bare
        self[point] = bare if len(bare) == 1 else sign
        return self[point]


_PLAIN = _Plain()


def plain(text: str) -> str:
    """The text without case and accents, of the same length: "Öberg" and "OBERG" are the same."""
    try:
        bare = text.encode("latin-1").translate(_latin()).decode("latin-1")
    except UnicodeEncodeError:
        return text.translate(_PLAIN)
    return bare.replace("\N{MICRO SIGN}", "\N{GREEK SMALL LETTER MU}")


@cache
def _latin() -> bytes:
    """The same for the letters of western Europe, which most notes have no others than: many times as fast."""
    bare = (plain_sign if ord(plain_sign := _PLAIN[point]) < 256 else chr(point) for point in range(256))
    return "".join(bare).encode("latin-1")


def small(text: str) -> str:
    """The text in small letters, accents kept, of the same length."""
    lowered = text.lower()
    # One letter (the Turkish I with a dot) becomes two: it is left as it is.
    return (
        lowered if len(lowered) == len(text) else "".join(one if len(one.lower()) > 1 else one.lower() for one in text)
    )


def words(plain_text: str) -> Iterator[Word]:
    """The runs of letters of a plain text: hyphens, digits, points and apostrophes are edges."""
    pieces = _WORD.split(plain_text)  # every second is a word
    edges = list(accumulate(map(len, pieces)))
    # Made without a call in Python for each: this is the longest step of many notes' reading.
    return map(tuple.__new__, repeat(Word), zip(edges[0::2], edges[1::2], pieces[1::2], strict=False))


class Sieve(dict[str, bool]):
    """Which words a net goes on from, by a question to each word: answered once for the words met, within bounds."""

    def __init__(self, question: Callable[[str], bool], *, most: int = 20_000) -> None:
        super().__init__()
        self._question, self._most = question, most

    def __missing__(self, word: str) -> bool:
        if len(self) >= self._most:
            self.clear()
        self[word] = self._question(word)
        return self[word]

    def sifted(self, found: Iterable[Word]) -> list[Word]:
        """Those of the words for which the answer is yes."""
        return [word for word in found if self[word[2]]]


def squeezed(plain_text: str) -> str:
    """The letters and digits of a plain text alone: separators hide nothing."""
    if plain_text.isascii():
        return plain_text.encode("ascii").translate(None, _ASCII_SEPARATORS).decode("ascii")
    return _SEPARATOR.sub("", plain_text)


_ASCII_SEPARATORS = "".join(_SEPARATOR.findall("".join(map(chr, range(128))))).encode("ascii")


def places(plain_text: str) -> list[int]:
    """Where each character of the squeezed text stands in the text itself."""
    return [place for place, sign in enumerate(plain_text) if sign.isalnum()]


def found_in(squeezed_text: str, needle: str) -> Iterator[int]:
    """Each place of the needle in the squeezed text, overlapping ones too."""
    at = squeezed_text.find(needle)
    while at >= 0:
        yield at
        at = squeezed_text.find(needle, at + 1)
