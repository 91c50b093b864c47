#!/usr/bin/env bash
# Runs roles.sql when the image of PostgreSQL sets its database up; the passwords come from files.
set -euo pipefail
psql --no-psqlrc --quiet --username "${POSTGRES_USER:-postgres}" --dbname "$POSTGRES_DB" \
  --set owner_password="$(cat /run/secrets/postgres_owner)" \
  --set app_password="$(cat /run/secrets/postgres_app)" \
  --set backup_password="$(cat /run/secrets/postgres_backup)" \
  --file /etc/roles.sql
