#!/bin/sh
# Brings Temporal's schema up to date; safe to repeat.
set -eu
for pair in temporal:temporal temporal_visibility:visibility; do
  tool="temporal-sql-tool --plugin postgres12 --ep postgres --port 5432 --user temporal --db ${pair%%:*}"
  $tool setup-schema -v 0.0
  $tool update-schema --schema-name "postgresql/v12/${pair##*:}"
done
