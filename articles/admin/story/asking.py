"""A step that named an hour the clocks skip or show twice: which one is meant is asked, and the step goes on."""

from __future__ import annotations

from django.contrib.admin import site
from django.http import HttpRequest
from django.template.response import TemplateResponse

from articles.admin.moments import InDoubt
from articles.admin.story.byline_rows import PREFIX
from articles.admin.story.form import StoryForm
from articles.models import Article

# What a step posts besides its own words: the form saved before it, and what every form carries.
_NOT_ASKED = {"version", "csrfmiddlewaretoken", "accepted"}


def ask_which(request: HttpRequest, article: Article, verb: str, doubt: InDoubt) -> TemplateResponse:
    """The question with a button for each reading; all else the step said is carried along. The story is saved."""
    left = {*StoryForm.base_fields, *_NOT_ASKED, PREFIX, f"{doubt.field}-offset"}
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if left.isdisjoint({name, name.partition("-")[0]})
        for value in values
    ]
    context = {
        **site.each_context(request),
        "title": "Which hour?",
        "article": article,
        "verb": verb,
        "question": str(doubt),
        "choices": doubt.choices,
        "field": doubt.field,
        "carried": carried,
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/which_hour.html", context, status=422)
