import type { Inputs } from '../runner/inputs.ts'

/** Whether the inputs name somebody to register as. */
export const hasCredential = ({ medperfToken, loginEmail }: Inputs): boolean =>
  medperfToken !== undefined || loginEmail !== undefined
