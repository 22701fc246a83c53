import { n as gpuArguments, t as dockerArguments } from "./docker-arguments2.js";

export { dockerArguments, gpuArguments };