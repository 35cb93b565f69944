"""The story form: an editor's fields in the order an editor works, and what they come to when posted.

It checks and reads; it never saves. `changes_of` gives what was posted to the act of revising, which decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib.auth.models import User
from django_prose_editor.fields import ProseEditorFormField
from django_prose_editor.widgets import ProseEditorWidget

from articles.admin.moments import MomentField, to_the_minute, zone_name
from articles.admin.widgets import SuggestInput
from articles.models import Article, Image, Section
from articles.models.article import BODY_LIMIT
from articles.models.body import EXTENSIONS
from articles.models.profile import account_name
from articles.models.rights import ROLES, may

# Besides what bodies allow anyway: ids kept on blocks, quotes and reporters' questions marked, pasted lists mended.
BODY_EXTENSIONS = {
    **EXTENSIONS,
    "BlockIds": True,
    "QuoteMark": True,
    "ReporterQuestion": True,
    "BodyPicture": True,
    "CleanPaste": True,
    "QuoteBar": True,
    "NamedEditor": {"label": "Text of the story"},
    "Menu": {
        "groups": [
            {"group": "newsroom"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "headings"},
            {"group": "lists"},
            {"group": "nodes -blockType -lists"},
            {"group": "history"},
        ]
    },
    "NoSpellCheck": False,
}
__all__ = ["DayInput", "StoryForm", "locked_fields", "zone_name"]
_CHOICES = ("section", "lead_image", "assigned_to")
MOMENTS = ("embargo_until", "planned_at")
_YES_NO = (("", "No"), ("yes", "Yes: authors, the section's editor and the managing editor only"))


class DayInput(forms.DateInput):
    """The browser's own picker of a day."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class KeptChoiceField(forms.ModelChoiceField):
    """A choice among rows; the row chosen already is known and not asked for again."""

    kept: Any = None

    def to_python(self, value: Any) -> Any:
        if self.kept is not None and str(value) == str(self.kept.pk):
            return self.kept
        return super().to_python(value)


class StoryForm(forms.ModelForm):
    """Every field an editor's save may set. Only the slugline is required: the publish gate asks for the rest."""

    body = ProseEditorFormField(
        config={"extensions": BODY_EXTENSIONS},
        widget=ProseEditorWidget(attrs={"aria-label": "Text of the story, source"}),
        required=False,
    )
    restricted = forms.TypedChoiceField(choices=_YES_NO, coerce=bool, empty_value=None, required=False)

    class Meta:
        model = Article
        fields = [
            "slugline",
            "kicker",
            "headline",
            "dek",
            "byline_override",
            "dateline_place",
            "dateline_source",
            "dateline_date",
            "body",
            "section",
            "genre",
            "lead_image",
            "tagline",
            "backstory",
            "embargo_until",
            "planned_at",
            "budget_line",
            "planned_length",
            "assigned_to",
            "restricted",
            "editors_note",
            "url_slug",
            "seo_headline",
            "social_headline",
        ]
        field_classes = {
            **dict.fromkeys(_CHOICES, KeptChoiceField),
            **dict.fromkeys(MOMENTS, MomentField),
        }
        help_texts = {"byline_override": "Printed instead of the names, which stay linked: “From staff reports”."}
        widgets = {
            "dateline_date": DayInput(),
            "planned_length": forms.NumberInput(attrs={"min": 1, "inputmode": "numeric"}),
            "lead_image": SuggestInput("admin:suggest_pictures"),
            "dek": forms.Textarea(attrs={"rows": 2}),
            "headline": forms.Textarea(attrs={"rows": 2}),
            "tagline": forms.Textarea(attrs={"rows": 2}),
            "backstory": forms.Textarea(attrs={"rows": 3}),
            "editors_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        article = self.instance if self.instance.pk else None
        self.locked = locked_fields(user, article)
        for name in self.locked:
            self.fields[name].disabled = True  # what is posted for it is not read
        for name in _CHOICES if article else ():
            self._choices(name).kept = getattr(article, name)
        self._choices("section").queryset = Section.objects.all()
        self._choices("lead_image").queryset = _pictures(user, article)
        if article is None:
            self.fields["slugline"].widget.attrs["autofocus"] = True
        self.initial["restricted"] = "yes" if self.instance.restricted else ""
        if "assigned_to" not in self.locked:
            people = User.objects.filter(is_active=True, groups__name__in=ROLES).distinct().order_by("username")
            self._choices("assigned_to").queryset = people
            self._choices("assigned_to").label_from_instance = account_name  # type: ignore[method-assign,assignment]

    def _choices(self, name: str) -> KeptChoiceField:
        return cast(KeptChoiceField, self.fields[name])

    @property
    def offered(self) -> set[str]:
        """Names of the fields this person may set."""
        return set(self.fields) - self.locked

    def clean_restricted(self) -> bool:
        return bool(self.cleaned_data["restricted"])

    def clean_headline(self) -> str:
        """A headline is one line: a break typed or pasted is a blank."""
        return " ".join(self.cleaned_data["headline"].split())

    def clean_dek(self) -> str:
        return " ".join(self.cleaned_data["dek"].split())

    def clean_body(self) -> str:
        body = self.cleaned_data["body"]
        if len(body) > BODY_LIMIT:
            raise forms.ValidationError(f"The text has {len(body):,} characters of HTML; at most {BODY_LIMIT:,}.")
        return body

    def _post_clean(self) -> None:
        """The row is not touched: the act of revising writes it."""

    def changes_of(self, posted: Iterable[str]) -> dict[str, Any]:
        """What was posted, by field: no change is a field left out or not this person's, nor the row chosen already.

        Moments are compared to the minute, which is all the form can hold.
        """
        names = set(posted) - self.locked
        changes = {name: value for name, value in self.cleaned_data.items() if name in names}
        for name in _CHOICES if self.instance.pk else ():
            if name in changes and getattr(changes[name], "pk", None) == getattr(self.instance, f"{name}_id"):
                del changes[name]
        for name in MOMENTS:
            before = getattr(self.instance, name)
            if name in changes and before is not None and changes[name] == to_the_minute(before):
                changes[name] = before
        return changes


def locked_fields(user: User, article: Article | None) -> set[str]:
    """Fields shown but not offered, because the person's role does not carry that far."""
    locked = set()
    if not may(user, "story.set_or_lift_embargo", article):
        locked.add("embargo_until")
    if not may(user, "workflow.assign", article):
        locked.add("assigned_to")
    if not may(user, "story.view_restricted", article):
        locked.add("restricted")
    return locked


def _pictures(user: User, article: Article | None) -> Any:
    """Pictures to choose from; the one the story has stays allowed."""
    viewable = Image.objects.filter(pk__in=Image.objects.viewable_by(user).values("pk"))
    if article is not None and article.lead_image_id:
        viewable |= Image.objects.filter(pk=article.lead_image_id)
    return viewable
