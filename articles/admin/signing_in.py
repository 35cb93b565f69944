"""Who is asking: the account with its roles, its sections and its hours, read in one query a request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.db.models import F

from articles.models.rights import ROLES


class DeskBackend(ModelBackend):
    """Django's accounts and passwords. What every desk page asks of an account next comes with the account."""

    def get_user(self, user_id: Any) -> User | None:
        """The account, if it is open, with what `models/rights.py` would ask of it one query at a time.

        A row comes for each pair of a role and a section, which are few; `_desk_zone` is the time zone of its own
        settings, "" where it has none.
        """
        rows = User.objects.filter(pk=user_id).annotate(
            its_role=F("groups__name"), its_section=F("sections"), its_zone=F("desk_profile__time_zone")
        )
        found: list[Any] = list(rows)
        if not found or not self.user_can_authenticate(found[0]):
            return None
        user = found[0]
        user._newsroom_roles = frozenset(row.its_role for row in found) & frozenset(ROLES)
        user._newsroom_sections = frozenset(row.its_section for row in found if row.its_section is not None)
        user._desk_zone = user.its_zone or ""
        return user
