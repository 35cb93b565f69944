"""Addresses that are no surface of their own, and actions that have none.

An address every account may use goes into `OF_EVERYBODY`, one that only passes on or shows a form that is posted to a
surface into `ALSO`; readers' addresses into `READERS`, those of guests into `GUESTS`.
"""

from __future__ import annotations

from django.conf import settings

# What each account finds in its own hands, and the door.
OF_EVERYBODY = {
    "index": "admin.sign_in",
    "login": "admin.sign_in",
    "logout": "admin.sign_in",
    "set_password": "user.change_own_password",
    "password_change": "user.change_own_password",
    "password_change_done": "user.change_own_password",
    "suggest_people": "search.admin_index",
    "suggest_hours": "admin.sign_in",
    "articles_person_changelist": "author_page.edit_own",
    "articles_person_change": "author_page.edit_own",
}
if settings.SECOND_FACTOR:
    _KEYS = ("passkey_begin", "passkey_add", "passkey_remove")
    OF_EVERYBODY |= {
        **dict.fromkeys(("second_factor_code", "second_factor_passkey", "second_factor_passkey_ask"), "admin.sign_in"),
        **dict.fromkeys(
            ("second_factor", *(f"second_factor_{page}" for page in ("begin", "app", "off", "codes", *_KEYS))),
            "user.change_own_password",
        ),
    }
# Further addresses of an action whose surface is named above, or Django's own that lead nowhere.
ALSO = {
    "articles_person_undo": "speaker.create_or_merge",
    "articles_topic_changelist": "story.list",
    "articles_topic_undo": "topic.merge_or_delete",
    "suggest_topics": "story.edit_topics_field",
    "tagging_more": "story.edit_topics_field",
    "tagging_near": "topic.create_or_edit",
    "tagging_bulk": "story.edit_topics_field",
    "tagging_bulk_change": "story.edit_topics_field",
    "tagging_bulk_step": "story.edit_topics_field",
    "articles_image_delete": "image.edit_or_delete_other",
    "articles_section_delete": "section.manage",
    "articles_person_delete": "speaker.create_or_merge",
    "articles_edition_changelist": "story.view_draft",
    "articles_correction_changelist": "story.view_draft",
    "articles_original_changelist": "story.view_draft",
    "articles_original_bytes": "story.view_draft",
    "articles_redirect_changelist": "section.manage",
    "autocomplete": "user.list",
    "jsi18n": "admin.sign_in",
    "app_list": "admin.sign_in",
    **{
        f"articles_{kind}_history": "story.view_history"
        for kind in (
            "image",
            "quote",
            "edition",
            "correction",
            "original",
            "redirect",
            "act",
            "section",
            "topic",
            "person",
            "stylerule",
        )
    },
    "auth_user_history": "user.list",
}
READERS = {
    "public.read_published": {
        *("front", "story-detail", "story-quotes", "section-detail", "topic-list", "topic-detail", "person-list"),
        *("person-detail", "said-on-topic", "search", "quote-search", "quote-detail", "archive-index", "archive-month"),
        *("archive-day", "front-feed", "section-feed", "topic-feed", "person-feed", "sitemap-index", "story-sitemap"),
        *("section-sitemap", "topic-sitemap", "person-sitemap", "news-sitemap", "oembed", "robots", "health"),
        *("security", "media-file", "story-card", "quote-card", "story-json", "story-ninjs", "section-list"),
        *("section-ninjs", "archive-year", "brand-style", "brand-logo", "about-page", "said-feed", "quotes-feed"),
        *("search-feed", "text-mining", "trust", "trust-well-known", "ads", "llms", "api", "api-description"),
        *("api-stories", "api-story", "api-quotes", "api-quote", "api-people", "api-person", "api-topics", "api-topic"),
        *("api-sections", "api-section"),
    },
    "public.read_past_edition": {"version-list", "version-detail", "story-timemap", "story-timegate"},
    "public.read_corrections_log": {"correction-list", "corrections-feed"},
}
# For who has a preview link and no account: see test_preview_links.
GUESTS = {"preview_link.use_expired_or_revoked": {"preview", "picture"}}
# Actions that no address of this product does: words no address may hold until it is a surface above.
NO_SURFACE = {
    "story.break_lock": "lock",
    "story.reassign_author": "reassign",
    "import.run": "import",
    "import.url_fetch": "fetch",
    "backup.download": "backup",
    "cache.purge": "purge",
    "feed.token_create": "token_create",
    "setting.edit": "setting",
    "role.edit_permissions": "group",
}
# Actions proved by a test of their own, named after them.
APART = {
    "public.read_unpublished",
    "public.read_retracted_body",
    "admin.see_recent_actions_of_others",
    "story.view_restricted",
    "story.edit_when_locked_by_other",
    "story.publish_own_without_second_person",
    "author_page.edit_other",
    "image.edit_or_delete_other",
    "user.change_own_password",
    "user.view_password_hash",
    "api.write_without_csrf_or_token",
    "admin.bulk_action_on_foreign_rows",
    "admin.get_changes_state",
    "account.disabled_user_does_anything",
}
