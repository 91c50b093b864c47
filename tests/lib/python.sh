# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# A Python environment with the judges and the mail server, kept in the cache folder. Sourced; needs say.sh.

# Sets judges_python.
python_environment() {
  local wanted=$here/judges/requirements.txt python=python3 folder mark
  mkdir -p "$cache"
  # An interpreter without venv (a bare Debian one beside a self-built one) is passed over.
  if ! "$python" -c 'import ensurepip' 2>/dev/null && /usr/bin/python3 -c 'import ensurepip' 2>/dev/null; then python=/usr/bin/python3; fi
  mark=$({ cat "$wanted"; "$python" -c 'import sys; print(sys.executable, sys.version)'; } | sha256sum | cut -c1-12)
  folder=$cache/python-$mark
  judges_python=$folder/bin/python
  (
    flock 9
    [ -e "$folder/.complete" ] && exit 0
    headline "Python packages for the judges, into $folder"
    rm -rf "$folder"
    "$python" -m venv "$folder" &&
      "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement "$wanted" &&
      touch "$folder/.complete"
  ) 9>"$cache/python.lock" || { complain "The Python packages of the judges could not be installed."; return 1; }
  # One command that judges PDFs, for the tests that want to ask by themselves.
  printf '#!/bin/sh\nexec "%s" "%s" "$@"\n' "$judges_python" "$here/judges/judge.py" >"$work/judge"
  chmod +x "$work/judge"
  export TUTELA_TEST_JUDGES=$work/judge TUTELA_TEST_PYHANKO=$folder/bin/pyhanko
}
