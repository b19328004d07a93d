package grounds.deputies_test

import data.grounds.deputies
import data.study_test as study

# Astrid decides for alma at norrmalm; today is 2026-11-22.
lent := {
	"id": "deputyship-2",
	"controller": "norrmalm",
	"steward": "alma",
	"deputy": "astrid",
	"from": "2026-11-22",
	"until": "2026-11-22",
	"ended_on": null,
}

with_deputyship(changes) := study.with_fact("/deputyships", [object.union(lent, changes)])

test_a_deputyship_counts_from_its_first_day_to_its_last if {
	deputies.counting == {lent} with input as with_deputyship({})
	deputies.controllers == {"norrmalm"} with input as with_deputyship({})
	every changes in [{"from": "2026-01-01"}, {"until": "2027-12-31"}] {
		deputies.controllers == {"norrmalm"} with input as with_deputyship(changes)
	}
}

test_one_that_is_over_or_to_come_or_ended_lends_nothing if {
	every changes in [
		{"from": "2026-11-23", "until": "2026-12-31"},
		{"from": "2026-01-01", "until": "2026-11-21"},
		{"ended_on": "2026-11-22"},
		{"ended_on": "2026-11-23"},
	] {
		deputies.controllers == set() with input as with_deputyship(changes)
	}
}

test_nobody_is_lent_what_was_lent_to_another_or_by_themselves if {
	every changes in [{"deputy": "bo"}, {"steward": "astrid"}] {
		deputies.controllers == set() with input as with_deputyship(changes)
	}
}

test_one_that_counts_is_enough_and_lends_only_its_own if {
	several := [object.union(lent, {"controller": "karolinska", "ended_on": "2026-11-01"}), lent]
	deputies.controllers == {"norrmalm"} with input as study.with_fact("/deputyships", several)
}

test_what_cannot_be_read_lends_nothing if {
	every name in ["controller", "steward", "deputy", "from", "until", "ended_on"] {
		without := study.with_fact("/deputyships", [object.remove(lent, [name])])
		deputies.counting == set() with input as without
	}
	every name in ["controller", "steward", "deputy", "from", "until"] {
		every wrong in [null, 5, " ", "", ["norrmalm"], {"norrmalm": true}] {
			deputies.counting == set() with input as with_deputyship({name: wrong})
		}
	}
	every wrong in [false, 0, "", [], {}] {
		deputies.counting == set() with input as with_deputyship({"ended_on": wrong})
	}
}

test_two_names_that_are_the_same_mistake_lend_nothing if {
	every wrong in study.no_texts {
		mistaken := study.with_facts({"/actor/id": wrong, "/deputyships": [object.union(lent, {"deputy": wrong})]})
		deputies.counting == set() with input as mistaken
	}
}

test_what_is_no_list_lends_nothing if {
	deputies.counting == set() with input as {}
	deputies.counting == set() with input as json.patch(with_deputyship({}), [{"op": "remove", "path": "/today"}])
	every wrong in [null, "deputyship-2", 5, lent, {"first": lent}] {
		deputies.counting == set() with input as study.with_fact("/deputyships", wrong)
	}
}
