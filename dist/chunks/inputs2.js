import { a as readSubmitInputs, i as readInputs, n as InputError, o as takeInputs, r as SUBMIT_INPUT_NAMES, t as INPUT_NAMES } from "./inputs.js";

export { readInputs, readSubmitInputs, takeInputs };