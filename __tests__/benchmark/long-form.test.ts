import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readToy, TOY } from './toy.ts'

const text = readFileSync(join(TOY, 'benchmark.yaml'), 'utf8')

test.each([
  [/data_preparator:\n(.*\n){2}/, 'data_preparator: 12\n', '`data_preparator: {uid: 12}`'],
  [/data_preparator:\n(.*\n){2}/, 'data_preparator: "12"\n', '`data_preparator: {uid: 12}`'],
  [
    /reference_model:\n(.*\n){2}/,
    'reference_model: model/container_config.yaml\n',
    '`reference_model: {config: model/container_config.yaml}`',
  ],
  [/evaluator:\n(.*\n){2}/, 'evaluator: my config.yaml\n', '`evaluator: {config: "my config.yaml"}`'],
  [/evaluator:\n(.*\n){2}/, 'evaluator:\n', '`evaluator: {config: …}`'],
  [/evaluator:\n(.*\n){2}/, 'evaluator:\n  - config: metrics/container_config.yaml\n', 'Remove the dash'],
  [/demo_dataset:\n.*\n/, 'demo_dataset: demo/\n', '`demo_dataset: {path: demo/}`'],
  [
    /demo_dataset:\n.*\n/,
    'demo_dataset: https://example.org/a.tar\n',
    '`demo_dataset: {url: "https://example.org/a.tar"}`',
  ],
  [/demo_dataset:\n.*\n/, 'demo_dataset: https://example.org/a?sig=1\n', '`demo_dataset: {url: …}`'],
  ['{ path: model/weights/ }', 'model/weights/', '`additional_files: {path: model/weights/}`'],
  [/$/, 'metrics: {right: 0.9}', '`right: {min: 0.9}`'],
  [/$/, 'metrics: {right: 1}', '`right: {min: 1}`'],
  [/$/, 'metrics: {right: ">= 0.9"}', '`right: {min: 0.9}`'],
  [/$/, 'metrics: {loss: "< 2"}', '`loss: {max: 2}`'],
  [/$/, 'metrics: {right: [0.5, 1]}', '`right: {min: 0.5, max: 1}`'],
  [/$/, 'metrics: [right, loss]', '`metrics: {right: {min: …}, loss: {min: …}}`'],
  [/$/, 'metrics: [{right: 0.9}]', '`metrics: {right: {min: 0.9}}`'],
  [/$/, 'metrics: [{name: right, min: 0.9}]', '`metrics: {right: {min: 0.9}}`'],
  [/$/, 'metrics: right', '`metrics: {right: {min: …}}`'],
  [/$/, 'submit: operation', '`submit: {state: operation}`'],
  [/$/, 'submit: DEVELOPMENT', '`submit: {state: development}`'],
  [/$/, 'submit: true', '`submit: {state: operation}`'],
  [/$/, 'associations: always', '`associations: {datasets: {mode: always}, models: {mode: always}}`'],
  [/$/, 'associations: {models: never}', '`models: {mode: never}`'],
  [/$/, 'associations: {datasets: [a@b.org]}', '`datasets: {mode: allowlist, allow: [a@b.org]}`'],
  [/$/, 'associations: {datasets: {mode: allowlist, allow: a@b.org}}', '`allow: [a@b.org]`'],
  [/$/, 'run: docker', '`run: {runtime: docker}`'],
  [/$/, 'run: {tasks: {infer: 30m}}', '`infer: {timeout: "30m"}`'],
  [/$/, 'run: 3', 'It has the keys `runtime`, `gpus`'],
])('%s as %j gets the long form', async (from, to, hint) => {
  const { said } = await readToy({ 'benchmark.yaml': text.replace(from, to) })
  expect(said[0]).toMatch(/^error benchmark.yaml:\d+ `.*` should be a (mapping|list), not /)
  expect(said[0]).toContain(` | `)
  expect(said[0]).toContain(hint)
})

const model = readFileSync(join(TOY, 'model/container_config.yaml'), 'utf8')

test.each([
  [
    /run_args:\n( {6}.*\n)+/,
    'run_args: python3 /app/run.py\n',
    '`run_args: {command: "python3 /app/run.py"}`',
  ],
  [/run_args:\n( {6}.*\n)+/, 'run_args: [python3, run.py]\n', '`run_args: {command: ["python3","run.py"]}`'],
  [
    /run_args:\n( {6}.*\n)+/,
    'run_args: {command: [a], environment: [A=1, B=s3cret]}\n',
    '`environment: {A: "…", B: "…"}`',
  ],
  [
    /input_volumes:\n(.*\n)+? {4}output/,
    'input_volumes: [data_path]\n    output',
    'Write each as `data_path: {mount_path: ',
  ],
  [/data_path: .*/, 'data_path: /data', '`data_path: {mount_path: /data, type: directory}`'],
  [/data_path: .*/, 'data_path: ./data:/in/list.csv', 'For example'],
  [/tasks:\n.*/s, 'tasks: [infer]\n', 'Write each as a key below `tasks`'],
])('in a configuration %s as %j gets it too', async (from, to, hint) => {
  expect(model).toMatch(from)
  const { said } = await readToy({ 'model/container_config.yaml': model.replace(from, to) })
  expect(said.filter((one) => one.includes(hint))).toHaveLength(1)
  expect(said.join()).not.toContain('s3cret')
})
