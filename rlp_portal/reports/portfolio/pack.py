"""The pack of a portfolio: the PDF of each shared version that its advisor has opened, in one zip.

Each PDF is kept on disk under the hash of what made it: a pack that was cut short begins again with those it made.
"""

import hashlib
import time

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from rlp_portal.reports import jobs
from rlp_portal.reports.archive.writing import forget_halves, write_zip
from rlp_portal.reports.jobs import SILENCE, state_of
from rlp_portal.reports.models import PortfolioPack
from rlp_portal.reports.refusals import PdfBusy, PdfRefused, PdfTooLong, PdfWithoutRoom
from rlp_portal.reports.shared_views import print_shared
from rlp_portal.rlps.models import SharedVersion
from rlp_portal.rlps.sharing.document import UnreadableVersion, read
from rlp_portal.rlps.sharing.queries import portfolio_of
from rlp_portal.rlps.sharing.services import note_readings

AT_ONCE = 2  # on the whole machine
COMMAND = "portfolio_pack"
PAUSES = (5, 15)  # seconds between two tries of one PDF
ALTERED = "son contenu ne correspond plus à ce qui a été partagé; écrivez à la gestion du portail"
WHY = {
    PdfBusy: "trop de PDF étaient demandés en même temps",
    PdfTooLong: "ce carnet est trop long pour être mis en page",
    PdfWithoutRoom: "le disque du portail est presque plein; prévenez la gestion",
}
OTHERWISE = "son PDF n’a pas pu être produit"


class NothingToPack(Exception):
    """No version that she opened: what is not opened is not read."""

    def __str__(self):
        return (
            "Aucune version partagée n’est ouverte\u00a0: ouvrez-en une, ou cochez la case pour les prendre toutes."
        )


class NotPrinted(Exception):
    """Why the pack goes without one of its PDFs."""


class TooManyPacks(Exception):
    def __str__(self):
        return "D’autres dossiers sont en préparation. Réessayez dans une minute; rien n’est perdu."


def opened_rlps(advisor):
    """In alphabetical order, with the latest version of each."""
    return list(portfolio_of(advisor).filter(is_opened=True).order_by("folded_name", "pk"))


def unopened_rlps(advisor):
    """Those that shared a version that she has not read yet."""
    return list(portfolio_of(advisor).filter(is_opened=False).order_by("folded_name", "pk"))


def mark_of(rlps):
    ids = sorted(str(rlp.version_id) for rlp in rlps)
    return hashlib.sha256("\n".join(ids).encode()).hexdigest()


def latest_pack(advisor):
    return PortfolioPack.objects.filter(advisor=advisor).first()


def is_current(pack):
    """She may still read each version that it holds, and there is no other."""
    return pack.content_mark == mark_of(opened_rlps(pack.advisor))


def missing_of(pack):
    """[(RLP, why)] of the PDFs that a pack does not hold. No query where it holds them all."""
    if not pack.missing:
        return []
    return [(rlp, why) for rlp in opened_rlps(pack.advisor) if (why := pack.missing.get(str(rlp.version_id)))]


def ask_pack(*, advisor, opens_all=False):
    """The one being made, the one that already tells the present portfolio whole, or a new one.

    `opens_all`: the versions that she has not opened are in it too, and count as opened from now on.
    """
    if opens_all:
        note_readings(version_ids=[rlp.version_id for rlp in unopened_rlps(advisor)], reader=advisor)
    rlps = opened_rlps(advisor)
    if not rlps:
        raise NothingToPack
    mark = mark_of(rlps)
    known = PortfolioPack.objects.filter(advisor=advisor, content_mark=mark, failed_at__isnull=True).first()
    if known and known.ready_at and not known.missing and path_of(known).exists():
        return known
    state = state_of(known) if known and not known.ready_at else None
    if state == "waiting":
        return known
    if state == "interrupted":
        jobs.take_again(known, launch)
        return known
    return begin(advisor, mark=mark, total=len(rlps))


def begin(advisor, *, mark, total):
    alive = PortfolioPack.objects.filter(
        ready_at__isnull=True, failed_at__isnull=True, alive_at__gt=timezone.now() - SILENCE
    )
    if alive.count() >= AT_ONCE:
        raise TooManyPacks
    pack = PortfolioPack.objects.create(advisor=advisor, content_mark=mark, total=total)
    launch(pack)
    return pack


def launch(pack):
    jobs.launch(COMMAND, pack)


def run(public_id, *, note=lambda: None):
    """What the child process does. A breakdown is noted for the page, then goes its way to the log."""
    pack = PortfolioPack.objects.select_related("advisor").get(public_id=public_id)
    target = path_of(pack)
    mine = PortfolioPack.objects.filter(pk=pack.pk, tries=pack.tries, ready_at__isnull=True)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        forget_halves(target)
        rlps, missing = opened_rlps(pack.advisor), {}
        files = files_of(pack.advisor, rlps, mine, note, missing=missing)
        write_zip(target, files, as_of=max(rlp.shared_at for rlp in rlps), note=note)
    except BaseException:
        mine.update(failed_at=timezone.now())
        raise
    mine.update(
        ready_at=timezone.now(),
        size=target.stat().st_size,
        content_mark=mark_of(rlps),
        total=len(rlps),
        missing={str(rlp.version_id): why for rlp, why in missing.items()},
    )
    forget(PortfolioPack.objects.filter(advisor=pack.advisor, pk__lt=pack.pk))


def files_of(advisor, rlps, mine, note, *, missing):
    """(path in the zip, bytes), one PDF after the other; then what is not there and why, said in the pack itself.

    `missing` is filled: {RLP: why}.
    """
    for place, rlp in enumerate(rlps, start=1):
        try:
            yield file_name(rlp), carnet_of(rlp, note)
        except NotPrinted as refused:
            missing[rlp] = str(refused)
        mine.update(done=place)
    held = [rlp for rlp in rlps if rlp not in missing]
    told = {"rlps": held, "missing": missing.items(), "unopened": unopened_rlps(advisor)}
    yield "LISEZMOI.txt", render_to_string("reports/portfolio/readme.txt", told).encode()


def carnet_of(rlp, note):
    """Raises NotPrinted when it cannot be made or read: the rest goes on without it, and says so.

    Nobody waits on a page: where the machine is busy, it is tried again a little later. `note` says that it goes on.
    """
    version = SharedVersion.objects.only("content", "digest").get(public_id=rlp.version_id)
    try:
        document = read(version.content, digest=version.digest)
    except UnreadableVersion:
        raise NotPrinted(ALTERED) from None
    for pause in PAUSES:
        try:
            return print_shared(document)
        except PdfRefused:
            note()
            time.sleep(pause)
    try:
        return print_shared(document)
    except PdfRefused as refused:
        raise NotPrinted(WHY.get(type(refused), OTHERWISE)) from refused


def file_name(rlp):
    return f"{rlp.slug}-version-{rlp.version_number}.pdf"


def forget(packs):
    """The rows and their files; how many."""
    found = list(packs)
    for one in found:
        path_of(one).unlink(missing_ok=True)
        forget_halves(path_of(one))
        one.delete()
    return len(found)


def path_of(pack):
    return settings.VAR_DIR / "archives" / f"portefeuille-{pack.public_id}.zip"
