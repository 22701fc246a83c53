import { n as readTrigger, t as commitOf } from "./trigger2.js";

export { commitOf, readTrigger };