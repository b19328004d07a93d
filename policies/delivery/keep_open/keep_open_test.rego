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

test_silence_about_research_misses_every_ground_of_it if {
	silence := {"access_request": {"kind": "research"}}
	not keep_open.allow with input as silence
	missing := keep_open.refusals with input as silence
	missing | {"P03-kind-has-rules"} == keep_open.required_grounds with input as silence
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

of_kind(kind) := study.with_fact("/access_request/kind", kind)

test_a_kind_without_rules_is_refused_for_that_alone if {
	every kind in {"education", "care_development", "statistics", "public_health", "policy", "x", null, 5, ["research"]} {
		not keep_open.allow with input as of_kind(kind)
		keep_open.refusals == {"P03-kind-has-rules"} with input as of_kind(kind)
		keep_open.required_grounds == {"P03-kind-has-rules"} with input as of_kind(kind)
		keep_open.needs_judgement == set() with input as of_kind(kind)
	}
}

test_no_kind_at_all_is_refused_for_that_alone if {
	not keep_open.allow with input as study.without("/access_request/kind")
	keep_open.refusals == {"P03-kind-has-rules"} with input as {}
	"P03-kind-has-rules" in keep_open.required_grounds with input as study.facts
}

test_a_kind_that_is_written_elsewhere_is_refused_here if {
	register := {"education": {"rules": "written", "purposes": ["53.1.d"]}}
	not keep_open.allow with input as of_kind("education") with data.kinds as register
	keep_open.refusals == {"P03-kind-has-rules"} with input as of_kind("education") with data.kinds as register
}
