import { n as removeByName, r as removeContainers, t as killByName } from "./cleanup4.js";

export { removeContainers };