"""Which known person a name found in a story means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from articles.models import Person, PersonAlias
from articles.parsing.names import fold_name


def match_people(names: Iterable[str]) -> dict[str, Person]:
    """For each name, the one person who bears it as name or alias. Names that fit nobody or several are left out.

    People are never merged on a name's likeness: two of one name stay a question for an editor.
    """
    folded = {name: fold_name(name) for name in names if name}
    if not folded:
        return {}
    wanted = set(folded.values())
    bearers: dict[str, dict[int, Person]] = defaultdict(dict)
    for person in Person.objects.filter(folded_name__in=wanted, merged_into=None):
        bearers[person.folded_name][person.pk] = person
    for alias in PersonAlias.objects.filter(folded_name__in=wanted, person__merged_into=None).select_related("person"):
        bearers[alias.folded_name][alias.person.pk] = alias.person
    return {name: next(iter(bearers[key].values())) for name, key in folded.items() if len(bearers[key]) == 1}
