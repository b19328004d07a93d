package grounds.uses_test

import data.grounds.uses
import data.study_test as study

code := "U01-uses-allowed"

under(use) := study.with_fact("/access_request/datasets/0/uses", [use])

under_and(use, path, value) := json.patch(under(use), [{"op": "replace", "path": path, "value": value}])

term(name, terms) := {"code": concat("", ["DUO:00000", name]), "terms": terms, "months": null}

plain(name) := term(name, [])

for_months(months) := {"code": "DUO:0000025", "terms": [], "months": months}

test_no_terms_are_said_with_an_empty_list if {
	code in uses.grounds with input as study.with_fact("/access_request/datasets/0/uses", [])
	not code in uses.grounds with input as study.with_fact("/access_request/datasets/0/uses", null)
	not code in uses.grounds with input as study.with_fact("/access_request/datasets/0/uses", {"a": plain("04")})
	not code in uses.grounds with input as study.without("/access_request/datasets/0/uses")
	not code in uses.grounds with input as study.with_fact("/access_request/datasets", [])
}

test_every_term_of_every_dataset_counts if {
	not code in uses.grounds with input as study.with_fact(
		"/access_request/datasets/0/uses",
		[plain("04"), term("22", ["NO"])],
	)
	another := object.union(study.facts.access_request.datasets[0], {"uses": [term("22", ["NO"])]})
	facts := json.patch(study.facts, [{"op": "add", "path": "/access_request/datasets/-", "value": another}])
	not code in uses.grounds with input as facts
}

test_an_unknown_code_allows_nothing if {
	every name in ["11", "99"] {
		not code in uses.grounds with input as under(plain(name))
	}
}

test_no_code_allows_nothing if {
	not code in uses.grounds with input as under({"code": null, "terms": [], "months": null})
}

test_purposes if {
	code in uses.grounds with input as under_and(plain("04"), "/access_request/purpose", "53.1.d")
	code in uses.grounds with input as under(plain("42"))
	code in uses.grounds with input as under(plain("06"))
	not code in uses.grounds with input as under_and(plain("42"), "/access_request/purpose", "53.1.f")
	not code in uses.grounds with input as under_and(plain("06"), "/access_request/purpose", "53.1.d")
}

test_every_medical_purpose if {
	every purpose in ["53.1.a", "53.1.e", "53.1.e.i", "53.1.e.ii", "53.1.f"] {
		code in uses.grounds with input as under_and(plain("06"), "/access_request/purpose", purpose)
	}
}

test_every_kind_of_research if {
	every purpose in ["53.1.e", "53.1.e.i", "53.1.e.ii"] {
		code in uses.grounds with input as under_and(plain("42"), "/access_request/purpose", purpose)
	}
}

test_diseases if {
	disease := term("07", ["ICD-10-SE:K92", "ICD-10-SE:I85"])
	code in uses.grounds with input as under(disease)
	path := "/access_request/population"
	code in uses.grounds with input as under_and(disease, path, ["ICD-10-SE:K922"])
	not code in uses.grounds with input as under_and(disease, path, ["ICD-10-SE:K92", "ICD-10-SE:C18"])
	not code in uses.grounds with input as under_and(disease, path, [])
	not code in uses.grounds with input as under_and(disease, "/access_request/purpose", "53.1.f")
	not code in uses.grounds with input as under(term("07", []))
	not code in uses.grounds with input as under(term("07", ["ICD-10-SE:K92", 5]))
}

test_an_ethics_approval if {
	code in uses.grounds with input as under(plain("21"))
	not code in uses.grounds with input as under_and(plain("21"), "/project/ethics_case_number", "2020-00001")
	nameless := json.patch(under(plain("21")), [
		{"op": "replace", "path": "/project/ethics_case_number", "value": null},
		{"op": "replace", "path": "/ethics_approval/case_number", "value": null},
	])
	not code in uses.grounds with input as nameless
}

