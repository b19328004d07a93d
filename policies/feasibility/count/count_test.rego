package feasibility.count_test

import data.feasibility.count as feasibility
import data.parameters
import data.study_test as study

facts := object.union(study.facts, {"count": {
	"controllers": ["norrmalm"],
	"purpose": "clinical_research",
	"asks_for": "number",
	"criteria_recorded": "sha256:7",
	"criteria_counted": "sha256:7",
	"found": 40,
	"shown": "number",
	"threshold": 5,
	"overlapping_before": 2,
	"overlapping_allowed": 3,
}})

open := {"norrmalm": {"counts": "open"}, "malarhojden": {"counts": "open"}, "sankt-brita": {"counts": "closed"}}

with_fact(path, value) := json.patch(facts, [{"op": "replace", "path": path, "value": value}])

showing(found, shown) := json.patch(facts, [
	{"op": "replace", "path": "/count/found", "value": found},
	{"op": "replace", "path": "/count/shown", "value": shown},
])

test_a_count_in_order_is_answered if {
	feasibility.allow with parameters.controllers as open with input as facts
	feasibility.refusals == set() with parameters.controllers as open with input as facts
}

test_silence_refuses if {
	not feasibility.allow with parameters.controllers as open with input as {}
	feasibility.refusals == feasibility.required_grounds with parameters.controllers as open with input as {}
	feasibility.needs_judgement == set() with parameters.controllers as open with input as {}
}

test_a_count_is_for_clinical_research_and_a_number if {
	every path, value in {
		"/count/purpose": "education",
		"/count/asks_for": "list",
		"/count/criteria_counted": "sha256:8",
	} {
		refused := feasibility.refusals with parameters.controllers as open with input as with_fact(path, value)
		refused == {"F01-count-within-its-purpose"}
	}
}

test_criteria_that_nobody_recorded_are_none if {
	every shape in [null, 5, " "] {
		not feasibility.allow with parameters.controllers as open with input as json.patch(facts, [
			{"op": "replace", "path": "/count/criteria_recorded", "value": shape},
			{"op": "replace", "path": "/count/criteria_counted", "value": shape},
		])
	}
}

test_a_small_number_is_not_shown if {
	feasibility.allow with parameters.controllers as open with input as showing(5, "number")
	feasibility.refusals == {"F02-nobody-shown"} with parameters.controllers as open with input as showing(4, "number")
	feasibility.allow with parameters.controllers as open with input as showing(4, "below_threshold")
	feasibility.allow with parameters.controllers as open with input as showing(0, "below_threshold")
	not feasibility.allow with parameters.controllers as open with input as showing(0, "number")
	not feasibility.allow with parameters.controllers as open with input as showing(5, "below_threshold")
}

test_a_threshold_has_a_floor if {
	feasibility.allow with parameters.controllers as open with input as with_fact("/count/threshold", 3)
	not feasibility.allow with parameters.controllers as open with input as with_fact("/count/threshold", 2)
	not feasibility.allow with parameters.controllers as open with input as json.patch(showing(0, "below_threshold"), [{
		"op": "replace",
		"path": "/count/threshold", "value": 2,
	}])
}

test_counts_that_overlap_have_a_budget if {
	used_up := with_fact("/count/overlapping_before", 3)
	feasibility.refusals == {"F02-nobody-shown"} with parameters.controllers as open with input as used_up
	spent := json.patch(showing(4, "below_threshold"), [{
		"op": "replace",
		"path": "/count/overlapping_before", "value": 3,
	}])
	feasibility.refusals == {"F02-nobody-shown"} with parameters.controllers as open with input as spent
}

test_no_fact_of_another_shape_passes if {
	every name in object.keys(facts.count) {
		path := concat("/", ["/count", name])
		every shape in [null, "x", -1, 0.5, [], {}] {
			not feasibility.allow with parameters.controllers as open with input as with_fact(path, shape)
		}
		absent := json.patch(facts, [{"op": "remove", "path": path}])
		not feasibility.allow with parameters.controllers as open with input as absent
	}
}

test_a_number_of_another_shape_is_not_hidden_either if {
	small := showing(4, "below_threshold")
	every name in ["found", "threshold", "overlapping_before", "overlapping_allowed"] {
		every shape in [null, "x", [], -1, 0.5] {
			not feasibility.allow with parameters.controllers as open with input as json.patch(small, [{
				"op": "replace",
				"path": concat("/", ["/count", name]), "value": shape,
			}])
		}
	}
}

counted_at(controllers) := with_fact("/count/controllers", controllers)

test_counts_are_closed_until_a_controller_opens_them if {
	feasibility.allow with parameters.controllers as open with input as counted_at(["norrmalm", "malarhojden"])
	every controllers in [["sankt-brita"], ["norrmalm", "sankt-brita"], ["norrmalm", "nobody"], ["nobody"]] {
		refused := feasibility.refusals with parameters.controllers as open with input as counted_at(controllers)
		refused == {"F03-counts-open"}
	}
}

test_where_nobody_has_said_anything_nothing_is_counted if {
	feasibility.refusals == {"F03-counts-open"} with input as facts
	feasibility.refusals == {"F03-counts-open"} with input as facts with parameters.controllers as {"norrmalm": {}}
}

test_those_whose_records_are_counted_are_a_list_of_texts if {
	every wrong in study.no_lists("norrmalm") {
		refused := feasibility.refusals with parameters.controllers as open with input as counted_at(wrong)
		refused == {"F03-counts-open"}
	}
}
