package decision.review_test

import data.decision.review
import data.study_test as study

test_a_study_in_order_is_allowed if {
	review.allow with input as study.facts
	review.grounds == review.required_grounds with input as study.facts
	review.refusals == set() with input as study.facts
}

test_silence_refuses if {
	not review.allow with input as {}
	review.refusals == review.required_grounds with input as {}
	review.needs_judgement == set() with input as {}
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/project/members": "D02-no-conflict-of-interest",
		"/part/controller": "D05-own-controller",
		"/access_request/status": "D06-request-submitted",
		"/review/outcome": "D07-finding-reasoned",
		"/review/datasets": "D08-own-datasets-only",
	} {
		changed := study.with_fact(path, null)
		not review.allow with input as changed
		code in review.refusals with input as changed
	}
}

test_nobody_in_the_project_decides if {
	"D02-no-conflict-of-interest" in review.refusals with input as study.with_fact("/project/members", ["anna", "astrid"])
	"D02-no-conflict-of-interest" in review.refusals with input as study.with_fact("/review/decider", "anna")
}

test_nobody_decides_for_another_controller if {
	"D05-own-controller" in review.refusals with input as study.with_fact("/actor/controllers", ["norrmalm"])
	"D05-own-controller" in review.refusals with input as study.with_fact("/part/controller", "norrmalm")
}

test_only_what_is_submitted_is_decided if {
	every status in {"draft", "returned", "withdrawn", "decided", "refused"} {
		"D06-request-submitted" in review.refusals with input as study.with_fact("/access_request/status", status)
	}
}

test_a_refusal_says_why if {
	refused := study.with_fact("/review/outcome", "refused")
	review.refusals == {"D07-finding-reasoned"} with input as refused
	reasoned := json.patch(refused, [{"op": "replace", "path": "/review/reasons", "value": "the harm is not ruled out"}])
	review.allow with input as reasoned
}

test_only_ones_own_datasets_are_granted if {
	beyond := study.with_fact("/review/datasets", ["karolinska", "norrmalm"])
	"D08-own-datasets-only" in review.refusals with input as beyond
	"D08-own-datasets-only" in review.refusals with input as study.with_fact("/review/datasets", [])
}

test_two_names_that_are_the_same_mistake_are_nobodys if {
	every wrong in study.no_texts {
		decider := study.with_facts({"/actor/id": wrong, "/review/decider": wrong})
		"D02-no-conflict-of-interest" in review.refusals with input as decider
		controller := study.with_facts({
			"/review/controller": wrong,
			"/part/controller": wrong,
			"/actor/controllers": ["karolinska", wrong],
		})
		"D05-own-controller" in review.refusals with input as controller
	}
}

test_those_that_the_decider_answers_for_are_a_list_of_texts if {
	every wrong in study.no_lists("karolinska") {
		"D05-own-controller" in review.refusals with input as study.with_fact("/actor/controllers", wrong)
	}
}

test_a_finding_that_is_neither_yes_nor_no_is_none if {
	neither := study.with_facts({"/review/outcome": "perhaps", "/review/reasons": "not certain"})
	review.refusals == {"D07-finding-reasoned", "D08-own-datasets-only"} with input as neither
}

refused_as(kind) := study.with_facts({
	"/access_request/kind": kind,
	"/review/outcome": "refused",
	"/review/reasons": "no rules are written for it",
})

test_a_kind_without_rules_can_be_refused_and_never_granted if {
	every kind in {"education", "care_development", "statistics", "public_health", "policy", "x", null, 5, ["research"]} {
		review.refusals == {"P03-kind-has-rules"} with input as study.with_fact("/access_request/kind", kind)
		review.allow with input as refused_as(kind)
	}
}

test_no_kind_at_all_is_never_granted if {
	"P03-kind-has-rules" in review.refusals with input as study.without("/access_request/kind")
}
