/** Where rows of a server lie, by the server's own names. */
export const COLLECTIONS = ['mlcubes', 'models', 'benchmarks'] as const
export type Collection = (typeof COLLECTIONS)[number]
/** Where rows are read and changed; an asset is created only inside its model (docs/medperf.md 5.2). */
export type Table = Collection | 'assets'
