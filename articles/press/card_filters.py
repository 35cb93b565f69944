"""For templates that list stories: a card, its picture as large as its place. `{% load cards %}`."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from articles.press.cards import standing
from articles.press.picture import OPENING, OPENING_RIVER, OPENING_SECTION

register = template.Library()


@register.filter
def opening(card: str) -> SafeString:
    """The first card of a list: large on a phone, the first picture to load."""
    return mark_safe(standing(card, OPENING))


@register.filter
def opening_section(card: str) -> SafeString:
    """The first card of a section's page."""
    return mark_safe(standing(card, OPENING_SECTION))


@register.filter
def opening_river(card: str) -> SafeString:
    """The first card of a river of the front page, which is further down."""
    return mark_safe(standing(card, OPENING_RIVER))
