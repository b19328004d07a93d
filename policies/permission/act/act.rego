# METADATA
# title: Who may do what
# description: |
#   Every verb is asked here first, the house's own included. The table (permission/table/data.json) gives each
#   role its verbs and how far each reaches.
# entrypoint: true
package permission.act

import data.facts
import data.grounds.deputies
import data.permission.table

required_grounds := {
	"D02-no-conflict-of-interest",
	"W01-may-act",
	"W02-within-reach",
	"W03-person-acts",
}

judgeable := set()

default allow := false

allow if missing == set()

missing := required_grounds - grounds

refusals := missing - judgeable

needs_judgement := missing & judgeable

deciding := {
	"check-notes",
	"decide-extension",
	"decide-samples",
	"issue",
	"judge",
	"review",
	"revoke",
	"verify-approval",
}

# METADATA
# title: A role of the actor has this verb
# custom:
#   sv: En av aktörens roller får göra detta
#   paragraph: Patientdatalag (2008:355) 4 kap. 2-3 §§; EHDS (EU) 2025/327 art. 73(1)(a)
grounds contains "W01-may-act" if {
	facts.is_text(input.actor.id)
	count(reaches) > 0
}

# METADATA
# title: The papers are within that role's reach
# description: One and the same role must give the verb and reach the papers.
# custom:
#   sv: Handlingarna ligger inom rollens räckvidd
#   paragraph: Patientdatalag (2008:355) 4 kap. 2-3 §§; EHDS (EU) 2025/327 art. 73(1)(a)
grounds contains "W02-within-reach" if {
	some reach in reaches
	within(reach)
}

# METADATA
# title: Whoever decides has no part in the project
# custom:
#   sv: Den som beslutar deltar inte i projektet
#   paragraph: EHDS (EU) 2025/327 art. 55(3)-(5); förvaltningslag (2017:900) 16-18 §§
grounds contains "D02-no-conflict-of-interest" if {
	input.verb in deciding
	facts.is_text(input.actor.id)
	facts.is_list_of_text(input.project.members)
	not input.actor.id in input.project.members
}

# METADATA
# title: Where nothing is decided, there is no conflict of interest
# custom:
#   sv: Där inget beslutas finns inget jäv
#   paragraph: EHDS (EU) 2025/327 art. 55(3)-(5); förvaltningslag (2017:900) 16-18 §§
grounds contains "D02-no-conflict-of-interest" if {
	facts.is_text(input.verb)
	not input.verb in deciding
}

# METADATA
# title: A person acts, or the house itself
# custom:
#   sv: En person handlar, eller huset självt
#   paragraph: SATRE 3.2.01; HSLF-FS 2016:40 4 kap. 2 §
grounds contains "W03-person-acts" if {
	facts.is_text(input.verb)
	input.actor.kind in {"house", "person"}
}

# METADATA
# title: A system that signed in by itself may do this too
# description: What a system may do is a list (`services` in the table) beside what its roles give it.
# custom:
#   sv: Även ett system som loggat in självt får göra detta
#   paragraph: SATRE 3.2.01; HSLF-FS 2016:40 4 kap. 2 §
grounds contains "W03-person-acts" if {
	input.actor.kind == "service"
	input.verb in table.services
}

reaches contains reach if {
	facts.is_list_of_text(input.actor.roles)
	some role in input.actor.roles
	reach := table.verbs[role][input.verb]
}

within("any")

within("own_project") if {
	facts.is_list_of_text(input.project.members)
	input.actor.id in input.project.members
}

within("self") if {
	facts.is_text(input.actor.id)
	input.person.id == input.actor.id
}

within("own_controller") if {
	facts.is_list_of_text(input.actor.controllers)
	some entry in input.access_request.datasets
	entry.controller in input.actor.controllers
}

within("own_controller") if {
	some entry in input.access_request.datasets
	entry.controller in deputies.controllers
}

within("own_part") if {
	facts.is_list_of_text(input.actor.controllers)
	input.part.controller in input.actor.controllers
}

within("own_part") if input.part.controller in deputies.controllers

# Whoever decides in another's place names nobody in their own.
within("own_deputies") if {
	facts.is_list_of_text(input.actor.controllers)
	input.deputyship.controller in input.actor.controllers
}

within("own_samples") if {
	facts.is_list_of_text(input.actor.biobanks)
	some entry in input.access_request.datasets
	entry.biobank.number in input.actor.biobanks
}
