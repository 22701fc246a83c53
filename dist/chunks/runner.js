import { t as readRunner } from "./runner2.js";

export { readRunner };