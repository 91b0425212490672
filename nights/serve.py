"""The editor's server: rebuilds what an edit touches, and shows mistakes in the browser until they are mended."""

import mimetypes
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from livereload import Server
from markupsafe import escape

from nights.builder import Builder
from nights.problems import ContentError, Problem, as_text, count

_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body style="font: 1.125rem/1.5 system-ui, sans-serif; margin: 2rem; max-width: 60rem">
<h1>{title}</h1><p>The site as it was last is untouched. This page goes away when the mistake is mended.</p>
<ul>{items}</ul></body></html>"""


@dataclass
class Preview:
    """A WSGI application that serves the built site, or the mistakes that keep it from being built."""

    builder: Builder
    tell: Callable[[str], None] = print
    mistakes: str = ""
    built: bool = False

    def update(self) -> None:
        """Rebuild after an edit; never raises for a mistake in the content, a template or the builder."""
        started = time.monotonic()
        try:
            report = self.builder.rebuild() if self.built else self.builder.build()
        except ContentError as error:
            self._show(error.problems)
            self.tell(as_text(error.problems).rstrip())
            return
        except Exception as error:
            self._show([_place_of(error)])
            self.tell(traceback.format_exc().rstrip())
            return
        self.mistakes, self.built = "", True
        self.tell(f"{report.written} of {report.pages} pages in {time.monotonic() - started:.2f} s")

    def _show(self, problems: Sequence[Problem]) -> None:
        """Answer with these until they are mended."""
        items = "".join(f"<li><code>{escape(line)}</code></li>" for line in as_text(problems).splitlines())
        self.mistakes = _PAGE.format(title=count(len(problems)), items=items)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        status, kind, body = self._answer(environ["PATH_INFO"])
        start_response(status, [("Content-Type", kind), ("Cache-Control", "no-store")])
        return [body]

    def _answer(self, address: str) -> tuple[str, str, bytes]:
        name = unquote(address.encode("latin-1").decode(errors="replace")).lstrip("/").replace("\0", "")
        wants_page = not Path(name).suffix or name.endswith(".html")
        if self.mistakes and wants_page:
            return "500 Not built", "text/html; charset=utf-8", self.mistakes.encode()
        root = self.builder.out.resolve()
        path = (root / name).resolve()
        if path.is_dir():
            path /= "index.html"
        if not path.is_file() or not path.is_relative_to(root):
            missing = root / "404.html"
            return "404 Not Found", "text/html; charset=utf-8", missing.read_bytes() if missing.is_file() else b""
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return "200 OK", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind, path.read_bytes()


def _place_of(error: Exception) -> Problem:
    """What went wrong, and in which line of a template or of the builder."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return Problem(last.filename, last.lineno or 1, 1, f"{type(error).__name__}: {error}")


def serve(home: Path, content: Path, shown: str, port: int) -> None:
    """Serve until interrupted. The preview is built into a folder of its own, so `site/` stays as it is."""
    with tempfile.TemporaryDirectory(prefix="european-nights-") as folder:
        out = Path(folder) / "site"
        builder = Builder(content, out, home, shown, base_url=f"http://localhost:{port}/", preview=True)
        preview = Preview(builder)
        preview.update()
        server = Server(preview)
        for watched in (content, home / "templates", home / "static"):
            server.watch(str(watched), preview.update, delay=0.1)
        server.serve(port=port, host="localhost", open_url_delay=None)
