package decision.issue_test

import data.decision.issue
import data.study_test as study

test_a_study_in_order_is_allowed if {
	issue.allow with input as study.facts
	issue.grounds == issue.required_grounds with input as study.facts
	issue.refusals == set() with input as study.facts
}

of_a_kind := {"access_request": {"kind": "research"}}

test_silence_refuses if {
	not issue.allow with input as of_a_kind
	missing := issue.refusals | issue.judgeable with input as of_a_kind
	missing | {"P03-kind-has-rules"} == issue.required_grounds with input as of_a_kind
	issue.needs_judgement == issue.judgeable with input as of_a_kind
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/access_request/samples": "B01-samples-granted",
		"/ethics_approval/scope/biobanks": "B02-collection-approved",
		"/amended/revoked": "T09-amends-standing-permit",
		"/barrings": "T10-nobody-barred",
		"/project/principal": "E04-principal-approved",
		"/ethics_approval/conditions": "E08-conditions-acknowledged",
		"/ethics_approval/against": "E10-nothing-against",
		"/ethics_approval/consent": "E09-consent-checked",
		"/ethics_approval/decisions": "E11-approval-verified",
		"/access_request/criteria": "M03-criteria-searchable",
		"/access_request/free_text": "M04-text-profile-chosen",
		"/access_request/datasets": "U01-uses-allowed",
		"/permit/parts/0/conditions": "D03-conditions-accepted",
		"/access_request/why_pseudonymised": "M02-pseudonyms-justified",
		"/ethics_approval/outcome": "E01-approval-linked",
		"/ethics_approval/legal_force_on": "E02-approval-in-force",
		"/ethics_approval/started_on": "E03-started-in-time",
		"/permit/parts": "D01-every-controller-granted",
		"/permit/period": "E06-within-approved-scope",
		"/access_request/expected_persons": "E07-cohort-within-approval",
		"/permit/columns": "M01-columns-justified",
		"/access_request/purpose": "P01-purpose-listed",
		"/access_request/declarations": "P02-prohibited-uses-declared",
		"/permit/valid_from": "T01-permit-valid",
		"/permit/named_persons": "T02-people-trained",
	} {
		changed := study.with_fact(path, null)
		not issue.allow with input as changed
		code in issue.refusals with input as changed
	}
}

test_more_than_approved_is_refused if {
	"E07-cohort-within-approval" in issue.refusals with input as study.with_fact("/access_request/expected_persons", 501)
}

test_a_recipient_abroad_needs_a_judgement if {
	abroad := study.with_fact("/access_request/applicant/country", "DK")
	not issue.allow with input as abroad
	issue.refusals == set() with input as abroad
	issue.needs_judgement == {"D04-recipient-in-reach"} with input as abroad
}

test_people_beside_the_approval_need_a_judgement if {
	beside := study.with_fact("/ethics_approval/named_persons", ["anna"])
	not issue.allow with input as beside
	issue.refusals == set() with input as beside
	issue.needs_judgement == {"E05-people-approved"} with input as beside
}

of_kind(kind) := study.with_fact("/access_request/kind", kind)

test_a_kind_without_rules_is_refused_for_that_alone if {
	every kind in {"education", "care_development", "statistics", "public_health", "policy", "x", null, 5, ["research"]} {
		not issue.allow with input as of_kind(kind)
		issue.refusals == {"P03-kind-has-rules"} with input as of_kind(kind)
		issue.required_grounds == {"P03-kind-has-rules"} with input as of_kind(kind)
		issue.needs_judgement == set() with input as of_kind(kind)
	}
}

test_no_kind_at_all_is_refused_for_that_alone if {
	not issue.allow with input as study.without("/access_request/kind")
	issue.refusals == {"P03-kind-has-rules"} with input as {}
	"P03-kind-has-rules" in issue.required_grounds with input as study.facts
}

test_a_purpose_of_another_kind_is_refused if {
	every purpose in {"53.1.a", "53.1.b", "53.1.c"} {
		by_authority := study.with_facts({
			"/access_request/purpose": purpose,
			"/access_request/applicant/kind": "authority",
			"/amended": null,
		})
		issue.refusals == {"P04-purpose-of-its-kind"} with input as by_authority
	}
	every purpose in {"53.1.d", "53.1.f"} {
		facts := study.with_facts({"/access_request/purpose": purpose, "/amended": null})
		issue.refusals == {"P04-purpose-of-its-kind"} with input as facts
	}
}

test_a_kind_that_is_written_elsewhere_is_refused_here if {
	register := {"education": {"rules": "written", "purposes": ["53.1.d"]}}
	not issue.allow with input as of_kind("education") with data.kinds as register
	issue.refusals == {"P03-kind-has-rules"} with input as of_kind("education") with data.kinds as register
}

test_donated_data_need_their_controllers_word if {
	donated := json.patch(study.facts, [{"op": "add", "path": "/access_request/datasets/0/donated", "value": true}])
	issue.allow with input as donated with data.parameters.controllers as {"karolinska": {"donated_data": "used"}}
	"D12-donated-data-used" in issue.required_grounds with input as donated
	issue.refusals == {"D12-donated-data-used"} with input as donated
	not "D12-donated-data-used" in issue.required_grounds with input as study.facts
}
