"""The page of deadlines: how long each thing may take, from the data that the house counts by."""

from docs.drawing.page import REPOSITORY, page, table
from gateway.adapters.rules.deadlines import read_terms
from gateway.domain.deadline import Term
from gateway.words import deadlines as words


def deadlines() -> str:
    """Each length with its paragraph, and what has no deadline yet."""
    rows = [
        [
            f"{words.DUTIES[duty].en} *{words.DUTIES[duty].sv}*",
            f"{length_of(term)} *{length_of(term, swedish=True)}*",
            f"{words.BEGINS[duty].en} *{words.BEGINS[duty].sv}*",
            f"{words.DESKS[term.desk].en} *{words.DESKS[term.desk].sv}*",
            f"{term.soon_days} days",
            term.paragraph,
        ]
        for duty, term in read_terms(REPOSITORY / "policies").items()
    ]
    still = [[paragraph, f"{why.en} *{why.sv}*"] for paragraph, why in words.STANDING_STILL.items()]
    return page(
        "Deadlines",
        "The lengths that the house counts by (`policies/deadlines`). The first day is not counted, the last is "
        "inside; one on which nobody works gives way to the next working day, but for what is counted backwards.\n",
        table(["What", "Takes", "Counted from", "At the desk of", "Warned", "Rests on"], rows) + "\n",
        "## What stands still\n",
        table(["By", "Why no deadline runs"], still),
    )


def length_of(term: Term, *, swedish: bool = False) -> str:
    """In words; with what may come on top."""
    told = (words.LENGTHS[term.unit].sv if swedish else words.LENGTHS[term.unit].en).format(length=term.length)
    more = f" (+ {term.prolonged_by})" if term.prolonged_by else ""
    return told + more
