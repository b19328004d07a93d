"""The research portal: the same verbs as pages, rendered on the server; one file per stage."""
