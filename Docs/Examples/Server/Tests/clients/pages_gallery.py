"""Every page as the library's own tests write it, in a folder.

    PAGES_FOLDER=DIR swift test --filter GalleryTests       # in the library's folder

writes each page once in English, in German, and from right to left.
"""
import contextlib
import functools
import http.server
import pathlib
import threading

LOCALES = ("en", "de", "rtl")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves the files, and says nothing about it."""

    # What the pages' own policy permits.
    POLICY = (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
        "base-uri 'none'")

    def log_message(self, *_):
        pass

    def end_headers(self):
        self.send_header("Content-Security-Policy", self.POLICY)
        super().end_headers()


@contextlib.contextmanager
def served(folder):
    """The address of a server of the folder, which ends with the block."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def names(folder):
    """The names of the pages, the same in each locale."""
    found = {
        locale: [file.stem.removeprefix(f"{locale}-") for file in sorted(pathlib.Path(folder).glob(f"{locale}-*.html"))]
        for locale in LOCALES}
    assert len(found["en"]) >= 25 and found["en"] == found["de"] == found["rtl"], found
    return found["en"]
