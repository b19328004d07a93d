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
