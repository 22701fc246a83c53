import { ExpectedError } from '../../../facts/error.ts'
import { known } from '../../../facts/known.ts'
import { plainLine } from '../../../words/text.ts'
import { imageFailure } from '../../image-failure.ts'
import { type OnOutput, runProcess } from '../../process/process.ts'
import { withRetries } from '../../retries.ts'
import { inspectImage } from '../inspect.ts'
import { cleanDockerWords } from '../words.ts'
import type { PullOptions } from './pull.ts'

export interface PushOptions extends PullOptions {
  /** Gets every chunk that the client writes. */
  readonly onOutput?: OnOutput
}

/**
 * Pushes a local image, given by what it is run by, under a reference, with the login that the engine has. Docker pushes what bears the
 * name, so it is given that just before; whatever bore it gets it back. Throws an ExpectedError of kind `registry`, or the reason of
 * the signal.
 */
export async function pushImage(
  command: string,
  id: string,
  reference: string,
  options: PushOptions,
): Promise<void> {
  const { signal, onOutput } = options
  if ((await inspectImage(command, id)) === undefined) {
    throw new ExpectedError('registry', `the image ${plainLine(id, 100)} is no longer on this machine`, {
      hint: 'Let nothing remove images while this runs, and run the job again.',
    })
  }
  const push = async (words: readonly string[]) => {
    const pushed = await withRetries(
      () => runProcess(command, ['push', ...words], known({ signal, onOutput })),
      options,
    )
    signal.throwIfAborted()
    if (pushed.code !== 0) throw pushFailure(reference, cleanDockerWords(pushed.stderr))
  }
  // Podman needs no name for it.
  if (command === 'podman') return push([id, `docker://${reference}`])
  const before = await inspectImage(command, reference)
  try {
    const tagged = await runProcess(command, ['tag', id, reference], { signal })
    signal.throwIfAborted()
    if (tagged.code !== 0) throw pushFailure(reference, cleanDockerWords(tagged.stderr))
    await push([reference])
  } finally {
    await giveBack(command, { id, reference, before: before?.Id })
  }
}

/** A tag for each commit would keep every image on a runner that lives on; one that is the image's only name stays. */
async function giveBack(
  command: string,
  {
    id,
    reference,
    before,
  }: { readonly id: string; readonly reference: string; readonly before?: string | undefined },
): Promise<void> {
  if (before === id) return
  if (before !== undefined) return void (await runProcess(command, ['tag', before, reference]))
  const now = await inspectImage(command, reference)
  // Another job may have given the name to its own meanwhile.
  if (now?.Id === id && (now.RepoTags ?? []).length > 1)
    await runProcess(command, ['image', 'rm', '--no-prune', reference])
}

function pushFailure(reference: string, reason: string): ExpectedError {
  const message = `the image cannot be pushed as ${plainLine(reference, 300)}: ${reason}`
  const hint = HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? imageFailure(message, reason).hint
  return new ExpectedError('registry', message, { hint })
}

const LOG_IN =
  'Log in to the registry with docker/login-action before this step, as somebody who may push there; for ghcr.io the job also needs `packages: write`.'

const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /write_package/i,
    'Give this repository the role "Write" under "Manage Actions access" in the settings of the package, and the job `packages: write`.',
  ],
  [/denied|unauthorized|authentication required|no basic auth credentials|forbidden|\b40[13]\b/i, LOG_IN],
  [/name unknown|repository .* not exist/i, 'Create the repository in the registry first.'],
  [
    /connection refused|no such host|server misbehaving|timeout|dial tcp/i,
    'Check the name of the registry in `image`, and whether it is up.',
  ],
  [/server gave HTTP response to HTTPS client/i, 'Only a registry on this machine may speak plain http.'],
]
