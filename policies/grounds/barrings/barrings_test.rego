package grounds.barrings_test

import data.grounds.barrings
import data.study_test as study

found := {"T10-nobody-barred"}

# Astrid is barred for these days; today is 2026-11-22.
barred := {
	"id": "barring-2",
	"of_study": false,
	"persons": ["astrid"],
	"from": "2026-11-22",
	"until": "2031-11-22",
	"confirmed": true,
	"lifted_on": null,
}

with_barring(changes) := study.with_fact("/barrings", [object.union(barred, changes)])

test_nobody_on_record_or_a_barring_that_is_over_is_found if {
	every facts in [study.facts, study.with_fact("/barrings", [])] {
		barrings.nobody == found with input as facts
		barrings.study == found with input as facts
		barrings.opening == found with input as facts
	}
}

test_what_counts_keeps_all_from_asking if {
	every changes in [{}, {"until": "2026-11-22"}, {"lifted_on": "2026-11-23"}, {"of_study": true}] {
		barrings.nobody == set() with input as with_barring(changes)
	}
}

test_what_does_not_count_keeps_nobody_out if {
	every changes in [
		{"from": "2026-11-23"},
		{"from": "2025-11-21", "until": "2026-11-21"},
		{"lifted_on": "2026-11-22"},
		{"confirmed": false},
	] {
		asked := with_barring(object.union(changes, {"of_study": true}))
		barrings.nobody == found with input as asked
		barrings.study == found with input as asked
		barrings.opening == found with input as asked
	}
}

test_one_that_counts_among_others_is_enough if {
	others := array.concat(study.facts.barrings, [barred])
	barrings.nobody == set() with input as study.with_fact("/barrings", others)
	studys := array.concat(study.facts.barrings, [object.union(barred, {"of_study": true})])
	barrings.study == set() with input as study.with_fact("/barrings", studys)
	barrings.opening == set() with input as study.with_fact("/barrings", studys)
}

test_a_person_who_is_barred_does_not_keep_the_others_out if {
	others := with_barring({"persons": ["bo"]})
	barrings.study == found with input as others
	barrings.opening == found with input as others
	barrings.opening == set() with input as with_barring({})
	barrings.opening == set() with input as with_barring({"of_study": true, "persons": ["bo"]})
	barrings.study == set() with input as with_barring({"of_study": true, "persons": ["bo"]})
}

test_whoever_opens_has_a_name if {
	others := with_barring({"persons": ["bo"]})
	every wrong in study.no_texts {
		barrings.opening == set() with input as json.patch(others, [{"op": "replace", "path": "/actor/id", "value": wrong}])
	}
}

test_a_barring_that_cannot_be_read_counts if {
	every field in ["from", "until", "confirmed", "lifted_on", "of_study"] {
		every wrong in [null, 5, "x", [], {}, "2026-11-2"] {
			barrings.nobody == set() with input as with_barring({field: wrong})
			barrings.opening == set() with input as with_barring({field: wrong})
		}
	}
	every wrong in [null, 5, "x", [], {}, "false"] {
		barrings.study == set() with input as with_barring({"of_study": wrong})
	}
	every wrong in study.no_lists("bo") {
		barrings.opening == set() with input as with_barring({"persons": wrong})
	}
}

test_a_missing_list_is_no_empty_one if {
	barrings.nobody == set() with input as study.without("/barrings")
	barrings.study == set() with input as study.without("/barrings")
	barrings.opening == set() with input as study.without("/barrings")
	every wrong in [null, 5, "x", {}, {"a": study.facts.barrings[0]}] {
		barrings.nobody == set() with input as study.with_fact("/barrings", wrong)
		barrings.study == set() with input as study.with_fact("/barrings", wrong)
		barrings.opening == set() with input as study.with_fact("/barrings", wrong)
	}
}
