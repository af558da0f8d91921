"""Setting up the house: its name, its menu, the rules for its conversations."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts.models import Community
from accounts.rules.roles import Actor
from blog.actions.cards import make_site_card, order_cards
from blog.actions.permission import ask_to_lead
from blog.actions.placing import touch_site
from blog.models import SiteSettings
from blog.rules.menus import parse_menu
from comments.models import Discussion


@dataclass(frozen=True)
class SiteValues:
    """Everything that can be set about the site.

    `closes_after_days` None: conversations stay open; `read_first_after_days` None: no page is too old.
    `staffed_hours` is what `comments.rules.staffing.write_calendar` writes.
    """

    name: str
    tagline: str
    menu: str
    footer: str
    posts_per_page: int
    registration: str
    publication: str
    first_comments_wait: int
    closes_after_days: int | None
    read_first_after_days: int | None
    slow_seconds: int
    unstaffed: str
    staffed_hours: str
    house_rules: str
    reports_hide_at: int
    appeal_months: int
    alert_after_hours: int | None


def site_values(site: SiteSettings) -> SiteValues:
    """Return the settings as they are."""
    return SiteValues(
        name=site.community.name,
        tagline=site.tagline,
        menu=site.menu,
        footer=site.footer,
        posts_per_page=site.posts_per_page,
        registration=site.community.registration,
        publication=site.discussion.publication,
        first_comments_wait=site.discussion.first_comments_wait,
        closes_after_days=site.discussion.closes_after_days,
        read_first_after_days=site.discussion.read_first_after_days,
        slow_seconds=site.discussion.slow_seconds,
        unstaffed=site.discussion.unstaffed,
        staffed_hours=site.discussion.staffed_hours,
        house_rules=site.discussion.house_rules,
        reports_hide_at=site.discussion.reports_hide_at,
        appeal_months=site.discussion.appeal_months,
        alert_after_hours=site.discussion.alert_after_hours,
    )


@transaction.atomic
def save_site(*, values: SiteValues, actor: Actor) -> None:
    """Write all settings and let every page know.

    Raises PermissionDenied for all but editors in chief and administrators, and MenuRefused.
    """
    ask_to_lead(actor)
    parse_menu(values.menu)
    parse_menu(values.footer)
    site = SiteSettings.load()
    SiteSettings.objects.filter(pk=site.pk).update(
        tagline=values.tagline,
        menu=values.menu,
        footer=values.footer,
        posts_per_page=values.posts_per_page,
    )
    Community.objects.filter(pk=site.community_id).update(name=values.name, registration=values.registration)
    Discussion.objects.filter(pk=site.discussion_id).update(
        publication=values.publication,
        first_comments_wait=values.first_comments_wait,
        closes_after_days=values.closes_after_days,
        read_first_after_days=values.read_first_after_days,
        slow_seconds=values.slow_seconds,
        unstaffed=values.unstaffed,
        staffed_hours=values.staffed_hours,
        house_rules=values.house_rules,
        reports_hide_at=values.reports_hide_at,
        appeal_months=values.appeal_months,
        alert_after_hours=values.alert_after_hours,
    )
    touch_site()
    make_site_card.enqueue()
    if values.name != site.name:
        order_cards.enqueue()
