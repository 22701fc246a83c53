import { n as gpuArguments, t as dockerArguments } from "./arguments3.js";

export { dockerArguments, gpuArguments };