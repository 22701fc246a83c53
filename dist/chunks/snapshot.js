import { n as takeSnapshot, t as refreshSnapshot } from "./snapshot2.js";

export { takeSnapshot };