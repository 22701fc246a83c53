import type { Gpu } from '../facts/gpu.ts'
import { countNoun, joinWords } from './format.ts'
import type { Report } from './report.ts'

type Gpus = NonNullable<Report['gpus']>

/** What an engine offers, as a sentence: `Docker 28.2 offers 2 GPUs: 0 (NVIDIA A100, GPU-5d5b…) and 1.` */
export function describeOfferedGpus(engine: string, offered: readonly Gpu[]): string {
  if (offered.length === 0) return `${engine} offers no GPU.`
  const names = offered.map(({ id, name, uuid }) => {
    const more = [name, uuid].filter((part) => part !== undefined && part !== '').join(', ')
    return more === '' ? id : `${id} (${more})`
  })
  return `${engine} offers ${countNoun(offered.length, 'GPU')}: ${joinWords(names)}.`
}

/** What the tasks ask for, as a sentence: ``infer asks for `all`, prepare and statistics ask for `device=0`.`` */
export function describeAskedGpus(asked: Gpus['asked']): string {
  if (asked.length === 0) return 'No task asks for a GPU.'
  const kinds = [...new Set(asked.map(({ gpus }) => gpus))]
  const parts = kinds.map((kind) => {
    const tasks = asked.filter(({ gpus }) => gpus === kind).map(({ task }) => task)
    return `${joinWords(tasks)} ${tasks.length === 1 ? 'asks' : 'ask'} for \`${kind}\``
  })
  return `${parts.join(', ')}; each other task for none.`
}
