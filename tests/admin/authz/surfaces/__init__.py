"""Every address of the desk and what it lets whom do: a line a surface.

To add an address: one `Surface(action, url name, …)` in the module of its subject. The action must stand in
`table.py`; the url name is that of the resolver, without its namespace; the walk in `test_matrix.py` does the rest,
and `test_addresses.py` fails on an address named nowhere here, and on a step of a story, of a quote or of the front
page that is tried nowhere. Addresses that are no surface of their own stand in `names.py`.
"""

from __future__ import annotations

from django.conf import settings

from tests.admin.authz.surfaces.desk import FRONT, PLANS, RULES
from tests.admin.authz.surfaces.kinds import Surface
from tests.admin.authz.surfaces.quotes import QUOTES
from tests.admin.authz.surfaces.records import NEVER, RECORDS
from tests.admin.authz.surfaces.steps import STEPS
from tests.admin.authz.surfaces.stories import BESIDE, LISTS, LOOKING, WRITING

# Tried on a story in every place.
STORIES = [*LISTS, *LOOKING, *WRITING, *BESIDE, *STEPS, *QUOTES, *PLANS]
# About no story: "own" and "section" are told apart by the object itself, where it matters.
OTHERS = [*RECORDS, *FRONT, *RULES]
if settings.SECOND_FACTOR:
    from tests.admin.authz.surfaces.second_factor import FACTOR

    OTHERS += FACTOR
SURFACES = [*STORIES, *OTHERS, *NEVER]

__all__ = ["NEVER", "OTHERS", "STORIES", "SURFACES", "Surface"]
