package grounds.ethics_test

import data.grounds.ethics
import data.study_test as study

# Decided three weeks ago: nobody knows yet whether it will be appealed.
new := {"kind": "approval", "decided_on": "2026-11-01", "legal_force_on": null, "started_on": null}

test_a_study_in_order_has_every_ground if {
	found := {
		"E01-approval-linked",
		"E02-approval-in-force",
		"E03-started-in-time",
		"E04-principal-approved",
		"E08-conditions-acknowledged",
		"E10-nothing-against",
	}
	ethics.grounds == found with input as study.facts
}

test_another_case_number_is_another_study if {
	changed := study.with_fact("/ethics_approval/case_number", "2020-00001")
	not "E01-approval-linked" in ethics.grounds with input as changed
}

test_an_advisory_opinion_is_no_approval if {
	every kind in {"advisory_opinion", "exempt", "x"} {
		not "E01-approval-linked" in ethics.grounds with input as study.with_fact("/ethics_approval/kind", kind)
	}
}

test_a_decision_on_appeal_is_an_approval_and_an_amendment_alone_is_none if {
	"E01-approval-linked" in ethics.grounds with input as study.with_fact("/ethics_approval/kind", "appeal")
	not "E01-approval-linked" in ethics.grounds with input as study.with_fact("/ethics_approval/kind", "amendment")
}

test_a_refused_application_is_no_approval if {
	changed := study.with_fact("/ethics_approval/outcome", "refused")
	not "E01-approval-linked" in ethics.grounds with input as changed
}

test_legal_force_comes_on_its_day if {
	reached := study.with_fact("/ethics_approval/legal_force_on", "2026-11-22")
	"E02-approval-in-force" in ethics.grounds with input as reached
	ahead := study.with_fact("/ethics_approval/legal_force_on", "2026-11-23")
	not "E02-approval-in-force" in ethics.grounds with input as ahead
}

test_immediate_effect_needs_no_legal_force if {
	changed := study.with_fact("/ethics_approval", object.union(new, {"immediate_effect": true}))
	{"E02-approval-in-force", "E03-started-in-time"} - ethics.grounds == set() with input as changed
}

test_without_immediate_effect_nothing_starts_before_legal_force if {
	changed := study.with_fact("/ethics_approval", object.union(new, {"immediate_effect": false}))
	ethics.grounds == set() with input as changed
}

test_two_years_end_on_the_same_day_of_the_calendar if {
	last_day := study.with_fact("/ethics_approval/started_on", "2023-10-28")
	"E03-started-in-time" in ethics.grounds with input as last_day
	a_day_late := study.with_fact("/ethics_approval/started_on", "2023-10-29")
	not "E03-started-in-time" in ethics.grounds with input as a_day_late
}

test_what_has_not_started_may_start_within_two_years if {
	not_started := study.with_fact("/ethics_approval/started_on", null)
	"E03-started-in-time" in ethics.grounds with input as object.union(not_started, {"today": "2023-10-28"})
	not "E03-started-in-time" in ethics.grounds with input as object.union(not_started, {"today": "2023-10-29"})
}

test_a_start_to_come_has_not_started if {
	ahead := study.with_fact("/ethics_approval/started_on", "2023-09-01")
	"E03-started-in-time" in ethics.grounds with input as object.union(ahead, {"today": "2022-09-01"})
}

test_a_start_before_the_decision_is_no_start if {
	before := study.with_fact("/ethics_approval/started_on", "2021-10-04")
	not "E03-started-in-time" in ethics.grounds with input as before
}

test_a_start_that_nobody_recorded_is_silence if {
	silent := object.union(study.without("/ethics_approval/started_on"), {"today": "2022-09-01"})
	not "E03-started-in-time" in ethics.grounds with input as silent
}

test_as_many_as_approved_and_no_more if {
	ethics.no_more_than_approved(500) with input as study.facts
	not ethics.no_more_than_approved(501) with input as study.facts
	not ethics.no_more_than_approved("5") with input as study.facts
	not ethics.no_more_than_approved(5) with input as study.with_fact("/ethics_approval/maximum_persons", "500")
}

test_the_research_principal_is_one_of_the_approvals if {
	another := study.with_fact("/project/principal", "elsewhere")
	not "E04-principal-approved" in ethics.grounds with input as another
	one_of_two := study.with_fact("/ethics_approval/principals", ["elsewhere", "ki"])
	"E04-principal-approved" in ethics.grounds with input as one_of_two
}

test_each_condition_must_be_acknowledged if {
	acknowledged := {"id": "c1", "text": "ask again after a year", "acknowledged": true}
	forgotten := {"id": "c2", "text": "no minors", "acknowledged": false}
	all_of_them := study.with_fact("/ethics_approval/conditions", [acknowledged])
	"E08-conditions-acknowledged" in ethics.grounds with input as all_of_them
	one_of_them := study.with_fact("/ethics_approval/conditions", [acknowledged, forgotten])
	not "E08-conditions-acknowledged" in ethics.grounds with input as one_of_them
	nameless := study.with_fact("/ethics_approval/conditions", [object.union(acknowledged, {"id": ""})])
	not "E08-conditions-acknowledged" in ethics.grounds with input as nameless
}

