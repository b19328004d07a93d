package grounds.donations_test

import data.grounds.donations
import data.study_test as study

code := "D12-donated-data-used"

dataset := study.facts.access_request.datasets[0]

# What controllers say of donated data.
opened := {"karolinska": {"donated_data": "used"}}

counted := {"datasets": ["karolinska"], "register": "objections", "snapshot": "sha256:9"}

lines := array.concat(study.facts.manifest.exclusions, [{
	"kind": "X06-no-donation",
	"persons": 3,
	"register": "objections",
	"snapshot": "sha256:9",
}])

# A study of donated data, as far as its manifest.
manifested := json.patch(study.with_facts({"/manifest/exclusions": lines}), [{
	"op": "add",
	"path": "/manifest/donations",
	"value": counted,
}])

of(datasets) := json.patch(manifested, [{"op": "replace", "path": "/access_request/datasets", "value": datasets}])

saying(value) := of([object.union(dataset, {"donated": value})])

in_order := saying(true)

beside(value) := object.union(dataset, {"dataset": "norrmalm", "controller": "norrmalm", "donated": value})

but(path, value) := json.patch(in_order, [{"op": "replace", "path": path, "value": value}])

test_where_nothing_is_donated_nothing_is_asked if {
	donations.spared == {code} with input as study.facts
	donations.spared == {code} with input as {}
	donations.spared == {code} with input as saying(false)
	donations.in_permit == set() with input as saying(false)
}

test_a_donated_dataset_is_asked_about_whatever_it_says_but_no if {
	every value in [true, null, "false", "", 0, 1, [], {}] {
		donations.spared == set() with input as saying(value)
		donations.in_permit == {"karolinska"} with input as saying(value)
	}
}

test_what_its_controller_has_opened_may_be_asked_for_and_granted if {
	code in donations.request with input as in_order with data.parameters.controllers as opened
	code in donations.permit with input as in_order with data.parameters.controllers as opened
	code in donations.manifest with input as in_order with data.parameters.controllers as opened
}

test_a_controller_that_has_not_said_used_refuses if {
	every said in [
		{},
		{"norrmalm": {"donated_data": "used"}},
		{"karolinska": {}},
		{"karolinska": {"donated_data": "not_used"}},
		{"karolinska": {"donated_data": null}},
		{"karolinska": {"donated_data": true}},
		{"karolinska": {"donated_data": ["used"]}},
	] {
		not code in donations.request with input as in_order with data.parameters.controllers as said
		not code in donations.permit with input as in_order with data.parameters.controllers as said
		not code in donations.manifest with input as in_order with data.parameters.controllers as said
	}
}

test_what_is_neither_a_yes_nor_a_no_refuses if {
	every value in [null, "true", "false", 0, 1, [], {}] {
		not code in donations.request with input as saying(value) with data.parameters.controllers as opened
		not code in donations.permit with input as saying(value) with data.parameters.controllers as opened
	}
}

test_each_dataset_says_whether_it_is_donated if {
	first := object.union(dataset, {"donated": true})
	code in donations.request with input as of([first, beside(false)]) with data.parameters.controllers as opened
	silent := object.remove(beside(false), ["donated"])
	not code in donations.request with input as of([first, silent]) with data.parameters.controllers as opened
	not code in donations.request with input as of([first, beside(true)]) with data.parameters.controllers as opened
	every wrong in [[], null, {"a": first}, first] {
		not code in donations.request with input as of(wrong) with data.parameters.controllers as opened
	}
}

test_what_the_permit_leaves_out_needs_nothing if {
	asked := of([object.union(dataset, {"donated": false}), beside(true)])
	donations.spared == set() with input as asked
	donations.in_permit == set() with input as asked
	code in donations.permit with input as asked
	code in donations.manifest with input as asked
	both := json.patch(asked, [{"op": "replace", "path": "/permit/datasets", "value": ["karolinska", "norrmalm"]}])
	not code in donations.permit with input as both
	donations.in_permit == {"norrmalm"} with input as both
}

test_a_dataset_that_is_not_described_once_is_none if {
	twice := of([object.union(dataset, {"donated": true}), object.union(dataset, {"donated": false})])
	not code in donations.permit with input as twice with data.parameters.controllers as opened
	not code in donations.permit with input as of([]) with data.parameters.controllers as opened
}

test_the_permits_datasets_are_a_list_of_texts if {
	every wrong in study.no_lists("karolinska") {
		not code in donations.permit with input as but("/permit/datasets", wrong) with data.parameters.controllers as opened
	}
}

other_datasets := [["norrmalm"], ["karolinska", "norrmalm"]]

test_the_manifest_names_every_donated_dataset_and_the_register_by_which_it_counted if {
	every path, wrong in {
		"/manifest/donations": [null, [], "karolinska"],
		"/manifest/donations/datasets": array.concat(study.no_lists("karolinska"), other_datasets),
		"/manifest/donations/register": [null, "", "persons", 5],
		"/manifest/donations/snapshot": [null, "", "sha256:2", 5],
		"/manifest/exclusions/5/kind": ["X05-no-consent", null],
		"/manifest/exclusions/5/register": [null, "persons"],
		"/manifest/exclusions/5/snapshot": [null, "sha256:2"],
	} {
		every value in wrong {
			not code in donations.manifest with input as but(path, value) with data.parameters.controllers as opened
		}
	}
	lacking := json.patch(in_order, [{"op": "remove", "path": "/manifest/donations"}])
	not code in donations.manifest with input as lacking with data.parameters.controllers as opened
}

test_a_missing_fact_equals_no_missing_fact if {
	every field in ["register", "snapshot"] {
		every wrong in [null, " "] {
			both := json.patch(in_order, [
				{"op": "replace", "path": concat("/", ["/manifest/donations", field]), "value": wrong},
				{"op": "replace", "path": concat("/", ["/manifest/exclusions/5", field]), "value": wrong},
			])
			not code in donations.manifest with input as both with data.parameters.controllers as opened
		}
	}
}
