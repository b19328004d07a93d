package access_request.submit_test

import data.access_request.submit
import data.study_test as study

test_a_study_in_order_is_allowed if {
	submit.allow with input as study.facts
	submit.grounds == submit.required_grounds with input as study.facts
	submit.refusals == set() with input as study.facts
}

test_silence_refuses if {
	not submit.allow with input as {}
	submit.refusals == submit.required_grounds with input as {}
	submit.needs_judgement == set() with input as {}
}

test_silence_about_research_misses_every_ground_of_it if {
	silence := {"access_request": {"kind": "research"}}
	not submit.allow with input as silence
	missing := submit.refusals with input as silence
	missing | {"P03-kind-has-rules"} == submit.required_grounds with input as silence
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/ethics_approval/scope/biobanks": "B02-collection-approved",
		"/amended/revoked": "T09-amends-standing-permit",
		"/barrings": "T10-nobody-barred",
		"/ethics_approval/against": "E10-nothing-against",
		"/ethics_approval/outcome": "E01-approval-linked",
		"/ethics_approval/legal_force_on": "E02-approval-in-force",
		"/ethics_approval/started_on": "E03-started-in-time",
		"/project/principal": "E04-principal-approved",
		"/access_request/population": "E06-within-approved-scope",
		"/access_request/expected_persons": "E07-cohort-within-approval",
		"/ethics_approval/conditions": "E08-conditions-acknowledged",
		"/access_request/columns": "M01-columns-justified",
		"/access_request/why_pseudonymised": "M02-pseudonyms-justified",
		"/access_request/purpose": "P01-purpose-listed",
		"/access_request/declarations": "P02-prohibited-uses-declared",
		"/access_request/named_persons": "T02-people-trained",
		"/access_request/criteria": "M03-criteria-searchable",
		"/access_request/free_text": "M04-text-profile-chosen",
		"/access_request/datasets": "U01-uses-allowed",
	} {
		changed := study.with_fact(path, null)
		not submit.allow with input as changed
		code in submit.refusals with input as changed
	}
}

test_more_than_approved_is_refused if {
	"E07-cohort-within-approval" in submit.refusals with input as study.with_fact("/access_request/expected_persons", 501)
}

test_what_is_asked_for_is_compared_thing_by_thing if {
	compared := submit.compared with input as study.facts
	{thing.kind | some thing in compared} == {"column", "dataset", "period", "persons", "population"}
	every thing in compared {
		thing.covered
	}
}

test_what_a_later_step_will_miss_is_a_warning_and_no_refusal if {
	study_in_order := submit.warnings with input as study.facts
	study_in_order == set()
	every path, code in {
		"/access_request/applicant/country": "D04-recipient-in-reach",
		"/access_request/investigator": "E05-people-approved",
		"/ethics_approval/consent": "E09-consent-checked",
		"/ethics_approval/decisions": "E11-approval-verified",
	} {
		changed := study.with_fact(path, null)
		submit.allow with input as changed
		warned := submit.warnings with input as changed
		warned == {code}
	}
}

test_silence_warns_of_everything_foreseen if {
	submit.warnings == submit.foreseen with input as {}
}

of_kind(kind) := study.with_fact("/access_request/kind", kind)

test_a_kind_without_rules_is_refused_for_that_alone if {
	every kind in {"education", "care_development", "statistics", "public_health", "policy", "x", null, 5, ["research"]} {
		not submit.allow with input as of_kind(kind)
		submit.refusals == {"P03-kind-has-rules"} with input as of_kind(kind)
		submit.required_grounds == {"P03-kind-has-rules"} with input as of_kind(kind)
		submit.needs_judgement == set() with input as of_kind(kind)
	}
}

test_no_kind_at_all_is_refused_for_that_alone if {
	not submit.allow with input as study.without("/access_request/kind")
	submit.refusals == {"P03-kind-has-rules"} with input as {}
	"P03-kind-has-rules" in submit.required_grounds with input as study.facts
}

test_a_purpose_of_another_kind_is_refused if {
	every purpose in {"53.1.a", "53.1.b", "53.1.c"} {
		by_authority := study.with_facts({
			"/access_request/purpose": purpose,
			"/access_request/applicant/kind": "authority",
			"/amended": null,
		})
		submit.refusals == {"P04-purpose-of-its-kind"} with input as by_authority
	}
	every purpose in {"53.1.d", "53.1.f"} {
		facts := study.with_facts({"/access_request/purpose": purpose, "/amended": null})
		submit.refusals == {"P04-purpose-of-its-kind"} with input as facts
	}
}

test_a_kind_that_is_written_elsewhere_is_refused_here if {
	register := {"education": {"rules": "written", "purposes": ["53.1.d"]}}
	not submit.allow with input as of_kind("education") with data.kinds as register
	submit.refusals == {"P03-kind-has-rules"} with input as of_kind("education") with data.kinds as register
}

test_donated_data_need_their_controllers_word if {
	donated := json.patch(study.facts, [{"op": "add", "path": "/access_request/datasets/0/donated", "value": true}])
	submit.allow with input as donated with data.parameters.controllers as {"karolinska": {"donated_data": "used"}}
	"D12-donated-data-used" in submit.required_grounds with input as donated
	submit.refusals == {"D12-donated-data-used"} with input as donated
	not "D12-donated-data-used" in submit.required_grounds with input as study.facts
}
