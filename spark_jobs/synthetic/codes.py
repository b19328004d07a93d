"""
The codes that the region uses: ICD-10-SE, ATC and KVÅ (NPU stands in `laboratory`), and what tends to go with what.

A line is (probability, alternatives): for a diagnosis that begins with the prefix, each line is drawn by itself. Which
alternative is taken follows the person, so that somebody who has apixaban today has it next year too.
"""

from collections.abc import Mapping
from typing import NamedTuple

Line = tuple[float, tuple[str, ...]]


class Chronic(NamedTuple):
    """A long-lasting disease: its codes, its share at high age, the age at half of that, and how steeply it comes."""

    name: str
    codes: tuple[str, ...]
    peak: float
    middle: float
    steep: float
    women: float = 1.0


CHRONIC = (
    Chronic("hypertension", ("I109",), 0.50, 62, 9),
    Chronic("atrial fibrillation", ("I489", "I480", "I481", "I482"), 0.32, 74, 6),
    Chronic("type 2 diabetes", ("E119", "E119", "E118", "E114"), 0.20, 60, 9),
    Chronic("type 1 diabetes", ("E109",), 0.008, 15, 5),
    Chronic("ischaemic heart disease", ("I251", "I252", "I209"), 0.20, 72, 7, 0.6),
    Chronic("heart failure", ("I509", "I500"), 0.17, 79, 5),
    Chronic("obstructive lung disease", ("J449", "J441"), 0.12, 66, 7),
    Chronic("asthma", ("J459", "J450"), 0.08, 8, 4),
    Chronic("depression", ("F329", "F321", "F331"), 0.12, 22, 4, 1.3),
    Chronic("kidney disease", ("N189", "N183"), 0.15, 78, 6),
    Chronic("dementia", ("F009", "F019", "G309"), 0.22, 84, 4),
    Chronic("hypothyroidism", ("E039",), 0.07, 55, 12, 1.6),
    Chronic("rheumatoid arthritis", ("M069", "M059"), 0.02, 55, 10, 1.4),
    Chronic("breast cancer", ("C509",), 0.045, 66, 10, 2.0),
    Chronic("prostate cancer", ("C619",), 0.06, 72, 6, 0.0),
    Chronic("bowel cancer", ("C189", "C209"), 0.04, 72, 8),
    Chronic("high cholesterol", ("E785", "E780"), 0.30, 62, 8),
    Chronic("iron deficiency", ("D509",), 0.06, 35, 10, 1.5),
    Chronic("osteoarthritis", ("M179", "M169"), 0.22, 68, 8),
    Chronic("reflux", ("K219",), 0.10, 45, 10),
    Chronic("epilepsy", ("G409",), 0.01, 10, 5),
    Chronic("migraine", ("G439",), 0.05, 22, 5, 1.6),
)
BLEEDS = ("K922", "K922", "K922", "K921", "K250", "K254", "K264", "K260", "I850", "K226")


class Acute(NamedTuple):
    """A short-lived reason to seek care, its weight in primary and in hospital care, and whom it can befall."""

    code: str
    primary: float
    hospital: float
    youngest: int = 0
    oldest: int = 130
    women_only: bool = False


ACUTE = (
    Acute("J069", 12, 2),
    Acute("J029", 5, 1),
    Acute("H669", 4, 1, 0, 15),
    Acute("J189", 3, 6),
    Acute("N390", 5, 4),
    Acute("M545", 8, 3, 15),
    Acute("R104", 4, 8),
    Acute("R074", 2, 8, 18),
    Acute("L309", 5, 1),
    Acute("H103", 3, 0.5),
    Acute("A099", 2, 3),
    Acute("B349", 4, 1),
    Acute("F439", 5, 0.5, 16),
    Acute("F412", 3, 0.5, 14),
    Acute("G470", 3, 0.2, 18),
    Acute("R539", 4, 1),
    Acute("M255", 5, 1, 10),
    Acute("S934", 2, 3),
    Acute("S525", 0.3, 4),
    Acute("S060", 0.3, 3),
    Acute("S7200", 0.1, 2.5, 65),
    Acute("R559", 1, 3, 10),
    Acute("I639", 0.2, 2.5, 50),
    Acute("I219", 0.1, 2.5, 45),
    Acute("A419", 0.1, 2.5, 40),
    Acute("K359", 0.1, 2, 5, 60),
    Acute("K802", 0.5, 2.5, 25),
    Acute("K573", 0.5, 2, 50),
    Acute("N201", 0.3, 2, 20),
    Acute("N179", 0.1, 1.5, 55),
    Acute("O809", 0, 3, 18, 45, women_only=True),
    Acute("Z000", 4, 0.5),
    Acute("Z099", 4, 6),
    Acute("R688", 0.2, 0.2),
)
FALLBACK = "R688"

