# METADATA
# title: Free text
# description: |
#   Free text leaves masked, or is withheld. Which masking profile shall be used is the applicant's choice among those
#   whose quality is measured; where nothing is chosen, nothing is handed out.
package grounds.text

import data.facts

# METADATA
# title: No free text is asked for
# custom:
#   sv: Ingen fritext begärs
#   paragraph: GDPR art. 5(1)(c), 5(1)(f)
grounds contains "M04-text-profile-chosen" if input.access_request.free_text.asked == false

# METADATA
# title: A profile is chosen for the free text that is asked for
# custom:
#   sv: En profil är vald för den fritext som begärs
#   paragraph: GDPR art. 5(1)(c), 5(1)(f)
grounds contains "M04-text-profile-chosen" if {
	input.access_request.free_text.asked == true
	input.access_request.free_text.profile in profiles
}

# The text stays in the workspace's store until a profile is measured.
profiles contains "withhold"

profiles contains profile if {
	some profile in input.system.text_profiles_measured
	facts.is_text(profile)
}

# What nobody measured is tried on invented patients alone.
profiles contains "unmeasured" if {
	input.system.demo == true
	facts.is_filled_list(input.access_request.datasets)
	every dataset in input.access_request.datasets {
		dataset.synthetic == true
	}
}
