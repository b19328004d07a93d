"""Who may and who may not: barrings, deputies, roles that are assigned."""

from gateway.domain import facts as fact
from gateway.domain.assignment import Assignment, Witness
from gateway.domain.barring import Barring, Confirmation, Lifting
from gateway.domain.bodies.form import Body
from gateway.domain.deputyship import Deputyship
from gateway.domain.ending import Ending


def barring(barring: Barring) -> Body:
    """Who is to be barred, until when, why, and by which paragraph."""
    return {
        "barring": barring.id,
        "kind": barring.kind.value,
        "whom": barring.whom,
        "because": barring.because,
        "paragraph": barring.paragraph,
        "from": barring.begins.isoformat(),
        "until": barring.until.isoformat(),
        "by": barring.by,
        "on": barring.on.isoformat(),
    }


def barring_confirmation(confirmation: Confirmation, *, barring: Barring) -> Body:
    """That a second person confirmed it; `follows` is the paper that recorded it."""
    return {
        "barring": barring.id,
        "follows": barring.paper,
        "by": confirmation.by,
        "on": confirmation.on.isoformat(),
    }


def barring_lifting(lifting: Lifting, *, barring: Barring) -> Body:
    """That it ended before its time; `follows` is the newest paper on it."""
    return {
        "barring": barring.id,
        "follows": barring.latest,
        "because": lifting.because,
        "by": lifting.by,
        "on": lifting.on.isoformat(),
    }


def deputyship(deputyship: Deputyship) -> Body:
    """Who decides for which controller in whose place, from when until when, and why."""
    return {
        **fact.of_deputyship(deputyship),
        "because": deputyship.because,
        "on": deputyship.on.isoformat(),
    }


def deputyship_ending(ending: Ending, *, deputyship: Deputyship) -> Body:
    """That it ended before its time; `follows` is the paper by which the deputy was named."""
    return {
        "deputyship": deputyship.id,
        "follows": deputyship.paper,
        "because": ending.because,
        "by": ending.by,
        "on": ending.on.isoformat(),
    }


def assignment(made: Assignment) -> Body:
    """Who is to be what, for whom, until when, and why."""
    return {
        "assignment": made.id,
        "actor": made.actor,
        "role": made.role.value,
        "controllers": list(made.controllers),
        "biobanks": list(made.biobanks),
        "because": made.because,
        "from": made.begins.isoformat(),
        "until": made.until.isoformat(),
        "by": made.by,
        "on": made.on.isoformat(),
    }


def assignment_confirmation(witness: Witness, *, of: Assignment) -> Body:
    """That another person confirmed it; `follows` is the paper that recorded it."""
    return {"assignment": of.id, "follows": of.paper, "by": witness.by, "on": witness.on.isoformat()}


def assignment_ending(ending: Ending, *, of: Assignment) -> Body:
    """That it ended before its time; `follows` is the newest paper on it."""
    return {
        "assignment": of.id,
        "follows": of.latest,
        "because": ending.because,
        "by": ending.by,
        "on": ending.on.isoformat(),
    }
