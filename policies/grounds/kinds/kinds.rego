# METADATA
# title: Kinds of request
# description: |
#   What is asked for is asked for one kind of purpose, and each kind has rules of its own. `kinds/data.json` is the
#   register of kinds; a question holds, by kind, the grounds that it needs. A kind that the register does not call
#   written, or that a question has no grounds for, needs a ground that nothing finds.
package grounds.kinds

import data.facts
import data.kinds

written := "P03-kind-has-rules"

# METADATA
# title: The grounds that a question needs for the kind that is asked about
# scope: rule
# description: No kind, an unknown one or one without rules needs the one ground that is never found for it.
required(by_kind) := by_kind[input.access_request.kind] | {written} if has_rules(by_kind)

required(by_kind) := {written} if not has_rules(by_kind)

# METADATA
# title: What is found of the kind, for a question with these grounds
# scope: rule
# description: That a kind is written in the register is nothing to a question that has no grounds for it.
found(by_kind) := grounds if has_rules(by_kind)

found(by_kind) := grounds - {written} if not has_rules(by_kind)

# METADATA
# title: The kind is written in the register, and this question has grounds for it
has_rules(by_kind) if {
	is_written
	count(by_kind[input.access_request.kind]) > 0
}

# METADATA
# title: Rules are written for requests of this kind
# custom:
#   sv: Det finns skrivna regler för begäranden av det slaget
#   paragraph: EHDS (EU) 2025/327 art. 53(1), 68(1); offentlighets- och sekretesslag (2009:400) 25 kap. 1 §
grounds contains "P03-kind-has-rules" if is_written

# METADATA
# title: The purpose is one of the kind that is asked under
# description: Otherwise the rules for research would be asked about what is no research.
# custom:
#   sv: Ändamålet hör till det slags begäran som görs
#   paragraph: EHDS (EU) 2025/327 art. 53(1)
grounds contains "P04-purpose-of-its-kind" if {
	facts.is_text(input.access_request.kind)
	input.access_request.purpose in kinds[input.access_request.kind].purposes
}

is_written if {
	facts.is_text(input.access_request.kind)
	kinds[input.access_request.kind].rules == "written"
}
