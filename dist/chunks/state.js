import { i as getState, s as saveState$1 } from "./core.js";

// src/state.ts
const KEY = "cleanup";
/** Writes down what is about to be made; has to happen before it is made. */
const saveState = (state) => saveState$1(KEY, state);
/** Tells `post` that nothing is left to do. */
const clearState = () => saveState$1(KEY, "");
/** What an earlier run of `main` left to do; undefined when there is nothing. */
function readState() {
	const text = getState(KEY);
	return text === "" ? void 0 : JSON.parse(text);
}
const SIGN_IN = "sign-in";
/** Tells `post` whether link and code of a sign-in are shown somewhere. */
const saveWaiting = (isWaiting) => saveState$1(SIGN_IN, isWaiting ? "waiting" : "");
/** Whether `main` ended while it waited for a sign-in. */
const readWaiting = () => getState(SIGN_IN) === "waiting";

export { saveWaiting as a, saveState as i, readState as n, readWaiting as r, clearState as t };