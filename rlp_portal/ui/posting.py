"""What every view with a form does."""

from django.contrib import messages


def posted_data(request):
    """What a form takes: nothing as long as nobody sent it."""
    return request.POST if request.method == "POST" else None


def status_of(form):
    """Of the page that shows the form: 422 when it was refused."""
    return 422 if form.errors else 200


def say_notices(request, notices):
    """What was taken out of a text while cleaning it."""
    for notice in notices:
        messages.info(request, notice)
