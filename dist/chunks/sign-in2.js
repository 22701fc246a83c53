import { i as tellSignIn, n as endEarlier, r as endKilled, t as describeSignIn } from "./sign-in.js";

export { endKilled };