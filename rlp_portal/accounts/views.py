from functools import wraps

from allauth.account import views as allauth_views
from allauth.account.adapter import get_adapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseNotAllowed, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rlp_portal.accounts import services, sessions, throttle
from rlp_portal.accounts.access import administrator_view
from rlp_portal.accounts.forms import AcceptInvitationForm, InvitationForm, MyAccountForm, SharedComputerForm
from rlp_portal.accounts.queries import has_second_step, people_with_roles, people_with_state, roles_of, state_of
from rlp_portal.ui.errors import not_signed_in
from rlp_portal.ui.pages import render_page
from rlp_portal.ui.pagination import page_of
from rlp_portal.ui.posting import posted_data, say_notices, status_of

BACKEND = "rlp_portal.accounts.backends.AccountBackend"
PEOPLE_PER_PAGE = 25
# At sign-out. Never the cookies: one carries the goodbye, and the session is destroyed. What could not be saved yet
# stays for its author, who was told; a shared computer keeps nothing.
CLEARED, CLEARED_WHERE_SHARED = '"cache"', '"cache", "storage"'
NOTHING_KEPT = "Cet ordinateur ne garde plus rien de ce que vous écrivez."
KEPT_UNTIL_SENT = "Ce qui n’est pas encore enregistré reste gardé sur cet ordinateur."
OWN_ACCOUNT = "Une autre personne de la gestion peut fermer votre compte."


# The door


@login_not_required
@require_safe
def home(request):
    if request.user.is_authenticated:
        return redirect("next_thing")
    return render_page(request, "accounts/home.html")


@login_not_required
@require_POST
def sign_out(request):
    cleared = CLEARED_WHERE_SHARED if request.session.is_on_shared_computer else CLEARED
    if request.user.is_authenticated:
        list(messages.get_messages(request))  # what she was not shown yet is not for the next person
        get_adapter(request).logout(request)
        messages.success(request, "Votre session est fermée. À bientôt.")
    response = redirect("home")
    response["Clear-Site-Data"] = cleared
    return response


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_state(request):
    """For scripts: who is signed in, until when, and a fresh token for what is sent next. A POST puts the end off."""
    if request.method == "POST":
        if not request.user.is_authenticated:
            return not_signed_in(request)
        sessions.extend(request.session)
    person = request.user if request.user.is_authenticated else None
    state = {
        "account": str(person.public_id) if person else "",
        "name": str(person) if person else "",
        "token": get_token(request),
        "seconds": request.session.seconds_left if person else 0,
        "may_extend": bool(person) and request.session.may_be_extended,
    }
    return JsonResponse(state)


def allauth_page(view, *, methods=("GET", "HEAD", "POST")):
    """An allauth view with our methods; where a password must be confirmed first, the form is simply asked again.

    allauth would otherwise keep the whole request in the session, with the visitor's address and browser.
    """

    @wraps(view)
    def opened(request, *args, **kwargs):
        if request.method not in methods:
            return HttpResponseNotAllowed(methods)
        try:
            return view(request, *args, **kwargs)
        except ReauthenticationRequired:
            if request.method == "POST":
                return redirect(request.path)
            raise

    return opened


class ResetRequestView(allauth_views.PasswordResetView):
    def get_context_data(self, **kwargs):
        return super().get_context_data(mail_is_set_up=settings.MAIL_IS_SET_UP, **kwargs)


class ResetFromKeyView(allauth_views.PasswordResetFromKeyView):
    def form_valid(self, form):
        response = super().form_valid(form)
        throttle.forget_failures(throttle.sign_in_key(self.request, {"email": self.reset_user.email}))
        return response

    def render_to_response(self, context, **kwargs):
        return super().render_to_response(context, status=410 if context.get("token_fail") else 200, **kwargs)


class RecoveryCodesFile(DownloadRecoveryCodesView):
    content_type = "text/plain; charset=utf-8"

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="codes-de-secours.txt"'
        return response


# Invitations


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request, token):
    """Whatever is wrong with a link, the answer is the same."""
    try:
        if request.user.is_authenticated:
            raise services.LinkNotUsable
        invitation = services.usable_invitation(token)
        return open_account(request, invitation)
    except services.LinkNotUsable:
        return render_page(request, "accounts/link_not_usable.html", status=410)


def open_account(request, invitation):
    tries = throttle.fingerprint("invitation", invitation.pk)
    throttle.refuse_if_too_many(request, tries, throttle.INVITATION)
    form = AcceptInvitationForm(posted_data(request), initial={"name": invitation.user.name})
    if form.is_valid():
        try:
            person = accept(invitation, form)
        except services.WrongAddress as refusal:
            throttle.count_failure(tries)
            form.add_error("email", refusal.message)
        else:
            login(request, person, backend=BACKEND)
            messages.success(request, "Votre compte est ouvert. Bienvenue.")
            return redirect("next_thing")
    return render_page(request, "accounts/accept_invitation.html", {"form": form}, status=status_of(form))


def accept(invitation, form):
    return services.accept_invitation(
        invitation=invitation,
        email=form.cleaned_data["email"],
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password1"],
    )


# My account


