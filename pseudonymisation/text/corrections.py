"""
What a controller's stewards found wrong in masked notes: words that nets miss, and words that nets take for names.

Words and nothing more: there is no pattern language, so that no entry can mean more than whoever wrote it saw. How
they are used on a note is in `correcting`.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Self

from pseudonymisation.errors import CorrectionUnfit
from pseudonymisation.text.letters import plain, small
from pseudonymisation.text.spans import Tag
from pseudonymisation.text.tidying import tidied

MOST_ENTRIES = 10_000
"""Of one controller, both lists together."""

LONGEST_ENTRY, MOST_PIECES = 80, 8
"""In characters, and in words and numbers."""

PIECE = re.compile(r"[^\W\d_]+|\d+")
"""A run of letters, or one of digits, in a plain text."""

_SHORTEST = 2
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""What cannot be seen cannot be checked by whoever reads the list."""


class Denied(NamedTuple):
    """Words that are always masked, and as what; print does not show them."""

    words: str
    tag: Tag

    def __repr__(self) -> str:
        return f"Denied(as {self.tag.value})"


@dataclass(frozen=True, kw_only=True)
class Corrections:
    """
    A deny list and an allow list, each entry once; print shows none of the words. Of no words, it is false.

    `deny`: masked wherever they stand as whole words, however they are written, in the genitive too. `allow`: not
    masked where a net of names, places, units or organisations took just these letters for one.
    """

    deny: tuple[Denied, ...] = field(default=(), repr=False)
    allow: tuple[str, ...] = field(default=(), repr=False)

    @classmethod
    def of(cls, *, deny: Iterable[tuple[str, str]] = (), allow: Iterable[str] = ()) -> Self:
        """
        The lists of these words; of words listed twice the later class counts.

        Raises CorrectionUnfit for words that no entry can be, and for more entries than there may be.
        """
        denied = (Denied(_entry(words), _tag(tag)) for words, tag in deny)
        allowed = (_allowed(words) for words in allow)
        return cls()._joined(denied, allowed)

    def joined(self, more: "Corrections") -> "Corrections":
        """Both lists together; of words that both deny, the class of `more` counts. Raises CorrectionUnfit."""
        return self._joined((*self.deny, *more.deny), (*self.allow, *more.allow))

    def without(self, fewer: "Corrections") -> "Corrections":
        """These without the words of the other, whatever their class."""
        denied, allowed = fewer.denied, fewer.allowed
        return Corrections(
            deny=tuple(entry for entry in self.deny if denial(entry.words) not in denied),
            allow=tuple(words for words in self.allow if allowance(words) not in allowed),
        )

    @cached_property
    def denied(self) -> Mapping[tuple[str, ...], Tag]:
        """The pieces of each denied entry, made plain, and its class."""
        return {denial(entry.words): entry.tag for entry in self.deny}

    @cached_property
    def allowed(self) -> frozenset[str]:
        """The allowed entries as they are compared."""
        return frozenset(map(allowance, self.allow))

    def __bool__(self) -> bool:
        return bool(self.deny or self.allow)

    def __len__(self) -> int:
        return len(self.deny) + len(self.allow)

    def __str__(self) -> str:
        return f"{len(self.deny)} denied, {len(self.allow)} allowed"

    @classmethod
    def _joined(cls, deny: Iterable[Denied], allow: Iterable[str]) -> Self:
        """Each entry once, bounded."""
        denied = {denial(entry.words): entry for entry in deny}
        allowed = {allowance(words): words for words in allow}
        if len(denied) + len(allowed) > MOST_ENTRIES:
            raise CorrectionUnfit("corrections-many", f"A controller has at most {MOST_ENTRIES} corrections.")
        return cls(deny=tuple(denied.values()), allow=tuple(allowed.values()))


NO_CORRECTIONS = Corrections()


def denial(words: str) -> tuple[str, ...]:
    """By what denied words are compared: their letters and digits, without case, accents and what stands between."""
    return tuple(PIECE.findall(plain(words)))


def allowance(words: str) -> str:
    """By what allowed words are compared: every sign of them, but case and the kind of blanks."""
    return " ".join(small(words).split())


def correction_of(line: object) -> Corrections:
    """
    The one correction of a line: `{"deny": "words", "class": "PERSON"}`, or `{"allow": "words"}`.

    Raises CorrectionUnfit, without a word of the line.
    """
    match line:
        case {"deny": str(words), "class": str(tag), **rest} if not rest:
            return Corrections.of(deny=[(words, tag)])
        case {"allow": str(words), **rest} if not rest:
            return Corrections.of(allow=[words])
    sentence = 'A correction is {"deny": "words", "class": "PERSON"} or {"allow": "words"}, and nothing besides.'
    raise CorrectionUnfit("correction-form", sentence)


def _entry(words: str) -> str:
    """The words as they are kept: composed, and one blank for every stretch of blanks and ends of lines."""
    seen = " ".join(words.split())
    if any(unicodedata.category(sign) in _UNSEEN for sign in seen):
        raise CorrectionUnfit("correction-unseen", "A correction holds a control character or an invisible one.")
    kept = " ".join(tidied(seen).text.split())
    pieces = denial(kept)
    if len(kept) > LONGEST_ENTRY or len(pieces) > MOST_PIECES:
        sentence = f"A correction has at most {LONGEST_ENTRY} characters and {MOST_PIECES} words or numbers."
        raise CorrectionUnfit("correction-long", sentence)
    if len("".join(pieces)) < _SHORTEST:
        raise CorrectionUnfit("correction-short", f"A correction has at least {_SHORTEST} letters or digits.")
    return kept


def _allowed(words: str) -> str:
    kept = _entry(words)
    if any(sign.isnumeric() for sign in kept):
        raise CorrectionUnfit("correction-number", "What holds a digit is never allowed: numbers stay masked.")
    return kept


def _tag(tag: str) -> Tag:
    try:
        return Tag(tag)
    except ValueError:
        sentence = f"A class is one of {', '.join(each.value for each in Tag)}."
        raise CorrectionUnfit("correction-class", sentence) from None
