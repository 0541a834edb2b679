"""The codebook, taken away."""

from rlp_portal.analysis.coding.codebook_views import REFUSAL, codebook_asked
from rlp_portal.reports.downloads import send_file
from rlp_portal.reports.exports.csv_files import csv_of
from rlp_portal.reports.qda.codebook_file import qdc_of, table_of
from rlp_portal.reports.takeout_views import CSV
from rlp_portal.rlps.access import role_view
from rlp_portal.rlps.enums import Role
from rlp_portal.rlps.permissions import ADMINISTRATOR

XML = "application/xml"


@role_view(Role.ADVISOR, ADMINISTRATOR, refusal=REFUSAL)
def codebook_csv(request):
    codes = codebook_asked(request)
    name = f"Lexique des codes, version {codes.version}.csv"
    return send_file(request, lambda: csv_of(table_of(codes)), name=name, content_type=CSV)


@role_view(Role.ADVISOR, ADMINISTRATOR, refusal=REFUSAL)
def codebook_qdc(request):
    codes = codebook_asked(request)
    name = f"Lexique des codes, version {codes.version}.qdc"
    return send_file(request, lambda: qdc_of(codes), name=name, content_type=XML)
