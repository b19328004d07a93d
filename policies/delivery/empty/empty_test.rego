package delivery.empty_test

import data.delivery.empty
import data.study_test as study

expired(day) := study.with_fact("/permit/valid_until", day)

test_a_permit_that_expired_five_months_ago_is_emptied_the_day_after if {
	empty.allow with input as expired("2026-06-21")
	empty.grounds == empty.required_grounds with input as expired("2026-06-21")
	empty.refusals == set() with input as expired("2026-06-21")
	not empty.allow with input as expired("2026-06-22")
	empty.refusals == {"R01-kept-long-enough"} with input as expired("2026-06-22")
}

test_a_permit_that_holds_empties_nothing if not empty.allow with input as study.facts

test_silence_empties_nothing if {
	not empty.allow with input as {}
	empty.refusals == empty.required_grounds with input as {}
	empty.needs_judgement == set() with input as {}
	every value in [null, 5, "x", "2026-06-31"] {
		not empty.allow with input as expired(value)
	}
	every value in [null, 5, "x", "9999"] {
		not empty.allow with input as object.union(expired("2026-06-21"), {"today": value})
	}
}
