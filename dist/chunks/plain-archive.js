import { n as readHead, r as withPlain, t as isSif } from "./plain-archive2.js";

export { isSif, readHead, withPlain };