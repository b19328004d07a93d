package grounds.purpose_test

import data.grounds.purpose
import data.study_test as study

test_listed_purposes_are_found if {
	every code in {"53.1.d", "53.1.e", "53.1.e.i", "53.1.e.ii", "53.1.f"} {
		"P01-purpose-listed" in purpose.grounds with input as study.with_fact("/access_request/purpose", code)
	}
}

test_reserved_purposes_are_for_authorities if {
	every code in {"53.1.a", "53.1.b", "53.1.c"} {
		asked := study.with_fact("/access_request/purpose", code)
		by_authority := json.patch(asked, [{"op": "replace", "path": "/access_request/applicant/kind", "value": "authority"}])
		"P01-purpose-listed" in purpose.grounds with input as by_authority
		not "P01-purpose-listed" in purpose.grounds with input as asked
	}
}

test_other_purposes_are_not if {
	every code in ["53.1", "53.1.g", "advertising", null, ""] {
		not "P01-purpose-listed" in purpose.grounds with input as study.with_fact("/access_request/purpose", code)
	}
}

test_an_applicant_of_no_known_kind_has_no_purpose if {
	not "P01-purpose-listed" in purpose.grounds with input as study.with_fact("/access_request/applicant/kind", "x")
}

test_each_declaration_is_needed if {
	every left_out in {"54.a", "54.b", "54.c", "54.d", "54.e"} {
		others := [code | some code in study.facts.access_request.declarations; code != left_out]
		changed := study.with_fact("/access_request/declarations", others)
		not "P02-prohibited-uses-declared" in purpose.grounds with input as changed
	}
}

test_all_declarations_are_enough if {
	"P02-prohibited-uses-declared" in purpose.grounds with input as study.facts
}

test_it_must_be_said_why_anonymised_data_would_not_do if {
	"M02-pseudonyms-justified" in purpose.grounds with input as study.facts
	silent := study.with_fact("/access_request/why_pseudonymised", " ")
	not "M02-pseudonyms-justified" in purpose.grounds with input as silent
	not "M02-pseudonyms-justified" in purpose.grounds with input as study.with_fact("/access_request/format", "plain")
}

test_each_known_kind_of_applicant_may_ask if {
	every kind in {"authority", "university", "care_provider", "company", "other"} {
		"P01-purpose-listed" in purpose.grounds with input as study.with_fact("/access_request/applicant/kind", kind)
	}
}

test_an_authority_has_no_purpose_of_its_own_making if {
	asked := study.with_facts({"/access_request/applicant/kind": "authority", "/access_request/purpose": "advertising"})
	not "P01-purpose-listed" in purpose.grounds with input as asked
}

test_declarations_are_a_list_of_texts if {
	made := study.facts.access_request.declarations
	every wrong in [{code: code | some code in made}, {code | some code in made}, array.concat(made, [null])] {
		changed := study.with_fact("/access_request/declarations", wrong)
		not "P02-prohibited-uses-declared" in purpose.grounds with input as changed
	}
}
