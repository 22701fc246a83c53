import { n as readTini, t as judge } from "./docker-outcome2.js";

export { judge, readTini };