import { n as guarded, r as runContainer, t as checkSources } from "./docker-run.js";

export { checkSources, guarded, runContainer };