"""What leaves, and when: the retention table as a list of rules. Each may run twice, or never find anything."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Max, Q
from django.template.loader import render_to_string
from django.utils import timezone

from rlp_portal.accounts.mail import public_address, send_text
from rlp_portal.accounts.models import FailedTries, Invitation, User
from rlp_portal.accounts.services import LastAdministrator, close_account
from rlp_portal.analysis.forgetting import forget_coding_operations, forget_plans
from rlp_portal.reports.archive import services as archives
from rlp_portal.reports.imports.taking import forget_unanswered
from rlp_portal.reports.models import Archive, PortfolioPack, Report
from rlp_portal.reports.portfolio import pack as packs
from rlp_portal.stewardship.models import BackupRun, DataRequest, IdleWarning, Incident, IncidentEntry
from rlp_portal.ui.typography import count_words
from rlp_portal.workshops import services as workshops
from worksheets import services
from worksheets.models import Workbook

DAYS_30, DAYS_35 = timedelta(days=30), timedelta(days=35)
MONTHS_12, MONTHS_13 = timedelta(days=365), timedelta(days=395)
YEARS_3, YEARS_5 = timedelta(days=3 * 365 + 1), timedelta(days=5 * 365 + 2)


@dataclass(frozen=True)
class Purged:
    """What one rule did, or would do."""

    count: int
    singular: str
    plural: str

    @property
    def said(self):
        return count_words(self.count, self.singular, self.plural)


class DryRun(Exception):
    """Undoes what a rule wrote."""


def purge(*, now=None, dry_run=False):
    """[Purged]: one per rule of the retention table."""
    now = now or timezone.now()
    return [Purged(run(rule, now=now, dry_run=dry_run), one, many) for rule, one, many in RULES]


def run(rule, *, now, dry_run):
    if rule in OUTSIDE_THE_DATABASE:
        return rule(now, dry_run=dry_run)
    count = 0
    try:
        with transaction.atomic():
            count = rule(now)
            if dry_run:
                raise DryRun
    except DryRun:
        pass
    return count


# ---- The rules ------------------------------------------------------------------------------------------------


def empty_bin(now):
    return services.empty_bin(before=now - DAYS_30)


def empty_plans_bin(now):
    """But for those of a sample that was drawn: its minutes name them."""
    return forget_plans(before=now - DAYS_30)


def forget_variants(now):
    return services.forget_settled_variants(before=now - DAYS_30)


def forget_operations(now):
    before = now - DAYS_30
    return services.forget_operations(before=before) + forget_coding_operations(before=before)


def forget_sessions(now):
    return Session.objects.filter(expire_date__lt=now).delete()[0]


def forget_tries(now):
    return FailedTries.objects.filter(forgotten_at__lt=now).delete()[0]


def empty_cache(now):
    """Codes that were used once: two minutes."""
    table = settings.CACHES["default"]["LOCATION"]
    if table not in connection.introspection.table_names():
        return 0
    with connection.cursor() as cursor:
        moment = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))
        cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)} WHERE expires < %s", [moment])  # noqa: S608
        return cursor.rowcount


def forget_invitations(now):
    """Used, withdrawn or expired for a month."""
    before = now - DAYS_30
    over = Q(used_at__lt=before) | Q(withdrawn_at__lt=before) | Q(expires_at__lt=before)
    return Invitation.objects.filter(over).delete()[0]


def forget_requests(now):
    return DataRequest.objects.filter(answered_at__lt=now - YEARS_3).delete()[0]


def forget_incidents(now):
    """Five years after the last thing written or known about them, never before."""
    last = Incident.objects.annotate(written=Max("entries__at"), known=Max("entries__known_on"))
    before = now - YEARS_5
    old = list(last.filter(written__lt=before, known__lt=before.date()).values_list("pk", flat=True))
    IncidentEntry.objects.filter(incident__in=old).delete()
    return Incident.objects.filter(pk__in=old).delete()[0]


def forget_backup_runs(now):
    """The last good one stays: the administration must see it, however old."""
    last_good = BackupRun.objects.filter(succeeded=True).values_list("pk", flat=True).first()
    return BackupRun.objects.filter(at__lt=now - DAYS_35).exclude(pk=last_good).delete()[0]


def forget_useless_warnings(now):
    """Whoever came back since she was warned."""
    back = [one.pk for one in IdleWarning.objects.select_related("person") if last_seen(one.person) > one.at]
    return IdleWarning.objects.filter(pk__in=back).delete()[0]


def close_idle_accounts(now):
    """Thirteen months without a visit, and a month after the warning. What the person wrote stays."""
    closed = 0
    warned = User.objects.filter(is_active=True, idle_warning__at__lte=now - DAYS_30)
    for person in warned:
        if last_seen(person) <= now - MONTHS_13:
            try:
                close_account(person=person, by=person)
            except LastAdministrator:
                continue  # someone must be able to open the doors
            closed += 1
    return closed


def warn_idle_people(now, *, dry_run):
    """By mail: without it nobody is warned, hence nobody closed."""
    idle = [one for one in people_never_warned() if last_seen(one) <= now - MONTHS_12]
    if not settings.MAIL_IS_SET_UP:
        return 0
    if dry_run:
        return len(idle)
    return sum(warn(person, now=now) for person in idle)


def people_never_warned():
    return [
        person
        for person in User.objects.filter(is_active=True, idle_warning__isnull=True)
        if not person.awaits_invitation
    ]


def warn(person, *, now):
    link = public_address("/connexion/", request=None)
    body = render_to_string("stewardship/mail/idle.txt", {"person": person, "link": link})
    sent = send_text(subject="Votre compte du Portail RLP", body=body, to=person.email)
    if sent:
        IdleWarning.objects.create(person=person, at=now)
    return sent


def last_seen(person):
    return person.last_login or person.created_at


def delete_pdfs(now, *, dry_run):
    """Files that no report names any more, and halves that a breakdown left."""
    folder, named = settings.VAR_DIR / "pdf", set(Report.objects.values_list("content_key", flat=True))
    old = [
        path
        for path in (*folder.glob("??/*.pdf"), *folder.glob("??/*.part"))
        if path.stem.rpartition("-")[0] not in named and path.stat().st_mtime < (now - DAYS_30).timestamp()
    ]
    if not dry_run:
        for path in old:
            path.unlink(missing_ok=True)
    return len(old)


def delete_archives(now, *, dry_run):
    """They are made again at any time."""
    old = Archive.objects.filter(created_at__lt=now - DAYS_30)
    return old.count() if dry_run else archives.forget(old)


def delete_packs(now, *, dry_run):
    """Made again at any time too."""
    old = PortfolioPack.objects.filter(created_at__lt=now - DAYS_30)
    return old.count() if dry_run else packs.forget(old)


def forget_returned_files(now):
    """Left unanswered for a day."""
    return forget_unanswered(at=now)


def forget_phones(now):
    """A month after a workshop, nobody can be told from anybody."""
    return workshops.forget_keys(now=now)


def forget_answers_of_workshops(now):
    """A year after a workshop: counts alone remain, where five people or more answered."""
    return workshops.forget_answers(now=now)


def forget_journals_of_workshops(now):
    return workshops.forget_journals(now=now)


def free_codes(now):
    return workshops.release_codes(now=now)


def delete_rehearsals(now):
    return workshops.delete_old_rehearsals(now=now)


def carnets_to_ask_about(now):
    """Five years without a change: the group is asked, nothing is deleted."""
    last = Workbook.objects.filter(round__isnull=False).annotate(last=Max("changes__at"))
    before = now - YEARS_5
    return last.filter(Q(last__lt=before) | Q(last__isnull=True, created_at__lt=before)).count()


OUTSIDE_THE_DATABASE = {warn_idle_people, delete_pdfs, delete_archives, delete_packs}
RULES = [
    (empty_bin, "ligne de la corbeille effacée", "lignes de la corbeille effacées"),
    (empty_plans_bin, "plan d’action de la corbeille effacé", "plans d’action de la corbeille effacés"),
    (forget_variants, "variante réglée effacée", "variantes réglées effacées"),
    (forget_operations, "numéro d’enregistrement oublié", "numéros d’enregistrement oubliés"),
    (forget_sessions, "session terminée effacée", "sessions terminées effacées"),
    (forget_tries, "essai manqué oublié", "essais manqués oubliés"),
    (empty_cache, "code utilisé oublié", "codes utilisés oubliés"),
    (forget_invitations, "invitation passée effacée", "invitations passées effacées"),
    (delete_pdfs, "fichier PDF effacé", "fichiers PDF effacés"),
    (delete_archives, "archive effacée", "archives effacées"),
    (delete_packs, "dossier de portefeuille effacé", "dossiers de portefeuille effacés"),
    (forget_returned_files, "fichier rapporté sans suite oublié", "fichiers rapportés sans suite oubliés"),
    (forget_phones, "atelier dont les téléphones sont oubliés", "ateliers dont les téléphones sont oubliés"),
    (
        forget_answers_of_workshops,
        "atelier dont il ne reste que les comptes",
        "ateliers dont il ne reste que les comptes",
    ),
    (forget_journals_of_workshops, "geste d’animation oublié", "gestes d’animation oubliés"),
    (free_codes, "code d’atelier libéré", "codes d’atelier libérés"),
    (delete_rehearsals, "répétition d’atelier effacée", "répétitions d’atelier effacées"),
    (forget_useless_warnings, "avertissement devenu inutile", "avertissements devenus inutiles"),
    (close_idle_accounts, "compte inactif fermé", "comptes inactifs fermés"),
    (warn_idle_people, "personne avertie", "personnes averties"),
    (forget_requests, "demande réglée effacée", "demandes réglées effacées"),
    (forget_incidents, "incident de plus de 5\u00a0ans effacé", "incidents de plus de 5\u00a0ans effacés"),
    (forget_backup_runs, "trace de sauvegarde effacée", "traces de sauvegarde effacées"),
    (
        carnets_to_ask_about,
        "carnet sans changement depuis 5\u00a0ans\u00a0: demandez au groupe",
        "carnets sans changement depuis 5\u00a0ans\u00a0: demandez aux groupes",
    ),
]
