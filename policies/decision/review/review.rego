# METADATA
# title: Reviewing one controller's part
# description: |
#   Asked about the finding that a steward proposes for one controller's part. The weighing itself is the
#   steward's; the rules ask who weighs, over what, whether it is said why, and whether each point of the assessment
#   sheet is answered.
# entrypoint: true
package decision.review

import data.bases
import data.facts
import data.grounds.assessment
import data.grounds.deputies
import data.grounds.identity
import data.grounds.kinds
import data.routing

required_grounds := always_required | assessment.codes

always_required := {
	"D02-no-conflict-of-interest",
	"D05-own-controller",
	"D06-request-submitted",
	"D07-finding-reasoned",
	"D08-own-datasets-only",
	"D09-basis-known",
	"D10-routed-capacity",
	"P03-kind-has-rules",
	"T02-strong-identity",
}

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

# METADATA
# title: Whoever decides has no part in the project
# custom:
#   sv: Den som beslutar deltar inte i projektet
#   paragraph: EHDS (EU) 2025/327 art. 55(3)-(5); förvaltningslag (2017:900) 16-18 §§
grounds contains "D02-no-conflict-of-interest" if {
	facts.is_text(input.actor.id)
	input.review.decider == input.actor.id
	facts.is_list_of_text(input.project.members)
	not input.actor.id in input.project.members
}

# METADATA
# title: The controller is one that the decider answers for
# custom:
#   sv: Vårdgivaren är en som beslutsfattaren svarar för
#   paragraph: Patientdatalag (2008:355) 2 kap. 6 §; offentlighets- och sekretesslag (2009:400) 25 kap. 1 §
grounds contains "D05-own-controller" if {
	input.review.controller == input.part.controller
	facts.is_list_of_text(input.actor.controllers)
	input.review.controller in input.actor.controllers
	object.get(input.review, "in_place_of", null) == null
}

# METADATA
# title: The decider is deputy of a steward of that controller, and says of whom
# description: The deputyship counts today; who decides in a steward's place is no member of the project either.
# custom:
#   sv: Beslutsfattaren är ersättare för en av vårdgivarens utlämnandeansvariga, och anger för vem
#   paragraph: Patientdatalag (2008:355) 2 kap. 6 §; offentlighets- och sekretesslag (2009:400) 25 kap. 1 §
grounds contains "D05-own-controller" if {
	input.review.controller == input.part.controller
	some deputyship in deputies.counting
	deputyship.controller == input.review.controller
	deputyship.steward == input.review.in_place_of
}

# METADATA
# title: The request is submitted
# description: A draft, a returned or a withdrawn request is nobody's to decide.
# custom:
#   sv: Begäran är inlämnad
#   paragraph: Förvaltningslag (2017:900) 19 §; EHDS (EU) 2025/327 art. 68(4)
grounds contains "D06-request-submitted" if input.access_request.status == "submitted"

# METADATA
# title: The finding is a yes
# custom:
#   sv: Beslutet är ett ja
#   paragraph: Förvaltningslag (2017:900) 32 §; EHDS (EU) 2025/327 art. 68(9)
grounds contains "D07-finding-reasoned" if input.review.outcome == "granted"

# METADATA
# title: The finding is a no that says why
# custom:
#   sv: Beslutet är ett nej med skäl
#   paragraph: Förvaltningslag (2017:900) 32 §; EHDS (EU) 2025/327 art. 68(9)
grounds contains "D07-finding-reasoned" if {
	input.review.outcome == "refused"
	facts.is_text(input.review.reasons)
}

# METADATA
# title: What is granted belongs to that controller
# custom:
#   sv: Det som beviljas tillhör vårdgivaren
#   paragraph: Patientdatalag (2008:355) 2 kap. 6 §
grounds contains "D08-own-datasets-only" if {
	input.review.outcome == "granted"
	facts.is_list_of_text(input.review.datasets)
	every dataset in input.review.datasets {
		asked_of_controller(dataset)
	}
}

# METADATA
# title: A refusal grants nothing, whatever it lists
# custom:
#   sv: Ett avslag beviljar inget, vad det än räknar upp
#   paragraph: Patientdatalag (2008:355) 2 kap. 6 §
grounds contains "D08-own-datasets-only" if input.review.outcome == "refused"

grounds contains ground if some ground in (kinds.grounds & {"P03-kind-has-rules"})

grounds contains ground if some ground in identity.grounds

# METADATA
# title: A refusal needs no rules of its kind
# custom:
#   sv: Ett avslag behöver inga regler för sitt slag
#   paragraph: EHDS (EU) 2025/327 art. 53(1), 68(1); offentlighets- och sekretesslag (2009:400) 25 kap. 1 §
grounds contains "P03-kind-has-rules" if input.review.outcome == "refused"

# METADATA
# title: The law by which a controller of this kind decides is written down
# custom:
#   sv: Den lag som en vårdgivare av det slaget beslutar efter är angiven
#   paragraph: Offentlighets- och sekretesslag (2009:400) 25 kap. 1 §; patientsäkerhetslag (2010:659) 6 kap. 12 §
grounds contains "D09-basis-known" if basis

# METADATA
# title: Whoever decides does so in the capacity that a part of so many units is routed to
# description: How many of the controller's units the part concerns is what the decider says, on the decision's paper.
# custom:
#   sv: Den som beslutar gör det i den egenskap som en del av så många enheter ska till
#   paragraph: Patientdatalag (2008:355) 2 kap. 6 §; vårdgivarens delegationsordning
grounds contains "D10-routed-capacity" if {
	facts.is_count(input.review.units)
	input.review.units >= 1
	input.review.capacity == capacity
}

# METADATA
# title: Each point of the sheet that a person signs is answered, or not for this part
# scope: rule
# description: One ground for each point, by its name in the policy data; a point that was added is asked for at once.
grounds contains code if some code in assessment.settled

# METADATA
# title: What is assessed before the part is decided, each point with what is computed
sheet := assessment.points

# METADATA
# title: On what law the controller decides, and what its no can be taken to
basis := object.union(bases.kinds[input.part.kind], {"kind": input.part.kind})

capacity := routing.few_units.capacity if input.review.units <= routing.few_units.most

capacity := routing.more_units.capacity if input.review.units > routing.few_units.most

# METADATA
# title: Who decides a part of few units and of more, and who holds the parts of several controllers together
# scope: rule
route := {
	"most_units": routing.few_units.most,
	"few_units": routing.few_units.capacity,
	"more_units": routing.more_units.capacity,
	"coordinated_by": coordinated_by,
}

coordinated_by := routing.several_controllers.coordinated_by if count(asked_controllers) > 1

coordinated_by := null if count(asked_controllers) <= 1

asked_controllers contains entry.controller if some entry in input.access_request.datasets

asked_of_controller(dataset) if {
	owners := {entry.controller | some entry in input.access_request.datasets; entry.dataset == dataset}
	owners == {input.review.controller}
}
