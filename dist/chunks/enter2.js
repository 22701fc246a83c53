import { t as describeEntry } from "./enter.js";

export { describeEntry };