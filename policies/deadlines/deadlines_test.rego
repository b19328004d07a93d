# METADATA
# title: How long each thing may take, in a line each
# description: |
#   The gateway counts the days, not the rules; the lengths are law all the same. Whoever changes one says so in both
#   places, so that no deadline moves by itself.
package deadlines_test

import data.deadlines.terms

lengths := {
	"availability": {"length": 2, "unit": "months", "desk": "coordinator", "soon_days": 14},
	"completion": {"length": 28, "unit": "days", "desk": "researcher", "soon_days": 7},
	"decision": {"length": 3, "unit": "months", "prolonged_by": 3, "desk": "coordinator", "soon_days": 14},
	"deletion": {"length": 6, "unit": "months", "desk": "coordinator", "soon_days": 30},
	"description_check": {"length": 12, "unit": "months", "desk": "steward", "soon_days": 31},
	"extension_request": {"length": 1, "unit": "months_before", "desk": "researcher", "soon_days": 30},
	"holder_delivery": {"length": 3, "unit": "months", "desk": "steward", "soon_days": 14},
	"part_decision": {"length": 3, "unit": "months", "prolonged_by": 3, "desk": "steward", "soon_days": 14},
	"spot_check": {"length": 30, "unit": "days", "desk": "auditor", "soon_days": 7},
	"publication": {"length": 30, "unit": "working_days", "desk": "coordinator", "soon_days": 7},
}

test_every_length_is_the_same_both_ways if {
	{duty: object.remove(term, {"paragraph", "source"}) | some duty, term in terms} == lengths
}

test_every_length_names_its_paragraph_and_says_which_day_begins_it if {
	every term in terms {
		startswith(term.paragraph, "EHDS (EU) 2025/327 art. ")
		count(term.source) > 40
	}
}

test_what_the_house_empties_is_empty_before_the_law_wants_it if {
	data.thresholds.workspace_kept_months.value < terms.deletion.length
}
