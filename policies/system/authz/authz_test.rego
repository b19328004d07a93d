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
