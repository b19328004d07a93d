"""How an approval stands to what is asked for, as sentences; `{day}` is the first or the last day."""

from collections.abc import Mapping

from catalog.model import Words
from gateway.domain.coverage import State

COVERAGES: Mapping[State, Words] = {
    State.COVERED: Words(sv="omfattas", en="covered"),
    State.NOT_COVERED: Words(sv="omfattas inte", en="not covered"),
    State.COVERED_FROM: Words(sv="omfattas från och med {day}", en="covered from {day}"),
    State.COVERED_UNTIL: Words(sv="omfattas till och med {day}", en="covered until {day}"),
}
