import { a as noteFolder, c as removeNoted, i as makeFolder, l as writeNote, n as findChildren, o as openNote, r as isOfOne, s as removeGroup, t as end } from "./notes.js";

export { removeNoted };