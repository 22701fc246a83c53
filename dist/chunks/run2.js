import { n as guarded, r as runContainer, t as checkSources } from "./run.js";

export { checkSources, guarded, runContainer };