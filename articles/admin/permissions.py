"""What the desk's screens ask before they show or change anything: the table of rights, never Django's permissions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.db import models
from django.forms import Field
from django.http import Http404, HttpRequest
from django.utils import timezone

from articles.admin.pages import DeskPages
from articles.editorial.kernel import log, security_log
from articles.models.rights import may

_MOST_NAMED = 20


class RightsAdmin(admin.ModelAdmin):
    """An admin whose rights are named in `may_view`, `may_add`, `may_change`, `may_delete`: any of them is enough.

    Changes go to the log of acts, not to Django's, which would show them to whoever opens the front page. Nothing is
    done to many rows at once.
    """

    may_view: tuple[str, ...] = ()
    may_add: tuple[str, ...] = ()
    may_change: tuple[str, ...] = ()
    may_delete: tuple[str, ...] = ()
    actions = None
    view_on_site = False
    show_full_result_count = False
    list_per_page = 50
    paginator = DeskPages
    # What the desk calls one of these, where the model's own name is another.
    desk_name = ""
    # A row somebody's work hangs on is never offered for deletion: names of relations that must be empty.
    kept_while_used_by: tuple[str, ...] = ()

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """A list narrowed by the one character that PostgreSQL takes in no text is asked for wrongly, like one narrowed
        by a column there is not."""
        if any("\0" in value for _, values in request.GET.lists() for value in values):
            raise IncorrectLookupParameters
        return super().get_changelist_instance(request)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return _any(request, self.may_view) or self.has_change_permission(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _any(request, self.may_add)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _any(request, self.may_change)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        if obj is None or not _any(request, self.may_delete):
            return False
        return not any(getattr(obj, name).exists() for name in self.kept_while_used_by)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Field | None:
        """Plain fields: no pop-up windows beside them."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        context["desk_name"] = self.desk_name
        return super().render_change_form(request, context, *args, **kwargs)

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """What the form did not offer is not read from what was posted; that it was tried is written down."""
        note_stuffed(request, self.model, form.fields, form.instance.pk)
        return super().save_form(request, form, change)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> Any:
        """A row out of this person's reach answers like one that never was, and not with a message of its number."""
        raise Http404("No such row.")

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return _log(request, "add", obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        fields = sorted({name for part in message for name in part.get("changed", {}).get("fields", [])})
        return _log(request, "change", obj, fields=fields)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        return [_log(request, "delete", obj) for obj in queryset]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict | None = None) -> Any:
        """Django's own log is not kept here; what was done stands in the log of acts."""
        raise Http404("What was done to a record stands in the log of acts.")


class ReadOnlyAdmin(RightsAdmin):
    """Rows that only acts write: looked at, never added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def who(request: HttpRequest) -> User:
    """The account that asks: every desk page has one, the site lets in nobody else."""
    return cast(User, request.user)


def note_stuffed(request: HttpRequest, model: type[models.Model], offered: Iterable[str], pk: object = None) -> None:
    """Tell the security log which columns of the model were posted by hand: not offered, and so ignored.

    `offered` are the fields the form takes from this person, `pk` the row they were meant for. No value is written.
    """
    posted = _columns(model) & request.POST.keys() - set(offered)
    for name in sorted(posted)[:_MOST_NAMED]:
        row = f"{model._meta.model_name} {pk or '-'}"
        security_log.warning("ignored field %s set by account %s on %s", name, who(request).pk, row)


def _columns(model: type[models.Model]) -> set[str]:
    """Names under which a column of the model could be posted, relations of many too."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return {name for field in fields for name in (field.name, field.attname)} - {"id", "version"}


def _any(request: HttpRequest, rights: tuple[str, ...]) -> bool:
    return any(may(request.user, right) for right in rights)


def _log(request: HttpRequest, what: str, obj: models.Model, **detail: Any) -> Any:
    verb = f"{what}_{obj._meta.model_name}"
    return log(verb, None, by=who(request), at=timezone.now(), subject=obj, **detail)
