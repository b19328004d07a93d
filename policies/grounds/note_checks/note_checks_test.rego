package grounds.note_checks_test

import data.grounds.note_checks
import data.study_test as study

code := "M05-notes-checked"

drawn := {"controller": "karolinska", "notes": 50, "leaving": 400, "sha256": "sha256:a", "key": "x25519:1"}

found := {"controller": "karolinska", "sample": "sha256:a", "looked_at": 50, "with_a_miss": 1, "miss_at_most": 914}

told(samples, checks, notes) := json.patch(study.facts, [
	{"op": "add", "path": "/manifest/text", "value": notes},
	{"op": "add", "path": "/manifest/note_samples", "value": samples},
	{"op": "add", "path": "/note_checks", "value": checks},
	{"op": "add", "path": "/permit/note_check", "value": {"notes": 50, "highest_miss": 1000}},
])

in_order := told([drawn], [found], {"notes": 405, "withheld": 5})

but(path, value) := json.patch(in_order, [{"op": "replace", "path": path, "value": value}])

without(path) := json.patch(in_order, [{"op": "remove", "path": path}])

no_counts := [null, "50", -1, 1.5, [], {}, true]

test_what_told_nothing_of_notes_is_spared_and_half_of_it_is_not if {
	note_checks.spared == {code} with input as study.facts
	note_checks.spared == set() with input as {}
	note_checks.spared == set() with input as but("/manifest", null)
	note_checks.spared == set() with input as but("/manifest", ["text"])
	note_checks.spared == set() with input as in_order
	note_checks.spared == set() with input as without("/manifest/text")
	note_checks.spared == set() with input as without("/manifest/note_samples")
	note_checks.spared == set() with input as but("/manifest/text", null)
}

test_notes_that_were_read_leave if {
	code in note_checks.manifest with input as in_order
	code in note_checks.manifest with input as but("/note_checks/0/miss_at_most", 1000)
}

test_where_no_note_leaves_nobody_reads if {
	none := told([], [], {"notes": 405, "withheld": 405})
	code in note_checks.manifest with input as none
	not code in note_checks.manifest with input as told([], [], {"notes": 405, "withheld": 404})
	not code in note_checks.manifest with input as told([], [found], {"notes": 405, "withheld": 406})
	every no_list in [null, {}, ""] {
		not code in note_checks.manifest with input as told(no_list, [], {"notes": 0, "withheld": 0})
	}
}

test_every_note_that_leaves_is_of_a_controller_with_a_sample if {
	not code in note_checks.manifest with input as without("/manifest/text")
	not code in note_checks.manifest with input as but("/manifest/note_samples", [])
	not code in note_checks.manifest with input as but("/manifest/note_samples", null)
	every notes in [404, 406] {
		not code in note_checks.manifest with input as but("/manifest/text/notes", notes)
	}
	every wrong in no_counts {
		not code in note_checks.manifest with input as but("/manifest/text/notes", wrong)
		not code in note_checks.manifest with input as but("/manifest/text/withheld", wrong)
	}
}

test_each_controller_is_told_once_and_reads_its_own if {
	other := object.union(drawn, {"controller": "norrmalm", "sha256": "sha256:b"})
	theirs := object.union(found, {"controller": "norrmalm", "sample": "sha256:b"})
	both := {"notes": 800, "withheld": 0}
	code in note_checks.manifest with input as told([drawn, other], [found, theirs], both)
	not code in note_checks.manifest with input as told([drawn, other], [found], both)
	not code in note_checks.manifest with input as told([drawn, drawn], [found], both)
	not code in note_checks.manifest with input as told([drawn], [found, found], {"notes": 400, "withheld": 0})
}

