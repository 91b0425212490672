"""What the tests share: the two sites, built once each; a server for a built folder; one browser."""

import mimetypes
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "tests" / "example" / "content"


@dataclass(frozen=True)
class Site:
    """A built site: from which content, in which folder, for which address."""

    content: Path
    folder: Path
    base_url: str

    @property
    def path(self) -> str:
        """The path below which every page lives; ends with a slash."""
        return urlsplit(self.base_url).path


FrontDoor = Callable[..., subprocess.CompletedProcess[str]]
Build = Callable[[Path, str], Site]
Serve = Callable[[Site], str]


@pytest.fixture(scope="session")
def front_door() -> FrontDoor:
    """Run `build.py` with these arguments, as a person would; `env` is added to the environment."""

    def run(
        *arguments: object, env: dict[str, str] | None = None, folder: Path = ROOT
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(ROOT / "build.py"), *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **(env or {})},
            cwd=folder,
            check=False,
        )

    return run


@pytest.fixture(scope="session")
def build(front_door: FrontDoor, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Build a content folder for an address, into a folder of its own."""

    def run(content: Path, base_url: str) -> Site:
        out = tmp_path_factory.mktemp("built") / "site"
        done = front_door("--content", content, "--out", out, "--base-url", base_url)
        if done.returncode:
            pytest.fail(f"{content} does not build:\n{done.stdout}{done.stderr}", pytrace=False)
        return Site(content, out, base_url)

    return run


@pytest.fixture(scope="session")
def site(build: Build) -> Site:
    """The real content, below a base path."""
    return build(ROOT / "content", "https://example.org/nights/")


@pytest.fixture(scope="session")
def example_site(build: Build) -> Site:
    """The fictional content in its two languages, below a base path."""
    return build(EXAMPLE, "https://example.org/portolume/")


@pytest.fixture(scope="session")
def root_site(build: Build) -> Site:
    """The fictional content at the root of a domain."""
    return build(EXAMPLE, "https://example.org/")


@pytest.fixture(
    params=[
        pytest.param("site", id="real", marks=pytest.mark.slow),
        pytest.param("example_site", id="example"),
        pytest.param("root_site", id="example-at-root"),
    ]
)
def any_site(request: pytest.FixtureRequest) -> Site:
    """Each of the three; to parse every page of the real one takes too long for a quick look."""
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a site below its base path, as GitHub Pages does; the answer is its address here."""
    servers: dict[Site, ThreadingHTTPServer] = {}

    def run(site: Site) -> str:
        if site not in servers:
            server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers[site] = server
        return f"http://127.0.0.1:{servers[site].server_port}{site.path}"

    yield run
    for server in servers.values():
        server.shutdown()
        server.server_close()


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            address = unquote(urlsplit(self.path).path)
            path = site.folder / address.removeprefix(site.path)
            if not address.startswith(site.path):
                self.answer(404, "text/plain", b"outside the base path")
            elif path.is_dir() and not address.endswith("/"):
                self.send_response(301)
                self.send_header("Location", f"{address}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                file = path / "index.html" if path.is_dir() else path
                found = file.is_file()
                file = file if found else site.folder / "404.html"
                kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
                text = kind.startswith("text/") or kind == "application/json"
                self.answer(200 if found else 404, f"{kind}; charset=utf-8" if text else kind, file.read_bytes())

        def answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet: a failed request is seen in the browser."""

    return Handler


CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def _chromium(playwrights_own: str) -> str:
    wanted = os.environ.get("CHROMIUM")
    candidates = [wanted] if wanted else [*CHROMIUMS, playwrights_own]
    found = next((path for name in candidates if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(
            f"no Chromium: looked for {', '.join(candidates)}; install one, run `tests/find_chromium.sh`, "
            "or set CHROMIUM to the path of one",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests. Without one they fail; they never skip."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = _chromium(playwright.chromium.executable_path)
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()
