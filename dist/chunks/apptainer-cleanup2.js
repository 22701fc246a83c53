import { i as removeNoted, n as noteContainer, r as noteFolder, t as end } from "./apptainer-cleanup.js";

export { removeNoted };