"""An ethics decision as fields of a form, and back: which step asks for what, and where each field goes."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from gateway.domain.amendment import Amendment
from gateway.domain.ethics import Condition, EthicsApproval

Written = Mapping[str, tuple[str, ...]]

STEPS: Final[Mapping[str, tuple[str, ...]]] = {
    "decision": (
        "case_number",
        "amends",
        "kind",
        "outcome",
        "decided_on",
        "legal_force_on",
        "immediate_effect",
        "started_on",
    ),
    "people": ("principals", "investigator", "named_persons"),
    "scope": ("datasets", "groups", "period_from", "period_to", "population", "biobanks"),
    "size": ("maximum_persons", "consent_mode", "consent_versions"),
    "conditions": ("conditions", "document_title", "document_digest"),
}
"""Each step's fields; the last step, which shows all of them, has none."""

PLACES: Final[Mapping[str, str]] = {
    "scope/datasets": "datasets",
    "scope/groups": "groups",
    "scope/period": "period_to",
    "scope/period/from": "period_from",
    "scope/period/to": "period_to",
    "scope/population": "population",
    "scope/biobanks": "biobanks",
    "consent/mode": "consent_mode",
    "consent/versions": "consent_versions",
    "documents/0/title": "document_title",
    "document": "file",
    "documents": "file",
    "amendment/amends": "amends",
    "amendment/case_number": "case_number",
    "amendment/changes": "outcome",
    "changes/principals": "principals",
    "changes/investigator": "investigator",
    "changes/named_persons": "named_persons",
    "changes/datasets": "datasets",
    "changes/groups": "groups",
    "changes/population": "population",
    "changes/biobanks": "biobanks",
    "changes/period/from": "period_from",
    "changes/period": "period_to",
    "changes/maximum_persons": "maximum_persons",
    "changes/consent": "consent_mode",
}


def fields_of(*, amends: bool) -> frozenset[str]:
    """The fields of the whole form."""
    every = frozenset(name for names in STEPS.values() for name in names)
    return every - ({"kind", "started_on"} if amends else {"amends"})


def document(written: Written, *, before: EthicsApproval | Amendment | None, amends: bool) -> dict[str, Any]:
    """The form as a document of the API's. `before`: what it corrects, whose conditions keep their names."""
    decision = {
        "case_number": _one(written, "case_number"),
        "outcome": _one(written, "outcome"),
        "decided_on": _one(written, "decided_on"),
        "legal_force_on": _one(written, "legal_force_on") or None,
        "immediate_effect": bool(_one(written, "immediate_effect")),
        "conditions": _conditions(_lines(written, "conditions"), before.conditions if before else ()),
        "documents": _documents(written, before),
    }
    people = {
        "principals": _lines(written, "principals"),
        "investigator": _one(written, "investigator"),
        "named_persons": _lines(written, "named_persons"),
    }
    scope = {
        "datasets": list(written.get("datasets", ())),
        "groups": list(written.get("groups", ())),
        "period": {"from": _one(written, "period_from"), "to": _one(written, "period_to")},
        "population": _lines(written, "population"),
        "biobanks": _lines(written, "biobanks"),
    }
    mode = _one(written, "consent_mode")
    consent = {"mode": mode, "versions": _lines(written, "consent_versions")} if mode else None
    size = {"maximum_persons": _number(_one(written, "maximum_persons")), "consent": consent}
    if not amends:
        started = {"kind": _one(written, "kind"), "started_on": _one(written, "started_on") or None}
        return {**decision, **started, **people, "scope": scope, **size}
    changed = {
        **{name: value or None if name == "investigator" else value for name, value in people.items()},
        **{name: value for name, value in scope.items() if name != "period"},
        "period": {"from": _one(written, "period_from") or None, "to": _one(written, "period_to") or None},
        "maximum_persons": size["maximum_persons"] or None,
        "consent": consent,
    }
    return {**decision, "amends": _one(written, "amends"), "changes": changed}


def written_of(approval: EthicsApproval) -> Written:
    """What is on record, as it would be written in the form."""
    scope, consent = approval.scope, approval.consent
    document = approval.documents[0] if approval.documents else None
    lines: dict[str, Sequence[Any]] = {
        "case_number": [approval.case_number.raw],
        "kind": [approval.kind.value],
        "outcome": [approval.outcome.value],
        "decided_on": [approval.decided_on],
        "legal_force_on": [approval.legal_force_on or ""],
        "immediate_effect": ["yes"] if approval.immediate_effect else [],
        "started_on": [approval.started_on or ""],
        "principals": ["\n".join(approval.principals)],
        "investigator": [approval.investigator],
        "named_persons": ["\n".join(approval.named_persons)],
        "datasets": scope.datasets,
        "groups": scope.groups,
        "period_from": [scope.period_from],
        "period_to": [scope.period_to],
        "population": ["\n".join(scope.population)],
        "biobanks": ["\n".join(scope.biobanks)],
        "maximum_persons": [approval.maximum_persons],
        "consent_mode": [consent.mode.value] if consent else [],
        "consent_versions": ["\n".join(consent.versions)] if consent else [],
        "conditions": ["\n".join(" ".join(one.text.split()) for one in approval.conditions)],
        "document_title": [document.title] if document else [],
        "document_digest": [document.digest] if document else [],
    }
    return {name: tuple(str(value) for value in values) for name, values in lines.items()}


def _conditions(texts: Sequence[str], before: Sequence[Condition]) -> list[dict[str, str]]:
    # A condition that was acknowledged under its name keeps it, however the others are moved.
    known = {" ".join(one.text.split()): one for one in before}
    taken = {known[text].id for text in texts if text in known}
    fresh = (name for number in range(1, 10_000) if (name := f"condition-{number}") not in taken)
    return [
        {"id": known[text].id, "text": known[text].text} if text in known else {"id": next(fresh), "text": text}
        for text in texts
    ]


def _documents(written: Written, before: EthicsApproval | Amendment | None) -> list[dict[str, str]]:
    # The form asks for one; those that were recorded beside it by the API stay.
    others = [{"title": one.title, "digest": one.digest} for one in (before.documents[1:] if before else ())]
    title, digest = _one(written, "document_title"), _one(written, "document_digest")
    named = {"title": title, "digest": digest}
    # What was left empty is not there: the form then says that it is needed.
    return [{name: text for name, text in named.items() if text}, *others] if title or digest else others


def _one(written: Written, name: str) -> str:
    return next(iter(written.get(name, ())), "")


def _lines(written: Written, name: str) -> list[str]:
    texts = (line.strip() for text in written.get(name, ()) for line in text.splitlines())
    return [text for text in texts if text]


def _number(text: str) -> int | str:
    bare = "".join(text.split())
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else text
