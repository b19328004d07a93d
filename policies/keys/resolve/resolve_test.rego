package keys.resolve_test

import data.keys.resolve
import data.study_test as study

facts := object.union(study.facts, {"resolve": {
	"asked_by": "astrid",
	"confirmed_by": "klara",
	"reason": "a finding that must reach the person's physician",
}})

with_fact(path, value) := json.patch(facts, [{"op": "replace", "path": path, "value": value}])

test_two_people_outside_the_project_may if {
	resolve.allow with input as facts
	resolve.refusals == set() with input as facts
}

test_silence_refuses if {
	not resolve.allow with input as {}
	resolve.refusals == {"K01-resolved-by-two"} with input as {}
	resolve.needs_judgement == set() with input as {}
}

test_nobody_does_it_alone if {
	not resolve.allow with input as with_fact("/resolve/confirmed_by", "astrid")
}

test_whoever_acts_has_asked if {
	not resolve.allow with input as with_fact("/resolve/asked_by", "carl")
	not resolve.allow with input as with_fact("/actor/id", "carl")
}

test_nobody_in_the_project_takes_part if {
	not resolve.allow with input as with_fact("/project/members", ["anna", "astrid"])
	not resolve.allow with input as with_fact("/project/members", ["anna", "klara"])
}

test_a_reason_says_something if {
	not resolve.allow with input as with_fact("/resolve/reason", " ")
}

test_no_fact_of_another_shape_passes if {
	every path in [
		"/resolve/asked_by", "/resolve/confirmed_by", "/resolve/reason",
		"/actor/id", "/project/members", "/resolve",
	] {
		every shape in [null, 5, " ", [], {}, [null]] {
			not resolve.allow with input as with_fact(path, shape)
		}
		not resolve.allow with input as json.patch(facts, [{"op": "remove", "path": path}])
	}
}

test_two_that_are_nobody_are_not_two if {
	every shape in [null, 5, " "] {
		not resolve.allow with input as json.patch(facts, [
			{"op": "replace", "path": "/actor/id", "value": shape},
			{"op": "replace", "path": "/resolve/asked_by", "value": shape},
		])
	}
}
