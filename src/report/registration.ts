import type { Applied } from '../medperf/apply/apply.ts'
import { code, prose } from './markdown.ts'

/** What was registered, as Markdown for the job summary and the merged pull request: names, numbers, states, and who is next. */
export function renderRegistration({ benchmark, components, next, steps, lock }: Applied): string {
  const rows = Object.entries(components).map(
    ([role, { name, uid, state }]) =>
      `| ${role.replaceAll('_', ' ')} | ${code(name, 128)} | ${uid} | ${state} |`,
  )
  const done = steps.length === 0 ? 'All of it was registered already; nothing was written.' : ''
  return [
    `### 📮 ${code(benchmark.name, 128)} is registered on ${code(lock.server, 200)}`,
    done,
    [
      '| part | name | uid | state |',
      '|:--|:--|--:|:--|',
      ...rows,
      `| benchmark | ${code(benchmark.name, 128)} | ${benchmark.uid} | ${benchmark.state}, ${benchmark.approval} |`,
    ].join('\n'),
    next.who === 'nobody' ? '' : prose(next.text, 600),
    '',
  ]
    .filter((part, index, all) => part !== '' || index === all.length - 1)
    .join('\n\n')
}
