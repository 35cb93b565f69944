"""The read API: what readers may see, as JSON. `openapi.json` beside this file describes it; tests compare the two."""