test_conditions_that_nobody_listed_are_silence if {
	not "E08-conditions-acknowledged" in ethics.grounds with input as study.without("/ethics_approval/conditions")
	not "E08-conditions-acknowledged" in ethics.grounds with input as study.with_fact("/ethics_approval/conditions", {})
}

test_a_decision_against_the_study_stands_until_it_is_lifted if {
	order := {"case_number": "Ö 32-2026/3.1", "kind": "supervision_order", "decided_on": "2026-11-01", "lifted_on": null}
	standing := study.with_fact("/ethics_approval/against", [order])
	not "E10-nothing-against" in ethics.grounds with input as standing
	lifted_today := study.with_fact("/ethics_approval/against", [object.union(order, {"lifted_on": "2026-11-22"})])
	"E10-nothing-against" in ethics.grounds with input as lifted_today
	lifted_tomorrow := study.with_fact("/ethics_approval/against", [object.union(order, {"lifted_on": "2026-11-23"})])
	not "E10-nothing-against" in ethics.grounds with input as lifted_tomorrow
}

test_that_nothing_was_decided_against_must_be_said if {
	not "E10-nothing-against" in ethics.grounds with input as study.without("/ethics_approval/against")
	not "E10-nothing-against" in ethics.grounds with input as study.with_fact("/ethics_approval/against", {})
}

test_two_case_numbers_that_are_the_same_mistake_are_no_link if {
	every wrong in study.no_texts {
		same := study.with_facts({"/ethics_approval/case_number": wrong, "/project/ethics_case_number": wrong})
		not "E01-approval-linked" in ethics.grounds with input as same
	}
}

# The study as it stands today, and in the time in which it might still have begun.
test_what_is_no_day_is_compared_with_nothing if {
	every today in {"2026-11-22", "2022-09-01"} {
		every wrong in study.no_days {
			without_today := study.with_fact("/today", wrong)
			{"E02-approval-in-force", "E03-started-in-time"} & ethics.grounds == set() with input as without_today
			undecided := study.with_facts({"/today": today, "/ethics_approval/decided_on": wrong})
			not "E02-approval-in-force" in ethics.grounds with input as undecided
			without_force := study.with_facts({"/today": today, "/ethics_approval/legal_force_on": wrong})
			{"E02-approval-in-force", "E03-started-in-time"} & ethics.grounds == set() with input as without_force
		}
		every wrong in [day | some day in study.no_days; day != null] {
			no_start := study.with_facts({"/today": today, "/ethics_approval/started_on": wrong})
			not "E03-started-in-time" in ethics.grounds with input as no_start
		}
	}
}

test_a_start_under_no_decision_is_no_start if {
	every wrong in study.no_days {
		undecided := study.with_fact("/ethics_approval/decided_on", wrong)
		not "E03-started-in-time" in ethics.grounds with input as undecided
	}
}

test_legal_force_does_not_come_before_the_decision if {
	the_same_day := study.with_fact("/ethics_approval/decided_on", "2021-10-28")
	"E02-approval-in-force" in ethics.grounds with input as the_same_day
	a_day_later := study.with_fact("/ethics_approval/decided_on", "2021-10-29")
	not "E02-approval-in-force" in ethics.grounds with input as a_day_later
}

test_immediate_effect_begins_with_the_decision if {
	at_once := {"immediate_effect": true, "legal_force_on": null}
	today := study.with_fact("/ethics_approval", object.union(new, object.union(at_once, {"decided_on": "2026-11-22"})))
	"E02-approval-in-force" in ethics.grounds with input as today
	tomorrow := study.with_fact("/ethics_approval", object.union(new, object.union(at_once, {"decided_on": "2026-11-23"})))
	not "E02-approval-in-force" in ethics.grounds with input as tomorrow
}

test_with_immediate_effect_the_two_years_still_count_from_legal_force if {
	at_once := {"/ethics_approval/immediate_effect": true, "/ethics_approval/started_on": "2023-10-28"}
	"E03-started-in-time" in ethics.grounds with input as study.with_facts(at_once)
}

test_a_start_on_the_day_of_the_decision_or_today_is_a_start if {
	"E03-started-in-time" in ethics.grounds with input as study.with_fact("/ethics_approval/started_on", "2021-10-05")
	today := study.with_facts({"/ethics_approval/started_on": "2022-09-01", "/today": "2022-09-01"})
	"E03-started-in-time" in ethics.grounds with input as today
}

test_a_start_today_before_the_decision_is_not_one_to_come if {
	undecided := study.with_facts({"/ethics_approval/started_on": "2021-10-04", "/today": "2021-10-04"})
	not "E03-started-in-time" in ethics.grounds with input as undecided
}

test_principals_are_a_list_of_texts if {
	every wrong in study.no_lists("ki") {
		not "E04-principal-approved" in ethics.grounds with input as study.with_fact("/ethics_approval/principals", wrong)
	}
	every wrong in study.no_texts {
		same := study.with_facts({"/project/principal": wrong, "/ethics_approval/principals": ["ki", wrong]})
		not "E04-principal-approved" in ethics.grounds with input as same
	}
}
