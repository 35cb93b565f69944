"""One story at the desk: the list it stands in, its form and pages, saving, merging, the steps of its way."""
