"""Every PDF of the demonstration, held against PDF/UA-1 and our own thirty checks: make pdf [ARGS=FOLDER]

    python -m tests.every_pdf [folder where to write them]

The demonstration is loaded anew; each PDF, or the zip that holds it, is asked of its address by somebody who may
have it. Some minutes.
"""

import io
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch
from zipfile import ZipFile

OURS = "rlp-des-berges"


def main(folder=None):
    with tempfile.TemporaryDirectory(prefix="portail-pdf-") as var:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "rlp_portal.settings",
            "PORTAIL_VAR": var,
            "DATABASE_URL": f"sqlite:///{var}/portail.sqlite3",
        }
        load_demonstration()
        count, found = look_at_all(Path(folder) if folder else None)
    print("\n".join(found) or f"\n{count}\u00a0PDF, aucune faute.")
    sys.exit(bool(found))


def load_demonstration():
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    call_command("migrate", verbosity=0)
    call_command("createcachetable")
    call_command("load_demo")
    call_command("load_demo_workshops")


def look_at_all(folder):
    """How many they are, and the faults of each as « address: fault »."""
    found, count = [], 0
    with pages_remembered() as pages:
        for label, content in every_pdf():
            found += [f"{label}: {fault}" for fault in faults_of(content, pages[content])]
            count += 1
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
                (folder / f"{count:03}-{label.replace(' ', '-').replace('/', '-')}.pdf").write_bytes(content)
            print(".", end="", flush=True)
    return count, found


def every_pdf():
    """(label, content): those of an address, then those that are inside the zip of an address."""
    for label, content in fetch_all(PDFS, "application/pdf"):
        yield label, content
    for label, content in fetch_all(ZIPS, "application/zip"):
        with ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                if name.endswith(".pdf"):
                    yield f"{label} {name}", archive.read(name)


class pages_remembered(ExitStack):
    """{bytes of a PDF: the page that it was made from}"""

    def __enter__(self):
        from rlp_portal.reports import printing, renderer
        from rlp_portal.stewardship import my_data_views

        super().__enter__()
        for limit in ("seconds", "patience"):  # what is looked at is the PDF, not what a busy machine takes
            self.enter_context(patch.object(renderer.the_renderer(), limit, 600))
        pages, render = {}, renderer.render_pdf

        def remembered(html, **options):
            rendered = render(html, **options)
            pages[rendered.content] = html
            return rendered

        for module in (printing, my_data_views):
            self.enter_context(patch.object(module, "render_pdf", remembered))
        return pages


def fetch_all(addresses, content_type):
    for name, asked in addresses.items():
        for email, arguments in list(asked()):
            label = " ".join([name, *map(str, arguments.values())])
            yield label, fetch(name, email, arguments, content_type)


def fetch(name, email, arguments, content_type):
    from django.test import Client
    from django.urls import reverse

    from rlp_portal.accounts.models import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    answered = client.get(reverse(name, kwargs=arguments))
    assert (answered.status_code, answered["Content-Type"]) == (200, content_type), (name, arguments)
    return answered.getvalue()


def faults_of(content, html):
    import page

    from tests.reports.handouts.test_kit import SECTION, copied
    from tests.reports.pdf_checks import faults

    html = SECTION.sub(copied, html)  # a kit holds each sheet as many times as it says
    report = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    return [f"{one.rule_id} {one.message}" for one in report.failures] + faults(content, html)


# ---- Where they are ---------------------------------------------------------------------------------------------


def holder(rlp, role):
    return rlp.memberships.filter(role=role, user__is_active=True).first().user


def main_round():
    from rlp_portal.rlps.models import Round

    return Round.objects.filter(rlp__slug=OURS).latest("number")


def of_round(round_):
    return {"slug": round_.rlp.slug, "number": round_.number}


def keys():
    from worksheets import catalogue

    return [one.key for one in catalogue.all_latest()]


