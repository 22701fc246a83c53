#!/bin/bash
# Usage: five-runs.sh WORK-FOLDER
# What bench compares the action with: the five tasks of examples/breast-cancer-wdbc as five `docker run` with
# the flags of MedPerf's client (docs/medperf.md 14.1), sanity_check, statistics and infer side by side.
# Prints seconds of the whole.
set -eu
engine=${ENGINE:-docker}
example=$(cd "$(dirname "$0")/../examples/breast-cancer-wdbc" && pwd -P)
mkdir -p "$1"
work=$(cd "$1" && pwd -P)
[ -z "$(ls -A "$work")" ] || { echo "five-runs.sh: $work is not empty" >&2; exit 2; }
user=${RUN_AS:-$(id -u):$(id -g)}
volumes=/mlcommons/volumes
for part in prep model metrics; do
  declare "$part=$(sed -n 's/^image: //p' "$example/$part/container_config.yaml")"
done
start=${EPOCHREALTIME/./}

mkdir "$work"/{data,labels,predictions,logs,tmp} "$work"/tmp/{prepare,sanity_check,statistics,infer,evaluate}
touch "$work/statistics.yaml" "$work/results.yaml"
[ -z "${RUN_AS:-}" ] || chown -R "$RUN_AS" "$work"

run() { # TASK IMAGE SCRIPT VOLUME...
  local task=$1 image=$2 script=$3 binds=() volume
  for volume in "${@:4}"; do binds+=(--volume "$volume"); done
  "$engine" run --name "medperf-$task-$(od -An -N8 -tx8 /dev/urandom | tr -d ' ')" --rm -u "$user" "${binds[@]}" \
    --volume "$work/tmp/$task:/tmp:rw" --network none "$image" python3 "/app/$script" > "$work/logs/$task.txt" 2>&1 ||
    { echo "five-runs.sh: $task failed" >&2; cat "$work/logs/$task.txt" >&2; return 1; }
}

data=$work/data:$volumes/data
labels=$work/labels:$volumes/labels
prep_parameters=$example/prep/parameters.yaml:$volumes/parameters/parameters_file.yaml:ro
# shellcheck disable=SC2154 # prep, model and metrics are declared above
run prepare "$prep" prepare.py "$example/demo/raw:$volumes/raw_data:ro" "$example/demo/labels:$volumes/raw_labels:ro" \
  "$prep_parameters" "$data:rw" "$labels:rw"
run sanity_check "$prep" sanity_check.py "$data:ro" "$labels:ro" "$prep_parameters" & sanity_check=$!
run statistics "$prep" summarise.py "$data:ro" "$labels:ro" \
  "$work/statistics.yaml:$volumes/statistics/statistics.yaml:rw" & statistics=$!
# shellcheck disable=SC2154
run infer "$model" infer.py "$data:ro" "$example/model/additional_files:$volumes/additional_files:ro" \
  "$work/predictions:$volumes/predictions:rw"
# shellcheck disable=SC2154
run evaluate "$metrics" evaluate.py "$work/predictions:$volumes/predictions:ro" "$labels:ro" \
  "$example/metrics/parameters.yaml:$volumes/parameters/parameters_file.yaml:ro" \
  "$work/results.yaml:$volumes/results/results.yaml:rw"
wait "$sanity_check"
wait "$statistics"
took=$((${EPOCHREALTIME/./} - start))
printf '%d.%03d\n' $((took / 1000000)) $((took / 1000 % 1000))
