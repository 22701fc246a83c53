import { n as pickVariables } from "./child-variables.js";

// src/engines/process/environment.ts
let passed = [];
/** Has programs that are started from now on inherit these variables too, beside those that all of them may have. */
function passEnvironment(names) {
	passed = names;
}
/** What a program inherits: what is on the list, with these set over it; an `undefined` takes one away. */
const childEnvironment = (over = {}) => ({
	...pickVariables(process.env, passed),
	...over
});

export { passEnvironment as n, childEnvironment as t };