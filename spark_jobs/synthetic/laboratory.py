"""The laboratory's tests by NPU code: which diagnoses call for which, units, reference intervals and usual values."""

from collections.abc import Mapping
from dataclasses import dataclass

from spark_jobs.synthetic.codes import Line

LABS: Mapping[str, tuple[Line, ...]] = {
    "E1": ((0.85, ("NPU27300",)), (0.50, ("NPU02192",)), (0.30, ("NPU18016",))),
    "K92": ((0.97, ("NPU28309",)), (0.60, ("NPU01685",)), (0.50, ("NPU03568",)), (0.50, ("NPU28309",))),
    "K2": ((0.90, ("NPU28309",)), (0.50, ("NPU01685",))),
    "I85": ((0.97, ("NPU28309",)), (0.80, ("NPU01685",)), (0.60, ("NPU19651",))),
    "N18": ((0.90, ("NPU18016",)), (0.60, ("NPU03230",))),
    "I48": ((0.50, ("NPU18016",)), (0.40, ("NPU01685",))),
    "I50": ((0.50, ("NPU21571",)), (0.50, ("NPU03230",))),
    "I10": ((0.40, ("NPU18016",)), (0.40, ("NPU03230",))),
    "J18": ((0.90, ("NPU19748",)), (0.60, ("NPU02593",))),
    "A41": ((0.95, ("NPU19748",)), (0.90, ("NPU02593",))),
    "N39": ((0.50, ("NPU19748",)),),
    "E78": ((0.70, ("NPU01568",)), (0.40, ("NPU01566",))),
    "E03": ((0.80, ("NPU03577",)),),
    "D50": ((0.90, ("NPU28309",)), (0.70, ("NPU19763",))),
    "": ((0.30, ("NPU28309", "NPU03230", "NPU03429", "NPU18016")), (0.20, ("NPU19748", "NPU02593", "NPU19651"))),
}
PANEL = ("NPU28309", "NPU18016", "NPU03230", "NPU03429", "NPU19748", "NPU02593", "NPU03568", "NPU19651", "NPU02192")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab:
    """A test: unit, reference interval, the usual value and its spread, decimals, and what diseases do to it."""

    code: str
    unit: str
    low: float
    high: float
    usual: float
    spread: float
    decimals: int
    shifted: Mapping[str, float]


def _lab(code: str, unit: str, interval: tuple[float, float], usual: float, spread: float, decimals: int,
         **shifted: float) -> Lab:  # fmt: skip
    low, high = interval
    return Lab(code=code, unit=unit, low=low, high=high, usual=usual, spread=spread, decimals=decimals, shifted=shifted)


TESTS = (
    _lab("NPU28309", "g/L", (117, 170), 138, 13, 0, K92=96, K2=101, I85=88, D50=104, C=122, N18=120, S720=112),
    _lab("NPU18016", "µmol/L", (45, 105), 78, 16, 0, N18=182, N17=290, I50=112),
    _lab("NPU03230", "mmol/L", (3.5, 5.0), 4.1, 0.35, 1, N18=4.9, N17=5.4),
    _lab("NPU03429", "mmol/L", (137, 145), 140, 2.6, 0, I50=137),
    _lab("NPU19748", "mg/L", (0, 5), 4, 3, 0, J18=110, A41=190, N39=45, K35=80),
    _lab("NPU02593", "10*9/L", (3.5, 8.8), 6.9, 1.6, 1, J18=13.5, A41=16.0, K35=14.2),
    _lab("NPU03568", "10*9/L", (145, 390), 255, 55, 0, I85=105),
    _lab("NPU19651", "µkat/L", (0.15, 1.1), 0.45, 0.18, 2, I85=1.6, K80=2.1),
    _lab("NPU02192", "mmol/L", (4.2, 6.3), 5.6, 0.7, 1, E11=9.1, E10=10.8),
    _lab("NPU27300", "mmol/mol", (31, 46), 37, 4, 0, E11=54, E10=62),
    _lab("NPU01685", "INR", (0.9, 1.2), 1.05, 0.08, 1, I48=2.3, I85=1.7, K92=1.5),
    _lab("NPU21571", "ng/L", (0, 300), 140, 60, 0, I50=2900, I48=900),
    _lab("NPU01568", "mmol/L", (1.4, 5.3), 3.1, 0.8, 1, E78=3.9, I2=2.0),
    _lab("NPU01566", "mmol/L", (3.3, 7.8), 5.1, 0.9, 1, E78=6.3, I2=4.0),
    _lab("NPU03577", "mIU/L", (0.3, 4.2), 1.9, 0.7, 1, E03=4.8),
    _lab("NPU19763", "µg/L", (15, 290), 95, 40, 0, D50=11),
)
