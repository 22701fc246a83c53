import { a as registerMerge, i as readFileAlone, n as planMerge, r as readFile, t as askWhatIsThere } from "./stages.js";

export { askWhatIsThere, planMerge, readFile, readFileAlone, registerMerge };