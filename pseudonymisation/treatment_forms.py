"""Treatments as the papers write them, and back: a kind with exactly its own parameters, nothing guessed."""

from collections.abc import Callable, Mapping

from pseudonymisation.errors import KeyUnusable, TreatmentRefused
from pseudonymisation.scope import Domain
from pseudonymisation.treatment import (
    Band,
    Drop,
    Keep,
    Kind,
    MaskText,
    Pseudonymise,
    ShiftDate,
    SurrogateText,
    Treatment,
    YearOnly,
)

_PLAIN: Mapping[Kind, Callable[[], Treatment]] = {
    Kind.KEEP: Keep,
    Kind.DROP: Drop,
    Kind.YEAR_ONLY: YearOnly,
    Kind.SHIFT_DATE: ShiftDate,
    Kind.MASK_TEXT: MaskText,
    Kind.SURROGATE_TEXT: SurrogateText,
}


def from_json(form: Mapping[str, object]) -> Treatment:
    """The treatment that the mapping names; an unknown kind, or a parameter too many or too few, is refused."""
    kind = _kind(form)
    if kind is Kind.PSEUDONYM:
        return Pseudonymise(domain=_domain(_exactly(form, "domain")["domain"]))
    if kind is Kind.BAND:
        band = _exactly(form, "width", *(["top"] if "top" in form else []))
        return Band(width=_whole(band["width"]), top=_whole(band["top"]) if "top" in band else None)
    _exactly(form)
    return _PLAIN[kind]()


def to_json(treatment: Treatment) -> dict[str, str | int]:
    """The mapping that `from_json` reads back as the same treatment."""
    match treatment:
        case Pseudonymise(domain=domain):
            return {"kind": treatment.kind.value, "domain": domain.value}
        case Band(width=width, top=None):
            return {"kind": treatment.kind.value, "width": width}
        case Band(width=width, top=int(top)):
            return {"kind": treatment.kind.value, "width": width, "top": top}
        case _:
            return {"kind": treatment.kind.value}


def _kind(form: Mapping[str, object]) -> Kind:
    named = form.get("kind")
    if not isinstance(named, str) or str(named) not in set(Kind):
        raise TreatmentRefused("treatment-unknown", "There is no treatment of that kind.")
    return Kind(str(named))


def _exactly(form: Mapping[str, object], *parameters: str) -> Mapping[str, object]:
    if form.keys() != {"kind", *parameters}:
        raise TreatmentRefused(
            "treatment-parameter", "This treatment lacks a parameter, or was given one it does not take."
        )
    return form


def _domain(named: object) -> Domain:
    try:
        return Domain.named(named) if isinstance(named, str) else Domain.named("")
    except KeyUnusable:
        raise TreatmentRefused("treatment-parameter", "A pseudonym is made in a domain that exists.") from None


def _whole(number: object) -> int:
    if type(number) is not int:
        raise TreatmentRefused("treatment-parameter", "The width and the top of a band are whole numbers.")
    return number
