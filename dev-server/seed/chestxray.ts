import type { EraRules } from '../era.ts'

/** The demo dataset of MedPerf's public tutorial (docs/medperf.md 10.3). */
export const demoDataset = {
  demo_dataset_tarball_url:
    'https://storage.googleapis.com/medperf-storage/chestxray_tutorial/demo_data.tar.gz',
  demo_dataset_tarball_hash: '71faabd59139bee698010a0ae3a69e16d97bc4f2dde799d9e187b94ff9157c00',
  demo_dataset_generated_uid: '730d2474d8f22340d9da89fa2eb925fcb95683e0',
}

/** The containers of the tutorial. */
export type Part = 'prep' | 'cnn' | 'mobilenet' | 'metrics'

const hashes: Readonly<Record<Part, string>> = {
  prep: 'f8697dc1c646395ad1ac54b8c0373195dbcfde0c4ef5913d4330a5fe481ae9a4',
  cnn: 'a1bdddce05b9d156df359dd570de8031fdd1ea5a858f755139bed4a95fad19d1',
  mobilenet: 'b'.repeat(64),
  metrics: 'd33904c1104d0a3df314f29c603901a8584fec01e58b90d7ae54c8d74d32986c',
}

/** The body that registers a container in OPERATION, in the form of the era. */
export function containerBody({ containers }: EraRules, part: Part): Readonly<Record<string, unknown>> {
  const shared = { name: `chestxray_${part}`, state: 'OPERATION', additional_files_tarball_hash: '' }
  if (containers === 'json') {
    return {
      ...shared,
      container_config: configOf(part),
      parameters_config: null,
      image_hash: `sha256:${hashes[part]}`,
    }
  }
  return {
    ...shared,
    git_mlcube_url: `https://git.example.org/chestxray/${part}/mlcube.yaml`,
    mlcube_hash: hashes[part],
    parameters_hash: '',
    image_tarball_hash: '',
    image_hash: hashes[part],
  }
}

const volume = (name: string, type: 'file' | 'directory' = 'directory') => ({
  mount_path: `/mlcommons/volumes/${name}`,
  type,
})

const prepared = { data_path: volume('data'), labels_path: volume('labels') }

const preparatorTasks = {
  prepare: {
    input_volumes: { data_path: volume('raw_data'), labels_path: volume('raw_labels') },
    output_volumes: { output_path: volume('data'), output_labels_path: volume('labels') },
  },
  sanity_check: { input_volumes: prepared },
  statistics: {
    input_volumes: prepared,
    output_volumes: { output_path: volume('statistics/statistics.yaml', 'file') },
  },
}

const modelTasks = {
  infer: {
    input_volumes: { data_path: volume('data') },
    output_volumes: { output_path: volume('predictions') },
  },
}

const evaluatorTasks = {
  evaluate: {
    input_volumes: { predictions: volume('predictions'), labels: volume('labels') },
    output_volumes: { output_path: volume('results/results.yaml', 'file') },
  },
}

const tasks: Readonly<Record<Part, object>> = {
  prep: preparatorTasks,
  cnn: modelTasks,
  mobilenet: modelTasks,
  metrics: evaluatorTasks,
}

const configOf = (part: Part): object => ({
  container_type: 'DockerImage',
  image: `mlcommons/chestxray-tutorial-${part === 'mobilenet' ? 'mobilenetv2' : part}:0.0.1`,
  tasks: tasks[part],
})
