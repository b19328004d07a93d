package decision.extend_test

import data.decision.extend
import data.study_test as study

once := "T05-extended-once"

in_time := "T06-extension-asked-in-time"

length := "T07-extension-within-ten-years"

test_a_study_in_order_is_allowed if {
	extend.allow with input as study.facts
	extend.grounds == extend.required_grounds with input as study.facts
	extend.refusals == set() with input as study.facts
}

test_silence_refuses if {
	not extend.allow with input as {}
	extend.refusals == extend.required_grounds with input as {}
	extend.needs_judgement == set() with input as {}
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/permit/replaced": "T08-permit-not-replaced",
		"/barrings": "T10-nobody-barred",
		"/ethics_approval/outcome": "E01-approval-linked",
		"/ethics_approval/legal_force_on": "E02-approval-in-force",
		"/ethics_approval/started_on": "E03-started-in-time",
		"/ethics_approval/against": "E10-nothing-against",
		"/permit/extended": once,
		"/permit/revoked": "T04-permit-standing",
		"/extension/on": in_time,
		"/extension/until": length,
	} {
		changed := study.with_fact(path, "x")
		not extend.allow with input as changed
		code in extend.refusals with input as changed
	}
}

test_a_second_extension_is_refused if {
	extend.refusals == {once} with input as study.with_fact("/permit/extended", true)
	every wrong in [null, 0, "", "false", [], {}] {
		extend.refusals == {once} with input as study.with_fact("/permit/extended", wrong)
	}
}

test_it_is_asked_for_a_month_before if {
	extend.allow with input as expiring("2026-12-22")
	extend.refusals == {in_time} with input as expiring("2026-12-21")
	asked_at_the_end_of_january := {"/today": "2027-02-01", "/extension/on": "2027-01-31"}
	extend.allow with input as study.with_facts(object.union(asked_at_the_end_of_january, {
		"/permit/valid_until": "2027-02-28",
		"/extension/until": "2028-02-28",
	}))
}

test_what_was_asked_for_in_time_may_be_granted_late if {
	late := object.union(expiring("2026-12-22"), {"today": "2027-03-01"})
	extend.allow with input as late
}

test_it_is_not_asked_for_tomorrow if {
	extend.refusals == {in_time} with input as study.with_fact("/extension/on", "2026-11-23")
}

test_it_says_why if {
	every wrong in study.no_texts {
		extend.refusals == {in_time} with input as study.with_fact("/extension/because", wrong)
	}
}

test_it_is_longer_and_no_more_than_ten_years_longer if {
	extend.allow with input as study.with_fact("/extension/until", "2029-10-01")
	extend.refusals == {length} with input as study.with_fact("/extension/until", "2029-09-30")
	extend.refusals == {length} with input as study.with_fact("/extension/until", "2029-09-29")
	extend.allow with input as study.with_fact("/extension/until", "2039-09-30")
	extend.refusals == {length} with input as study.with_fact("/extension/until", "2039-10-01")
}

test_days_are_days if {
	every wrong in study.no_days {
		extend.refusals == {in_time} with input as study.with_fact("/extension/on", wrong)
		extend.refusals == {length} with input as study.with_fact("/extension/until", wrong)
		extend.refusals == {in_time, length} with input as study.with_fact("/permit/valid_until", wrong)
		not extend.allow with input as study.with_fact("/today", wrong)
	}
}

expiring(day) := study.with_facts({"/permit/valid_until": day, "/permit/issued_until": day})
