import { expect, test } from 'vitest'
import { FILES, findPlace, listVolumes, REQUIRED_OUTPUTS, WRITTEN } from '../../src/containers/volumes.ts'
import { TASKS } from '../../src/facts/task.ts'

/**
 * The table of docs/medperf.md 13.2 for the tasks of a compatibility test: name, in or out, directory or
 * file.
 */
const CONTRACT = {
  prepare: [
    'data_path in D',
    'labels_path in D',
    'output_path out D',
    'output_labels_path out D',
    'metadata_path out D',
    'report_file out F',
  ],
  sanity_check: ['data_path in D', 'labels_path in D', 'metadata_path in D'],
  statistics: ['data_path in D', 'labels_path in D', 'metadata_path in D', 'output_path out F'],
  infer: ['data_path in D', 'output_path out D'],
  evaluate: ['predictions in D', 'labels in D', 'output_path out F', 'local_outputs_path out D'],
}

test.each(TASKS)('the volumes of %s are those of MedPerf', (task) => {
  const volumes = listVolumes(task).map((name) => {
    const place = findPlace(task, name)
    if (place === undefined) throw new Error(name)
    return `${name} ${WRITTEN[task].has(place) ? 'out' : 'in'} ${FILES.has(place) ? 'F' : 'D'}`
  })
  expect(volumes).toEqual([...CONTRACT[task], 'parameters_file in F', 'additional_files in D'])
})

test('what a task has to hand on are outputs that MedPerf knows', () => {
  for (const task of TASKS) {
    for (const name of REQUIRED_OUTPUTS[task])
      expect(CONTRACT[task].some((row) => row.startsWith(`${name} out`))).toBe(true)
  }
})

test('names that every object has are no volumes', () => {
  expect(findPlace('infer', 'constructor')).toBeUndefined()
  expect(findPlace('infer', 'toString')).toBeUndefined()
})
