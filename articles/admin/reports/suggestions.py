"""How well topics are suggested: what became of each rule's suggestions, and what was learned from the archive."""

from __future__ import annotations

from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from articles.admin.permissions import who
from articles.advice.topics.rules import FEWEST_SETTLED, rule_records
from articles.models import TopicModel
from articles.models.rights import may


@require_safe
def suggested(request: HttpRequest) -> HttpResponse:
    """For who keeps the vocabulary. Numbers of the whole newsroom: no story is named."""
    if not may(who(request), "topic.create_or_edit"):
        raise PermissionDenied
    context = {
        **site.each_context(request),
        "title": "How topics are suggested",
        "rules": rule_records(),
        "fewest": FEWEST_SETTLED,
        "learned": TopicModel.objects.defer("content").first(),
    }
    return TemplateResponse(request, "admin/reports/suggestions.html", context)