def reports():
    """The carnet of every round, the sheets of the fullest."""
    from rlp_portal.reports import services
    from rlp_portal.reports.enums import ReportKind
    from rlp_portal.rlps.models import Round

    full = main_round()
    asked = [(round_, ReportKind.CARNET, "") for round_ in Round.objects.order_by("rlp__slug", "number")]
    asked += [(full, ReportKind.SHEET, key) for key in keys()]
    for round_, kind, key in asked:
        by = holder(round_.rlp, "coordinator")
        made = services.make_report(round_=round_, kind=kind, instrument_key=key, by=by)
        yield by.email, {"slug": round_.rlp.slug, "report_id": made.public_id}


def blanks():
    from rlp_portal.reports.paper import Variant

    for key in keys():
        for variant in Variant:
            yield by_the_coordinator(instrument_key=key, variant=variant)


def by_the_coordinator(**arguments):
    return holder(main_round().rlp, "coordinator").email, arguments


def front_pages():
    from worksheets import catalogue

    for row in catalogue.latest("vision").section("front_pages").rows:
        yield by_the_coordinator(**of_round(main_round()), key="vision", row=row.key)


def comparisons():
    round_ = main_round()
    for other in round_.rlp.rounds.exclude(pk=round_.pk):
        yield by_the_coordinator(**of_round(round_), other=other.number)


def workshops(**only):
    from rlp_portal.workshops.models import Workshop

    for workshop in Workshop.objects.filter(**only):
        slug = workshop.round.rlp.slug
        yield workshop.created_by.email, {"slug": slug, "workshop_id": workshop.public_id}


def samples():
    from rlp_portal.analysis.models import Sample

    for sample in Sample.objects.all():
        yield sample.drawn_by.email, {"sample_id": sample.public_id}


def syntheses():
    from rlp_portal.analysis.models import Synthesis

    for synthesis in Synthesis.objects.all():
        yield synthesis.sample.drawn_by.email, {"synthesis_id": synthesis.public_id}


def shared_versions():
    from rlp_portal.rlps.models import SharedVersion

    for version in SharedVersion.objects.all():
        rlp = version.round.rlp
        yield holder(rlp, "coordinator").email, {"slug": rlp.slug, "version_id": version.public_id}


def people():
    from rlp_portal.accounts.models import User

    for user in User.objects.filter(is_active=True).order_by("email"):
        yield user.email, {}


def archives():
    """The « dernier jour » of every RLP that somebody may take away, without names and with them."""
    from rlp_portal.reports.archive import services
    from rlp_portal.rlps.models import Rlp

    with patch.object(services, "launch", lambda archive: services.run(archive.public_id)):
        led = Rlp.objects.filter(memberships__role="coordinator", memberships__user__is_active=True)
        for rlp in led.distinct().order_by("slug"):
            by = holder(rlp, "coordinator")
            for with_names in (False, True):
                archive = services.ask_archive(rlp=rlp, with_names=with_names, by=by)
                yield by.email, {"slug": rlp.slug, "archive_id": archive.public_id}


def packs():
    """All that an advisor may open."""
    from rlp_portal.accounts.models import User
    from rlp_portal.reports.portfolio import pack

    with patch.object(pack, "launch", lambda asked: pack.run(asked.public_id)):
        for user in User.objects.filter(is_active=True).order_by("email"):
            if pack.opened_rlps(user) or pack.unopened_rlps(user):
                yield user.email, {"pack_id": pack.ask_pack(advisor=user, opens_all=True).public_id}


# The name of an address: who asks it, with what.
PDFS = {
    "report_file": reports,
    "comparison_pdf": comparisons,
    "front_page": front_pages,
    "shared_version_pdf": shared_versions,
    "workshop_kit": workshops,
    "workshop_poster": lambda: workshops(closed_at__isnull=True),
    "workshop_bilan": lambda: workshops(closed_at__isnull=False),
    "sample_minutes": samples,
    "synthesis_pdf": syntheses,
    "my_data_pdf": people,
    "blank_sheet": blanks,
    "blank_pack": lambda: [by_the_coordinator()],
    "blank_fillable": lambda: (by_the_coordinator(instrument_key=key) for key in keys()),
    "sheet_to_fill": lambda: (by_the_coordinator(**of_round(main_round()), key=key) for key in keys()),
}
ZIPS = {"archive_file": archives, "portfolio_pack_file": packs}


if __name__ == "__main__":
    main(*sys.argv[1:])
