"""reference/refusals.md, events.md and reasons.md: every code with its sentences."""

from docs.drawing.page import page, table


def refusals() -> str:
    """Every code a rule can miss, in both languages."""
    from gateway.words.refusals import REFUSALS

    parts = []
    for code, words in REFUSALS.items():
        parts += [
            f"## {code}\n",
            f"{words.en} *{words.sv}*\n",
            f"**Rests on** {words.paragraph}.\n",
            f"**What now** {words.next_step_en} *{words.next_step_sv}*\n",
        ]
    return page(
        "Grounds and refusals", "Every ground a rule asks for. Where it is not found, this is what is said.\n", *parts
    )


def events() -> str:
    """Every line that the ledger and the runner's journal can hold."""
    from gateway.words.events import EVENTS
    from spark_jobs.journal import Event

    of_the_ledger = [[f"`{event}`", f"{words.en} *{words.sv}*"] for event, words in EVENTS.items()]
    return page(
        "Events",
        "What leaves a line. A name once written is never given another meaning.\n",
        "## The ledger\n",
        table(["Event", "Means"], of_the_ledger),
        "\n## The runner's journal\n",
        table(["Event"], [[f"`{event}`"] for event in Event]),
    )


def reasons() -> str:
    """Every reason for which something sent is not well formed."""
    from gateway.words.reasons import REASONS

    rows = [[f"`{code}`", f"{words.en} *{words.sv}*"] for code, words in REASONS.items()]
    return page("What can be wrong with what was sent", table(["Reason", "Means"], rows))
