"""What a page must never do: complain in its console, break its security policy, ask another origin for anything."""

import re

FAILED_LOAD = re.compile(r"Failed to load resource: (?:the server responded with a status of (\d+)|net::(\w+))")


class Guard:
    """Listens to every page of a context. A test that provokes a refusal says so: `guard.expects(409)`."""

    def __init__(self, *, origin):
        self.origin, self.expected = origin, set()
        self.requests, self.complaints = [], []

    def watch(self, context):
        context.on("request", self.note_request)
        context.on("console", self.note_console)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))

    def expects(self, *statuses):
        """HTTP statuses, or names of Chromium's network errors, that this test provokes on purpose."""
        self.expected |= {str(status) for status in statuses}

    def note_request(self, request):
        self.requests.append(request.url)
        if not request.url.startswith((self.origin + "/", "data:", "blob:")):
            self.complaints.append(f"another origin: {request.url}")

    def note_console(self, message):
        if message.type not in {"error", "warning"}:
            return
        failed = FAILED_LOAD.match(message.text)
        if failed and self.expected & set(failed.groups()):
            return
        self.complaints.append(f"console: {message.text} ({message.location['url']})")
