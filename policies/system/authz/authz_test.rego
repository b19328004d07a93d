package system.authz_test

import data.system.authz

token := "a token that is at least thirty-two characters"

server := {"env": {"SLUSSEN_OPA_TOKEN_SHA256": crypto.sha256(token)}}

question := {"method": "POST", "path": ["v1", "data", "permission", "act"], "identity": token}

test_whoever_knows_the_token_may_ask if {
	authz.allow with input as question with opa.runtime as server
}

test_without_the_token_nobody_asks if {
	not authz.allow with input as object.remove(question, ["identity"]) with opa.runtime as server
	every identity in ["", "another token of thirty-two characters", null] {
		not authz.allow with input as object.union(question, {"identity": identity}) with opa.runtime as server
	}
}

test_a_server_that_knows_no_token_answers_nobody if {
	not authz.allow with input as question with opa.runtime as {"env": {}}
}

test_nobody_writes_and_nothing_else_is_read if {
	every request in [
		{"method": "PUT", "path": ["v1", "policies", "x"]},
		{"method": "DELETE", "path": ["v1", "policies", "x"]},
		{"method": "PATCH", "path": ["v1", "data", "permission", "act"]},
		{"method": "GET", "path": ["v1", "data"]},
		{"method": "POST", "path": ["v1", "data"]},
		{"method": "POST", "path": ["v1", "query"]},
		{"method": "GET", "path": ["v1", "policies"]},
	] {
		not authz.allow with input as object.union(request, {"identity": token}) with opa.runtime as server
	}
}

test_anybody_may_ask_whether_it_is_up if {
	authz.allow with input as {"method": "GET", "path": ["health"]} with opa.runtime as server
}

test_each_question_may_be_asked if {
	every path in {
		"access_request/submit",
		"decision/extend",
		"decision/issue",
		"decision/review",
		"decision/samples",
		"delivery/deliver",
		"delivery/empty",
		"delivery/keep_open",
		"delivery/query",
		"extraction/order",
		"permission/act",
		"permission/each",
	} {
		asked := object.union(question, {"path": array.concat(["v1", "data"], split(path, "/"))})
		authz.allow with input as asked with opa.runtime as server
	}
}

test_whether_it_is_up_is_asked_and_not_told if {
	not authz.allow with input as {"method": "POST", "path": ["health"]}
}

test_a_token_has_thirty_two_characters_or_more if {
	every length, allowed in {31: false, 32: true} {
		short := substring(token, 0, length)
		server_of := {"env": {"SLUSSEN_OPA_TOKEN_SHA256": crypto.sha256(short)}}
		authz.allow == allowed with input as object.union(question, {"identity": short}) with opa.runtime as server_of
	}
}
