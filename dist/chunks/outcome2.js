import { n as readTini, t as judge } from "./outcome3.js";

export { judge, readTini };