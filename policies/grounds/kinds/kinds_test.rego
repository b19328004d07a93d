package grounds.kinds_test

import data.grounds.kinds
import data.kinds as register
import data.study_test as study

by_kind := {"research": {"E01-approval-linked"}, "education": {"something"}}

written := {"P03-kind-has-rules"}

of_kind(kind) := study.with_fact("/access_request/kind", kind)

unwritten := {"care_development", "education", "statistics", "public_health", "policy"}

nobodys := [null, true, 5, " ", "", "Research", "research ", "advertising", [], {}, ["research"], {"research": true}]

test_research_needs_its_own_grounds_and_that_they_are_written if {
	needed := kinds.required(by_kind) with input as study.facts
	needed == {"E01-approval-linked"} | written
	kinds.grounds == {"P03-kind-has-rules", "P04-purpose-of-its-kind"} with input as study.facts
}

test_the_kinds_without_rules_are_these if {
	unwritten == {kind | some kind, entry in register; entry.rules == "unwritten"}
	{"research"} == {kind | some kind, entry in register; entry.rules == "written"}
}

test_a_kind_that_is_not_written_needs_what_is_never_found if {
	every kind in unwritten {
		needed := kinds.required(by_kind) with input as of_kind(kind)
		needed == written
		found := kinds.grounds with input as of_kind(kind)
		not "P03-kind-has-rules" in found
	}
}

test_no_kind_and_an_unknown_one_need_it_too if {
	every kind in nobodys {
		needed := kinds.required(by_kind) with input as of_kind(kind)
		needed == written
		found := kinds.grounds with input as of_kind(kind)
		found == set()
	}
	without := kinds.required(by_kind) with input as study.without("/access_request/kind")
	without == written
	silence := kinds.required(by_kind) with input as {}
	silence == written
	nothing := kinds.grounds with input as {}
	nothing == set()
}

test_a_kind_is_written_in_the_register_and_in_the_question if {
	educated := {"education": {"rules": "written", "purposes": ["53.1.d"]}}
	both := kinds.required(by_kind) with input as of_kind("education") with register as educated
	both == {"something"} | written
	found := kinds.found(by_kind) with input as of_kind("education") with register as educated
	found == written
	every held in [{}, {"education": set()}, {"research": {"E01-approval-linked"}}] {
		half := kinds.required(held) with input as of_kind("education") with register as educated
		half == written
		nothing := kinds.found(held) with input as of_kind("education") with register as educated
		nothing == set()
	}
}

test_a_text_that_is_none_is_no_kind_whatever_the_register_says if {
	every kind in [" ", ""] {
		listed := {kind: {"rules": "written", "purposes": ["53.1.e"]}}
		found := kinds.grounds with input as of_kind(kind) with register as listed
		found == set()
	}
}

test_each_purpose_of_the_regulation_has_one_kind if {
	listed := [purpose | some entry in register; some purpose in entry.purposes]
	{purpose | some purpose in listed} == {
		"53.1.a", "53.1.b", "53.1.c", "53.1.d",
		"53.1.e", "53.1.e.i", "53.1.e.ii", "53.1.f",
	}
	count(listed) == 8
}

test_a_purpose_of_another_kind_is_not_asked_under_this_one if {
	every purpose in {"53.1.e", "53.1.e.i", "53.1.e.ii"} {
		"P04-purpose-of-its-kind" in kinds.grounds with input as study.with_fact("/access_request/purpose", purpose)
	}
	every purpose in ["53.1.a", "53.1.b", "53.1.c", "53.1.d", "53.1.f", "53.1", null, ["53.1.e"]] {
		other := kinds.grounds with input as study.with_fact("/access_request/purpose", purpose)
		other == {"P03-kind-has-rules"}
	}
}
