"""Addresses: readers' pages at the root, the desk under /admin/, its guests under /preview/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("preview/", include("articles.admin.guests")),
    path("", include("articles.reader.urls")),
]
handler404 = "articles.reader.errors.not_found"
handler500 = "articles.reader.errors.server_error"
