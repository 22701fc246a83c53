import { i as removeNoted, n as noteContainer, r as noteFolder, t as end } from "./cleanup2.js";

export { removeNoted };