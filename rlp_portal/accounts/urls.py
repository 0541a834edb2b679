"""Every address about people, one by one: allauth's views under its own names, and no door that we do not offer."""

from allauth.account import views as allauth
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from rlp_portal.accounts import views
from rlp_portal.accounts.views import allauth_page

READING = ("GET", "HEAD")

urlpatterns = [
    path("", views.home, name="home"),
    path("connexion/", allauth_page(allauth.login), name="account_login"),
    path("connexion/verification/", allauth_page(mfa.authenticate), name="mfa_authenticate"),
    path("deconnexion/", views.sign_out, name="account_logout"),
    path("session/", views.session_state, name="session_state"),
    path("invitation/<str:token>/", views.accept_invitation, name="accept_invitation"),
    # A forgotten password
    path("mot-de-passe/oublie/", allauth_page(views.ResetRequestView.as_view()), name="account_reset_password"),
    path(
        "mot-de-passe/oublie/courriel/",
        allauth_page(allauth.password_reset_done, methods=READING),
        name="account_reset_password_done",
    ),
    path(
        "mot-de-passe/nouveau/enregistre/",
        allauth_page(allauth.password_reset_from_key_done, methods=READING),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^mot-de-passe/nouveau/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[-0-9a-zA-Z]{1,100})/$",
        allauth_page(views.ResetFromKeyView.as_view()),
        name="account_reset_password_from_key",
    ),
    # My account
    path("mon-compte/", views.my_account, name="my_account"),
    path("mon-compte/ordinateur/", views.shared_computer, name="shared_computer"),
    path("mon-compte/mot-de-passe/", allauth_page(allauth.password_change), name="account_change_password"),
    path("mon-compte/confirmer/", allauth_page(allauth.reauthenticate), name="account_reauthenticate"),
    path("mon-compte/confirmer/code/", allauth_page(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("mon-compte/deux-etapes/", allauth_page(mfa.index, methods=READING), name="mfa_index"),
    path("mon-compte/deux-etapes/activer/", allauth_page(totp.activate_totp), name="mfa_activate_totp"),
    path("mon-compte/deux-etapes/desactiver/", allauth_page(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "mon-compte/codes-de-secours/",
        allauth_page(codes.view_recovery_codes, methods=READING),
        name="mfa_view_recovery_codes",
    ),
    path(
        "mon-compte/codes-de-secours/nouveaux/",
        allauth_page(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "mon-compte/codes-de-secours/telecharger/",
        allauth_page(views.RecoveryCodesFile.as_view(), methods=READING),
        name="mfa_download_recovery_codes",
    ),
    # The administration
    path("gestion/personnes/", views.manage_people, name="manage_people"),
    path("gestion/personnes/inviter/", views.invite_person, name="invite_person"),
    path("gestion/personnes/<uuid:public_id>/", views.manage_person, name="manage_person"),
    path("gestion/personnes/<uuid:public_id>/renvoyer/", views.renew_invitation, name="renew_invitation"),
    path("gestion/personnes/<uuid:public_id>/retirer/", views.withdraw_invitation, name="withdraw_invitation"),
    path("gestion/personnes/<uuid:public_id>/fermer/", views.close_account, name="close_account"),
    path("gestion/personnes/<uuid:public_id>/rouvrir/", views.reopen_account, name="reopen_account"),
    path(
        "gestion/personnes/<uuid:public_id>/deux-etapes/retirer/", views.remove_second_step, name="remove_second_step"
    ),
    path("gestion/personnes/<uuid:public_id>/gestion/", views.make_administrator, name="make_administrator"),
    path(
        "gestion/personnes/<uuid:public_id>/gestion/quitter/", views.remove_administrator, name="remove_administrator"
    ),
]
