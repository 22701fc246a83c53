/**
 * Which addresses may be asked for what a stranger names: those of everybody, or private ones and this machine as well. Those of
 * a cloud's metadata never are.
 */
export type AddressReach = 'public' | 'private'
