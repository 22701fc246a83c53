import { n as endEarlier, r as endKilled, t as askOwner } from "./sign-in.js";

export { askOwner, endEarlier, endKilled };