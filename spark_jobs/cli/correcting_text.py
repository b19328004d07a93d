"""Commands on what a controller's stewards corrected in the masking of notes: shown, added to, withdrawn from."""

import json
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from spark_jobs.cli.correction_words import WORDS
from spark_jobs.cli.endings import told
from spark_jobs.cli.opening import Passphrase, passphrase_of
from spark_jobs.settings import Settings

if TYPE_CHECKING:
    from spark_jobs.corrections import CorrectionsStore, KeptCorrections


class Lang(StrEnum):
    """In which the command answers."""

    SV = "sv"
    EN = "en"


Controller = Annotated[str, typer.Argument(help="As the catalog names it.")]
File = Annotated[
    Path, typer.Argument(metavar="FILE.jsonl", help='{"deny": "words", "class": "PERSON"} or {"allow": "words"}.')
]
By = Annotated[str, typer.Option("--by", help="Who corrects, as it is to be kept.")]
Language = Annotated[Lang | None, typer.Option(help="sv or en; as LANG says by default.")]


def corrections_show(
    controller: Controller,
    words: Annotated[
        bool, typer.Option("--words", help="Show the words too, which may be names, in the form that `add` takes.")
    ] = False,
    lang: Language = None,
    passphrase_fd: Passphrase = None,
) -> None:
    """How many corrections a controller has, their version, and who changed them when; the words if asked for."""
    with told():
        kept = _store(controller, passphrase_fd).of(controller)
        _tell(kept, lang)
        if words:
            print(_said("words", lang), file=sys.stderr)
            for line in _lines(kept):
                print(line)


def corrections_add(
    controller: Controller,
    file: File,
    by: By,
    sample: Annotated[str | None, typer.Option(help="The digest of the sample that was checked.")] = None,
    lang: Language = None,
    passphrase_fd: Passphrase = None,
) -> None:
    """Add a file of corrections to a controller's; they count from the next extract on."""
    from spark_jobs.jobs.correcting import digest_in, name_in
    from spark_jobs.jobs.lines import corrections_in

    with told():
        who, after, more = name_in(by), digest_in(sample), corrections_in(file)
        store = _store(controller, passphrase_fd)
        before = store.of(controller)
        _changed(before, store.add(controller, more, by=who, sample=after), lang)


def corrections_withdraw(
    controller: Controller,
    file: File,
    by: By,
    lang: Language = None,
    passphrase_fd: Passphrase = None,
) -> None:
    """Withdraw the corrections of a file from a controller's; their words are kept no longer."""
    from spark_jobs.jobs.correcting import name_in
    from spark_jobs.jobs.lines import corrections_in

    with told():
        who, fewer = name_in(by), corrections_in(file)
        store = _store(controller, passphrase_fd)
        before = store.of(controller)
        _changed(before, store.withdraw(controller, fewer, by=who), lang)


def _store(controller: str, passphrase_fd: int | None) -> "CorrectionsStore":
    from spark_jobs.jobs.correcting import open_store

    settings = Settings.read()
    return open_store(settings, controller, passphrase=passphrase_of(settings, passphrase_fd))


def _changed(before: "KeptCorrections", kept: "KeptCorrections", lang: Lang | None) -> None:
    if kept.digest == before.digest:
        print(_said("unchanged", lang), file=sys.stderr)
    _tell(kept, lang)


def _tell(kept: "KeptCorrections", lang: Lang | None) -> None:
    lists = kept.corrections
    if kept.digest is None:
        print(_said("none", lang).format(controller=kept.controller))
        return
    numbers = {"denied": len(lists.deny), "allowed": len(lists.allow), "digest": kept.digest}
    print(_said("standing", lang).format(controller=kept.controller, **numbers))
    for change in kept.changes:
        print(_said("change", lang).format(**change.model_dump(mode="json")))
        if change.sample:
            print(_said("sample", lang).format(sample=change.sample))


def _lines(kept: "KeptCorrections") -> Iterator[str]:
    denied = ({"deny": entry.words, "class": entry.tag.value} for entry in kept.corrections.deny)
    allowed = ({"allow": words} for words in kept.corrections.allow)
    return (json.dumps(line, ensure_ascii=False) for line in (*denied, *allowed))


def _said(key: str, lang: Lang | None) -> str:
    spoken = lang or (Lang.SV if os.environ.get("LANG", "").lower().startswith("sv") else Lang.EN)
    return WORDS[key][spoken.value]
