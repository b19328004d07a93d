package grounds.searching_test

import data.grounds.searching
import data.study_test as study

code := "M03-criteria-searchable"

test_criteria_that_may_be_searched_by_are_fine if {
	code in searching.grounds with input as study.facts
}

test_a_prohibited_criterion_is_not if {
	not code in searching.grounds with input as study.with_fact("/access_request/criteria/0/searchable", false)
}

test_one_prohibited_criterion_among_others_is_not if {
	facts := json.patch(study.facts, [{
		"op": "add", "path": "/access_request/criteria/-",
		"value": {"table": "person", "column": "ethnicity_concept_id", "searchable": false},
	}])
	not code in searching.grounds with input as facts
}

test_what_is_not_said_is_not_searched_by if {
	every place in ["/0/searchable", "/0/table", "/0/column", ""] {
		not code in searching.grounds with input as study.without(concat("", ["/access_request/criteria", place]))
	}
}

test_a_cohort_without_criteria_seeks_nobody if {
	not code in searching.grounds with input as study.with_fact("/access_request/criteria", [])
}
