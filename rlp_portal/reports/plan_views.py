"""The file of a plan of action, as it was deposited: always an attachment."""

from django.http import Http404

from rlp_portal.analysis.models import OriginalFile
from rlp_portal.reports.downloads import PDF, send_file
from rlp_portal.rlps.access import rlp_view
from rlp_portal.rlps.permissions import Right

CONTENT_TYPES = {
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": PDF,
}
DOWNLOADED_AS_BYTES = "application/octet-stream"


@rlp_view(Right.READ_PLANS)
def plan_original(request, rlp, plan_id, version):
    original = find_original(rlp, plan_id, version)
    deposited = original.version
    return send_file(
        request,
        lambda: bytes(original.content),
        name=name_with_its_type(deposited),
        content_type=CONTENT_TYPES.get(deposited.origin, DOWNLOADED_AS_BYTES),
        etag=deposited.digest[:32],
    )


def find_original(rlp, plan_id, number):
    found = OriginalFile.objects.filter(version__plan__rlp=rlp, version__plan__public_id=plan_id)
    try:
        return found.select_related("version").defer("version__text").get(version__number=number)
    except (OriginalFile.DoesNotExist, OverflowError):
        raise Http404 from None


def name_with_its_type(version):
    """« plan.pdf.exe » that is a PDF goes out as « plan.pdf.exe.pdf »: what it is, not what it was called."""
    ending = f".{version.origin}"
    name = version.file_name
    return name if name.lower().endswith(ending) else f"{name}{ending}"
