"""One settings file. Without configuration: a local demonstration. PORTAIL_ENV=production: every door closed."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from rlp_portal.environment import (
    DEMONSTRATION_KEY,
    WHICH_DATABASE,
    database_from_url,
    read_allowed_hosts,
    read_flag,
    read_folder,
    read_list,
    read_mode,
    read_number,
    read_patience,
    read_public_url,
    read_secret_key,
    read_sender,
    refuse_flag,
    require,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = read_folder("PORTAIL_VAR", BASE_DIR / "var")
BUILD_DIR = BASE_DIR / ".build"  # the compiled theme, the fonts and the collected static files
NODE_MODULES = BASE_DIR / "node_modules"

PRODUCTION = read_mode() == "production"
DEBUG = read_flag("DEBUG", default=False)
DEMONSTRATION = read_flag("PORTAIL_DEMO", default=not PRODUCTION)

if PRODUCTION:
    refuse_flag("DEBUG", why="les pages d’erreur montreraient le code et les réglages.")
    refuse_flag("PORTAIL_DEMO", why="ses comptes ont un mot de passe connu de tous.")
    SECRET_KEY = read_secret_key()
    PUBLIC_URL = read_public_url()
    ALLOWED_HOSTS = read_allowed_hosts(PUBLIC_URL)
else:
    SECRET_KEY = DEMONSTRATION_KEY
    PUBLIC_URL = os.environ.get("PUBLIC_URL", "").rstrip("/")
    ALLOWED_HOSTS = read_list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]", "testserver"])

# Who answers for personal information here (Loi 25): named on « Confidentialité ».
if PRODUCTION:
    PRIVACY_NAME = require("PRIVACY_NAME", "Écrivez le nom de la personne responsable des renseignements personnels.")
    PRIVACY_TITLE = require("PRIVACY_TITLE", "Écrivez son titre, par exemple « directrice générale ».")
    PRIVACY_EMAIL = require("PRIVACY_EMAIL", "Écrivez le courriel où la joindre.")
else:
    PRIVACY_NAME = os.environ.get("PRIVACY_NAME", "Dominique Exemple")
    PRIVACY_TITLE = os.environ.get("PRIVACY_TITLE", "personne fictive de la démonstration")
    PRIVACY_EMAIL = os.environ.get("PRIVACY_EMAIL", "vie.privee@exemple.org")
PRIVACY_ORGANISATION = os.environ.get("PRIVACY_ORGANISATION", "l’organisme qui héberge ce portail")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "worksheets",
    "rlp_portal.ui",
    "rlp_portal.accounts",
    "rlp_portal.rlps",
    "rlp_portal.workshops",
    "rlp_portal.analysis",
    "rlp_portal.reports",
    "rlp_portal.stewardship",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "rlp_portal.ui.middleware.LightPages",
    "rlp_portal.ui.middleware.PrivatePages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "rlp_portal.ui.middleware.WholeForms",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "rlp_portal.accounts.middleware.SamePerson",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "rlp_portal.rlps.portal.PortalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "rlp_portal.urls"
WSGI_APPLICATION = "rlp_portal.wsgi.application"
ASGI_APPLICATION = "rlp_portal.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["rlp_portal.ui.templatetags.portal"],
        },
    }
]
if DEBUG:
    TEMPLATES[0]["OPTIONS"]["loaders"] = TEMPLATES[0]["OPTIONS"]["loaders"][0][1]

if PRODUCTION:
    DATABASE_URL = require("DATABASE_URL", WHICH_DATABASE)
else:
    DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{VAR_DIR}/portail.sqlite3"
DATABASE_SECONDS = read_patience()
DATABASES = {"default": database_from_url(DATABASE_URL, seconds=DATABASE_SECONDS)}

# Backups: where they go, how often one is expected, and to whom they are encrypted (one of the two, or neither).
BACKUP_DIR = Path(os.environ.get("PORTAIL_BACKUPS", VAR_DIR / "sauvegardes"))
BACKUP_HOURS = read_number("PORTAIL_BACKUP_HOURS", 24, highest=24 * 35)
BACKUP_RECIPIENT = os.environ.get("PORTAIL_BACKUP_RECIPIENT", "")
BACKUP_PASSPHRASE = os.environ.get("PORTAIL_BACKUP_PASSPHRASE", "")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes: the codes of the second step that were just used.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "django_cache"}}

# Language and time: French (Québec).
LANGUAGE_CODE = "fr-ca"
TIME_ZONE = "America/Toronto"
USE_I18N = True
USE_TZ = True

# People
AUTH_USER_MODEL = "accounts.User"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # the e-mail is unique whatever its case: a constraint on Lower("email")
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rlp_portal.accounts.backends.AccountBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "next_thing"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"rlp_portal.accounts.passwords.{rule}"}
    for rule in ["LongestPassword", "CommonPassword", "PersonalPassword", "ShortestPassword"]
]
PASSWORD_RESET_TIMEOUT = 24 * 3600

ACCOUNT_ADAPTER = "rlp_portal.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_RATE_LIMITS = False  # django-axes slows guessing; one throttle, one message
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_USER_DISPLAY = "rlp_portal.accounts.models.display_name"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "rlp_portal.accounts.forms.SignInForm",
    "reset_password": "rlp_portal.accounts.forms.ResetRequestForm",
    "user_token": "rlp_portal.accounts.forms.ResetLinkForm",
    "reset_password_from_key": "rlp_portal.accounts.forms.ChooseNewPasswordForm",
    "change_password": "rlp_portal.accounts.forms.ChangePasswordForm",
    "reauthenticate": "rlp_portal.accounts.forms.ConfirmPasswordForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Portail RLP"
MFA_TOTP_TOLERANCE = 1  # a code is still good half a minute later
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an account opens from its own mailbox: there is nothing more to verify
MFA_ADAPTER = "rlp_portal.accounts.adapter.MfaAdapter"
MFA_FORMS = {
    "authenticate": "rlp_portal.accounts.forms.SecondStepForm",
    "reauthenticate": "rlp_portal.accounts.forms.ConfirmCodeForm",
    "activate_totp": "rlp_portal.accounts.forms.ActivateSecondStepForm",
}

AXES_HANDLER = "rlp_portal.accounts.throttle.SignInThrottle"  # no e-mail, address or browser string is stored
AXES_USERNAME_CALLABLE = "rlp_portal.accounts.throttle.attempted_account"
AXES_CLIENT_IP_CALLABLE = "rlp_portal.accounts.throttle.client_address"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_FORM_FIELD = "login"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the wait that was announced is the wait
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "rlp_portal.accounts.throttle.slow_down"

EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if os.environ.get("EMAIL_HOST")
    else ("django.core.mail.backends.dummy.EmailBackend")
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = read_number("EMAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = read_flag("EMAIL_USE_TLS", default=True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = read_sender(default="portail@localhost")
MAIL_IS_SET_UP = bool(EMAIL_HOST)

# Static files: ours, the theme compiled at set-up, and the fonts copied from npm.
STATIC_URL = "/static/"
STATIC_ROOT = BUILD_DIR / "collected"
STATICFILES_DIRS = [BUILD_DIR / "theme", BASE_DIR / "static"]  # what was built comes before its source
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "rlp_portal.ui.static_files.StaticFiles"},
}
# The PDFs and the measuring of diagrams use the same files; npm's folders serve until the theme is compiled.
FONT_FOLDERS = [
    BUILD_DIR / "theme" / "fonts",
    NODE_MODULES / "@fontsource" / "source-sans-3" / "files",
    NODE_MODULES / "@fontsource" / "literata" / "files",
]
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# What a browser may do with our pages.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_ENGINE = "rlp_portal.accounts.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "rlp_portal.ui.errors.expired_page"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000
FILE_UPLOAD_HANDLERS = ["rlp_portal.ui.uploads.NoFile"]

if PRODUCTION:
    SECURE_SSL_REDIRECT = read_flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# No content, code, e-mail, address or cookie: see logs.py. Our own page of a breakdown writes where it happened, with
# the number it shows; a refused form, a wrong address or a closed door is no news.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"careful": {"()": "rlp_portal.logs.CarefulFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "careful"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "CRITICAL"},
        "django.security.csrf": {"level": "CRITICAL"},
        "axes": {"level": "ERROR"},
    },
}
