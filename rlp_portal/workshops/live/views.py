"""The streams of the three faces, and what replaces them when none opens: the same bytes, asked now and then."""

from django.http import HttpResponse
from django.utils.cache import get_conditional_response

from rlp_portal.rlps.permissions import Right
from rlp_portal.ui.live.streams import LiveResponse
from rlp_portal.workshops.access import participant_view, screen_view, workshop_view
from rlp_portal.workshops.live.drawing import channel_of, draw
from rlp_portal.workshops.live.presence import PhoneSeat
from rlp_portal.workshops.services.joining import refuse_removed

MOST_ON_A_PHONE = 3
MOST_SCREENS = 20  # of one workshop


@participant_view()
def phone_stream(request, participant):
    refuse_removed(participant)
    channel = channel_of(participant.workshop_id, "phone")
    person = ("phone", participant.pk)
    return LiveResponse(channel, person=person, seat=PhoneSeat(participant.pk), most=MOST_ON_A_PHONE)


@participant_view()
def phone_news(request, participant):
    refuse_removed(participant)
    return news(request, participant.workshop, "phone")


@screen_view
def screen_stream(request, workshop):
    return LiveResponse(channel_of(workshop.pk, "screen"), person=("screen", workshop.pk), most=MOST_SCREENS)


@screen_view
def screen_news(request, workshop):
    return news(request, workshop, "screen")


@workshop_view(Right.RUN_WORKSHOP)
def console_stream(request, workshop):
    return LiveResponse(channel_of(workshop.pk, "console"), person=request.user.pk)


@workshop_view(Right.RUN_WORKSHOP)
def console_news(request, workshop):
    return news(request, workshop, "console")


def news(request, workshop, face):
    """304 as long as the version is the same: nothing is drawn nor read for it."""
    mark = f'"{face}-{workshop.version}"'
    return get_conditional_response(request, etag=mark) or content_of(workshop, face, mark)


def content_of(workshop, face, mark):
    response = HttpResponse(draw(workshop.pk, face), content_type="application/json")
    response["ETag"] = mark
    return response
