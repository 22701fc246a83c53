import { a as readFileAlone, i as readFile, n as planMerge, o as registerMerge, r as readComponents, t as askWhatIsThere } from "./stages.js";

export { askWhatIsThere, planMerge, readComponents, readFile, readFileAlone, registerMerge };