#!/bin/sh
# Make sure there is a Chromium for the browser tests: one that is installed, Playwright's own, or Debian's package.
set -u
for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
own() {
    .venv/bin/python - 2>/dev/null <<'PYTHON'
import os, sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    sys.exit(not os.path.exists(playwright.chromium.executable_path))
PYTHON
}
own && exit 0
echo "Installing a Chromium for the browser tests ..."
.venv/bin/playwright install --with-deps chromium >/dev/null 2>&1 && own && exit 0
if command -v apt-get >/dev/null 2>&1; then
    sudo=""; [ "$(id -u)" = 0 ] || sudo="sudo"
    $sudo apt-get update -qq >/dev/null && $sudo apt-get install -y -qq chromium >/dev/null && exit 0
fi
echo "No Chromium could be found or installed; install one and set CHROMIUM to its path." >&2
exit 1
