# METADATA
# title: Emptying a workspace
# description: |
#   Asked every day about each workspace that is closed. What is emptied comes never again, so this runs the other
#   way round: only a found ground empties, and silence lets the rows lie, closed.
# entrypoint: true
package delivery.empty

import data.facts
import data.thresholds

required_grounds := {
	"R01-kept-long-enough",
}

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

# METADATA
# title: The permit expired so long ago that its rows must go
# description: |
#   By months of the calendar, the last day inside. The regulation allows six; the house orders it after five, so
#   that a runner that is down does not make it late.
# custom:
#   sv: Tillståndet löpte ut för så länge sedan att raderna ska bort
#   paragraph: EHDS (EU) 2025/327 art. 68(12)
grounds contains "R01-kept-long-enough" if {
	facts.is_date(input.today)
	facts.months_after(input.permit.valid_until, thresholds.workspace_kept_months.value) < input.today
}
