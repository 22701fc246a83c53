import { n as openSifCache, t as fileDigest } from "./sif-cache2.js";

export { fileDigest, openSifCache };