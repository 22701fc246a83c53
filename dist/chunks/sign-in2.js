import { a as tellSignIn, i as endSignIn, n as endEarlier, r as endKilled, t as describeSignIn } from "./sign-in.js";

export { endKilled };