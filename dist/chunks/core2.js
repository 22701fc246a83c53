import { a as info, c as setFailed, d as warning, i as getState, l as setOutput, n as debug, o as notice, r as error, s as saveState, t as ExitCode, u as setSecret } from "./core.js";

export { setFailed, setOutput, setSecret, warning };