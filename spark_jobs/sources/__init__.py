"""Where rows come from: any folder that the catalog describes, read as described and no further."""
