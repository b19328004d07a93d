"""
A sample of masked notes, opened where the steward's key is, and laid out to be read.

Nothing of this needs a runner: it is done on the steward's own machine, with the paper that the gateway handed over.
"""

import base64
import html
import stat
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from pydantic import ValidationError

from pseudonymisation.errors import NotOpened
from pseudonymisation.sealing import fingerprint, open_sealed
from pseudonymisation.text.spans import SHOWN, Tag
from spark_jobs.errors import SettingsUnfit
from spark_jobs.papers.note_samples import MaskedStretch, NoteSample, NotesToRead, NoteToRead, sample_context
from spark_jobs.papers.paper import Digest, Kind, SignedPaper, digest_of
from spark_jobs.papers.trust import TrustFile
from spark_jobs.system import day_of

_MOST_PLAIN_BYTES = 256 * 1024 * 1024
"""What a sample unpacks to at most."""

_KEY_BYTES = 32

SHEET: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "title": "Läsprov av maskerade anteckningar",
        "of": "{notes} av {leaving} anteckningar som lämnar {controller}, ur uttaget {order}.",
        "ask": "Läs varje anteckning. Finns något kvar som pekar ut någon? Är något maskerat som inte borde vara det?",
        "note": "Anteckning {number}, {id} ({origin})",
        "masked": "Maskerat",
        "nothing": "Inget är maskerat.",
        "secret": "Innehåller patientuppgifter: förvara arket som en journal, och radera det när du har läst.",
    },
    "en": {
        "title": "Sample of masked notes",
        "of": "{notes} of {leaving} notes that leave {controller}, out of the extract {order}.",
        "ask": "Read each note. Is anything left that points at somebody? Is anything masked that should not be?",
        "note": "Note {number}, {id} ({origin})",
        "masked": "Masked",
        "nothing": "Nothing is masked.",
        "secret": "This holds records of patients: keep the sheet as a record is kept, and delete it when done.",
    },
}
"""The words of the sheet, by language."""

_STYLE = (
    "body{font:1rem/1.5 sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;"
    "font:inherit;border-left:.25rem solid #888;padding-left:1rem}mark{background:#ffe9a8}li{margin:.2rem 0}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedSample:
    """What lies in a sample, beside what its paper says of it; `digest` is that of the paper's file."""

    digest: Digest
    said: NoteSample
    notes: tuple[NoteToRead, ...]


def read_key(path: Path) -> X25519PrivateKey:
    """A steward's private key. Raises SettingsUnfit where it is missing, open to others, or no key."""
    try:
        mode, raw = path.stat().st_mode, path.read_bytes()
    except OSError:
        raise SettingsUnfit(f"The steward's key {path} cannot be read.", code="steward-key") from None
    if len(raw) != _KEY_BYTES:
        raise SettingsUnfit(
            f"The file {path} is no steward's key: make one with `keys new-steward`.", code="steward-key"
        )
    if stat.S_IMODE(mode) & 0o077:
        sentence = f"The key file {path} can be read by others than its owner: set its mode to 0600."
        raise SettingsUnfit(sentence, code="steward-key")
    return X25519PrivateKey.from_private_bytes(raw)


def open_sample(content: bytes, *, key: X25519PrivateKey, trust: TrustFile) -> OpenedSample:
    """
    The notes to read. Raises PaperError where the paper is not the runner's, or was changed; SettingsUnfit where this
    key does not open it (`sample-not-opened`).
    """
    paper = SignedPaper.from_json(content)
    said = NoteSample.of(paper)
    if paper.kind is not Kind.NOTE_SAMPLE:
        raise SettingsUnfit(f"A {paper.kind} is no sample of notes.", code="sample-not-opened")
    trust.verify(paper, on=day_of(said.drawn_at))
    own = fingerprint(key.public_key().public_bytes_raw())
    if own != said.key:
        sentence = f"This sample is sealed for the key {said.key}, and yours is {own}: take that of {said.controller}."
        raise SettingsUnfit(sentence, code="sample-not-opened")
    notes = _inside(said, key)
    if (notes.order, notes.controller, len(notes.notes)) != (said.order, said.controller, said.notes):
        raise SettingsUnfit("What is sealed is not what the paper says of it.", code="sample-not-opened")
    return OpenedSample(digest=digest_of(content), said=said, notes=notes.notes)


def _inside(said: NoteSample, key: X25519PrivateKey) -> NotesToRead:
    try:
        sealed = base64.b64decode(said.sealed, validate=True)
        packed = open_sealed(sealed, key=key, context=sample_context(said.order, said.controller))
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(packed, _MOST_PLAIN_BYTES)
        return NotesToRead.model_validate_json(plain)
    except (ValueError, zlib.error, ValidationError, NotOpened):
        raise SettingsUnfit("The sample does not open: it was changed, or cut.", code="sample-not-opened") from None


def as_text(sample: OpenedSample, language: str) -> Iterator[str]:
    """Line by line, for a terminal."""
    words = SHEET[language]
    yield from (words["title"], _about(sample, words), words["ask"], words["secret"])
    for number, note in enumerate(sample.notes, start=1):
        yield from (
            "",
            "─" * 72,
            words["note"].format(number=number, id=note.id, origin=note.origin),
            "",
            note.text,
            "",
        )
        yield words["masked"] + ":" if note.masked else words["nothing"]
        yield from (f"  {note.text[one.start : one.end]} ← {one.was} ({_class(one, language)})" for one in note.masked)


def as_page(sample: OpenedSample, language: str) -> str:
    """One page without script, style sheet or picture from elsewhere."""
    words, out = SHEET[language], html.escape
    body = [
        f"<h1>{out(words['title'])}</h1>",
        *(f"<p>{out(line)}</p>" for line in (_about(sample, words), words["ask"], words["secret"])),
    ]
    for number, note in enumerate(sample.notes, start=1):
        body.append(f"<h2>{out(words['note'].format(number=number, id=note.id, origin=note.origin))}</h2>")
        body.append(f"<pre>{''.join(_marked(note))}</pre>")
        lines = "".join(
            f"<li>{out(note.text[one.start : one.end])} ← <b>{out(one.was)}</b> ({out(_class(one, language))})</li>"
            for one in note.masked
        )
        body.append(f"<p>{out(words['masked'])}:</p><ul>{lines}</ul>" if lines else f"<p>{out(words['nothing'])}</p>")
    head = f'<meta charset="utf-8"><title>{out(words["title"])}</title><style>{_STYLE}</style>'
    return f'<!doctype html><html lang="{language}"><head>{head}</head><body>{"".join(body)}</body></html>\n'


def _marked(note: NoteToRead) -> Iterator[str]:
    end = 0
    for one in note.masked:
        yield html.escape(note.text[end : one.start])
        yield f"<mark>{html.escape(note.text[one.start : one.end])}</mark>"
        end = one.end
    yield html.escape(note.text[end:])


def _about(sample: OpenedSample, words: Mapping[str, str]) -> str:
    said = sample.said
    return words["of"].format(notes=said.notes, leaving=said.leaving, controller=said.controller, order=said.order)


def _class(one: MaskedStretch, language: str) -> str:
    return SHOWN[language][Tag(one.tag)] if one.tag in set(Tag) else one.tag
