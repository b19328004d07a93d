# METADATA
# title: One study, in order for every question
# description: What the tests beside the rules change one fact of. Python's tests have the same (tests/policy/cases.py).
package study_test

facts := {
	"today": "2026-11-22",
	"verb": "read",
	"actor": {
		"id": "astrid",
		"kind": "person",
		"assurance": 2,
		"mfa": true,
		"roles": [
			"researcher",
			"steward",
		],
		"controllers": [
			"karolinska",
		],
		"biobanks": ["914"],
		"organisation": "ki",
	},
	"project": {
		"id": "p1",
		"ethics_case_number": "2021-04890",
		"principal": "ki",
		"members": [
			"anna",
			"bo",
		],
	},
	"amended": {
		"id": "t0",
		"purpose": "53.1.e",
		"until": "2029-09-30",
		"revoked": false,
		"replaced": false,
	},
	"deputyships": [{
		"id": "deputyship-1",
		"controller": "sodersjukhuset",
		"steward": "disa",
		"deputy": "astrid",
		"from": "2025-01-01",
		"until": "2025-06-30",
		"ended_on": "2025-03-01",
	}],
	"barrings": [{
		"id": "barring-1",
		"of_study": true,
		"persons": ["bo"],
		"from": "2015-01-01",
		"until": "2019-12-31",
		"confirmed": true,
		"lifted_on": null,
	}],
	"access_request": {
		"id": "r1",
		"version": 1,
		"status": "submitted",
		"applicant": {
			"id": "anna",
			"organisation": "ki",
			"kind": "university",
			"country": "SE",
		},
		"investigator": "bo",
		"named_persons": [
			{
				"id": "anna",
				"terms_accepted_on": "2026-01-10",
				"terms_version": "1",
				"training_on": "2026-01-12",
				"training_valid_until": "2028-01-11",
			},
			{
				"id": "bo",
				"terms_accepted_on": "2026-01-10",
				"terms_version": "1",
				"training_on": "2026-01-12",
				"training_valid_until": "2028-01-11",
			},
			{
				"id": "astrid",
				"terms_accepted_on": "2026-01-10",
				"terms_version": "1",
				"training_on": "2026-01-12",
				"training_valid_until": "2028-01-11",
			},
		],
		"kind": "research",
		"purpose": "53.1.e",
		"declarations": [
			"54.a",
			"54.b",
			"54.c",
			"54.d",
			"54.e",
		],
		"expected_persons": 400,
		"judgements": [],
		"format": "pseudonymised",
		"why_pseudonymised": "rows of one person must be linked over time",
		"from": "2026-10-01",
		"until": "2029-09-30",
		"columns": [
			{
				"dataset": "karolinska",
				"table": "person",
				"column": "person_id",
				"group": "demographics",
				"sensitivity": "key",
				"treatment": "pseudonym",
				"justification": "needed for the outcome",
			},
			{
				"dataset": "karolinska",
				"table": "condition_occurrence",
				"column": "condition_source_value",
				"group": "diagnoses",
				"sensitivity": "sensitive",
				"treatment": "keep",
				"justification": "needed for the outcome",
			},
		],
		"datasets": [
			{
				"dataset": "karolinska",
				"controller": "karolinska",
				"namespace": "se-region",
				"snapshot": "sha256:1",
				"synthetic": true,
				"uses": [],
				"biobank": {"number": "914", "body": "Region Stockholm"},
				"health_categories": ["EHRS"],
			},
		],
		"samples": [{
			"biobank": "914",
			"datasets": ["karolinska"],
			"outcome": "granted",
			"decider": "birgit",
			"decided_on": "2026-11-02",
		}],
		"period": {
			"from": "2019-01-01",
			"to": "2024-12-31",
		},
		"population": [
			"ICD-10-SE:K92",
		],
		"criteria": [{
			"table": "condition_occurrence",
			"column": "condition_source_value",
			"searchable": true,
		}],
		"free_text": {
			"asked": false,
			"profile": null,
		},
	},
	"ethics_approval": {
		"case_number": "2021-04890",
		"kind": "approval",
		"outcome": "approved",
		"decided_on": "2021-10-05",
		"legal_force_on": "2021-10-28",
		"immediate_effect": false,
		"started_on": "2022-03-01",
		"principals": [
			"ki",
		],
		"investigator": "bo",
		"scope": {
			"datasets": [
				"karolinska",
				"norrmalm",
			],
			"groups": [
				"demographics",
				"diagnoses",
			],
			"biobanks": ["914"],
			"period": {
				"from": "2015-01-01",
				"to": "2024-12-31",
			},
			"population": [
				"ICD-10-SE:K92",
				"ICD-10-SE:I85",
			],
		},
		"maximum_persons": 500,
		"conditions": [],
		"named_persons": ["anna", "astrid"],
		"against": [],
		"consent": {
			"mode": "waived",
			"versions": [],
		},
		"decisions": [{
			"case_number": "2021-04890",
			"paper": "sha256:3",
			"documents": ["sha256:4"],
			"verification": {
				"of": "sha256:3",
				"document": "sha256:4",
				"by": "klara",
				"on": "2026-09-01",
			},
		}],
	},
	"part": {
		"controller": "karolinska",
		"kind": "public",
	},
	"review": {
		"controller": "karolinska",
		"decider": "astrid",
		"in_place_of": null,
		"outcome": "granted",
		"reasons": "",
		"datasets": [
			"karolinska",
		],
		"units": 2,
		"capacity": "head_of_operations",
		"answers": [
			{"point": "no-harm", "answer": "yes", "reason": "nobody can be told apart"},
			{"point": "necessary", "answer": "yes", "reason": "the outcome needs each column"},
			{"point": "public-interest", "answer": "yes", "reason": "bleeding is common and costly"},
			{"point": "qualified", "answer": "yes", "reason": "two specialists and a statistician"},
			{"point": "safeguarded", "answer": "yes", "reason": "the workspace is closed"},
			{"point": "public-security", "answer": "not_applicable", "reason": "no such data"},
		],
	},
	"samples": {
		"biobank": "914",
		"decider": "astrid",
		"outcome": "granted",
		"reasons": "",
	},
	"permit": {
		"id": "t1",
		"controllers": [
			"karolinska",
		],
		"datasets": [
			"karolinska",
		],
		"columns": [
			{
				"dataset": "karolinska",
				"table": "person",
				"column": "person_id",
				"group": "demographics",
				"sensitivity": "key",
				"treatment": "pseudonym",
				"justification": "needed for the outcome",
			},
			{
				"dataset": "karolinska",
				"table": "condition_occurrence",
				"column": "condition_source_value",
				"group": "diagnoses",
				"sensitivity": "sensitive",
				"treatment": "keep",
				"justification": "needed for the outcome",
			},
		],
		"parts": [
			{
				"controller": "karolinska",
				"outcome": "granted",
				"decider": "astrid",
				"decided_on": "2026-11-01",
				"conditions": [],
				"kept": ["protected_identity"],
			},
		],
		"named_persons": [
			"anna",
			"bo",
			"astrid",
		],
		"issued_on": "2026-11-02",
		"valid_from": "2026-11-02",
		"valid_until": "2029-09-30",
		"issued_until": "2029-09-30",
		"extended": false,
		"revoked": false,
		"replaced": false,
		"superseded": false,
		"maximum_persons": 450,
		"period": {
			"from": "2019-01-01",
			"to": "2024-12-31",
		},
		"consent": {
			"mode": "waived",
			"versions": [],
		},
	},
	"extension": {
		"until": "2031-09-30",
		"because": "the last follow-up is in 2031",
		"by": "anna",
		"on": "2026-11-22",
	},
	"order": {
		"exclusions": [
			"X00-identity-unresolved",
			"X01-opted-out",
			"X02-care-block",
			"X03-protected-identity",
			"X04-consent-withdrawn",
		],
	},
	"manifest": {
		"cohort_persons": 400,
		"delivered_persons": 385,
		"exclusions": [
			{
				"kind": "X00-identity-unresolved",
				"persons": 0,
				"register": "persons",
				"snapshot": "sha256:2",
			},
			{
				"kind": "X01-opted-out",
				"persons": 10,
				"register": "persons",
				"snapshot": "sha256:2",
			},
			{
				"kind": "X02-care-block",
				"persons": 4,
				"register": "persons",
				"snapshot": "sha256:2",
			},
			{
				"kind": "X03-protected-identity",
				"persons": 1,
				"register": "persons",
				"snapshot": "sha256:2",
			},
			{
				"kind": "X04-consent-withdrawn",
				"persons": 0,
				"register": "persons",
				"snapshot": "sha256:2",
			},
		],
		"consents": null,
		"snapshots": [
			"sha256:1",
			"sha256:2",
		],
	},
	"system": {
		"demo": false,
		"known_exclusions": [
			"X00-identity-unresolved",
			"X01-opted-out",
			"X02-care-block",
			"X03-protected-identity",
			"X04-consent-withdrawn",
			"X05-no-consent",
		],
		"text_profiles_measured": [],
		"consent_registers": ["se-region"],
		"delivered_into": "closed_workspace",
	},
}

# METADATA
# title: The same study with one fact replaced
with_fact(path, value) := json.patch(facts, [{"op": "replace", "path": path, "value": value}])

# METADATA
# title: The same study with several facts replaced
with_facts(changes) := json.patch(facts, [change |
	some path, value in changes
	change := {"op": "replace", "path": path, "value": value}
])

# METADATA
# title: What is sent by mistake where a text, a day or a number belongs
# description: |
#   Rego orders types: without its check, one of these would compare, or be equal to the same mistake elsewhere. In
#   `no_lists` is what holds the right texts and is no list of them.
no_texts := [null, true, 5, " ", [], {}]

no_days := [null, true, 5, "x", "2026-13-01", [], {}]

no_counts := [null, true, -1, 1.5, "400", [], {}]

no_lists(text) := [null, text, {"a": text}, {text}, [text, null], [text, " "], []]

# METADATA
# title: The same study with one fact taken out
without(path) := json.patch(facts, [{"op": "remove", "path": path}])

# METADATA
# title: The same study seen by somebody in that role
seen_by(role, verb) := json.patch(facts, [
	{"op": "replace", "path": "/actor/roles", "value": [role]},
	{"op": "replace", "path": "/verb", "value": verb},
])
