import { n as takeSnapshot, t as refreshSnapshot } from "./snapshot3.js";

export { takeSnapshot };