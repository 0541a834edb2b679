"""Available in every template without `{% load %}`: words, icons and the small components."""

from functools import cache

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString

from rlp_portal.ui import typography
from rlp_portal.ui.icons import draw_icon
from rlp_portal.ui.pages import UNDO_TAG
from rlp_portal.ui.pages import error_prefix as prefix_of

register = template.Library()

STATUSES = {
    "not_started": ("Pas commencée", "circle"),
    "in_progress": ("En cours", "circle-half"),
    "finished": ("Terminée", "check-lg"),
    "noted": ("Notée en atelier", "people-fill"),
    "late": ("En retard", "clock"),
}
FOOTER_PAGES = [("help", "Aide"), ("privacy", "Confidentialité"), ("accessibility", "Accessibilité")]
NOTICE_ICONS = {"success": "check-circle", "warning": "exclamation-triangle", "error": "exclamation-octagon"}


# Words


@register.filter
def quebec_date(day):
    return typography.quebec_date(day) if day else ""


@register.filter
def quebec_time(moment):
    return typography.quebec_time(moment) if moment else ""


@register.filter
def quebec_datetime(moment):
    return typography.quebec_datetime(moment) if moment else ""


@register.filter
def amount(value):
    return "" if value in (None, "") else typography.amount(value)


@register.filter
def quebec_number(value):
    return "" if value in (None, "") else typography.number(value)


@register.simple_tag
def count_words(count, singular, plural=None):
    return typography.count_words(count, singular, plural)


@register.filter(is_safe=True)
def capped_marks(text):
    capped = typography.capped_marks(str(text))
    return SafeString(capped) if isinstance(text, SafeString) else capped


@register.filter(is_safe=True)
def typeset(text):
    return typography.typeset(str(text))


@register.filter
def quoted(text):
    return typography.quoted(str(text))


@register.filter
def inside_quotes(text):
    return typography.inside_quotes(str(text))


@register.filter
def nest_quotes(text):
    return typography.nest_quotes(str(text))


# Icons and small components


@register.simple_tag
def icon(name, css_class=""):
    return draw_icon(name, css_class)


@register.inclusion_tag("components/_status_tag.html")
def status_tag(status, label=""):
    words, shape = STATUSES[status]
    return {"status": status, "label": label or words, "shape": shape}


@register.inclusion_tag("components/_error_summary.html")
def error_summary(form, *other_forms):
    """Every error of the forms, each linked to its field; nothing when there is none."""
    errors = [error for one in (form, *other_forms) for error in errors_of(one)]
    return {"errors": errors, "count": len(errors)}


def errors_of(form):
    if not form or not form.errors:
        return []
    general = [{"text": text, "target": ""} for text in form.non_field_errors()]
    return general + [
        {"label": form[name].label, "text": text, "target": focusable_id(form[name])}
        for name, texts in form.errors.items()
        if name in form.fields
        for text in texts
    ]


def focusable_id(bound_field):
    """The first control of a group of radio buttons, since the group itself has no field to focus."""
    if bound_field.id_for_label or not bound_field.subwidgets:
        return bound_field.id_for_label or bound_field.auto_id
    return bound_field.subwidgets[0].id_for_label or bound_field.auto_id


@register.simple_tag(takes_context=True)
def error_prefix(context):
    return prefix_of(context)


@register.inclusion_tag("components/_notice.html", takes_context=True)
def notice(context, message):
    """A message of the last action; one made by `offer_undo` carries the address that undoes it."""
    tags = (message.extra_tags or "").split()
    undo_url = next((tag.removeprefix(UNDO_TAG) for tag in tags if tag.startswith(UNDO_TAG)), "")
    return {
        "message": message,
        "level": message.level_tag,
        "shape": NOTICE_ICONS.get(message.level_tag, "info-circle"),
        "undo_url": undo_url,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def page_assets():
    """The style, the scripts and the fonts that every page loads."""
    return draw_assets("_assets.html")


@register.simple_tag
def signed_in_assets():
    """The scripts that keep what a person writes, on whatever page she is."""
    return draw_assets("_signed_in_assets.html")


def draw_assets(template):
    return draw_once.__wrapped__(template) if settings.DEBUG else draw_once(template)


@cache
def draw_once(template):
    """The names of static files change with a deployment, and asking for them costs half a page."""
    return render_to_string(template)


@register.simple_tag
def footer_pages():
    """The pages of general information that this version of the portal has."""
    return [{"url": url, "label": label} for name, label in FOOTER_PAGES if (url := url_if_any(name))]


def url_if_any(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
