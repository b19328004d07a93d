"""From a cohort definition to the persons it means, with the day on which each entered."""
