import { n as cleanUp, t as openRest } from "./chunks/post.js";

// src/submit-post.ts
const readInputs = async () => (await import("./chunks/inputs2.js")).readSubmitInputs;
await cleanUp(await openRest(readInputs));

export {  };