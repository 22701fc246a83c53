import { i as untilGone, n as removeByName, r as removeContainers, t as killByName } from "./cleanup2.js";

export { removeContainers };