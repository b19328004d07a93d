package delivery.query_test

import data.delivery.query
import data.study_test as study

test_a_study_in_order_is_allowed if {
	query.allow with input as study.facts
	query.grounds == query.required_grounds with input as study.facts
	query.refusals == set() with input as study.facts
}

test_silence_refuses if {
	not query.allow with input as {}
	query.refusals == query.required_grounds with input as {}
	query.needs_judgement == set() with input as {}
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/permit/superseded": "T08-permit-not-replaced",
		"/barrings": "T10-nobody-barred",
		"/ethics_approval/decided_on": "E03-started-in-time",
		"/ethics_approval/outcome": "E01-approval-linked",
		"/ethics_approval/legal_force_on": "E02-approval-in-force",
		"/ethics_approval/against": "E10-nothing-against",
		"/permit/valid_from": "T01-permit-valid",
		"/permit/revoked": "T04-permit-standing",
		"/permit/named_persons": "T03-on-the-permit",
	} {
		changed := study.with_fact(path, null)
		not query.allow with input as changed
		code in query.refusals with input as changed
	}
}
