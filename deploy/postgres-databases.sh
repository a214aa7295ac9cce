#!/bin/sh
# Runs once, on an empty volume: a database and a user each for the ledger and for Temporal.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  -v dossier="$DOSSIER_DB_PASSWORD" -v temporal="$TEMPORAL_DB_PASSWORD" <<'SQL'
create user dossier password :'dossier';
create database dossier owner dossier;
create user temporal password :'temporal';
create database temporal owner temporal;
create database temporal_visibility owner temporal;
SQL
