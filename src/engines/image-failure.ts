import { ExpectedError } from '../facts/error.ts'

/** An ExpectedError of an image that could not be had, with what to do about this reason. */
export function imageFailure(message: string, reason: string): ExpectedError {
  const cut = reason.slice(0, MATCHED)
  const [kind, hint] = HINTS.find(([pattern]) => pattern.test(cut))?.[1] ?? ['image', OTHERWISE]
  return new ExpectedError(kind, message, { hint })
}

/** UTF-16 units of a reason that are looked at. */
const MATCHED = 2_000

const OTHERWISE =
  'Check the name and tag, and that this machine reaches the registry; or build the image before this step.'

const HINTS: readonly (readonly [RegExp, readonly ['image' | 'disk-full', string]])[] = [
  [
    /proxyconnect|invalid proxy address/i,
    [
      'image',
      'The proxy is what cannot be reached: correct it in the settings of Docker’s daemon, for Podman and Apptainer in the runner’s `HTTPS_PROXY`, or add the registry to `NO_PROXY` there.',
    ],
  ],
  [
    /no space left on device/i,
    ['disk-full', 'Free disk space before this step, or use a runner with a larger disk.'],
  ],
  [
    /toomanyrequests|rate limit/i,
    ['image', 'Docker Hub limits anonymous pulls: log in with docker/login-action before this step.'],
  ],
  [
    /manifest unknown|manifest for .* not found|no such (?:manifest|image)|: not found$/i,
    ['image', 'Check name and tag, and that the image was pushed.'],
  ],
  [
    /getting credentials|docker-credential-/i,
    [
      'image',
      'Where the credential helper takes its keys from the environment, name those variables in the input `pass-environment`.',
    ],
  ],
  [
    /denied|unauthorized|authentication/i,
    [
      'image',
      'Check the name; if the image is private, log in before this step. Hospitals must be able to pull it too.',
    ],
  ],
  [
    /no matching manifest|does not (?:provide|match) the specified platform/i,
    ['image', 'Build the image for this processor too (docker buildx build --platform).'],
  ],
  [
    /no such host|server misbehaving|dial tcp|network is unreachable|connection refused|name resolution|dns/i,
    [
      'image',
      'This machine does not reach the registry: check its DNS, network and proxies, and the host in `image`; or build the image before this step.',
    ],
  ],
]
