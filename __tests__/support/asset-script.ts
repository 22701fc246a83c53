/** The tiny model as files alone. */
export const MODEL_FILES = { 'model/files/word-0': 'even\n', 'model/files/word-1': 'odd\n' } as const

/** Predicts with the model's words for odd and even, and compares with the labels. */
export const PREDICT = `while read n; do cat /model/word-$((n % 2)); done < /data/numbers.txt > /tmp/parity.txt
cmp /tmp/parity.txt /labels/parity.txt && echo "accuracy: 1.0" > /results/results.yaml`

/** Only predicts, for an evaluator. */
export const PREDICT_ALONE =
  'while read n; do cat /model/word-$((n % 2)); done < /data/numbers.txt > /results/parity.txt'

/** The configuration of what runs a script of the shell on a model of files; with its parameters where it takes some. */
export const scriptConfig = (image: string, script: string, parameters: 'with' | 'without') =>
  `container_type: DockerImage
image: ${image}
tasks:
  run_script:
    run_args:
      command: ${JSON.stringify(['sh', '-c', script])}
    input_volumes:
      data_path: { mount_path: /data, type: directory }
      labels_path: { mount_path: /labels, type: directory }
      model_files: { mount_path: /model, type: directory }
${parameters === 'with' ? '      parameters_file: { mount_path: /parameters.yaml, type: file }\n' : ''}    output_volumes:
      results_path: { mount_path: /results, type: directory }
`
