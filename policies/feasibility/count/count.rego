# METADATA
# title: Counting how many people a cohort would be
# description: |
#   Not asked yet: the server refuses the question until a verb asks it. A provider may count, for clinical research to
#   come, without an ethics approval: the answer is a number alone, and it points out nobody.
# entrypoint: true
package feasibility.count

import data.facts
import data.parameters
import data.thresholds

required_grounds := {"F01-count-within-its-purpose", "F02-nobody-shown", "F03-counts-open"}

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

# METADATA
# title: The count is for clinical research, by criteria that were set beforehand, and asks for a number
# description: The criteria that ran are those that were recorded before anything was counted.
# custom:
#   sv: Räkningen gäller klinisk forskning, enligt kriterier som bestämts i förväg, och svaret är ett antal
#   paragraph: Patientdatalag (2008:355) 2 kap. 4 § första stycket 7 och 5 kap. 7 §
grounds contains "F01-count-within-its-purpose" if {
	input.count.purpose == "clinical_research"
	input.count.asks_for == "number"
	facts.is_text(input.count.criteria_recorded)
	input.count.criteria_counted == input.count.criteria_recorded
}

# METADATA
# title: A number large enough is shown as it is
# custom:
#   sv: Ett tillräckligt stort antal visas som det är
#   paragraph: Patientdatalag (2008:355) 5 kap. 7 §; GDPR art. 5(1)(c)
grounds contains "F02-nobody-shown" if {
	within_budget
	input.count.found >= threshold
	input.count.shown == "number"
}

# METADATA
# title: A smaller number is shown only as being below the threshold
# description: None at all is a small number too.
# custom:
#   sv: Ett mindre antal visas bara som att det ligger under gränsen
#   paragraph: Patientdatalag (2008:355) 5 kap. 7 §; GDPR art. 5(1)(c)
grounds contains "F02-nobody-shown" if {
	within_budget
	input.count.found < threshold
	input.count.shown == "below_threshold"
}

# METADATA
# title: Every controller whose records are counted has opened its counts
# description: |
#   The act lets a provider count and obliges none. A controller that has said nothing has not opened them: the
#   strictest value is closed.
# custom:
#   sv: Varje vårdgivare vars uppgifter räknas har öppnat för antalsberäkning
#   paragraph: Patientdatalag (2008:355) 2 kap. 4 § första stycket 7, 2 kap. 6 § och 5 kap. 7 §
grounds contains "F03-counts-open" if {
	facts.is_list_of_text(input.count.controllers)
	every controller in input.count.controllers {
		parameters.controllers[controller].counts == "open"
	}
}

# Counts that overlap tell by their difference what each of them hides: a project has a number of them, and no more.
within_budget if {
	facts.is_count(input.count.found)
	facts.is_count(input.count.overlapping_before)
	facts.is_count(input.count.overlapping_allowed)
	input.count.overlapping_before < input.count.overlapping_allowed
}

# The controller's own number, never below the least that any of them may choose.
threshold := input.count.threshold if {
	facts.is_count(input.count.threshold)
	input.count.threshold >= thresholds.small_count_least.value
}
