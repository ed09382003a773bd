#!/usr/bin/env bash
# Makes what is missing in ./secrets and never touches what is there: losing identity_key means losing
# every identity number. Keep a copy outside this host.
#
# The folder is closed (0700); the files in it are not, since each container reads its own as its own user.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p secrets
chmod 700 secrets

make_one() { # name, how many random bytes
  [ -s "secrets/$1" ] && return
  head -c "$2" /dev/urandom | base64 --wrap=0 >"secrets/$1.new"
  chmod 444 "secrets/$1.new"
  mv "secrets/$1.new" "secrets/$1"
  echo "secrets/$1"
}

make_one secret_key 60
make_one identity_key 32
make_one identity_index_key 32
make_one seal_key 32
for login in postgres owner app redis; do
  make_one "${login}_password" 33
done
