#!/bin/sh
# Usage: run-by-hand.sh OUTPUT-FOLDER
# The five tasks with nothing but Docker (ENGINE=podman for Podman), each as MedPerf's client starts it: the caller's
# user, no network, inputs read-only, a fresh /tmp.
set -eu
engine=${ENGINE:-docker}
here=$(cd "$(dirname "$0")" && pwd -P)
mkdir -p "$1"
out=$(cd "$1" && pwd -P)
[ -z "$(ls -A "$out")" ] || { echo "run-by-hand.sh: $out is not empty" >&2; exit 2; }
volumes=/mlcommons/volumes
parameters=$volumes/parameters/parameters_file.yaml

# A file that a container is to write must be there before: Docker would mount a folder in its place.
mkdir "$out/data" "$out/labels" "$out/predictions"
: > "$out/statistics.yaml"
: > "$out/results.yaml"

run() { # TASK FOLDER-OF-THE-CONTAINER SCRIPT VOLUME...
  task=$1 image=$(sed -n 's/^image: //p' "$here/$2/container_config.yaml") script=$3
  shift 3
  tmp=$(mktemp -d)
  for volume; do shift; set -- "$@" --volume "$volume"; done
  echo "== $task"
  "$engine" run --rm -u "$(id -u):$(id -g)" "$@" --volume "$tmp:/tmp:rw" --network none "$image" python3 "/app/$script"
  rm -rf "$tmp"
}

run prepare prep prepare.py \
  "$here/demo/raw:$volumes/raw_data:ro" "$here/demo/labels:$volumes/raw_labels:ro" \
  "$here/prep/parameters.yaml:$parameters:ro" \
  "$out/data:$volumes/data:rw" "$out/labels:$volumes/labels:rw"
run sanity_check prep sanity_check.py \
  "$out/data:$volumes/data:ro" "$out/labels:$volumes/labels:ro" "$here/prep/parameters.yaml:$parameters:ro"
run statistics prep summarise.py \
  "$out/data:$volumes/data:ro" "$out/labels:$volumes/labels:ro" \
  "$out/statistics.yaml:$volumes/statistics/statistics.yaml:rw"
run infer model infer.py \
  "$out/data:$volumes/data:ro" "$here/model/additional_files:$volumes/additional_files:ro" \
  "$out/predictions:$volumes/predictions:rw"
run evaluate metrics evaluate.py \
  "$out/predictions:$volumes/predictions:ro" "$out/labels:$volumes/labels:ro" \
  "$here/metrics/parameters.yaml:$parameters:ro" \
  "$out/results.yaml:$volumes/results/results.yaml:rw"
cat "$out/results.yaml"
