#!/usr/bin/env bash
# Every night: the whole cluster, checked, and the files. `backup.sh now` makes one at once and ends.
#
# A physical copy, not a dump: the ledger's seals name transaction ids, which a restored dump would
# begin anew. A folder counts as a backup only when it holds the file "complete".
set -euo pipefail

room=${BACKUP_FOLDER:-/backups}
files=${BACKUP_FILES:-/files}

back_up() {
  local name draft
  name=$(date +%Y-%m-%dT%H%M%S)
  draft="$room/$name.new"
  rm -rf "$room"/*.new
  mkdir "$draft"
  # The database first: a file it names was written before it was named.
  pg_basebackup --pgdata="$draft/database" --checkpoint=fast --wal-method=stream
  pg_verifybackup --quiet "$draft/database"
  tar --create --gzip --file="$draft/database.tar.gz" --directory="$draft" database
  rm -rf "$draft/database"
  tar --create --gzip --file="$draft/files.tar.gz" --directory="$files" .
  (cd "$draft" && sha256sum ./*.tar.gz >sha256)
  touch "$draft/complete"
  mv "$draft" "$room/$name"
  echo "backup: $room/$name"
}

forget_old() { # only after a new one is complete
  find "$room" -mindepth 1 -maxdepth 1 -type d -name '20*' -mtime "+${BACKUP_DAYS:-14}" -exec rm -rf {} +
}

if [ "${1:-}" = now ]; then
  back_up
  exit
fi
while true; do
  next=$(date --date="today $BACKUP_AT" +%s)
  [ "$next" -gt "$(date +%s)" ] || next=$(date --date="tomorrow $BACKUP_AT" +%s)
  sleep $((next - $(date +%s))) &
  wait $! # so that a TERM is heard at once
  if back_up; then forget_old; else echo "backup: failed, the old ones stay" >&2; fi
done
