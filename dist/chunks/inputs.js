import { a as readInputs, i as MODES, n as InputError, o as takeInputs, r as LOCK_COMMITS, t as INPUT_NAMES } from "./inputs2.js";

export { INPUT_NAMES, InputError, LOCK_COMMITS, MODES, readInputs, takeInputs };