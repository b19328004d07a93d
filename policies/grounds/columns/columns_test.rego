package grounds.columns_test

import data.grounds.columns
import data.study_test as study

found := {"M01-columns-justified"}

test_columns_in_order_are_justified if {
	columns.request == found with input as study.facts
	columns.permit == found with input as study.facts
}

test_a_column_without_a_reason_is_not if {
	columns.request == set() with input as study.with_fact("/access_request/columns/1/justification", " ")
	columns.permit == set() with input as study.with_fact("/permit/columns/1/justification", " ")
}

test_no_column_is_no_justification if {
	columns.request == set() with input as study.with_fact("/access_request/columns", [])
}

test_identifiers_and_keys_never_leave_as_they_are if {
	every sensitivity in {"direct_identifier", "key"} {
		every treatment in {"keep", "year_only", "mask_text"} {
			columns.request == set() with input as column(sensitivity, treatment)
		}
		every treatment in {"drop", "pseudonym"} {
			columns.request == found with input as column(sensitivity, treatment)
		}
	}
}

test_free_text_is_masked_or_dropped if {
	columns.request == set() with input as column("free_text", "keep")
	columns.request == found with input as column("free_text", "mask_text")
}

test_a_treatment_may_be_written_out if {
	columns.request == found with input as column("sensitive", {"kind": "band", "width": 5})
	columns.request == set() with input as column("direct_identifier", {"kind": "keep"})
}

test_an_unknown_sensitivity_or_treatment_does_not_leave if {
	columns.request == set() with input as column("harmless", "keep")
	columns.request == set() with input as column("plain", "as_it_is")
	columns.request == set() with input as column("plain", null)
}

column(sensitivity, treatment) := json.patch(study.facts, [
	{"op": "replace", "path": "/access_request/columns/0/sensitivity", "value": sensitivity},
	{"op": "replace", "path": "/access_request/columns/0/treatment", "value": treatment},
])
