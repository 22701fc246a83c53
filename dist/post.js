import { t as openCleaner } from "./chunks/open.js";
import { n as passEnvironment } from "./chunks/environment.js";
import { n as cleanUp, t as openRest } from "./chunks/post.js";

// src/post.ts
const readInputs = async () => (await import("./chunks/inputs2.js")).readInputs;
const rest = await openRest(readInputs);
passEnvironment(rest.passedEnvironment);
await cleanUp(rest, openCleaner);

export {  };