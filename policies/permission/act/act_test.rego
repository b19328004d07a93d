package permission.act_test

import data.permission.act
import data.study_test as study

test_a_researcher_reads_an_own_project if {
	mine := replaced(study.seen_by("researcher", "read"), "/project/members", ["anna", "astrid"])
	act.allow with input as mine
	act.refusals == {"W02-within-reach"} with input as study.seen_by("researcher", "read")
}

test_a_steward_reads_what_touches_an_own_controller if {
	act.allow with input as study.seen_by("steward", "read")
	elsewhere := replaced(study.seen_by("steward", "read"), "/actor/controllers", ["norrmalm"])
	act.refusals == {"W02-within-reach"} with input as elsewhere
}

test_a_steward_reviews_an_own_part if {
	act.allow with input as study.seen_by("steward", "review")
	elsewhere := replaced(study.seen_by("steward", "review"), "/part/controller", "norrmalm")
	act.refusals == {"W02-within-reach"} with input as elsewhere
}

lent := {
	"id": "deputyship-2",
	"controller": "karolinska",
	"steward": "alma",
	"deputy": "astrid",
	"from": "2026-11-01",
	"until": "2026-11-30",
	"ended_on": null,
}

# Astrid answers for no controller herself; alma has named her.
as_deputy(verb, changes) := json.patch(study.seen_by("steward", verb), [
	{"op": "replace", "path": "/actor/controllers", "value": []},
	{"op": "replace", "path": "/deputyships", "value": [object.union(lent, changes)]},
])

test_a_deputy_reaches_what_the_steward_reaches_as_long_as_it_lasts if {
	every verb in {"read", "read-samples", "read-attrition", "trace", "review", "read-due", "read-deputyships"} {
		act.allow with input as as_deputy(verb, {})
		every changes in [{"until": "2026-11-21"}, {"ended_on": "2026-11-22"}, {"controller": "norrmalm"}] {
			act.refusals == {"W02-within-reach"} with input as as_deputy(verb, changes)
		}
	}
}

test_a_deputyship_lends_no_role if {
	every role in {"researcher", "biobank_head", "custodian"} {
		no_steward := replaced(as_deputy("review", {}), "/actor/roles", [role])
		"W01-may-act" in act.refusals with input as no_steward
	}
}

test_a_deputy_has_no_part_in_the_project_either if {
	mine := replaced(as_deputy("review", {}), "/project/members", ["anna", "astrid"])
	act.refusals == {"D02-no-conflict-of-interest"} with input as mine
}

about_deputyship(facts, controller) := object.union(facts, {"deputyship": {"controller": controller}})

test_a_steward_names_deputies_for_an_own_controller_and_a_deputy_for_none if {
	every verb in {"name-deputy", "end-deputyship"} {
		act.allow with input as about_deputyship(study.seen_by("steward", verb), "karolinska")
		act.refusals == {"W02-within-reach"} with input as about_deputyship(study.seen_by("steward", verb), "norrmalm")
		act.refusals == {"W02-within-reach"} with input as about_deputyship(as_deputy(verb, {}), "karolinska")
		act.refusals == {"W02-within-reach"} with input as study.seen_by("steward", verb)
		every wrong in study.no_lists("karolinska") {
			mistaken := replaced(study.seen_by("steward", verb), "/actor/controllers", wrong)
			act.refusals == {"W02-within-reach"} with input as about_deputyship(mistaken, "karolinska")
		}
	}
}

test_whoever_answers_for_a_biobank_reaches_requests_about_its_samples if {
	every verb in {"read-samples", "decide-samples"} {
		act.allow with input as study.seen_by("biobank_head", verb)
		elsewhere := replaced(study.seen_by("biobank_head", verb), "/actor/biobanks", ["468"])
		act.refusals == {"W02-within-reach"} with input as elsewhere
		no_samples := replaced(study.seen_by("biobank_head", verb), "/access_request/datasets/0/biobank", null)
		act.refusals == {"W02-within-reach"} with input as no_samples
	}
}

test_rows_and_samples_are_decided_on_in_roles_of_their_own if {
	"W01-may-act" in act.refusals with input as study.seen_by("biobank_head", "review")
	"W01-may-act" in act.refusals with input as study.seen_by("steward", "decide-samples")
}

test_nobody_in_the_project_decides_on_samples if {
	mine := replaced(study.seen_by("biobank_head", "decide-samples"), "/project/members", ["anna", "astrid"])
	act.refusals == {"D02-no-conflict-of-interest"} with input as mine
}

by_a_system(role, verb) := replaced(study.seen_by(role, verb), "/actor/kind", "service")

test_a_system_reads_and_verifies_within_its_roles if {
	every verb in {"read", "read-ledger", "trace", "verify"} {
		act.allow with input as by_a_system("auditor", verb)
	}
}

test_a_system_reaches_no_further_than_its_roles if {
	act.refusals == {"W02-within-reach"} with input as by_a_system("researcher", "read")
}

test_a_system_never_acts_for_a_person if {
	every verb, role in {
		"review": "steward",
		"confirm-barring": "steward",
		"judge": "coordinator",
		"bar": "coordinator",
		"register-person": "operator",
	} {
		act.allow with input as study.seen_by(role, verb)
		act.refusals == {"W03-person-acts"} with input as by_a_system(role, verb)
	}
}

