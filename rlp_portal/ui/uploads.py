"""What a page may send along with its fields: for now, no file."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class NoFile(FileUploadHandler):
    """Django's limit on a body leaves files out: without this, anyone could fill the disk from the sign-in page."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        if content_length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data, start):
        return None

    def file_complete(self, file_size):
        return None
