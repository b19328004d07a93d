"""Who would get at the data, and who of them is barred."""

from collections.abc import Mapping, Sequence

from gateway.domain.access_request import AccessRequest
from gateway.domain.barring import Barring, Whom, subject_of
from gateway.domain.facts.forms import Facts, day
from gateway.domain.project import Person, Project


def users_of(request: AccessRequest, *, project: Project, people: Mapping[str, Person]) -> Mapping[str, Sequence[str]]:
    """
    The health data users of a request, by what a barring of them is found by; with the people each of them is of.

    For those whose study it is (principal, applicant's organisation, investigator) there are none: it is all of it.
    """
    users: dict[str, list[str]] = {}
    for name in request.application.people():
        users.setdefault(subject_of(Whom.PERSON, name), []).append(name)
        if name in people:
            users.setdefault(subject_of(Whom.ORGANISATION, people[name].organisation), []).append(name)
    for organisation in (project.principal, request.application.applicant.organisation):
        users[subject_of(Whom.ORGANISATION, organisation)] = []
    users[subject_of(Whom.PERSON, request.application.investigator)] = []
    return users


def of_barrings(barrings: Sequence[Barring], *, users: Mapping[str, Sequence[str]]) -> list[Facts]:
    """Each barring on record of these users, confirmed or not, over or not: which of them count is for the rules."""
    return [
        {
            "id": barring.id,
            "of_study": not users[barring.subject],
            "persons": list(users[barring.subject]),
            "from": day(barring.begins),
            "until": day(barring.until),
            "confirmed": barring.confirmation is not None,
            "lifted_on": day(barring.lifting.on) if barring.lifting else None,
        }
        for barring in barrings
    ]
