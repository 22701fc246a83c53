import { n as removeByName, r as removeContainers, t as killByName } from "./docker-cleanup2.js";

export { removeContainers };