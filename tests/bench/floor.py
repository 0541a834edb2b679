"""The smallest Django application that still does a worksheet's work: what our own pages are compared with.

/const      a constant page
/page       what a real sheet cannot leave out: three reads, eight questions, their answers, translation tags
/autosave   what a real save cannot leave out: validation, one read, the upsert and a line of the trail
/tell       an answer that others follow: the upsert, and NOTIFY in its transaction or a datagram after it
/enter      somebody comes in: a page, then the upsert of her name

The database is as durable as the portal's. `python -m tests.bench.floor` makes its tables.
"""

import os
import socket
import sys

import django
from a2wsgi import WSGIMiddleware
from django.conf import settings

from rlp_portal.environment import database_from_url

settings.configure(
    DEBUG=False,
    SECRET_KEY="only-for-a-benchmark",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": database_from_url(os.environ["DATABASE_URL"]) | {"CONN_HEALTH_CHECKS": False}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {}}],
    USE_TZ=True,
    LOGGING_CONFIG=None,
)
django.setup()

from django import forms  # noqa: E402 - Django must be set up first
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402
from django.http import HttpResponse, JsonResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

MEMBERS, QUESTIONS = 300, 8
ANSWER = "Une réponse de longueur ordinaire, <gardée> avec soin. " * 3
HELP = "Ce que le groupe peut regarder ensemble avant de répondre à la question. " * 5


class Answer(models.Model):
    person = models.BigIntegerField()
    question = models.IntegerField()
    text = models.TextField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        app_label = "floor"
        constraints = [models.UniqueConstraint(fields=["person", "question"], name="floor_one")]

    def __str__(self):
        return self.text


class Member(models.Model):
    name = models.CharField(max_length=80)
    coalition = models.IntegerField()

    class Meta:
        app_label = "floor"

    def __str__(self):
        return self.name


class Question(models.Model):
    worksheet = models.IntegerField(db_index=True)
    label = models.TextField()
    help = models.TextField()

    class Meta:
        app_label = "floor"

    def __str__(self):
        return self.label


class Trail(models.Model):
    person = models.BigIntegerField()
    question = models.IntegerField()
    text = models.TextField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "floor"

    def __str__(self):
        return self.text


class AnswerForm(forms.Form):
    person = forms.IntegerField(min_value=0)
    question = forms.IntegerField(min_value=0)
    text = forms.CharField(max_length=4000, strip=True)


PAGE = engines["django"].from_string("""{% load i18n %}<!doctype html>
<html lang="fr"><title>{% trans "Worksheet" %}</title><link rel="stylesheet" href="/s.css">
<header><nav>{% for n in nav %}<a href="/w/{{ n }}/"{% if n == here %} aria-current="page"{% endif %}>\
{% trans "Worksheet" %} {{ n }}</a>{% endfor %}</nav><p>{{ member.name }}</p></header>
<main><h1>{% trans "Worksheet" %} {{ here }}</h1><form method="post" action="/w/{{ here }}/">
{% for q in questions %}<section><h2><label for="f{{ q.id }}">{{ q.label }}</label></h2>\
<div id="h{{ q.id }}">{{ q.help|linebreaks }}</div>\
<textarea id="f{{ q.id }}" name="f{{ q.id }}" aria-describedby="h{{ q.id }}" rows="6" maxlength="4000">\
{{ q.answer.text|default:"" }}</textarea>\
<p>{% if q.answer %}{% trans "Saved" %} {{ q.answer.at|date:"H:i" }}{% endif %}</p></section>{% endfor %}
<button>{% trans "Save" %}</button></form></main></html>""")
ENTRY = engines["django"].from_string("""<!doctype html><html lang="fr"><title>Feuille</title>
<link rel="stylesheet" href="/s.css"><h1>Feuille</h1><form method="post">{% for n in questions %}<p>
<label for="f{{ n }}">Question {{ n }}</label><textarea id="f{{ n }}" name="f{{ n }}">{{ text }}</textarea></p>
{% endfor %}<button>Entrer</button></form></html>""")
CONSTANT = b"<!doctype html><html lang=fr><title>Feuille</title><h1>Feuille</h1>" + ANSWER.encode() * 16


def const(request):
    return HttpResponse(CONSTANT)


def page(request):
    who = int(request.GET["p"]) % MEMBERS
    member = Member.objects.get(pk=who + 1)
    questions = list(Question.objects.filter(worksheet=1).order_by("id"))
    answers = {answer.question: answer for answer in Answer.objects.filter(person=who, question__lt=QUESTIONS)}
    for question in questions:
        question.answer = answers.get((question.id - 1) % QUESTIONS)
    context = {"member": member, "questions": questions, "nav": range(1, 21), "here": 1}
    return HttpResponse(PAGE.render(context, request))


def autosave(request):
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    sent = form.cleaned_data
    member = Member.objects.only("coalition").get(pk=sent["person"] % MEMBERS + 1)
    with transaction.atomic():
        Answer.objects.bulk_create(
            [Answer(**sent)],
            update_conflicts=True,
            unique_fields=["person", "question"],
            update_fields=["text", "at"],
        )
        Trail.objects.create(**sent)
    return JsonResponse({"saved": True, "coalition": member.coalition})


UPSERT = """INSERT INTO floor_answer (person, question, text, at) VALUES (%s, %s, %s, CURRENT_TIMESTAMP)
ON CONFLICT (person, question) DO UPDATE SET text = excluded.text, at = excluded.at"""
DATAGRAMS = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)


def tell(request):
    sent = request.POST
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(UPSERT, [int(sent["person"]), int(sent["question"]), sent["text"]])
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_notify('floor', %s)", [sent["text"]])
    if connection.vendor == "sqlite":
        DATAGRAMS.sendto(sent["text"].encode(), os.environ["TELL_SOCKET"])
    return HttpResponse(status=204)


def enter(request):
    if request.method == "GET":
        return HttpResponse(ENTRY.render({"questions": range(QUESTIONS), "text": ANSWER}))
    sent = request.POST
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [int(sent["person"]), int(sent["question"]), sent["text"]])
    return HttpResponse(status=204)


urlpatterns = [
    path("const", const),
    path("page", page),
    path("autosave", autosave),
    path("tell", tell),
    path("enter", enter),
]
application = get_wsgi_application()
under_uvicorn = WSGIMiddleware(application, workers=8)  # as many threads as the portal's pages


def make_tables():
    with connection.schema_editor() as editor:
        for model in (Answer, Member, Question, Trail):
            editor.create_model(model)
    Member.objects.bulk_create(Member(name=f"Membre {n}", coalition=n % 12) for n in range(MEMBERS))
    Question.objects.bulk_create(
        Question(
            worksheet=1,
            label=f"Question {n} : que faisons-nous ensemble de cette partie de notre travail?",
            help=HELP,
        )
        for n in range(QUESTIONS)
    )
    Answer.objects.bulk_create(
        Answer(person=person, question=question, text=ANSWER)
        for person in range(MEMBERS)
        for question in range(QUESTIONS)
    )


if __name__ == "__main__":
    sys.exit(make_tables())
