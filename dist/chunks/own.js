import { a as listImages, i as keepNameless, n as findTheirs, o as releaseNameless, r as hasName, s as removeNames, t as findNameless } from "./own2.js";

export { removeNames };