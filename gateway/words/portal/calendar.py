"""The months, as a date is written out."""

from collections.abc import Mapping

from catalog.model import Words

MONTHS: Mapping[int, Words] = {
    1: Words(sv="januari", en="January"),
    2: Words(sv="februari", en="February"),
    3: Words(sv="mars", en="March"),
    4: Words(sv="april", en="April"),
    5: Words(sv="maj", en="May"),
    6: Words(sv="juni", en="June"),
    7: Words(sv="juli", en="July"),
    8: Words(sv="augusti", en="August"),
    9: Words(sv="september", en="September"),
    10: Words(sv="oktober", en="October"),
    11: Words(sv="november", en="November"),
    12: Words(sv="december", en="December"),
}
