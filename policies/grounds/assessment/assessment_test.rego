package grounds.assessment_test

import data.grounds.assessment
import data.sheet
import data.study_test as study

test_every_signed_point_is_a_ground_by_its_own_name if {
	assessment.codes == {
		"D11-extra-safeguards",
		"D11-free-text",
		"D11-necessary",
		"D11-no-breach",
		"D11-no-harm",
		"D11-public-interest",
		"D11-public-security",
		"D11-qualified",
		"D11-safeguarded",
		"D11-small-group",
	}
}

test_silence_settles_no_point_and_spares_nobody if {
	assessment.settled == set() with input as {}
	assessment.spared == set() with input as {}
	[point.id | some point in assessment.points] == [point.id | some point in sheet.points] with input as {}
	every point in assessment.points {
		point.outcome in {null, "no"}
	} with input as {}
}

test_a_study_in_order_is_settled_in_every_point if {
	assessment.settled == assessment.codes with input as study.facts
	outcomes == {"yes", null} with input as study.facts
	{point | some point in assessment.points; point.missing != []} == set() with input as study.facts
}

test_a_refusal_settles_every_point if {
	refused := {"review": {"outcome": "refused"}}
	assessment.settled == assessment.codes with input as refused
	assessment.settled == set() with input as {"review": {"outcome": "granted"}}
	assessment.settled == set() with input as {"review": {"outcome": ["refused"]}}
}

test_only_a_yes_with_its_reason_settles_a_point if {
	every wrong in {
		{"answer": "no"},
		{"answer": "not_applicable"},
		{"answer": "Yes"},
		{"answer": null},
		{"answer": ["yes"]},
		{"reason": ""},
		{"reason": " "},
		{"reason": null},
		{"reason": ["of this"]},
		{"point": "necessary "},
		{"point": null},
	} {
		answers := [object.union(answer, wrong) |
			some answer in study.facts.review.answers
			answer.point == "necessary"
		]
		not "D11-necessary" in assessment.settled with input as study.with_fact("/review/answers", answers)
	}
}

test_what_may_be_not_applicable_is_said_by_the_list if {
	marked := {point.id | some point in sheet.points; point.not_applicable == true}
	marked == {"public-security"}
	"D11-public-security" in assessment.settled with input as answered("public-security", "yes")
	"D11-public-security" in assessment.settled with input as answered("public-security", "not_applicable")
	not "D11-public-security" in assessment.settled with input as answered("public-security", "no")
	{point.id | some point in assessment.points; point.not_applicable == true} == marked with input as study.facts
	{point.not_applicable | some point in assessment.points} == {true, false} with input as study.facts
}

test_two_answers_to_one_point_are_none if {
	twice := array.concat(study.facts.review.answers, [study.facts.review.answers[1]])
	not "D11-necessary" in assessment.settled with input as study.with_fact("/review/answers", twice)
	"D11-no-harm" in assessment.settled with input as study.with_fact("/review/answers", twice)
}

test_answers_are_a_list if {
	answers := {answer.point: answer | some answer in study.facts.review.answers}
	not "D11-no-harm" in assessment.settled with input as study.with_fact("/review/answers", answers)
}

test_the_test_of_harm_is_that_of_the_controllers_kind if {
	"D11-no-harm" in assessment.settled with input as study.with_facts({"/part/kind": "private", "/review/answers": []})
	private := study.with_fact("/part/kind", "private")
	not "D11-no-breach" in assessment.settled with input as private
	not "no-harm" in asked with input as private
	"no-breach" in asked with input as private
	"no-harm" in asked with input as study.facts
	not "no-breach" in asked with input as study.facts
}

test_of_an_unknown_kind_of_controller_everything_is_asked if {
	{"no-harm", "no-breach"} - asked == set() with input as study.without("/part/kind")
	every wrong in {"cooperative", null, "", 5, ["public"], {"kind": "public"}} {
		{"no-harm", "no-breach"} - asked == set() with input as study.with_fact("/part/kind", wrong)
	}
}

test_free_text_is_asked_about_where_it_is_not_ruled_out if {
	"free-text" in asked with input as study.without("/access_request/free_text")
	not "free-text" in asked with input as study.facts
	every wrong in {true, null, "false", 0, []} {
		"free-text" in asked with input as study.with_fact("/access_request/free_text/asked", wrong)
	}
}

