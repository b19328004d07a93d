"""
What the rules found when they were asked one question.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NewType

RefusalCode = NewType("RefusalCode", str)


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """One reason for a no. Its sentences, paragraph and next step stand in `gateway.words.refusals`."""

    code: RefusalCode


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Compared:
    """One thing that a request asks for, and whether the approval covers it: a dataset, a column, a code, a number."""

    kind: str
    what: str
    covered: bool


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Objection:
    """
    What one kind of objection does to one controller's rows: `excluded` or `may_stay`, by when it was made.

    `before_permit`: it held when the permit was issued. `before_extraction`: it came after that, before the order.
    """

    objection: str
    controller: str
    exclusion: str
    before_permit: str
    before_extraction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """
    By which paragraph a controller of that kind decides, and what its no can be taken to, within so many weeks.

    The codes of `appeal` have their sentences in `gateway.words.bases`; None where no time runs.
    """

    kind: str
    paragraph: str
    appeal: str
    appeal_weeks: int | None
    appeal_paragraph: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """
    In which capacity a part of at most so many units is decided, and of more; each has its sentences in the words.

    `coordinated_by` holds the parts together where several controllers are asked, and decides none; None for one.
    """

    most_units: int
    few_units: str
    more_units: str
    coordinated_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """
    One point of the assessment sheet that concerns a part (`policies/sheet`), with its question in both languages.

    `answered` is "computed" or "signed". A computed point has its `outcome`, yes or no, and as `missing` the grounds
    that it lacks; a signed one has no outcome here, and says whether "not applicable" will do.
    """

    id: str
    answered: str
    paragraph: str
    sv: str
    en: str
    not_applicable: bool
    outcome: str | None
    missing: tuple[str, ...] = ()

    @property
    def signed(self) -> bool:
        """Whether a person answers it."""
        return self.answered == "signed"

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Point":
        """As it stands in an answer of the rules, or on the paper of a ruling."""
        return cls(**{**told, "missing": tuple(told["missing"])})

    def as_json(self) -> dict[str, Any]:
        """The same form again."""
        return {**asdict(self), "missing": list(self.missing)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """
    The answer to one question, with everything needed to say later why it fell out so.

    `warnings` are the grounds that a later step will ask for and that are not found yet: they refuse nothing now.
    `exclusions` names who stays out of an extract, `objections` out of whose rows; both are empty for every question
    but that of the order. `compared` is what a request asks for beside what is approved; it is empty for every
    question but that of its submission. `basis` is the law of the controller whose part was asked
    about, `route` who decides it, `sheet` what is assessed before.
    `release` is the number under which the stewards released the policies of `policy_digest`; 0 where nobody did.
    """

    question: str
    engine: str
    engine_version: str
    engine_allows: bool
    required_grounds: frozenset[str]
    grounds: frozenset[str]
    refusals: frozenset[Refusal]
    needs_judgement: frozenset[str]
    exclusions: frozenset[str]
    policy_digest: str
    asked_on: date
    compared: tuple[Compared, ...] = ()
    warnings: frozenset[str] = frozenset()
    objections: tuple[Objection, ...] = ()
    basis: Basis | None = None
    route: Route | None = None
    sheet: tuple[Point, ...] = ()
    release: int = 0

    @property
    def allows(self) -> bool:
        """
        Yes only if everything says yes: the engine, every required ground, and no refusal beside them.

        A ruling that found no grounds refuses: silence is never consent. (An engine that is down, or a rule that was
        never loaded, must not read as "nothing against it"; an answer that contradicts itself is no answer.)
        """
        return (
            self.engine_allows
            and bool(self.required_grounds)
            and self.grounds == self.required_grounds
            and not self.refusals
            and not self.needs_judgement
        )

    @property
    def missing(self) -> frozenset[str]:
        """What stands between this ruling and a yes, as codes: each has its sentences in `gateway.words.refusals`."""
        refused = {str(refusal.code) for refusal in self.refusals}
        return (self.required_grounds - self.grounds) | refused | self.needs_judgement
