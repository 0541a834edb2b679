"""The portal, whose streams ask again every half second who may listen."""

from rlp_portal.asgi import application
from rlp_portal.ui.live import streams

streams.AUTHORISE_SECONDS = 0.5

__all__ = ["application"]
