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
		every treatment in {"keep", "year_only", "mask_text", "surrogate_text"} {
			columns.request == set() with input as column(sensitivity, treatment)
		}
		every treatment in {"drop", "pseudonym"} {
			columns.request == found with input as column(sensitivity, treatment)
		}
	}
}

# By treatment, as the rule has it by sensitivity: whoever changes one must mean the other.
may_leave := {
	"drop": {"date", "direct_identifier", "free_text", "indirect_identifier", "key", "plain", "sensitive"},
	"keep": {"indirect_identifier", "plain", "sensitive"},
	"band": {"indirect_identifier", "plain", "sensitive"},
	"pseudonym": {"direct_identifier", "indirect_identifier", "key"},
	"year_only": {"date", "indirect_identifier"},
	"shift_date": {"date", "indirect_identifier"},
	"mask_text": {"free_text"},
	"surrogate_text": {"free_text"},
}

test_each_treatment_is_for_its_kinds_of_column_alone if {
	every treatment, those in may_leave {
		every sensitivity in may_leave.drop {
			ruled := columns.request with input as column(sensitivity, treatment)
			ruled == {code | some code in found; sensitivity in those}
		}
	}
}

test_a_column_is_named_in_full if {
	every name in {"dataset", "table", "column", "justification"} {
		every wrong in study.no_texts {
			columns.request == set() with input as study.with_fact(sprintf("/access_request/columns/1/%s", [name]), wrong)
		}
	}
}

test_free_text_is_masked_or_dropped if {
	columns.request == set() with input as column("free_text", "keep")
	columns.request == found with input as column("free_text", "mask_text")
	columns.request == found with input as column("free_text", "surrogate_text")
}

test_a_treatment_may_be_written_out if {
	columns.request == found with input as column("sensitive", {"kind": "band", "width": 5})
	columns.request == set() with input as column("direct_identifier", {"kind": "keep"})
}

test_an_unknown_sensitivity_or_treatment_does_not_leave if {
	columns.request == set() with input as column("harmless", "keep")
	columns.request == set() with input as column("plain", "as_it_is")
	every wrong in study.no_texts {
		columns.request == set() with input as column("plain", wrong)
	}
}

column(sensitivity, treatment) := json.patch(study.facts, [
	{"op": "replace", "path": "/access_request/columns/0/sensitivity", "value": sensitivity},
	{"op": "replace", "path": "/access_request/columns/0/treatment", "value": treatment},
])