test_applicants if {
	path := "/access_request/applicant/kind"
	every name in ["18", "45", "46"] {
		code in uses.grounds with input as under(plain(name))
		not code in uses.grounds with input as under_and(plain(name), path, "company")
		not code in uses.grounds with input as under_and(plain(name), path, null)
	}
}

test_authorities_and_universities_make_none if {
	every kind in ["authority", "university"] {
		code in uses.grounds with input as under_and(plain("18"), "/access_request/applicant/kind", kind)
	}
}

test_a_care_provider_may_make_a_profit if {
	path := "/access_request/applicant/kind"
	code in uses.grounds with input as under_and(plain("46"), path, "care_provider")
	not code in uses.grounds with input as under_and(plain("18"), path, "care_provider")
}

test_what_is_listed if {
	every name, entry in {"22": "SE", "28": "ki", "27": "2021-04890"} {
		code in uses.grounds with input as under(term(name, ["elsewhere", entry]))
		not code in uses.grounds with input as under(term(name, ["elsewhere"]))
		not code in uses.grounds with input as under(term(name, []))
		not code in uses.grounds with input as under(term(name, [entry, 5]))
	}
}

test_people if {
	code in uses.grounds with input as under(term("26", ["anna", "bo", "astrid", "carl"]))
	not code in uses.grounds with input as under(term("26", ["anna", "bo"]))
	nobody := under_and(term("26", ["anna", "bo", "astrid"]), "/access_request/named_persons", [])
	not code in uses.grounds with input as nobody
}

test_months if {
	# From 1 October 2026 to 30 September 2029: thirty-six months, the last day inside.
	code in uses.grounds with input as under(for_months(36))
	not code in uses.grounds with input as under(for_months(35))
	code in uses.grounds with input as under_and(for_months(35), "/access_request/until", "2029-08-31")
	not code in uses.grounds with input as under_and(for_months(36), "/access_request/until", "2029-10-01")
	leap := json.patch(under(for_months(12)), [
		{"op": "replace", "path": "/access_request/from", "value": "2028-02-29"},
		{"op": "replace", "path": "/access_request/until", "value": "2029-02-28"},
	])
	code in uses.grounds with input as leap
}

test_months_are_a_number if {
	every months in [null, "36", -1, 0.5] {
		not code in uses.grounds with input as under(for_months(months))
	}
}

test_months_lie_between_two_days if {
	not code in uses.grounds with input as under_and(for_months(36), "/access_request/from", "2026-10")
	not code in uses.grounds with input as under_and(for_months(36), "/access_request/until", "2026-09-30")
}

test_promises if {
	every name in ["19", "20", "29"] {
		not code in uses.grounds with input as under(plain(name))
		promised := ["54.a", concat("", ["DUO:00000", name])]
		code in uses.grounds with input as under_and(plain(name), "/access_request/declarations", promised)
	}
}

test_an_unknown_code_allows_nothing_whatever_it_lists if {
	everything := ["SE", "ki", "2021-04890", "anna", "bo", "astrid", "ICD-10-SE:K92", "DUO:0000099"]
	unknown := {"code": "DUO:0000099", "terms": everything, "months": 36}
	not code in uses.grounds with input as under_and(unknown, "/access_request/declarations", ["DUO:0000099"])
}

test_a_list_with_something_else_in_it_is_none if {
	not code in uses.grounds with input as under(term("26", ["anna", "bo", "astrid", 5]))
	not code in uses.grounds with input as under_and(plain("19"), "/access_request/declarations", ["DUO:0000019", 5])
}

test_an_earlier_day_of_a_much_later_month_is_too_late if {
	late := json.patch(under(for_months(36)), [
		{"op": "replace", "path": "/access_request/from", "value": "2026-10-15"},
		{"op": "replace", "path": "/access_request/until", "value": "2031-09-14"},
	])
	not code in uses.grounds with input as late
}
