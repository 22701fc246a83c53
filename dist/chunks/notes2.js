import { a as removeGroup, i as openNote, n as findChildren, o as removeNoted, r as noteFolder, s as writeNote, t as end } from "./notes.js";

export { removeNoted };