package grounds.scope_test

import data.grounds.scope
import data.study_test as study

covered := {"E06-within-approved-scope"}

test_request_and_permit_in_order_are_covered if {
	scope.request == covered with input as study.facts
	scope.permit == covered with input as study.facts
}

test_what_the_approval_does_not_name_is_not_covered if {
	beyond := {
		"/access_request/datasets/0/dataset": "elsewhere",
		"/access_request/columns/0/dataset": "elsewhere",
		"/access_request/columns/0/group": "notes",
		"/access_request/period/from": "2014-12-31",
		"/access_request/period/to": "2025-01-01",
		"/access_request/population": ["ICD-10-SE:K92", "ICD-10-SE:C18"],
	}
	every path, value in beyond {
		scope.request == set() with input as study.with_fact(path, value)
	}
}

test_a_permit_beyond_the_approval_is_not_covered if {
	beyond := {
		"/permit/datasets": ["karolinska", "elsewhere"],
		"/permit/columns/0/group": "notes",
		"/permit/period/to": "2025-01-01",
		"/access_request/population": ["ICD-10-SE:C18"],
	}
	every path, value in beyond {
		scope.permit == set() with input as study.with_fact(path, value)
	}
}

test_a_period_that_ends_before_it_begins_covers_nothing if {
	scope.request == set() with input as study.with_fact("/access_request/period/from", "2024-12-32")
	scope.request == set() with input as study.with_fact("/access_request/period/to", "2018-12-31")
}

test_nothing_asked_is_nothing_covered if {
	every path in {"/access_request/datasets", "/access_request/columns", "/access_request/population"} {
		scope.request == set() with input as study.with_fact(path, [])
	}
}

test_a_group_of_codes_covers_what_is_in_it if {
	finer := ["ICD-10-SE:K92", "ICD-10-SE:K922", "ICD-10-SE:I850"]
	scope.request == covered with input as study.with_fact("/access_request/population", finer)
}

test_a_code_covers_no_wider_group if {
	scope.request == set() with input as study.with_fact("/access_request/population", ["ICD-10-SE:K9"])
	other_system := study.with_fact("/access_request/population", ["ATC:K92"])
	scope.request == set() with input as other_system
}

test_less_than_a_category_is_no_group if {
	changed := json.patch(study.facts, [
		{"op": "replace", "path": "/ethics_approval/scope/population", "value": ["ICD-10-SE:K9"]},
		{"op": "replace", "path": "/access_request/population", "value": ["ICD-10-SE:K92"]},
	])
	scope.request == set() with input as changed
}

test_codes_of_a_system_that_does_not_grow_from_the_left_stand_alone if {
	approved := json.patch(study.facts, [
		{"op": "replace", "path": "/ethics_approval/scope/population", "value": ["NPU:NPU27"]},
		{"op": "replace", "path": "/access_request/population", "value": ["NPU:NPU27300"]},
	])
	scope.request == set() with input as approved
}

test_each_thing_is_compared_on_its_own if {
	changed := json.patch(study.facts, [
		{"op": "replace", "path": "/access_request/columns/0/group", "value": "notes"},
		{"op": "replace", "path": "/access_request/population", "value": ["ICD-10-SE:K92", "ICD-10-SE:C18"]},
		{"op": "replace", "path": "/access_request/period/to", "value": "2025-01-01"},
		{"op": "replace", "path": "/access_request/expected_persons", "value": 501},
	])
	compared := scope.compared with input as changed
	{thing.what | some thing in compared; not thing.covered} == {
		"karolinska.person.person_id (notes)",
		"ICD-10-SE:C18",
		"2019-01-01/2025-01-01",
		"501",
	}
	{thing.kind | some thing in compared; thing.covered} == {"dataset", "column", "population"}
}

test_without_an_approval_nothing_is_covered if {
	compared := scope.compared with input as study.with_fact("/ethics_approval", null)
	count(compared) == 6
	every thing in compared {
		thing.covered == false
	}
}

test_what_is_asked_for_is_listed_in_full if {
	asked := study.facts.access_request
	every changes in [
		{"/access_request/datasets": {"a": asked.datasets[0]}},
		{"/access_request/datasets": array.concat(asked.datasets, [{"controller": "karolinska"}])},
		{"/access_request/columns": {"a": asked.columns[0]}},
		{"/access_request/columns/0": object.remove(asked.columns[0], ["group"])},
		{"/access_request/columns/0": object.remove(asked.columns[0], ["dataset"])},
	] {
		scope.request == set() with input as study.with_facts(changes)
	}
}

test_what_is_approved_is_a_list_of_texts if {
	every name, text in {
		"datasets": "karolinska",
		"groups": "demographics",
		"population": "ICD-10-SE:K92",
	} {
		every wrong in study.no_lists(text) {
			changed := study.with_fact(sprintf("/ethics_approval/scope/%s", [name]), wrong)
			scope.request | scope.permit == set() with input as changed
		}
	}
}

test_what_is_permitted_is_a_list_of_texts if {
	every wrong in study.no_lists("karolinska") {
		scope.permit == set() with input as study.with_fact("/permit/datasets", wrong)
	}
}

population(approved, asked) := study.with_facts({
	"/ethics_approval/scope/population": [approved],
	"/access_request/population": [asked],
})

test_a_group_is_of_one_system_and_long_enough if {
	scope.request == covered with input as population("ATC:B", "ATC:B01")
	scope.request == set() with input as population("ATC:", "ATC:B")
	scope.request == set() with input as population("ICD-10-SE:K92:1", "ICD-10-SE:K92:12")
}

test_how_long_a_group_is_must_be_a_number if {
	asked := population("ICD-10-SE:K92", "ICD-10-SE:K922")
	every wrong in study.no_counts {
		scope.request == set() with input as asked with data.hierarchies.systems as {"ICD-10-SE": {"shortest": wrong}}
	}
}

test_what_is_no_text_or_number_is_not_shown_as_compared if {
	every wrong in study.no_texts {
		compared := scope.compared with input as study.with_facts({
			"/access_request/datasets/0/dataset": wrong,
			"/access_request/columns/0/group": wrong,
			"/access_request/columns/1/table": wrong,
			"/access_request/population/0": wrong,
			"/access_request/period/to": wrong,
		})
		{thing.kind | some thing in compared} == {"persons"}
	}
	every wrong in study.no_counts {
		compared := scope.compared with input as study.with_fact("/access_request/expected_persons", wrong)
		not "persons" in {thing.kind | some thing in compared}
	}
}
