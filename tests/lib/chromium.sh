# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# Finds a Chromium that runs. Sourced; needs packages.sh.
#
# On Ubuntu the packages chromium and chromium-browser hold no browser, only a command that leads to a snap: whether there is
# a command says nothing, so each one is asked for its version.

no_chromium="The browser tests need Chromium or Chrome, and this distribution's package holds none (on Ubuntu it leads to a snap).
Install one in another way, for example Google Chrome as a .deb from https://www.google.com/chrome/, or
  cd tests/browser && npm ci && npx playwright-core install --with-deps chromium-headless-shell
and run this again; TUTELA_TEST_CHROMIUM=PATH names a browser that is found nowhere else.
Without a browser: tests/run sqlite postgres judges."

# The browser's path. A snap comes last: it sees only a part of the machine's folders.
find_chromium() {
  local name path names=(chromium chromium-browser google-chrome google-chrome-stable) downloaded=${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}
  if [ -n "${TUTELA_TEST_CHROMIUM:-}" ]; then names=("$TUTELA_TEST_CHROMIUM"); else names+=("$downloaded"/chromium*/chrome*linux*/{chrome-headless-shell,headless_shell,chrome} /snap/bin/chromium); fi
  for name in "${names[@]}"; do
    path=$(command -v "$name") && timeout 20 "$path" --version 2>/dev/null | grep -q '[0-9]' && echo "$path" && return
  done
  return 1
}

# Whether apt-get has a chromium that is a browser; the lists are renewed by then.
chromium_is_packaged() {
  local package
  package=$(apt-cache show --no-all-versions chromium 2>/dev/null) && [ -n "$package" ] && ! grep -qi '\bsnap\b' <<<"$package"
}
