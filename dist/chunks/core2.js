import { a as notice, c as setSecret, i as info, l as warning, n as debug, o as saveState, r as error, s as setOutput, t as ExitCode } from "./core.js";

export { error, notice, saveState, setOutput, setSecret, warning };