"""An application as questions of a form: which there are, in which order, and how each answer changes the draft."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from gateway.domain import bodies
from gateway.domain.access_request import Application, RequestKind
from gateway.web.portal.visit import Form

Document = dict[str, Any]

PURPOSES: Final[Mapping[str, RequestKind]] = {
    "53.1.e": RequestKind.RESEARCH,
    "53.1.e.i": RequestKind.RESEARCH,
    "53.1.e.ii": RequestKind.RESEARCH,
    "53.1.f": RequestKind.CARE_DEVELOPMENT,
    "53.1.d": RequestKind.EDUCATION,
    "53.1.c": RequestKind.STATISTICS,
    "53.1.a": RequestKind.PUBLIC_HEALTH,
    "53.1.b": RequestKind.POLICY,
}
"""Each purpose of EHDS article 53(1), and the kind of request that it makes."""
DECLARATIONS: Final = ("54.a", "54.b", "54.c", "54.d", "54.e")
"""The prohibited uses of article 54, each of which the applicant rules out."""
ON_A_PAGE: Final = 60
"""So many variables stand on one page."""

PLACES: Final[Mapping[str, str]] = {
    "applicant/kind": "applicant_kind",
    "applicant/country": "country",
    "wanted": "wanted_until",
    "wanted/from": "wanted_from",
    "wanted/until": "wanted_until",
    "period": "period_to",
    "period/from": "period_from",
    "period/to": "period_to",
    "cohort/title": "title",
    "cohort/period": "cohort_to",
    "cohort/period/from": "cohort_from",
    "cohort/period/to": "cohort_to",
    "cohort/age_at_index": "age_to",
    "cohort/age_at_index/from": "age_from",
    "cohort/age_at_index/to": "age_to",
    "cohort/code_lists": "entry",
    "cohort/entry": "entry",
    "cohort/exclude": "exclude",
}
"""Where the places of the document stand on the pages."""


def document(application: Application) -> Document:
    """What is written, as the API takes it: without who applies, which is whoever is signed in."""
    written = bodies.application(application)
    applicant = {name: written["applicant"][name] for name in ("kind", "country")}
    return {**written, "applicant": applicant}


def lines(text: str) -> list[str]:
    """One from each line, and from between commas."""
    return [part.strip() for line in text.splitlines() for part in line.replace(";", ",").split(",") if part.strip()]


def number(text: str) -> int | str:
    """The number; the text where it is none, so that whoever reads it finds the fault."""
    bare = "".join(text.split())
    return int(bare) if bare.isascii() and bare.isdigit() and len(bare) < 12 else text


def path_of(column: Mapping[str, Any]) -> str:
    """A variable by its name, as forms write it."""
    return f"{column['dataset']}/{column['table']}/{column['column']}"


def _purpose(written: Document, form: Form) -> Document:
    purpose = form.one("purpose")
    return {**written, "purpose": purpose, "kind": PURPOSES.get(purpose, RequestKind.RESEARCH).value}


def _people(written: Document, form: Form) -> Document:
    return {
        **written,
        "applicant": {"kind": form.one("applicant_kind"), "country": form.one("country").upper()},
        "investigator": form.one("investigator"),
        "named_persons": list(dict.fromkeys(lines(form.one("named_persons")))),
    }


def _period(written: Document, form: Form) -> Document:
    return {**written, "period": {"from": form.one("period_from"), "to": form.one("period_to")}}


def _variables(written: Document, form: Form) -> Document:
    here = form.all("here")
    because = form.one("because_all")

    def answered() -> Iterator[dict[str, Any]]:
        for column in written["columns"]:
            path = path_of(column)
            if path not in here:
                yield column
            elif path not in form.all("remove"):
                why = form.one(f"why:{path}") or because
                yield {**column, "treatment": form.one(f"treatment:{path}") or None, "justification": why}

    return {**written, "columns": list(answered())}


def _form(written: Document, form: Form) -> Document:
    return {
        **written,
        "format": form.one("format"),
        "why_pseudonymised": form.one("why_pseudonymised"),
        "text_profile": form.one("text_profile") or None,
    }


def _size(written: Document, form: Form) -> Document:
    return {**written, "expected_persons": number(form.one("expected_persons"))}


def _wanted(written: Document, form: Form) -> Document:
    return {**written, "wanted": {"from": form.one("wanted_from"), "until": form.one("wanted_until")}}


def _declarations(written: Document, form: Form) -> Document:
    ticked = form.all("declarations")
    return {**written, "declarations": [code for code in DECLARATIONS if code in ticked]}


QUESTIONS: Final[Mapping[str, Callable[[Document, Form], Document] | None]] = {
    "purpose": _purpose,
    "people": _people,
    "cohort": None,
    "size": _size,
    "variables": _variables,
    "period": _period,
    "format": _form,
    "wanted": _wanted,
    "declarations": _declarations,
}
"""In the order in which they are asked. The cohort has cards of its own."""


def after(question: str) -> str | None:
    """The question that follows, or None after the last."""
    names = list(QUESTIONS)
    following = names[names.index(question) + 1 :]
    return next(iter(following), None)


def page_of(columns: Sequence[Any], page: int) -> tuple[Sequence[Any], int, int]:
    """Those of that page, the page that it is, and how many there are."""
    pages = max(1, -(-len(columns) // ON_A_PAGE))
    here = min(max(page, 1), pages)
    return columns[(here - 1) * ON_A_PAGE : here * ON_A_PAGE], here, pages