test_a_category_that_the_controller_wants_safeguarded_is_asked_about if {
	not "extra-safeguards" in asked with input as of_categories(["EHRS", "MRMR"])
	every category in {"HGPD", "HPML", "WELA", "EINS"} {
		"extra-safeguards" in asked with input as of_categories(["EHRS", category])
		not "D11-extra-safeguards" in assessment.settled with input as of_categories(["EHRS", category])
	}
}

test_what_the_controller_itself_has_said_comes_before_the_strictest if {
	own := {"karolinska": {"extra_safeguards": ["EHRS"], "small_cell_threshold": 401}}
	"extra-safeguards" in asked with input as study.facts with data.parameters.controllers as own
	"small-group" in asked with input as study.facts with data.parameters.controllers as own
	milder := {"karolinska": {"extra_safeguards": [], "small_cell_threshold": 5}}
	not "extra-safeguards" in asked with input as of_categories(["HGPD"]) with data.parameters.controllers as milder
	not "small-group" in asked with input as of_persons(5) with data.parameters.controllers as milder
	others := {"norrmalm": milder.karolinska}
	"extra-safeguards" in asked with input as of_categories(["HGPD"]) with data.parameters.controllers as others
}

test_a_dataset_without_a_known_category_is_asked_about if {
	"extra-safeguards" in asked with input as study.without("/access_request/datasets/0/health_categories")
	"extra-safeguards" in asked with input as study.with_fact("/access_request/datasets", [])
	"extra-safeguards" in asked with input as study.without("/part/controller")
	every wrong in {null, [], ["XXXX"], "EHRS", [null], [" "], {"EHRS": "EHRS"}} {
		"extra-safeguards" in asked with input as of_categories(wrong)
	}
}

test_only_the_controllers_own_datasets_count_for_its_safeguards if {
	others := {"dataset": "norrmalm", "controller": "norrmalm", "health_categories": ["HGPD"]}
	datasets := array.concat(study.facts.access_request.datasets, [others])
	not "extra-safeguards" in asked with input as study.with_fact("/access_request/datasets", datasets)
	own := object.union(others, {"controller": "karolinska"})
	second := array.concat(study.facts.access_request.datasets, [own])
	"extra-safeguards" in asked with input as study.with_fact("/access_request/datasets", second)
}

test_a_group_below_the_threshold_is_asked_about if {
	"small-group" in asked with input as study.without("/access_request/expected_persons")
	not "small-group" in asked with input as of_persons(10)
	"small-group" in asked with input as of_persons(9)
	outcome_of("group-large-enough") == "yes" with input as of_persons(10)
	outcome_of("group-large-enough") == "no" with input as of_persons(9)
	every wrong in study.no_counts {
		"small-group" in asked with input as of_persons(wrong)
	}
}

test_the_threshold_is_reached_by_every_controller_that_is_asked if {
	"small-group" in asked with input as shared(19, "norrmalm")
	not "small-group" in asked with input as shared(20, "norrmalm")
	not "small-group" in asked with input as shared(10, "karolinska")
}

test_of_how_many_controllers_are_not_known_the_group_is_small if {
	"small-group" in asked with input as study.with_fact("/access_request/datasets", [])
	no_list := {"karolinska": study.facts.access_request.datasets[0]}
	"small-group" in asked with input as study.with_fact("/access_request/datasets", no_list)
	every wrong in study.no_texts {
		"small-group" in asked with input as shared(400, wrong)
	}
	nobodys := array.concat(study.facts.access_request.datasets, [{"dataset": "norrmalm"}])
	"small-group" in asked with input as study.with_fact("/access_request/datasets", nobodys)
}

test_a_computed_point_says_what_the_selection_lacks if {
	every path, missing in {
		"/access_request/purpose": {"purpose-listed": ["P01-purpose-listed"]},
		"/access_request/declarations": {"purpose-listed": ["P02-prohibited-uses-declared"]},
		"/access_request/period": {"data-minimised": ["E06-within-approved-scope"]},
		"/access_request/expected_persons": {"data-minimised": ["E07-cohort-within-approval"]},
		"/access_request/columns": {"data-minimised": ["E06-within-approved-scope", "M01-columns-justified"]},
	} {
		lacking == missing with input as study.with_fact(path, wrong_at(path))
	}
}

