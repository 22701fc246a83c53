import { a as removeNames, i as listImages, n as isHereNameless, r as leaveNameless, t as hasName } from "./own2.js";

export { removeNames };