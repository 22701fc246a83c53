import { a as removeNames, i as listImages, n as isHereNameless, r as leaveNameless, t as hasName } from "./own-images2.js";

export { removeNames };