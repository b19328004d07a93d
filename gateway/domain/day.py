"""Days in decisions, rules and keys are Swedish ones."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


def swedish_day(moment: datetime) -> date:
    """The date on a Swedish calendar at that moment."""
    return moment.astimezone(SWEDEN).date()
