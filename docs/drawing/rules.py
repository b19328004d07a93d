"""reference/rules.md: the grounds, one by one."""

import json
from collections.abc import Mapping
from typing import Any

from docs.drawing.page import page, table


def rules() -> str:
    """Every ground of the rules: what it asks, on what it rests, who asks it, the nearest yes and no, what to do."""
    from docs.rules import questions, ways
    from gateway.words.refusals import REFUSALS
    from tests.policy.test_grounds import NEAREST

    asked, parts = questions(), []
    by_code: dict[str, list[Any]] = {}
    for way in ways():
        by_code.setdefault(way.code, []).append(way)
    for code, found in sorted(by_code.items()):
        titles = dict.fromkeys((way.en, way.sv, way.description) for way in found)
        said = (f"{ended(en)} *{ended(sv)}* {description}" for en, sv, description in titles)
        parts += [f"## {code}\n", *(f"{sentences.rstrip()}\n" for sentences in said)]
        parts.append(f"**Rests on** {'; '.join(dict.fromkeys(way.paragraph for way in found))}.\n")
        asked_at = [asking(question) for question, codes in asked.items() if code in codes]
        parts.append(f"**Asked at** {', '.join(asked_at)}.\n")
        cases = [(allowed, refused) for ground, _, allowed, refused in NEAREST if ground == code]
        if cases:
            rows = [[facts_of(allowed) or "the study in order", facts_of(refused)] for allowed, refused in cases]
            parts.append(table(["Still a yes", "No longer"], rows) + "\n")
        words = REFUSALS[code]
        parts.append(f"**What now** {words.next_step_en} *{words.next_step_sv}*\n")
        parts.append(f"Written in {', '.join(dict.fromkeys(f'`{way.file}`' for way in found))}.\n")
    return page(
        "The rules, one by one",
        "Drawn from the notes above each ground in `policies/`. The examples change one study that is in order, and "
        "are the cases that the tests ask.\n",
        *parts,
    )


def ended(title: str) -> str:
    """A title has no stop of its own; a question has its mark."""
    return title if title.endswith("?") else f"{title}."


def asking(question: str) -> str:
    """The question by its path, and whether any verb asks it."""
    from gateway.ports.rules import Question

    return f"`{question}`" + ("" if question in {known.value for known in Question} else " (not asked yet)")


def facts_of(changes: Mapping[str, Any]) -> str:
    return ", ".join(f"`{place}` = `{json.dumps(value)}`" for place, value in changes.items())
