"""What happens to notes before anyone reads them: capitals, broken lines, lost spaces, remains of HTML and RTF."""

import unicodedata
from collections.abc import Callable, Iterable
from random import Random

from pseudonymisation.text.gold.dictionaries import one_of
from pseudonymisation.text.gold.pieces import Piece

Noise = Callable[[list[Piece], Random], list[Piece]]
_NO_BREAK, _SOFT_HYPHEN = "\N{NO-BREAK SPACE}", "\N{SOFT HYPHEN}"


def noisy(pieces: Iterable[Piece], chance: Random) -> list[Piece]:
    """The pieces with some of the noise, more often little than much; gold stays gold."""
    result = list(pieces)
    for often, noise in _NOISES:
        if chance.random() < often:
            result = noise(result, chance)
    return result


def _each(change: Callable[[str], str]) -> Noise:
    return lambda pieces, chance: [piece.with_text(change(piece.text)) for piece in pieces]


def _slips(pieces: list[Piece], chance: Random) -> list[Piece]:
    """Two letters swapped in some plain words."""
    return [piece.with_text(_swapped(piece.text, chance)) if piece.plain else piece for piece in pieces]


def _swapped(text: str, chance: Random) -> str:
    words = text.split(" ")
    for place, word in enumerate(words):
        if len(word) > 4 and word.isalpha() and chance.random() < 0.04:
            at = 1 + int(chance.random() * (len(word) - 3))
            words[place] = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return " ".join(words)


def _lost_spaces(pieces: list[Piece], chance: Random) -> list[Piece]:
    """The space after a sign goes: "tel:070", "idag.Anna"."""
    return [
        piece.with_text(piece.text[:-1])
        if piece.plain and piece.text[-2:] in (": ", ", ", ". ") and chance.random() < 0.5
        else piece
        for piece in pieces
    ]


def _hard_spaces(pieces: list[Piece], chance: Random) -> list[Piece]:
    """Some spaces become such as do not break, in identifiers too."""
    return [piece.with_text(piece.text.replace(" ", _NO_BREAK)) if chance.random() < 0.3 else piece for piece in pieces]


def _broken_lines(pieces: list[Piece], chance: Random) -> list[Piece]:
    """Lines of a narrow printer: the break falls on a space, wherever that stands."""
    width, at, result = 52 + int(chance.random() * 30), 0, []
    for piece in pieces:
        signs = []
        for sign in piece.text:
            at = 0 if sign == "\n" else at + 1
            broken = sign == " " and at > width
            signs.append("\n" if broken else sign)
            at = 0 if broken else at
        result.append(piece.with_text("".join(signs)))
    return result


def _html(pieces: list[Piece], chance: Random) -> list[Piece]:
    """Tags and entities of an editor, outside the identifiers."""
    line = one_of(("<br>", "<br/>\n", "</p>\n<p>", "<BR />"), chance)
    inner = [
        piece.with_text(piece.text.replace("\n", line).replace("  ", "&nbsp; ")) if piece.plain else piece
        for piece in pieces
    ]
    bold = [_wrapped(piece, "<b>", "</b>") if piece.label and chance.random() < 0.15 else [piece] for piece in inner]
    return [Piece("<p>"), *(piece for group in bold for piece in group), Piece("</p>")]


def _rtf(pieces: list[Piece], chance: Random) -> list[Piece]:
    """What a conversion left of a word processor's form."""
    inner = [piece.with_text(piece.text.replace("\n", "\\par\n")) if piece.plain else piece for piece in pieces]
    bold = [_wrapped(piece, "\\b ", "\\b0 ") if piece.label and chance.random() < 0.15 else [piece] for piece in inner]
    head = Piece("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0\\fs20 ")
    return [head, *(piece for group in bold for piece in group), Piece("\\par }")]


def _wrapped(piece: Piece, before: str, after: str) -> list[Piece]:
    return [Piece(before), piece, Piece(after)]


def _soft_hyphens(pieces: list[Piece], chance: Random) -> list[Piece]:
    """Invisible hyphens in long plain words, and now and then in a name."""
    return [
        piece.with_text(" ".join(_hyphenated(word) for word in piece.text.split(" ")))
        if (piece.plain or chance.random() < 0.2) and chance.random() < 0.5
        else piece
        for piece in pieces
    ]


def _hyphenated(word: str) -> str:
    return word[:5] + _SOFT_HYPHEN + word[5:] if len(word) > 9 and word.isalpha() else word


_NOISES: tuple[tuple[float, Noise], ...] = (
    (0.35, _slips),
    (0.15, _lost_spaces),
    (0.04, _each(str.upper)),
    (0.05, _each(str.lower)),
    (0.08, _hard_spaces),
    (0.20, _broken_lines),
    (0.04, _html),
    (0.03, _rtf),
    (0.03, _soft_hyphens),
    (0.03, _each(lambda text: unicodedata.normalize("NFD", text))),
    (0.06, _each(lambda text: text.replace(". ", ".  "))),
)
"""How often, and what, in the order in which it happens."""
