#!/bin/sh
# Usage: pack-demo.sh [FILE]   (default: demo.tar.gz beside this script; needs GNU tar)
# Packs demo/ into an archive to be hosted; the same files always give the same bytes. Prints the archive's SHA-256,
# for `demo_dataset.sha256` of benchmark.yaml.
set -eu
example=$(cd "$(dirname "$0")" && pwd)
out=${1:-$example/demo.tar.gz}
tar -C "$example/demo" --format=ustar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
  --use-compress-program='gzip -9n' -cf "$out" labels paths.yaml raw
sha256sum "$out"
