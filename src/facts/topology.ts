/** How the parts of a benchmark work together, under the server's names (docs/medperf.md 6.10). */
export const TOPOLOGIES = ['byo_inference_script', 'end_to_end_script', 'inference_script'] as const
export type Topology = (typeof TOPOLOGIES)[number]
