import { i as readSubmitInputs, n as SUBMIT_INPUT_NAMES, r as readInputs, t as INPUT_NAMES } from "./inputs.js";

export { readInputs, readSubmitInputs };