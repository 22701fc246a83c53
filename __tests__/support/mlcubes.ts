import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { buildImage, busyboxImage } from '../../stand-ins/images.ts'
import { tempFolder } from '../../stand-ins/workspace.ts'

const IMAGE = 'medperf-test/mlcube:1'

/** The entrypoint of an MLCube: a task is a function of the parameters file, which an MLCube gets byte for byte. */
const ENTRYPOINT = `#!/bin/sh
set -eu
task=$1
shift
for argument in "$@"; do
  argument=\${argument#--}
  export "\${argument%%=*}=\${argument#*=}"
done
. "$parameters_file"
"$task"
`

const BENCHMARK = `version: 1
name: tiny-mlcubes
demo_dataset: { path: demo/ }
data_preparator: { config: prep/mlcube.yaml }
reference_model: { config: model/mlcube.yaml }
evaluator: { config: metrics/mlcube.yaml }
`

const PREP = `docker: { image: ${IMAGE} }
tasks:
  prepare:
    parameters:
      inputs: { data_path: raw/, labels_path: raw_labels/, parameters_file: parameters.yaml }
      outputs:
        output_path: data/
        output_labels_path: labels/
        metadata_path: metadata/
        report_file: { type: file, default: report.yaml }
  sanity_check:
    parameters:
      inputs: { data_path: data/, labels_path: labels/, parameters_file: parameters.yaml }
  statistics:
    parameters:
      inputs: { data_path: data/, labels_path: labels/, metadata_path: metadata/, parameters_file: parameters.yaml }
      outputs: { output_path: { type: file, default: statistics.yaml } }
`

const MODEL = `docker: { image: ${IMAGE} }
tasks:
  infer:
    parameters:
      inputs: { data_path: data/, parameters_file: parameters.yaml, weights: additional_files/weights.txt }
      outputs: { output_path: predictions/ }
`

const METRICS = `docker: { image: ${IMAGE} }
tasks:
  evaluate:
    parameters:
      inputs: { predictions: predictions/, labels: labels/, parameters_file: parameters.yaml }
      outputs: { output_path: { type: file, default: results.yaml } }
`

/** A benchmark of three MLCubes whose tasks are shell functions; its files by path. */
export const TINY_MLCUBES: Readonly<Record<string, string>> = {
  'benchmark.yaml': BENCHMARK,
  'prep/mlcube.yaml': PREP,
  'prep/workspace/parameters.yaml': [
    '# Not YAML at all.',
    'prepare() { cp $data_path/* $output_path/; cp $labels_path/* $output_labels_path/;',
    '  echo seen > $metadata_path/note.txt; echo "stage: 1" > $report_file; }',
    'sanity_check() { test -s $data_path/numbers.txt; }',
    'statistics() { echo "note: $(cat $metadata_path/note.txt)" > $output_path; }',
    '',
  ].join('\n'),
  'model/mlcube.yaml': MODEL,
  'model/workspace/additional_files/weights.txt': '3\n',
  'model/workspace/parameters.yaml':
    'infer() { while read -r x; do echo $((x * $(cat $weights))); done < $data_path/numbers.txt > $output_path/p.txt; }\n',
  'metrics/mlcube.yaml': METRICS,
  'metrics/workspace/parameters.yaml':
    'evaluate() { cmp $predictions/p.txt $labels/numbers.txt && echo "accuracy: 1" > $output_path; }\n',
  'demo/paths.yaml': 'data_path: data\nlabels_path: labels\n',
  'demo/data/numbers.txt': '1\n2\n',
  'demo/labels/numbers.txt': '3\n6\n',
}

/** Builds the image of the three MLCubes unless Docker has it. */
export async function mlcubeImage(): Promise<void> {
  const base = await busyboxImage()
  await using folder = await tempFolder('medperf-entrypoint-')
  const file = join(folder.path, 'entrypoint')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, ENTRYPOINT)
  await chmod(file, 0o755)
  await buildImage(IMAGE, `FROM ${base}\nCOPY entrypoint /entrypoint\nENTRYPOINT ["/entrypoint"]\n`, [file])
}
