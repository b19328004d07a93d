package delivery.keep_open_test

import data.delivery.keep_open
import data.study_test as study

test_a_study_in_order_is_allowed if {
	keep_open.allow with input as study.facts
	keep_open.grounds == keep_open.required_grounds with input as study.facts
	keep_open.refusals == set() with input as study.facts
}

test_silence_closes if {
	not keep_open.allow with input as {}
	keep_open.refusals == keep_open.required_grounds with input as {}
	keep_open.needs_judgement == set() with input as {}
}

test_a_missing_ground_closes_by_its_code if {
	every path, code in {
		"/permit/superseded": "T08-permit-not-replaced",
		"/barrings": "T10-nobody-barred",
		"/ethics_approval/outcome": "E01-approval-linked",
		"/ethics_approval/legal_force_on": "E02-approval-in-force",
		"/ethics_approval/started_on": "E03-started-in-time",
		"/ethics_approval/against": "E10-nothing-against",
		"/permit/valid_until": "T01-permit-valid",
		"/permit/revoked": "T04-permit-standing",
	} {
		changed := study.with_fact(path, "x")
		not keep_open.allow with input as changed
		code in keep_open.refusals with input as changed
	}
}
