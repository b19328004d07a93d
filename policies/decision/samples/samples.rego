# METADATA
# title: Deciding on the samples of a biobank
# description: |
#   Asked about what whoever answers for a biobank proposes to decide on its samples in a request, beside the part of
#   the controller whose rows they are behind. The weighing is theirs; the rules ask who weighs, over what, and
#   whether it is said why.
# entrypoint: true
package decision.samples

import data.facts
import data.grounds.identity
import data.grounds.kinds
import data.grounds.samples

required_grounds := {
	"B02-collection-approved",
	"B03-own-biobank",
	"D02-no-conflict-of-interest",
	"D06-request-submitted",
	"D07-finding-reasoned",
	"P03-kind-has-rules",
	"T02-strong-identity",
}

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

granting := ((samples.request | kinds.grounds) | identity.grounds) & required_grounds

grounds contains ground if some ground in granting

# METADATA
# title: A refusal needs no approval of the collection
# custom:
#   sv: Ett avslag behöver inget godkännande av provsamlingen
#   paragraph: Biobankslag (2023:38) 2 kap. 6 §, 4 kap. 11 §; lag (2003:460) om etikprövning 6 §
grounds contains "B02-collection-approved" if input.samples.outcome == "refused"

# METADATA
# title: The decider answers for the biobank, and the request is about its samples
# custom:
#   sv: Den som beslutar är ansvarig för biobanken, och begäran gäller dess prover
#   paragraph: Biobankslag (2023:38) 2 kap. 1 och 4 §§, 5 kap. 13 §
grounds contains "B03-own-biobank" if {
	facts.is_list_of_text(input.actor.biobanks)
	input.samples.biobank in input.actor.biobanks
	some entry in input.access_request.datasets
	entry.biobank.number == input.samples.biobank
}

# METADATA
# title: Whoever decides has no part in the project
# custom:
#   sv: Den som beslutar deltar inte i projektet
#   paragraph: EHDS (EU) 2025/327 art. 55(3)-(5); förvaltningslag (2017:900) 16-18 §§
grounds contains "D02-no-conflict-of-interest" if {
	facts.is_text(input.actor.id)
	input.samples.decider == input.actor.id
	facts.is_list_of_text(input.project.members)
	not input.actor.id in input.project.members
}

# METADATA
# title: The request is submitted
# custom:
#   sv: Begäran är inlämnad
#   paragraph: Förvaltningslag (2017:900) 19 §; EHDS (EU) 2025/327 art. 68(4)
grounds contains "D06-request-submitted" if input.access_request.status == "submitted"

# METADATA
# title: The decision is a yes
# custom:
#   sv: Beslutet är ett ja
#   paragraph: Förvaltningslag (2017:900) 32 §; EHDS (EU) 2025/327 art. 68(9)
grounds contains "D07-finding-reasoned" if input.samples.outcome == "granted"

# METADATA
# title: The decision is a no that says why
# custom:
#   sv: Beslutet är ett nej med skäl
#   paragraph: Förvaltningslag (2017:900) 32 §; EHDS (EU) 2025/327 art. 68(9)
grounds contains "D07-finding-reasoned" if {
	input.samples.outcome == "refused"
	facts.is_text(input.samples.reasons)
}

# METADATA
# title: A refusal needs no rules of its kind
# custom:
#   sv: Ett avslag behöver inga regler för sitt slag
#   paragraph: EHDS (EU) 2025/327 art. 53(1), 68(1); offentlighets- och sekretesslag (2009:400) 25 kap. 1 §
grounds contains "P03-kind-has-rules" if input.samples.outcome == "refused"