test_as_many_are_drawn_and_read_as_the_permit_says_or_all_there_are if {
	few := object.union(drawn, {"notes": 7, "leaving": 7})
	read := object.union(found, {"looked_at": 7, "miss_at_most": 0})
	code in note_checks.manifest with input as told([few], [read], {"notes": 7, "withheld": 0})
	not code in note_checks.manifest with input as but("/manifest/note_samples/0/notes", 49)
	not code in note_checks.manifest with input as but("/note_checks/0/looked_at", 49)
	code in note_checks.manifest with input as but("/permit/note_check/notes", 49)
	not code in note_checks.manifest with input as but("/permit/note_check/notes", 51)
}

test_a_bound_beyond_the_limit_stops_it if {
	not code in note_checks.manifest with input as but("/note_checks/0/miss_at_most", 1001)
	not code in note_checks.manifest with input as but("/permit/note_check/highest_miss", 913)
	code in note_checks.manifest with input as but("/permit/note_check/highest_miss", 914)
}

test_a_record_of_another_sample_or_controller_is_none if {
	every path, wrong in {
		"/note_checks": [[], null],
		"/note_checks/0/sample": ["sha256:b", null, ""],
		"/note_checks/0/controller": ["norrmalm", null, ""],
		"/manifest/note_samples/0/sha256": ["sha256:b", null, ""],
		"/manifest/note_samples/0/controller": ["norrmalm", null, ""],
	} {
		every value in wrong {
			not code in note_checks.manifest with input as but(path, value)
		}
	}
}

test_two_missing_facts_are_not_the_same_fact if {
	every wrong in [null, " "] {
		named := json.patch(but("/note_checks/0/controller", wrong), [{
			"op": "replace",
			"path": "/manifest/note_samples/0/controller",
			"value": wrong,
		}])
		not code in note_checks.manifest with input as named
		sealed := json.patch(but("/note_checks/0/sample", wrong), [{
			"op": "replace",
			"path": "/manifest/note_samples/0/sha256",
			"value": wrong,
		}])
		not code in note_checks.manifest with input as sealed
	}
}

test_what_is_no_count_is_none if {
	every path in [
		"/manifest/note_samples/0/notes",
		"/manifest/note_samples/0/leaving",
		"/note_checks/0/looked_at",
		"/note_checks/0/miss_at_most",
	] {
		every wrong in no_counts {
			not code in note_checks.manifest with input as but(path, wrong)
		}
	}
}

test_a_permit_that_says_nothing_is_held_by_the_houses_numbers_and_one_that_says_it_wrongly_by_none if {
	note_checks.terms == {"notes": 50, "highest_miss": 1000} with input as without("/permit/note_check")
	note_checks.terms == {"notes": 50, "highest_miss": 1000} with input as but("/permit/note_check", null)
	code in note_checks.manifest with input as but("/permit/note_check", null)
	note_checks.terms.highest_miss == 0 with input as but("/permit/note_check/highest_miss", 0)
	note_checks.terms.notes == 1 with input as but("/permit/note_check/notes", 1)
	every wrong in [0, null, "50", -1, 1.5] {
		not note_checks.terms with input as but("/permit/note_check/notes", wrong)
	}
	every wrong in [null, "1000", -1, 1.5] {
		not note_checks.terms with input as but("/permit/note_check/highest_miss", wrong)
	}
	every wrong in [[], "50", 50, {}] {
		not note_checks.terms with input as but("/permit/note_check", wrong)
	}
}

test_numbers_that_agree_and_are_no_counts_are_none if {
	beyond := {"notes": 1000000000400, "withheld": 1000000000000}
	not code in note_checks.manifest with input as told([drawn], [found], beyond)
	not code in note_checks.manifest with input as told([drawn], [found], {"notes": 395, "withheld": -5})
	less := object.union(drawn, {"controller": "norrmalm", "sha256": "sha256:b", "leaving": -5})
	theirs := object.union(found, {"controller": "norrmalm", "sample": "sha256:b"})
	not code in note_checks.manifest with input as told([drawn, less], [found, theirs], {"notes": 395, "withheld": 0})
	half := object.union(drawn, {"notes": 50.5})
	more := object.union(found, {"looked_at": 51})
	not code in note_checks.manifest with input as told([half], [more], {"notes": 400, "withheld": 0})
}
