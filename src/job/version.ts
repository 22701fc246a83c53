import manifest from '../../package.json' with { type: 'json' }

/** The version of this action, for reports. */
export const VERSION: string = manifest.version
