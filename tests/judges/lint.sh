#!/usr/bin/env bash
# Scripts and style sheets, judged by ESLint and Stylelint (installed by install.sh). Called by `make lint`.
set -euo pipefail
cd "$(dirname "$0")/../.."
judges=tests/judges

if ! command -v node >/dev/null 2>&1 || [ ! -x $judges/node_modules/.bin/eslint ]; then
  echo "Scripts et feuilles de style non vérifiés : Node ou ses juges manquent (tests/judges/install.sh)."
  [ "${CI:-}" != true ] || exit 1
  exit 0
fi
$judges/node_modules/.bin/eslint --config $judges/eslint.config.mjs --max-warnings 0 static/js tests/js $judges/*.mjs
$judges/node_modules/.bin/stylelint --config $judges/stylelint.config.mjs --max-warnings 0 \
  "static/css/**/*.css" "static/admin/*.css" "static/pdf/*.css"
