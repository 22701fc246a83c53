import { t as openCleaner } from "./chunks/open.js";
import { n as cleanUp, t as openRest } from "./chunks/post.js";

// src/post.ts
const readInputs = async () => (await import("./chunks/inputs2.js")).readInputs;
await cleanUp(await openRest(readInputs), openCleaner);

export {  };