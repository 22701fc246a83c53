/** Programs that run containers. */
export const ENGINE_COMMANDS = ['docker', 'podman', 'apptainer', 'singularity'] as const
export type EngineCommand = (typeof ENGINE_COMMANDS)[number]
