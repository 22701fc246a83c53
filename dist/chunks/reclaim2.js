import { t as reclaim } from "./reclaim.js";

export { reclaim };