package decision.samples_test

import data.decision.samples
import data.study_test as study

refused_with(changes) := study.with_facts(object.union(changes, {
	"/samples/outcome": "refused",
	"/samples/reasons": "the samples are too few",
}))

test_a_study_in_order_is_allowed if {
	samples.allow with input as study.facts
	samples.grounds == samples.required_grounds with input as study.facts
	samples.refusals == set() with input as study.facts
}

test_silence_refuses if {
	not samples.allow with input as {}
	samples.refusals == samples.required_grounds with input as {}
	samples.needs_judgement == set() with input as {}
}

test_a_missing_ground_refuses_by_its_code if {
	every path, code in {
		"/actor/assurance": "T02-strong-identity",
		"/ethics_approval/scope/biobanks": "B02-collection-approved",
		"/actor/biobanks": "B03-own-biobank",
		"/samples/biobank": "B03-own-biobank",
		"/project/members": "D02-no-conflict-of-interest",
		"/access_request/status": "D06-request-submitted",
		"/samples/outcome": "D07-finding-reasoned",
		"/access_request/kind": "P03-kind-has-rules",
	} {
		changed := study.with_fact(path, null)
		samples.refusals == {code} with input as changed
	}
}

test_nobody_in_the_project_decides if {
	members := study.with_fact("/project/members", ["anna", "astrid"])
	samples.refusals == {"D02-no-conflict-of-interest"} with input as members
	another := study.with_fact("/samples/decider", "anna")
	samples.refusals == {"D02-no-conflict-of-interest"} with input as another
}

test_nobody_decides_for_another_biobank_or_one_that_is_not_asked if {
	others := study.with_fact("/actor/biobanks", ["468"])
	samples.refusals == {"B03-own-biobank"} with input as others
	not_asked := study.with_facts({"/actor/biobanks": ["468", "914"], "/samples/biobank": "468"})
	samples.refusals == {"B03-own-biobank"} with input as not_asked
	no_samples := study.with_fact("/access_request/datasets/0/biobank", null)
	samples.refusals == {"B03-own-biobank"} with input as no_samples
}

test_the_same_mistake_on_every_side_is_nobodys_biobank if {
	every wrong in study.no_texts {
		everywhere := study.with_facts({
			"/actor/biobanks": ["914", wrong],
			"/samples/biobank": wrong,
			"/access_request/datasets/0/biobank": {"number": wrong, "body": "x"},
		})
		"B03-own-biobank" in samples.refusals with input as everywhere
		decider := study.with_facts({"/actor/id": wrong, "/samples/decider": wrong})
		"D02-no-conflict-of-interest" in samples.refusals with input as decider
	}
}

test_those_that_the_decider_answers_for_are_a_list_of_texts if {
	every wrong in study.no_lists("914") {
		samples.refusals == {"B03-own-biobank"} with input as study.with_fact("/actor/biobanks", wrong)
	}
	every wrong in study.no_lists("anna") {
		samples.refusals == {"D02-no-conflict-of-interest"} with input as study.with_fact("/project/members", wrong)
	}
}

test_only_what_is_submitted_is_decided if {
	every status in {"draft", "returned", "withdrawn", "decided", "refused"} {
		samples.refusals == {"D06-request-submitted"} with input as study.with_fact("/access_request/status", status)
	}
}

test_a_refusal_says_why_and_needs_neither_approval_nor_rules if {
	samples.refusals == {"D07-finding-reasoned"} with input as study.with_fact("/samples/outcome", "refused")
	samples.allow with input as refused_with({})
	samples.allow with input as refused_with({"/ethics_approval/scope/biobanks": [], "/access_request/kind": "education"})
}

test_a_decision_that_is_neither_yes_nor_no_is_none if {
	neither := study.with_facts({"/samples/outcome": "perhaps", "/samples/reasons": "not certain"})
	samples.refusals == {"D07-finding-reasoned"} with input as neither
}
