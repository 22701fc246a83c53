/**
 * What a run calls an image while it needs it: nobody else gives or takes these names, so neither another run nor an image archive can
 * mean another image by them. `localhost` makes them whole names for Docker and Podman alike, of no registry.
 */
export const nameOwn = (label: string, what: string): string =>
  `localhost/medperf-run/${label.slice(label.indexOf('=') + 1)}-${what.replaceAll('_', '-')}:run`
