"""Passkeys on an account's own page: made, for who says the password; removed, for who says it again."""

from __future__ import annotations

import json
import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from articles.editorial import EditorialError
from newsroom.second_factor.pages import me, says_password, show_state, tell
from newsroom.second_factor.passkeys import add_passkey, ask_for_new, remove_passkey

# Since when a passkey may be made in this session: the password was said then.
_ALLOWED = "passkey_allowed_since"
_LONGEST_ANSWER = 20_000


@sensitive_post_parameters("password")
@require_POST
def begin_passkey(request: HttpRequest) -> HttpResponse:
    """What the browser needs to make one, for who says the password; as JSON, or the sentence why not."""
    if not says_password(request):
        return JsonResponse({"wrong": "That is not your password."}, status=422)
    try:
        options = ask_for_new(me(request))
    except EditorialError as refusal:
        return JsonResponse({"wrong": str(refusal)}, status=422)
    request.session[_ALLOWED] = int(time.time())
    return JsonResponse(options)


@sensitive_post_parameters("password", "credential")
@require_POST
def new_passkey(request: HttpRequest) -> HttpResponse:
    """Keep what the browser made, within minutes of the password."""
    since = request.session.pop(_ALLOWED, None)
    if since is None or not 0 <= time.time() - since < settings.SECOND_FACTOR_MINUTES * 60:
        return show_state(request, wrong_for="passkey", wrong="That took too long. Say your password again.")
    user, name = me(request), request.POST.get("name", "").strip()
    try:
        codes = add_passkey(user, read_answer(request), name=name, by=user, at=timezone.now())
    except EditorialError as refusal:
        return show_state(request, wrong_for="passkey", wrong=str(refusal))
    news = "The passkey is added. From now on it opens the desk after your password."
    if codes:
        return tell(request, codes, news)
    messages.success(request, news)
    return HttpResponseRedirect(reverse("admin:second_factor"))


@sensitive_post_parameters("password")
@require_POST
def drop_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the account, for who says the password."""
    if not says_password(request):
        return show_state(request, wrong_for=f"passkey-{pk}")
    user = me(request)
    try:
        name = remove_passkey(user, pk, by=user, at=timezone.now())
        messages.success(request, f"The passkey “{name}” is removed.")
    except EditorialError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("admin:second_factor"))


def read_answer(request: HttpRequest) -> dict[str, Any]:
    """What the browser's passkey said; nothing of it if it is no object, or longer than any."""
    said = request.POST.get("credential", "")
    try:
        answer = json.loads(said) if len(said) <= _LONGEST_ANSWER else {}
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}
