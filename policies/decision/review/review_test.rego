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
		"/actor/assurance": "T02-strong-identity",
		"/project/members": "D02-no-conflict-of-interest",
		"/part/controller": "D05-own-controller",
		"/part/kind": "D09-basis-known",
		"/review/units": "D10-routed-capacity",
		"/review/capacity": "D10-routed-capacity",
		"/access_request/status": "D06-request-submitted",
		"/review/outcome": "D07-finding-reasoned",
		"/review/datasets": "D08-own-datasets-only",
		"/review/answers": "D11-no-harm",
		"/access_request/expected_persons": "D11-small-group",
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

lent := {
	"id": "deputyship-2",
	"controller": "karolinska",
	"steward": "alma",
	"deputy": "astrid",
	"from": "2026-11-22",
	"until": "2026-11-30",
	"ended_on": null,
}

# Astrid answers for norrmalm herself, and decides at karolinska in alma's place.
in_place_of(steward, changes) := study.with_facts({
	"/actor/controllers": ["norrmalm"],
	"/deputyships": [object.union(lent, changes)],
	"/review/in_place_of": steward,
})

test_a_deputy_decides_in_the_place_of_whoever_named_them if {
	review.allow with input as in_place_of("alma", {})
	every somebody in ["bertil", "astrid", null, "", 5] {
		review.refusals == {"D05-own-controller"} with input as in_place_of(somebody, {})
	}
	every changes in [{"ended_on": "2026-11-22"}, {"from": "2026-11-23"}, {"controller": "norrmalm"}, {"deputy": "bo"}] {
		review.refusals == {"D05-own-controller"} with input as in_place_of("alma", changes)
	}
	elsewhere := object.union(in_place_of("alma", {}), {"part": {"controller": "norrmalm"}})
	"D05-own-controller" in review.refusals with input as elsewhere
}

test_a_deputy_with_a_part_in_the_project_decides_nothing if {
	mine := json.patch(in_place_of("alma", {}), [{"op": "add", "path": "/project/members/-", "value": "astrid"}])
	review.refusals == {"D02-no-conflict-of-interest"} with input as mine
}

test_whoever_answers_for_the_controller_decides_in_nobodys_place if {
	review.allow with input as study.with_fact("/review/in_place_of", null)
	review.refusals == {"D05-own-controller"} with input as study.with_fact("/review/in_place_of", "alma")
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

test_a_public_provider_decides_by_the_secrecy_act_and_is_appealed if {
	review.basis == {
		"kind": "public",
		"paragraph": "Offentlighets- och sekretesslag (2009:400) 25 kap. 1 §",
		"appeal": "administrative_court_of_appeal",
		"appeal_weeks": 3,
		"appeal_paragraph": "Offentlighets- och sekretesslag (2009:400) 6 kap. 7-8 §§; förvaltningslag (2017:900) 43-44 §§",
	} with input as study.facts
}

test_a_private_provider_decides_by_the_patient_safety_act_and_is_not_appealed if {
	private := study.with_facts({
		"/part/kind": "private",
		"/review/answers/0/point": "no-breach",
	})
	review.allow with input as private
	review.basis == {
		"kind": "private",
		"paragraph": "Patientsäkerhetslag (2010:659) 6 kap. 12 och 16 §§",
		"appeal": "none",
		"appeal_weeks": null,
		"appeal_paragraph": "Patientsäkerhetslag (2010:659) 6 kap.; patientdatalag (2008:355) 8 kap. 2 §",
	} with input as private
}

test_a_kind_of_controller_that_no_law_is_written_down_for_decides_nothing if {
	every kind in {"cooperative", " ", 5, ["public"]} {
		review.refusals == {"D09-basis-known", "D11-no-breach"} with input as study.with_fact("/part/kind", kind)
		not review.basis with input as study.with_fact("/part/kind", kind)
	}
}

test_one_or_two_units_are_for_their_heads_and_more_for_the_group if {
	every number, capacity in {
		1: "head_of_operations",
		2: "head_of_operations",
		3: "consultation_group",
		40: "consultation_group",
	} {
		routed := study.with_facts({"/review/units": number, "/review/capacity": capacity})
		review.allow with input as routed
		other := {"head_of_operations", "consultation_group"} - {capacity}
		every wrong in other | {"coordinator", "steward", null} {
			elsewhere := study.with_facts({"/review/units": number, "/review/capacity": wrong})
			review.refusals == {"D10-routed-capacity"} with input as elsewhere
		}
	}
}

test_a_part_concerns_a_number_of_units if {
	every wrong in {0, -1, 1.5, "1", "2", null, true, [1]} {
		every capacity in {"head_of_operations", "consultation_group"} {
			uncounted := study.with_facts({"/review/units": wrong, "/review/capacity": capacity})
			review.refusals == {"D10-routed-capacity"} with input as uncounted
		}
	}
}

test_a_refusal_too_is_decided_in_the_routed_capacity if {
	refused := study.with_facts({
		"/review/outcome": "refused",
		"/review/reasons": "the harm is not ruled out",
		"/review/capacity": "consultation_group",
	})
	review.refusals == {"D10-routed-capacity"} with input as refused
}

test_the_route_of_a_part_is_told_with_its_question if {
	review.route == {
		"most_units": 2,
		"few_units": "head_of_operations",
		"more_units": "consultation_group",
		"coordinated_by": null,
	} with input as study.facts
	several := study.with_fact("/access_request/datasets", [
		{"dataset": "karolinska", "controller": "karolinska", "health_categories": ["EHRS"]},
		{"dataset": "norrmalm", "controller": "norrmalm", "health_categories": ["HGPD"]},
	])
	review.route.coordinated_by == "coordinator" with input as several
	review.allow with input as several
}

test_each_point_that_a_person_signs_is_a_ground_of_its_own if {
	without := study.with_fact("/review/answers", [])
	review.refusals == {
		"D11-necessary",
		"D11-no-harm",
		"D11-public-interest",
		"D11-public-security",
		"D11-qualified",
		"D11-safeguarded",
	} with input as without
}

test_a_refusal_needs_no_point_of_the_sheet if {
	refused := study.with_facts({
		"/review/outcome": "refused",
		"/review/reasons": "the harm is not ruled out",
		"/review/answers": [],
	})
	review.allow with input as refused
}

test_the_sheet_is_told_before_anybody_decides if {
	undecided := study.without("/review")
	[point.id | some point in review.sheet] == ids with input as undecided
	not review.allow with input as undecided
}

ids := [
	"purpose-listed",
	"data-minimised",
	"necessary",
	"pseudonyms-justified",
	"public-interest",
	"people-trained",
	"qualified",
	"workspace-closed",
	"safeguarded",
	"ethics-covered",
	"objections-kept",
	"terms-kept",
	"public-security",
	"no-harm",
	"group-large-enough",
]
