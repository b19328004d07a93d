"""reference/objections.md: what each kind of objection means at each moment."""

import json
from collections.abc import Mapping

from docs.drawing.page import REPOSITORY, page, table


def objections() -> str:
    """What each kind of objection means at each moment, from the table the rules read."""
    from gateway.words import objections as words

    said = json.loads((REPOSITORY / "policies/objections/data.json").read_text(encoding="utf-8"))["kinds"]
    parts = []
    for kind, meaning in said.items():
        rows = [
            [moment_words.en, effect_of(meaning[moment]), meaning[moment]["paragraph"]]
            for moment, moment_words in words.MOMENTS.items()
        ]
        parts.append(f"## {words.KINDS[kind].en} *{words.KINDS[kind].sv}*\n")
        parts.append(f"`{kind}`, counted under `{meaning['exclusion']}`.\n")
        parts.append(table(["Made", "Means", "Rests on"], rows) + "\n")
    return page(
        "What an objection means",
        "The table that the rules read (`policies/objections`). The order says for each controller what the first two "
        "lines of every kind come to; nothing but a ground lets anybody in, and what is missing leaves a person out.\n",
        *parts,
        "## After the extraction\n",
        f"{words.TOLD_DAILY.en} *{words.TOLD_DAILY.sv}*\n",
        f"{words.NOT_YET.en} *{words.NOT_YET.sv}*",
    )


def effect_of(row: Mapping[str, str]) -> str:
    """In both languages, with whoever may have said otherwise."""
    from gateway.words import objections as words

    told = [words.EFFECTS[row["effect"]], *([words.BY_CONTROLLER] if "parameter" in row else [])]
    return f"{' '.join(one.en for one in told)} *{' '.join(one.sv for one in told)}*"
