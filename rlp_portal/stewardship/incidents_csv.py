"""The register of incidents as a table: every entry, corrections included."""

from django.utils import timezone

from rlp_portal.reports.exports.csv_files import csv_of
from rlp_portal.reports.exports.tables import Column, Table
from rlp_portal.stewardship.forms import IncidentForm
from rlp_portal.stewardship.models import IncidentEntry

WIDTH = 30  # said for workbooks; a CSV has none


def incidents_csv():
    fields = IncidentForm.base_fields
    titles = ["Incident", "Inscrit", "Par", *(field.label for field in fields.values())]
    entries = IncidentEntry.objects.select_related("incident", "by").order_by("incident__number", "id")
    return csv_of(
        Table(
            title="Registre des incidents",
            columns=[Column(title, WIDTH) for title in titles],
            rows=[(one.incident.number, timezone.localtime(one.at), str(one.by), *cells_of(one)) for one in entries],
        )
    )


def cells_of(entry):
    return [entry.get_risk_display() if name == "risk" else getattr(entry, name) for name in IncidentForm.base_fields]
