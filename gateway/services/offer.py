"""Offer: which verbs the rules would let somebody do here and now, for whoever draws the buttons; nothing is done."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from catalog.model import ControllerId
from gateway.domain.actor import HOUSE, Actor
from gateway.domain.errors import NeighbourUnavailable
from gateway.domain.facts import Facts
from gateway.services.act import Act
from gateway.services.desk import Desk

LOOKING = "read"
"""The verb under which the facts are gathered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferRoom:
    """
    A yes here is no permission: the verb asks for itself when it is done. Rules that are silent offer nothing.

    It leaves no entry, since nothing is shown and nothing done. A step that the lifecycle does not have is not looked
    for here: its table says so.
    """

    desk: Desk

    def anywhere(self, verbs: Iterable[str], *, by: Actor) -> frozenset[str]:
        """Those of the verbs that are about nothing in particular: reading the ledger, opening a project."""
        with self.desk.act(LOOKING, by=by, on="offers") as act:
            return self._allowed(act, verbs, {})

    def at_own(self, verbs: Collection[str], *, by: Actor) -> frozenset[str]:
        """
        Those that the actor may do about nothing in particular, or about what they answer for.

        That is some part, deputyship or request of a controller they decide for, or samples of a biobank of theirs.
        """
        with self.desk.act(LOOKING, by=by, on="offers") as act:
            lent = {one.controller for one in act.lent() if one.counts(on=act.today)}
            own = [{}, *map(_of, sorted({*by.controllers, *lent})), *map(_of_samples, by.biobanks)]
            return self._offered(act, [{**about, "verb": verb} for about in own for verb in verbs])

    def for_controller(self, controller: ControllerId, verbs: Iterable[str], *, by: Actor) -> frozenset[str]:
        """Those that may be done for that controller, about no request in particular."""
        with self.desk.act(LOOKING, by=by, on=controller) as act:
            return self._allowed(act, verbs, _of(controller))

    def on_permit(self, id: str, verbs: Iterable[str], *, by: Actor) -> frozenset[str]:
        """Those that may be done with that permit. Raises NotFound."""
        with self.desk.act(LOOKING, by=by, on=id) as act:
            request = act.work.access_requests.get(act.work.permits.get(id).access_request)
            return self._allowed(act, verbs, act.about_request(request, act.columns(request.application.selection)))

    def on_project(self, id: str, verbs: Iterable[str], *, by: Actor) -> frozenset[str]:
        """Those that may be done with that project. Raises NotFound."""
        with self.desk.act(LOOKING, by=by, on=id) as act:
            return self._allowed(act, verbs, act.about_project(act.work.projects.get(id)))

    def on_request(
        self, id: str, verbs: Iterable[str], *, by: Actor, controller: ControllerId | None = None
    ) -> frozenset[str]:
        """Those that may be done with that request, or with that controller's part of it. Raises NotFound."""
        with self.desk.act(LOOKING, by=by, on=id) as act:
            request = act.work.access_requests.get(id)
            facts = act.about_request(request, act.columns(request.application.selection))
            part = {"part": {"controller": controller}} if controller else {}
            return self._allowed(act, verbs, {**facts, **part})

    def _allowed(self, act: Act, verbs: Iterable[str], facts: Facts) -> frozenset[str]:
        return self._offered(act, [{**facts, "verb": verb} for verb in verbs])

    def _offered(self, act: Act, matters: Sequence[Facts]) -> frozenset[str]:
        try:
            allowed = act.may_each(matters)
        except NeighbourUnavailable:
            return frozenset()
        return frozenset(matter["verb"] for matter, may in zip(matters, allowed, strict=True) if may)


def _of(controller: ControllerId) -> Facts:
    about = {"controller": controller}
    return {"part": about, "deputyship": about, "access_request": {"datasets": [about]}}


def _of_samples(biobank: str) -> Facts:
    # Of a study in which the actor has no part: nobody decides on one of their own.
    return {"project": {"members": [HOUSE.id]}, "access_request": {"datasets": [{"biobank": {"number": biobank}}]}}
