"""What a page may send along with its fields: no file, except where a view asks for one."""

from io import BytesIO

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler, MemoryFileUploadHandler
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParser

MEGABYTE = 1_000_000
ROOM_FOR_FIELDS = 100_000
MOST_READ_TO_BE_POLITE = 80 * MEGABYTE  # a browser shows the answer only once all that it sends was taken
AT_A_TIME = 64 * 1024


class NoFile(FileUploadHandler):
    """Django's limit on a body leaves files out: without this, anyone could fill the disk from the sign-in page."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return None


class UploadTooBig(Exception):
    """`size` in bytes; nothing of it was kept."""

    def __init__(self, size):
        super().__init__(size)
        self.size = size


class UploadCut(Exception):
    """The connection broke: what came is not the file."""


class SmallFiles(FileUploadHandler):
    """For a view that takes a file of at most `limit` bytes, in memory: nothing is ever written to disk.

    Set before anything reads the form: the view is exempt from the CSRF middleware, and protects itself after.
    """

    def __init__(self, request, *, limit):
        super().__init__(request)
        self.limit = limit

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > self.limit + ROOM_FOR_FIELDS:
            let_go(input_data, content_length)
            raise UploadTooBig(content_length)
        body = read_whole(input_data, content_length)
        parser = MultiPartParser(META, BytesIO(body), [AlwaysInMemory(self.request)], encoding)
        post, files = parser.parse()
        biggest = max((one.size for one in files.values()), default=0)
        if biggest > self.limit:
            raise UploadTooBig(biggest)
        return post, files

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return None


class AlwaysInMemory(MemoryFileUploadHandler):
    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = True


def let_go(stream, length):
    left = min(length, MOST_READ_TO_BE_POLITE)
    while left > 0:
        try:
            taken = len(stream.read(min(left, AT_A_TIME)))
        except (OSError, UnreadablePostError):
            return
        if not taken:
            return
        left -= taken


def read_whole(stream, length):
    """No server tells of a broken connection: they all hand over what came."""
    parts, left = [], length
    while left > 0:
        try:
            part = stream.read(min(left, AT_A_TIME))
        except (OSError, UnreadablePostError):
            raise UploadCut from None
        if not part:
            raise UploadCut
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
