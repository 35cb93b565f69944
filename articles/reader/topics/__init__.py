"""Topics as readers meet them: the tree and the alphabet of all, and the page of each."""
