import { n as mayDiffer, t as checkShared } from "./shared-files2.js";

export { checkShared };