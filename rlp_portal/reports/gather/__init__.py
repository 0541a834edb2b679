"""Everything a report shows, as plain data: no HTML here, and no query in the templates.

`reading` takes the rows of a carnet out of the database; the other modules only rearrange them, each for one part
of the page; `shared` rearranges a frozen version, with no row at all. Words typed by people get their French
typography in `typed`, once.
"""

from rlp_portal.reports.gather.carnet import carnet_report, gather_carnet
from rlp_portal.reports.gather.front_page import gather_front_page
from rlp_portal.reports.gather.shared import gather_shared
from rlp_portal.reports.gather.sheet import gather_sheet

__all__ = ["carnet_report", "gather_carnet", "gather_front_page", "gather_shared", "gather_sheet"]
