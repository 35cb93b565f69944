"""The site under a real server, and beside it, in the same processes, two bare views: what a request costs at least.

The bare views stand under /bare/ and pass no middleware; everything else is the newsroom as it is deployed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.test.utils import override_settings
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
site = get_wsgi_application()

TABLE = "benchmark_page"
CONSTANT = b"<!doctype html><title>Constant</title><p>Always the same."


class Page(models.Model):
    """A page's HTML, as somebody would store it who stores pages and nothing else."""

    html = models.TextField()

    class Meta:
        app_label = "benchmarks"
        db_table = TABLE

    def __str__(self) -> str:
        return f"page {self.pk}"


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(CONSTANT)


def one_row(request: HttpRequest, pk: int) -> HttpResponse:
    return HttpResponse(Page.objects.get(pk=pk).html)


urlpatterns = [path("bare/constant/", constant), path("bare/row/<int:pk>/", one_row)]


class _BareRequest(WSGIRequest):
    urlconf = __name__


class _BareHandler(WSGIHandler):
    request_class = _BareRequest


with override_settings(MIDDLEWARE=[]):
    bare = _BareHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """WSGI: the bare views under /bare/, the site everywhere else."""
    answer = bare if environ["PATH_INFO"].startswith("/bare/") else site
    return answer(environ, start_response)
