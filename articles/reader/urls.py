"""Public addresses."""

app_name = "articles"
urlpatterns: list = []
