import { n as retry, t as VERSION } from "./dist-bundle4.js";

export { VERSION, retry };