test_a_computed_point_says_what_the_people_and_the_text_lack if {
	every path, missing in {
		"/access_request/criteria": {"data-minimised": ["M03-criteria-searchable"]},
		"/access_request/why_pseudonymised": {"pseudonyms-justified": ["M02-pseudonyms-justified"]},
		"/access_request/investigator": {"people-trained": ["E05-people-approved"]},
		"/access_request/named_persons": {"people-trained": ["E05-people-approved", "T02-people-trained"]},
		"/access_request/free_text": {"workspace-closed": ["M04-text-profile-chosen"]},
	} {
		lacking == missing with input as study.with_fact(path, wrong_at(path))
	}
}

test_a_computed_point_says_what_the_approval_lacks if {
	every path, missing in {
		"/ethics_approval/kind": {"ethics-covered": ["E01-approval-linked"]},
		"/ethics_approval/started_on": {"ethics-covered": ["E03-started-in-time"]},
		"/ethics_approval/principals": {"ethics-covered": ["E04-principal-approved"]},
		"/ethics_approval/conditions": {"ethics-covered": ["E08-conditions-acknowledged"]},
	} {
		lacking == missing with input as study.with_fact(path, wrong_at(path))
	}
}

test_a_computed_point_says_what_consent_and_recipient_lack if {
	every path, missing in {
		"/ethics_approval/against": {"ethics-covered": ["E10-nothing-against"]},
		"/ethics_approval/decisions": {"ethics-covered": ["E11-approval-verified"]},
		"/ethics_approval/consent": {"objections-kept": ["E09-consent-checked"]},
		"/access_request/applicant/country": {"terms-kept": ["D04-recipient-in-reach"]},
		"/access_request/datasets/0/uses": {"terms-kept": ["U01-uses-allowed"]},
	} {
		lacking == missing with input as study.with_fact(path, wrong_at(path))
	}
}

test_a_computed_point_is_a_no_where_one_of_its_grounds_is_not_found if {
	no_purpose := study.with_fact("/access_request/purpose", "53.1.x")
	outcome_of("purpose-listed") == "no" with input as no_purpose
	outcome_of("data-minimised") == "yes" with input as no_purpose
}

test_the_workspace_is_closed_where_the_house_says_so if {
	outcome_of("workspace-closed") == "yes" with input as study.facts
	every wrong in {"folder", null, true, ""} {
		outcome_of("workspace-closed") == "no" with input as study.with_fact("/system/delivered_into", wrong)
	}
}

test_who_opted_out_is_left_out_by_the_table_and_by_the_house if {
	outcome_of("objections-kept") == "yes" with input as study.facts
	forgotten := study.with_fact("/system/known_exclusions", ["X02-care-block"])
	outcome_of("objections-kept") == "no" with input as forgotten
	outcome_of("objections-kept") == "no" with input as study.facts
		with data.objections.kinds.ehds_opt_out.before_permit.effect as "may_stay"
}

test_a_point_is_shown_with_its_words_and_its_paragraph if {
	some shown in assessment.points with input as study.facts
	shown.id == "no-harm"
	some listed in sheet.points
	listed.id == "no-harm"
	shown == {
		"id": "no-harm",
		"answered": "signed",
		"paragraph": listed.paragraph,
		"sv": listed.sv,
		"en": listed.en,
		"outcome": null,
		"missing": [],
		"not_applicable": false,
	}
}

wrong_at("/access_request/applicant/country") := "NO"

wrong_at(path) := null if path != "/access_request/applicant/country"

asked contains point.id if some point in assessment.points

outcomes contains point.outcome if some point in assessment.points

lacking[point.id] := point.missing if {
	some point in assessment.points
	point.missing != []
}

outcome_of(id) := point.outcome if {
	some point in assessment.points
	point.id == id
}

answered(point, answer) := study.with_fact("/review/answers", [{"point": point, "answer": answer, "reason": "seen"}])

of_categories(categories) := study.with_fact("/access_request/datasets/0/health_categories", categories)

of_persons(number) := study.with_fact("/access_request/expected_persons", number)

shared(number, controller) := study.with_facts({
	"/access_request/expected_persons": number,
	"/access_request/datasets": array.concat(
		study.facts.access_request.datasets,
		[{"dataset": "norrmalm", "controller": controller, "health_categories": ["EHRS"]}],
	),
})
