# METADATA
# title: How whoever acts has signed in
# description: |
#   What a provider of identities says of the person, on record with the sign-in: how surely it knows who it is, and by
#   how many factors it asked. A provider that says nothing has said no.
package grounds.identity

import data.facts
import data.thresholds

# METADATA
# title: Whoever acts is known well enough, and signed in by two factors
# description: |
#   Levels as SWAMID counts them: AL2 is 2; SITHS is 3. Asked of whoever opens an extract, and of whoever lets one be
#   made by deciding on rows or samples.
# custom:
#   sv: Den som handlar är säkert identifierad och har loggat in med två faktorer
#   paragraph: SATRE 3.2.01, 3.2.04; EHDS (EU) 2025/327 art. 73(1); HSLF-FS 2016:40 4 kap. 2 §
grounds contains "T02-strong-identity" if {
	facts.is_count(input.actor.assurance)
	input.actor.assurance >= thresholds.assurance_least.value
	input.actor.mfa == true
}
