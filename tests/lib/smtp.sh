# shellcheck shell=bash disable=SC2034,SC2154 # one script in parts: names are shared
# A mail server that writes what it gets into a folder. Sourced; needs servers.sh and python.sh.

# Exports TUTELA_TEST_SMTP (host:port) and TUTELA_TEST_SMTP_DIR.
start_smtp() {
  mkdir -p "$work/mail"
  set -m
  "$judges_python" "$here/judges/smtp.py" "$work/mail" </dev/null >"$work/smtp.port" 2>"$work/smtp.log" &
  server_pid=$!
  set +m
  if ! await "$server_pid" test -s "$work/smtp.port"; then
    complain "The mail server did not start:" && cat "$work/smtp.log" >&2
    return 1
  fi
  server_pids+=("$server_pid:TERM")
  TUTELA_TEST_SMTP=127.0.0.1:$(<"$work/smtp.port")
  TUTELA_TEST_SMTP_DIR=$work/mail
  export TUTELA_TEST_SMTP TUTELA_TEST_SMTP_DIR
  say "Mail server on port ${TUTELA_TEST_SMTP#*:}"
}
