package extraction.order_test

import data.extraction.order
import data.study_test as study

test_a_study_in_order_is_allowed if {
	order.allow with input as study.facts
	order.grounds == order.required_grounds with input as study.facts
	order.refusals == set() with input as study.facts
}

of_a_kind := {"access_request": {"kind": "research"}}

test_silence_refuses if {
	not order.allow with input as of_a_kind
	missing := order.refusals | order.judgeable with input as of_a_kind
	missing | {"P03-kind-has-rules"} == order.required_grounds with input as of_a_kind
	order.needs_judgement == order.judgeable with input as of_a_kind
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/access_request/samples": "B01-samples-granted",
		"/ethics_approval/scope/biobanks": "B02-collection-approved",
		"/permit/replaced": "T08-permit-not-replaced",
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
		"/ethics_approval/outcome": "E01-approval-linked",
		"/ethics_approval/legal_force_on": "E02-approval-in-force",
		"/ethics_approval/started_on": "E03-started-in-time",
		"/permit/parts": "D01-every-controller-granted",
		"/permit/period": "E06-within-approved-scope",
		"/permit/maximum_persons": "E07-cohort-within-approval",
		"/permit/columns": "M01-columns-justified",
		"/permit/valid_from": "T01-permit-valid",
		"/permit/revoked": "T04-permit-standing",
	} {
		changed := study.with_fact(path, null)
		not order.allow with input as changed
		code in order.refusals with input as changed
	}
}

test_the_order_says_out_of_whose_rows if {
	count(order.objections) == 6 with input as study.facts
	order.objections == set() with input as {}
}

test_more_than_approved_is_refused if {
	"E07-cohort-within-approval" in order.refusals with input as study.with_fact("/permit/maximum_persons", 501)
}

test_every_kind_is_left_out_whatever_is_known if {
	kinds := {
		"X00-identity-unresolved",
		"X01-opted-out",
		"X02-care-block",
		"X03-protected-identity",
		"X04-consent-withdrawn",
	}
	order.exclusions == kinds with input as study.facts
	order.exclusions == kinds | {"X05-no-consent"} with input as {}
	order.exclusions == kinds with input as study.with_fact("/system/known_exclusions", [])
}

test_a_recipient_abroad_needs_a_judgement if {
	abroad := study.with_fact("/access_request/applicant/country", "DK")
	not order.allow with input as abroad
	order.refusals == set() with input as abroad
	order.needs_judgement == {"D04-recipient-in-reach"} with input as abroad
}

test_people_beside_the_approval_need_a_judgement if {
	beside := study.with_fact("/ethics_approval/named_persons", ["anna"])
	not order.allow with input as beside
	order.refusals == set() with input as beside
	order.needs_judgement == {"E05-people-approved"} with input as beside
}

of_kind(kind) := study.with_fact("/access_request/kind", kind)

test_a_kind_without_rules_is_refused_for_that_alone if {
	every kind in {"education", "care_development", "statistics", "public_health", "policy", "x", null, 5, ["research"]} {
		not order.allow with input as of_kind(kind)
		order.refusals == {"P03-kind-has-rules"} with input as of_kind(kind)
		order.required_grounds == {"P03-kind-has-rules"} with input as of_kind(kind)
		order.needs_judgement == set() with input as of_kind(kind)
	}
}

test_no_kind_at_all_is_refused_for_that_alone if {
	not order.allow with input as study.without("/access_request/kind")
	order.refusals == {"P03-kind-has-rules"} with input as {}
	"P03-kind-has-rules" in order.required_grounds with input as study.facts
}

test_a_kind_that_is_written_elsewhere_is_refused_here if {
	register := {"education": {"rules": "written", "purposes": ["53.1.d"]}}
	not order.allow with input as of_kind("education") with data.kinds as register
	order.refusals == {"P03-kind-has-rules"} with input as of_kind("education") with data.kinds as register
}

test_donated_data_need_their_controllers_word if {
	donated := json.patch(study.facts, [{"op": "add", "path": "/access_request/datasets/0/donated", "value": true}])
	order.allow with input as donated with data.parameters.controllers as {"karolinska": {"donated_data": "used"}}
	"D12-donated-data-used" in order.required_grounds with input as donated
	order.refusals == {"D12-donated-data-used"} with input as donated
	not "D12-donated-data-used" in order.required_grounds with input as study.facts
}
