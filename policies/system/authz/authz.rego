# METADATA
# title: Who may ask the rule server, and what
# description: |
#   A server that takes a policy from whoever reaches it is no rule at all. Whoever knows the token may ask the
#   questions below and read nothing else; nobody may write. Whether the server is up is no secret. The token
#   itself is kept from the server: its environment holds only the digest (SLUSSEN_OPA_TOKEN_SHA256).
package system.authz

questions := {
	["access_request", "submit"],
	["decision", "extend"],
	["decision", "issue"],
	["decision", "review"],
	["decision", "samples"],
	["delivery", "deliver"],
	["delivery", "empty"],
	["delivery", "keep_open"],
	["delivery", "query"],
	["extraction", "order"],
	["permission", "act"],
	["permission", "each"],
}

default allow := false

allow if {
	input.method == "GET"
	input.path == ["health"]
}

allow if {
	input.method == "POST"
	input.path in asked
	knows_token
}

asked contains array.concat(["v1", "data"], question) if some question in questions

knows_token if {
	count(input.identity) >= 32
	crypto.sha256(input.identity) == opa.runtime().env.SLUSSEN_OPA_TOKEN_SHA256
}