@require_http_methods(["GET", "HEAD", "POST"])
def my_account(request):
    form = MyAccountForm(posted_data(request), initial={"name": request.user.name})
    if form.is_valid():
        request.user.name = form.cleaned_data["name"]
        request.user.save(update_fields=["name"])
        say_notices(request, form.fields["name"].notices)
        messages.success(request, "Votre nom est enregistré.")
        return redirect("my_account")
    context = {
        "form": form,
        "shared_form": SharedComputerForm(initial={"is_shared": request.session.is_on_shared_computer}),
        "memberships": roles_of(request.user),
        "has_second_step": has_second_step(request.user),
    }
    return render_page(request, "accounts/my_account.html", context, status=status_of(form))


@require_POST
def shared_computer(request):
    """For this session: whether the browser may keep what could not be sent yet."""
    form = SharedComputerForm(request.POST)
    form.is_valid()
    request.session[sessions.SHARED_COMPUTER] = form.cleaned_data["is_shared"]
    messages.success(request, NOTHING_KEPT if form.cleaned_data["is_shared"] else KEPT_UNTIL_SENT)
    return redirect("my_account")


# The administration


@administrator_view()
def manage_people(request):
    words = request.GET.get("q", "")[:200]
    page = page_of(people_with_roles().matching(words), request.GET.get("page"), size=PEOPLE_PER_PAGE)
    context = {"page": page, "words": words, "rows": [(person, state_of(person)) for person in page]}
    return render_page(request, "accounts/people.html", context)


@administrator_view()
def manage_person(request, public_id):
    person = find_person(public_id)
    context = {
        "person": person,
        "state": state_of(person),
        "memberships": roles_of(person),
        "has_second_step": has_second_step(person),
    }
    return render_page(request, "accounts/person.html", context)


def find_person(public_id):
    return get_object_or_404(people_with_state(), public_id=public_id)


@administrator_view(methods=("GET", "HEAD", "POST"))
def invite_person(request):
    form = InvitationForm(posted_data(request))
    already = None
    if form.is_valid():
        try:
            person, link = services.invite(**form.cleaned_data, by=request.user, request=request)
        except (services.AlreadyInvited, services.AccountClosed) as refusal:
            form.add_error("email", refusal.message)
            already = refusal.person
        else:
            say_notices(request, form.notices)
            return answer_invited(request, person, link)
    context = {"form": form, "already": already}
    return render_page(request, "accounts/invite_person.html", context, status=status_of(form))


def answer_invited(request, person, link):
    if link is None:
        messages.info(request, "Cette personne a déjà un compte. Elle peut se connecter.")
        return redirect("manage_person", person.public_id)
    return show_link(request, person, link)


def show_link(request, person, link):
    """Answers the POST itself: the token is kept nowhere, so no later page could show it."""
    mailed = services.mail_invitation(person=person, link=link, by=request.user)
    return render_page(request, "accounts/invitation_ready.html", {"person": person, "link": link, "mailed": mailed})


@administrator_view(methods=("POST",))
def renew_invitation(request, public_id):
    person = find_person(public_id)
    try:
        link = services.renew_invitation(person=person, by=request.user, request=request)
    except (services.AlreadyActive, services.AccountClosed) as refusal:
        return back_to(request, person, messages.WARNING, refusal.message)
    return show_link(request, person, link)


@administrator_view(methods=("POST",))
def withdraw_invitation(request, public_id):
    person = find_person(public_id)
    services.withdraw_invitations(person=person, by=request.user)
    return back_to(request, person, messages.SUCCESS, "L’invitation est retirée. Son lien n’ouvre plus rien.")


@administrator_view(methods=("POST",))
def close_account(request, public_id):
    person = find_person(public_id)
    if person == request.user:
        return back_to(request, person, messages.WARNING, OWN_ACCOUNT)
    try:
        services.close_account(person=person, by=request.user)
    except services.LastAdministrator as refusal:
        return back_to(request, person, messages.WARNING, refusal.message)
    return back_to(request, person, messages.SUCCESS, "Le compte est fermé. Ce que cette personne a écrit reste.")


@administrator_view(methods=("POST",))
def reopen_account(request, public_id):
    person = find_person(public_id)
    services.reopen_account(person=person)
    return back_to(request, person, messages.SUCCESS, "Le compte est rouvert.")


@administrator_view(methods=("POST",))
def make_administrator(request, public_id):
    person = find_person(public_id)
    if services.make_administrator(person=person, by=request.user):
        messages.info(request, "Son ancien lien n’ouvre plus rien. Renvoyez-lui l’invitation.")
    return back_to(request, person, messages.SUCCESS, "Cette personne fait maintenant partie de la gestion.")


@administrator_view(methods=("POST",))
def remove_administrator(request, public_id):
    person = find_person(public_id)
    try:
        services.remove_administrator(person=person)
    except services.LastAdministrator as refusal:
        return back_to(request, person, messages.WARNING, refusal.message)
    if person == request.user:
        messages.success(request, "Vous ne faites plus partie de la gestion.")
        return redirect("next_thing")
    return back_to(request, person, messages.SUCCESS, "Cette personne ne fait plus partie de la gestion.")


@administrator_view(methods=("POST",))
def remove_second_step(request, public_id):
    """For someone who lost her telephone and her codes; she is told, in case it was not she who asked."""
    person = find_person(public_id)
    services.remove_second_step(person=person)
    services.mail_second_step_removed(person=person)
    return back_to(
        request, person, messages.SUCCESS, "La vérification est retirée. Le mot de passe suffit de nouveau."
    )


def back_to(request, person, level, said):
    messages.add_message(request, level, said)
    return redirect("manage_person", person.public_id)
