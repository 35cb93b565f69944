"""Who publishes, for machines: the newsroom with its policies, and its site. Says what the footer links to.

Source: schema.org 30 (NewsMediaOrganization), The Trust Project's policies.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

# A policy of the brand → its property. Privacy has none.
_POLICIES = {
    "corrections": "correctionsPolicy",
    "ethics": "ethicsPolicy",
    "ownership": "ownershipFundingInfo",
    "masthead": "masthead",
    "unnamed-sources": "unnamedSourcesPolicy",
    "feedback": "actionableFeedbackPolicy",
    "publishing-principles": "publishingPrinciples",
}
# The same in IPTC's list of trust indicators (cv.iptc.org/newscodes/trustindicator/).
TRUST_INDICATORS = {key: name for key, name in _POLICIES.items() if key != "publishing-principles"}


def publisher_nodes(name: str, tagline: str, url: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The newsroom and its site, under the ids that stories and lists name them by."""
    brand = settings.BRAND
    logo = {"@type": "ImageObject", "url": f"{url}{settings.STATIC_URL}icons/icon-512.png", "width": 512, "height": 512}
    publisher = {
        "@type": "NewsMediaOrganization",
        "@id": f"{url}/#publisher",
        "name": name,
        "description": tagline,
        "url": f"{url}/",
        "logo": logo,
        "email": brand.mail,
        "telephone": brand.phone,
        "address": brand.address,
        "sameAs": [link.href for link in brand.social],
        **policies(url),
    }
    site = {
        "@type": "WebSite",
        "@id": f"{url}/#site",
        "name": name,
        "url": f"{url}/",
        "inLanguage": brand.language,
        "publisher": {"@id": publisher["@id"]},
    }
    return {key: value for key, value in publisher.items() if value}, site


def policies(url: str) -> dict[str, str]:
    """The brand's policies by schema.org's names for them, with whole addresses."""
    return {_POLICIES[link.key]: whole(link.href, url) for link in settings.BRAND.policies if link.key in _POLICIES}


def whole(href: str, url: str) -> str:
    """A link of the brand as a whole address: pages of the site's own are named by their path."""
    return f"{url}{href}" if href.startswith("/") else href
