# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# Installs with apt-get what is missing. Sourced; needs say.sh.

missing_packages=()

has() { command -v "$1" >/dev/null 2>&1; }

# need COMMAND PACKAGE…: remembers the packages when the command is not there.
need() {
  has "$1" || missing_packages+=("${@:2}")
}

install_missing() {
  [ "${#missing_packages[@]}" -gt 0 ] || return 0
  local root=() settings=/etc/postgresql-common/createcluster.d/tutela-tests.conf
  if [ "$(id -u)" -ne 0 ]; then root=(sudo); fi
  if ! has apt-get || { [ "$(id -u)" -ne 0 ] && ! has sudo; }; then
    complain "Install these first (no apt-get, or neither root nor sudo): ${missing_packages[*]}"
    return 1
  fi
  headline "Installing ${missing_packages[*]}"
  local apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q)
  "${apt[@]}" update || complain "The package lists could not be renewed; going on with the old ones."
  if [[ " ${missing_packages[*]} " == *" chromium "* ]] && ! chromium_is_packaged; then
    complain "$no_chromium"
    return 1
  fi
  if [[ " ${missing_packages[*]} " == *" postgresql "* ]]; then
    # The tests start servers of their own: the package shall not set one up for the whole machine.
    "${apt[@]}" install -y --no-install-recommends postgresql-common || return 1
    "${root[@]}" mkdir -p "${settings%/*}" && echo "create_main_cluster = false" | "${root[@]}" tee "$settings" >/dev/null
  fi
  local result=0
  "${apt[@]}" install -y --no-install-recommends "${missing_packages[@]}" || result=$?
  "${root[@]}" rm -f "$settings"
  if [[ " ${missing_packages[*]} " == *" redis-server "* ]] && [ -d /run/systemd/system ]; then
    "${root[@]}" systemctl disable --now redis-server >/dev/null 2>&1
  fi
  missing_packages=()
  return "$result"
}

# The toolchains are the developer's to choose, so they are asked for and not installed.
check_toolchains() {
  if ! has cargo && [ -x "$HOME/.cargo/bin/cargo" ]; then PATH=$HOME/.cargo/bin:$PATH; fi
  has cargo || { complain "Rust is missing: install 1.94 or newer (rustup is the usual way), then run this again."; return 1; }
  local major=0
  if has node; then major=$(node -p 'process.versions.node.split(".")[0]'); fi
  if [ "$major" -lt 20 ] || ! has npm; then
    complain "Node 20 or newer with npm is missing: it bundles the browser code and runs the browser tests."
    return 1
  fi
}
