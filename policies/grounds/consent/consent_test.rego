package grounds.consent_test

import data.grounds.consent
import data.study_test as study

code := "E09-consent-checked"

asked(mode, versions) := {"mode": mode, "versions": versions}

used := {"study": "2021-04890", "versions": ["2.0"], "register": "consents", "snapshot": "sha256:9"}

lines := array.concat(study.facts.manifest.exclusions, [{
	"kind": "X05-no-consent",
	"persons": 0,
	"register": "consents",
	"snapshot": "sha256:9",
}])

# A study that rests on each person's consent, as far as its manifest.
by_consent := {
	"/ethics_approval/consent": asked("consent", ["1.0", "2.0"]),
	"/permit/consent": asked("consent", ["2.0"]),
	"/manifest/consents": used,
	"/manifest/exclusions": lines,
}

but(changes) := study.with_facts(object.union(by_consent, changes))

lacking(path) := json.patch(study.with_facts(by_consent), [{"op": "remove", "path": path}])

test_where_nobody_is_asked_one_by_one_nothing_is_checked if {
	every mode in ["opt_out_information", "waived"] {
		facts := study.with_facts({
			"/ethics_approval/consent": asked(mode, []),
			"/permit/consent": null,
			"/system/consent_registers": [],
		})
		code in consent.request with input as facts
		code in consent.permit with input as facts
		code in consent.manifest with input as facts
	}
}

test_a_mode_that_is_not_on_record_is_none if {
	consent.request == set() with input as lacking("/ethics_approval/consent")
	every wrong in [asked("assumed", ["2.0"]), asked(null, ["2.0"]), "waived", ["waived"], null] {
		facts := but({"/ethics_approval/consent": wrong})
		not code in consent.request with input as facts
		not code in consent.permit with input as facts
		not code in consent.manifest with input as facts
	}
}

test_where_each_person_consents_versions_and_a_register_are_there if {
	code in consent.request with input as but({})
	code in consent.request with input as but({"/permit/consent": null, "/manifest/consents": null})
	not code in consent.request with input as lacking("/system/consent_registers")
	every wrong in study.no_lists("2.0") {
		not code in consent.request with input as but({"/ethics_approval/consent": asked("consent", wrong)})
	}
	every wrong in array.concat(study.no_lists("se-region"), [["se-elsewhere"]]) {
		not code in consent.request with input as but({"/system/consent_registers": wrong})
	}
}

test_every_dataset_lies_where_there_is_such_a_register if {
	not code in consent.request with input as but({"/access_request/datasets/0/namespace": null})
	not code in consent.request with input as but({"/access_request/datasets": []})
	not code in consent.request with input as but({"/access_request/datasets": {}})
	first := study.facts.access_request.datasets[0]
	both := [first, object.union(first, {"namespace": "se-elsewhere"})]
	not code in consent.request with input as but({"/access_request/datasets": both})
}

test_the_permit_asks_for_consent_in_versions_that_are_accepted if {
	code in consent.permit with input as but({})
	code in consent.permit with input as but({"/permit/consent": asked("consent", ["2.0", "1.0"])})
	code in consent.permit with input as but({"/manifest/consents": null})
	not code in consent.permit with input as but({"/permit/consent": null})
	not code in consent.permit with input as lacking("/permit/consent")
	not code in consent.permit with input as but({"/system/consent_registers": []})
	not code in consent.permit with input as but({"/permit/consent": asked("waived", ["2.0"])})
	every wrong in array.concat(study.no_lists("2.0"), [["2.0", "3.0"]]) {
		not code in consent.permit with input as but({"/permit/consent": asked("consent", wrong)})
	}
}

test_the_manifest_names_study_versions_and_the_register_that_was_used if {
	code in consent.manifest with input as but({})
	not code in consent.manifest with input as but({"/manifest/consents": null})
	not code in consent.manifest with input as but({"/permit/consent": null})
	not code in consent.manifest with input as lacking("/manifest/consents")
	every name, wrong in {
		"study": ["2021-04891", null, "", 5],
		"versions": array.concat(study.no_lists("2.0"), [["3.0"], ["2.0", "3.0"]]),
		"register": ["objections", null, ""],
		"snapshot": ["sha256:2", null, ""],
	} {
		every value in wrong {
			not code in consent.manifest with input as but({"/manifest/consents": object.union(used, {name: value})})
		}
	}
}

test_a_missing_fact_equals_no_missing_fact if {
	every changes in [
		{"/manifest/consents": object.union(used, {"study": null}), "/project/ethics_case_number": null},
		{"/manifest/consents": object.union(used, {"register": null}), "/manifest/exclusions/5/register": null},
		{"/manifest/consents": object.union(used, {"snapshot": " "}), "/manifest/exclusions/5/snapshot": " "},
	] {
		not code in consent.manifest with input as but(changes)
	}
}

test_those_without_a_consent_are_counted_by_that_register if {
	not code in consent.manifest with input as but({"/manifest/exclusions": study.facts.manifest.exclusions})
	every path, wrong in {
		"/manifest/exclusions/5/kind": "X04-consent-withdrawn",
		"/manifest/exclusions/5/register": "objections",
		"/manifest/exclusions/5/snapshot": "sha256:2",
	} {
		not code in consent.manifest with input as but({path: wrong})
	}
}
