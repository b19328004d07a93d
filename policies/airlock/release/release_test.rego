package airlock.release_test

import data.airlock.release
import data.study_test as study

facts := object.union(study.facts, {"release": {
	"asked_by": "anna",
	"asked_on": "2026-11-20",
	"class": "aggregate",
	"file": "sha256:8",
	"checked_by": "astrid",
	"checked_on": "2026-11-21",
	"checked_file": "sha256:8",
	"outcome": "passed",
}})

with_fact(path, value) := json.patch(facts, [{"op": "replace", "path": path, "value": value}])

test_a_result_that_was_checked_is_released if {
	release.allow with input as facts
	release.refusals == set() with input as facts
	every class in ["code", "document"] {
		release.allow with input as with_fact("/release/class", class)
	}
}

test_silence_refuses if {
	not release.allow with input as {}
	release.refusals == {"A01-released-after-a-check"} with input as {}
	release.needs_judgement == set() with input as {}
}

test_nobody_releases_what_they_asked_for if {
	not release.allow with input as with_fact("/release/asked_by", "astrid")
	not release.allow with input as with_fact("/project/members", ["anna", "astrid"])
}

test_whoever_acts_has_checked if {
	not release.allow with input as with_fact("/actor/id", "carl")
}

test_what_is_about_persons_never_leaves if {
	not release.allow with input as with_fact("/release/class", "personal")
}

test_a_check_that_failed_or_was_of_another_file_is_none if {
	not release.allow with input as with_fact("/release/outcome", "failed")
	not release.allow with input as with_fact("/release/checked_file", "sha256:9")
	not release.allow with input as with_fact("/release/checked_on", "2026-11-19")
	not release.allow with input as with_fact("/release/checked_on", "2026-11-23")
}

test_the_days_edges_are_inside if {
	release.allow with input as with_fact("/release/checked_on", "2026-11-20")
	release.allow with input as with_fact("/release/checked_on", "2026-11-22")
}

test_no_fact_of_another_shape_passes if {
	paths := {concat("/", ["/release", name]) | some name in object.keys(facts.release)}
	every path in paths | {"/actor/id", "/project/members", "/today", "/release"} {
		every shape in [null, 5, " ", [], {}, [null]] {
			not release.allow with input as with_fact(path, shape)
		}
		not release.allow with input as json.patch(facts, [{"op": "remove", "path": path}])
	}
}

test_two_facts_that_are_nothing_are_not_the_same if {
	every pair in [
		["/actor/id", "/release/checked_by"],
		["/release/file", "/release/checked_file"],
	] {
		every shape in [null, 5, " "] {
			not release.allow with input as json.patch(facts, [
				{"op": "replace", "path": pair[0], "value": shape},
				{"op": "replace", "path": pair[1], "value": shape},
			])
		}
	}
}
