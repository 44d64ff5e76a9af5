#!/bin/sh
# Runs once, when PostgreSQL's volume is empty. Two roles, neither a superuser and neither able to step around row-level
# security: halfhour_owner owns the tables and migrates them; halfhour, the app, only reads and writes rows.
set -eu

psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\getenv database POSTGRES_DB
\getenv owner_password HALFHOUR_DB_OWNER_PASSWORD
\getenv app_password HALFHOUR_DB_PASSWORD

CREATE ROLE halfhour_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
CREATE ROLE halfhour LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';

REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO halfhour_owner, halfhour;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO halfhour_owner;
GRANT USAGE ON SCHEMA public TO halfhour;

ALTER DEFAULT PRIVILEGES FOR ROLE halfhour_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO halfhour;
ALTER DEFAULT PRIVILEGES FOR ROLE halfhour_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO halfhour;
SQL
