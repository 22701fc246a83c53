import { n as readSubmitInputs, t as readInputs } from "./inputs.js";

export { readInputs, readSubmitInputs };