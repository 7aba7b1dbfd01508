#!/usr/bin/env bash
# Installs the judges that need more than Python: a browser, Node, Java, Maven (which fetches Elasticsearch), PostgreSQL,
# libical; Pango, which draws PDF, and poppler, which reads them; and the oldest pip that the README allows, which Python
# 3.11 alone can still run.
# As root they are installed; otherwise one list is printed and their tests are skipped. CI=true never skips.
# Usage: install.sh [node]; with « node », only what `make lint` needs.
set -euo pipefail
cd "$(dirname "$0")"

found() { command -v "$1" >/dev/null 2>&1; }
have_browser() {
  found chromium-headless-shell || found chromium || found google-chrome ||
    compgen -G "$HOME/.cache/ms-playwright/chromium*" >/dev/null
}
have_libical() { python3 -c 'import ctypes.util, sys; sys.exit(ctypes.util.find_library("ical") is None)'; }
have_pango() {
  python3 -c 'import sys
from ctypes.util import find_library as find
sys.exit(not (find("pango-1.0") and find("pangoft2-1.0") and find("harfbuzz-subset")))'
}
have_postgres() { found postgres || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }

only=${1:-}

missing() {
  found node || echo nodejs
  found npm || echo npm
  [ "$only" != node ] || return 0
  have_browser || echo chromium-headless-shell
  found java || echo default-jre-headless
  found mvn || echo maven
  have_postgres || echo postgresql
  have_libical || echo libical3
  have_pango || printf '%s\n' libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
  found pdfinfo || echo poppler-utils
}

# Chromium without a window, where there is a package of it: less than half of the processor time of the whole one
# (tests/browser/test_map.py: 32 s in place of 79).
lighter() {
  [ "$only" != node ] || return 0
  found chromium-headless-shell || ! apt-cache show chromium-headless-shell >/dev/null 2>&1 || echo chromium-headless-shell
}

as_root() { [ "$(id -u)" = 0 ] && found apt-get; }

packages=$({ missing; ! as_root || lighter; } | sort -u)
if [ -n "$packages" ] && as_root; then
  echo "Installation des juges :" $packages
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # One by one: a package that a distribution does not have must not keep the others away.
  for package in $packages; do
    apt-get install -y -qq --no-install-recommends "$package" >/dev/null || echo "Paquet introuvable : $package"
  done
  # Ubuntu has Chromium as a snap only, which a test cannot drive: Playwright then brings its own.
  [ "$only" = node ] || have_browser || ../../.venv/bin/python -m playwright install --with-deps chromium || true
  packages=$(missing)
fi

if found npm; then
  lock=$(sha256sum package-lock.json | cut -c1-16)
  if [ ! -e "node_modules/.installed-$lock" ]; then
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error && touch "node_modules/.installed-$lock" ||
      packages="$packages npm-ci"
  fi
fi

if [ "$only" != node ] && ../../.venv/bin/python -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))'; then
  ls ../../var/judges/pip-*.whl >/dev/null 2>&1 ||
    ../../.venv/bin/python -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
      -d ../../var/judges -r oldest-pip.txt || packages="$packages pip"
fi

if [ -n "$packages" ]; then
  echo "Juges absents, ce qu’ils vérifient sera passé :" $packages
  [ "${CI:-}" != true ] || exit 1
fi
