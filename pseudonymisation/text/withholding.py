"""Why a note does not leave; each is a code that manifests and lines of notes carry."""

WITHHELD = (
    "note-not-text",
    "note-too-long",
    "note-too-slow",
    "note-language",
    "note-residue",
    "note-failed",
)
"""It is no text; too long; slower than its time; in a language not read here; still shows the person; a net failed."""