DRUGS: Mapping[str, tuple[Line, ...]] = {
    "I48": ((0.80, ("B01AF02", "B01AF02", "B01AF01", "B01AA03")), (0.55, ("C07AB02", "C07AB07", "C07AB02", "C01AA05"))),
    "I10": ((0.75, ("C09AA02", "C08CA01", "C09CA06", "C03AA03")),),
    "E11": ((0.75, ("A10BA02",)), (0.30, ("A10BK03", "A10BJ06", "A10BH01", "A10AE04"))),
    "E10": ((0.90, ("A10AB05", "A10AB04")), (0.80, ("A10AE04", "A10AE06"))),
    "I2": ((0.70, ("B01AC06", "B01AC06", "B01AC04")), (0.65, ("C10AA05", "C10AA07"))),
    "I50": ((0.60, ("C09AA02", "C09DX04")), (0.60, ("C03CA01",))),
    "J44": ((0.70, ("R03BB04", "R03AL04")),),
    "J45": ((0.50, ("R03AC02",)), (0.50, ("R03AK07", "R03BA02"))),
    "F3": ((0.70, ("N06AB06", "N06AB04", "N06AX11", "N06AX16")),),
    "E03": ((0.85, ("H03AA01",)),),
    "M06": ((0.60, ("L04AX03",)), (0.30, ("M01AE01", "M01AB05"))),
    "M05": ((0.60, ("L04AX03",)), (0.30, ("M01AE01", "M01AB05"))),
    "M": ((0.40, ("M01AE01", "N02BE01", "M01AB05", "N02AJ06")),),
    "C": ((0.30, ("N02BE01", "A04AA01", "N02AA05")),),
    "E78": ((0.75, ("C10AA05", "C10AA01")),),
    "D50": ((0.70, ("B03AA07",)),),
    "K21": ((0.70, ("A02BC01", "A02BC02")),),
    "K92": ((0.80, ("A02BC01", "A02BC02", "A02BC05")), (0.25, ("B02AA02",))),
    "K2": ((0.85, ("A02BC01", "A02BC02", "A02BC05")),),
    "I85": ((0.70, ("C07AA05",)), (0.40, ("H01BA04",))),
    "J18": ((0.80, ("J01CE02", "J01CA04", "J01CE01")),),
    "J02": ((0.60, ("J01CE02",)),),
    "H66": ((0.50, ("J01CE02",)),),
    "N39": ((0.80, ("J01XE01", "J01CA08")),),
    "A41": ((0.90, ("J01DD01", "J01CR05")),),
    "I63": ((0.70, ("B01AC04", "B01AC06")), (0.60, ("C10AA05",))),
    "S720": ((0.80, ("B01AB10", "B01AB05")), (0.60, ("N02AA05",))),
    "F0": ((0.40, ("N06DA02", "N06DX01")),),
    "G30": ((0.50, ("N06DA02", "N06DX01")),),
    "G40": ((0.85, ("N03AX14", "N03AX09")),),
    "G43": ((0.60, ("N02CC01", "N02CC04")),),
    "G47": ((0.60, ("N05CF02", "N05CH01")),),
    "F4": ((0.35, ("N05BB01", "N06AB06")),),
    "L30": ((0.70, ("D07AC01", "D07AC13")),),
    "": ((0.14, ("N02BE01", "N02BE01", "M01AE01", "R06AE07")),),
}
PROCEDURES: Mapping[str, tuple[Line, ...]] = {
    "K92": ((0.60, ("UJD02", "UJD05")), (0.30, ("DR029",)), (0.20, ("UJF32",))),
    "K2": ((0.70, ("UJD02", "UJD05")),),
    "I85": ((0.80, ("UJD02",)), (0.40, ("DR029",))),
    "I25": ((0.12, ("FNG05", "FNG02")),),
    "I21": ((0.70, ("FNG05", "FNG02")),),
    "I48": ((0.03, ("FPE20",)), (0.30, ("AF021",))),
    "S720": ((0.90, ("NFB49", "NFJ59")),),
    "M1": ((0.04, ("NGB49", "NFB49")),),
    "K35": ((0.80, ("JEA01", "JEA00")),),
    "K80": ((0.40, ("JKA21",)),),
    "K57": ((0.50, ("UJF32", "UJF35")),),
    "C18": ((0.30, ("JFB30", "UJF32")),),
    "O80": ((0.15, ("MCA10",)),),
    "": ((0.11, ("ZV100", "AF021")),),
}
