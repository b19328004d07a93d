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

test_silence_about_research_misses_every_ground_of_it if {
	silence := {"access_request": {"kind": "research"}}
	not query.allow with input as silence
	missing := query.refusals with input as silence
	missing | {"P03-kind-has-rules"} == query.required_grounds with input as silence
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/actor/mfa": "T02-strong-identity",
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

of_kind(kind) := study.with_fact("/access_request/kind", kind)

test_a_kind_without_rules_is_refused_for_that_alone if {
	every kind in {"education", "care_development", "statistics", "public_health", "policy", "x", null, 5, ["research"]} {
		not query.allow with input as of_kind(kind)
		query.refusals == {"P03-kind-has-rules"} with input as of_kind(kind)
		query.required_grounds == {"P03-kind-has-rules"} with input as of_kind(kind)
		query.needs_judgement == set() with input as of_kind(kind)
	}
}

test_no_kind_at_all_is_refused_for_that_alone if {
	not query.allow with input as study.without("/access_request/kind")
	query.refusals == {"P03-kind-has-rules"} with input as {}
	"P03-kind-has-rules" in query.required_grounds with input as study.facts
}

test_a_kind_that_is_written_elsewhere_is_refused_here if {
	register := {"education": {"rules": "written", "purposes": ["53.1.d"]}}
	not query.allow with input as of_kind("education") with data.kinds as register
	query.refusals == {"P03-kind-has-rules"} with input as of_kind("education") with data.kinds as register
}