test_whoever_is_neither_a_person_nor_a_system_does_nothing if {
	every wrong in array.concat(study.no_texts, ["king", "Person"]) {
		reading := replaced(study.seen_by("coordinator", "read"), "/actor/kind", wrong)
		act.refusals == {"W03-person-acts"} with input as reading
	}
}

test_nobody_in_the_project_decides if {
	mine := replaced(study.seen_by("steward", "review"), "/project/members", ["anna", "astrid"])
	act.refusals == {"D02-no-conflict-of-interest"} with input as mine
}

test_nobody_in_the_project_verifies_its_approval if {
	mine := replaced(study.seen_by("coordinator", "verify-approval"), "/project/members", ["anna", "astrid"])
	act.allow with input as study.seen_by("coordinator", "verify-approval")
	act.refusals == {"D02-no-conflict-of-interest"} with input as mine
}

test_coordinators_and_auditors_read_everything if {
	every role in {"coordinator", "auditor"} {
		act.allow with input as study.seen_by(role, "read")
	}
}

test_the_house_alone_issues_orders_receives_delivers_and_sweeps if {
	every verb in {"issue", "order", "receive", "deliver", "sweep"} {
		act.allow with input as replaced(study.seen_by("house", verb), "/actor/kind", "house")
		every role in {"researcher", "steward", "coordinator", "auditor", "operator", "custodian"} {
			"W01-may-act" in act.refusals with input as study.seen_by(role, verb)
		}
	}
}

test_an_unknown_verb_or_role_is_nobodys if {
	"W01-may-act" in act.refusals with input as study.seen_by("coordinator", "fly")
	"W01-may-act" in act.refusals with input as study.seen_by("king", "read")
}

test_two_roles_do_not_lend_each_other_their_reach if {
	facts := study.seen_by("auditor", "review")
	both := json.patch(facts, [
		{"op": "replace", "path": "/actor/roles", "value": ["auditor", "steward"]},
		{"op": "replace", "path": "/part/controller", "value": "norrmalm"},
	])
	act.refusals == {"W02-within-reach"} with input as both
}

test_silence_refuses if {
	not act.allow with input as {}
	act.refusals == act.required_grounds with input as {}
	act.needs_judgement == set() with input as {}
}

test_everyone_accepts_the_terms_for_themselves_alone if {
	mine := object.union(study.seen_by("researcher", "accept-terms"), {"person": {"id": "astrid"}})
	act.allow with input as mine
	somebody_elses := object.union(study.seen_by("researcher", "accept-terms"), {"person": {"id": "anna"}})
	act.refusals == {"W02-within-reach"} with input as somebody_elses
	act.refusals == {"W02-within-reach"} with input as study.seen_by("researcher", "accept-terms")
}

replaced(facts, path, value) := json.patch(facts, [{"op": "replace", "path": path, "value": value}])

test_nobody_in_the_project_judges_or_issues if {
	every verb, role in {
		"judge": "coordinator",
		"decide-extension": "coordinator",
		"revoke": "coordinator",
		"issue": "house",
	} {
		mine := replaced(study.seen_by(role, verb), "/project/members", ["anna", "astrid"])
		act.refusals == {"D02-no-conflict-of-interest"} with input as mine
	}
}

test_a_verb_or_somebody_without_a_name_is_refused if {
	every wrong in study.no_texts {
		unknown_verb := replaced(study.seen_by("coordinator", "read"), "/verb", wrong)
		act.refusals == act.required_grounds with input as unknown_verb
		reading := replaced(study.seen_by("coordinator", "read"), "/actor/id", wrong)
		act.refusals == {"W01-may-act"} with input as reading
		reviewing := replaced(study.seen_by("steward", "review"), "/actor/id", wrong)
		act.refusals == {"D02-no-conflict-of-interest", "W01-may-act"} with input as reviewing
		for_nobody := object.union(study.seen_by("researcher", "accept-terms"), {"person": {"id": wrong}})
		"W02-within-reach" in act.refusals with input as replaced(for_nobody, "/actor/id", wrong)
	}
}

# What holds the right names and is no list of them reaches nothing; nor does the same mistake on both sides.
test_reaches_are_read_from_lists_of_texts if {
	every row in [
		{"role": "researcher", "verb": "read", "list": "/project/members", "right": "astrid"},
		{"role": "steward", "verb": "read", "list": "/actor/controllers", "right": "karolinska"},
		{"role": "steward", "verb": "review", "list": "/actor/controllers", "right": "karolinska"},
		{"role": "biobank_head", "verb": "read-samples", "list": "/actor/biobanks", "right": "914"},
		{"role": "biobank_head", "verb": "decide-samples", "list": "/actor/biobanks", "right": "914"},
	] {
		act.allow with input as replaced(study.seen_by(row.role, row.verb), row.list, [row.right])
		every wrong in study.no_lists(row.right) {
			"W02-within-reach" in act.refusals with input as replaced(study.seen_by(row.role, row.verb), row.list, wrong)
		}
	}
}

test_roles_and_members_are_lists_of_texts if {
	every wrong in study.no_lists("coordinator") {
		"W01-may-act" in act.refusals with input as replaced(study.seen_by("coordinator", "read"), "/actor/roles", wrong)
	}
	every wrong in study.no_lists("anna") {
		decided := replaced(study.seen_by("steward", "review"), "/project/members", wrong)
		"D02-no-conflict-of-interest" in act.refusals with input as decided
	}
}
