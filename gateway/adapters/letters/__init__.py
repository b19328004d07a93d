"""Letters as files: typeset, tagged, with their papers inside; and read again."""
