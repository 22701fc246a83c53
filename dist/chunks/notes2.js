import { a as openNote, c as writeNote, i as noteFolder, n as findChildren, o as removeGroup, r as isOfOne, s as removeNoted, t as end } from "./notes.js";

export { removeNoted };