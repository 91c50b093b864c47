-- The roles of a Tutela database (M-5.2, M-8.1). Run it once as an administrator, connected to that database:
--   psql -d tutela -v owner_password=… -v app_password=… -v backup_password=… -f roles.sql
-- It may be run again: what is there is set right.
--
--   tutela_owner   owns the schema; `tutela migrate` signs in as it, nothing else does
--   tutela_app     what the application is: rows of one tenant at a time, owner of nothing, bound by row-level security
--   tutela_worker  nobody signs in as it; the application becomes it to see which tenants have due work
--   tutela_backup  reads everything past row-level security, writes nothing

\set ON_ERROR_STOP on
SET client_min_messages = error;
BEGIN;

SELECT format('CREATE ROLE %I', name)
FROM unnest(ARRAY['tutela_owner', 'tutela_app', 'tutela_worker', 'tutela_backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE tutela_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD :'owner_password';
-- NOINHERIT: the policy that lets tutela_worker see the outbox of all tenants would else hold for the application always,
-- and not only where it has become tutela_worker.
ALTER ROLE tutela_app LOGIN NOINHERIT NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB PASSWORD :'app_password';
ALTER ROLE tutela_worker NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB;
ALTER ROLE tutela_backup LOGIN BYPASSRLS NOSUPERUSER NOCREATEROLE NOCREATEDB PASSWORD :'backup_password';
ALTER ROLE tutela_backup SET default_transaction_read_only = on;

-- Since PostgreSQL 16 a membership carries its own INHERIT, taken from the member when it is granted: grant it anew.
REVOKE tutela_worker FROM tutela_app;
GRANT tutela_worker TO tutela_app;
GRANT pg_read_all_data TO tutela_backup;

SELECT format('ALTER DATABASE %I OWNER TO tutela_owner', current_database()) \gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database()) \gexec
SELECT format('GRANT CONNECT ON DATABASE %I TO tutela_app, tutela_backup', current_database()) \gexec
ALTER SCHEMA public OWNER TO tutela_owner;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO tutela_app, tutela_worker;

COMMIT;
