import { t as readImageConfig } from "./image-config2.js";

export { readImageConfig };