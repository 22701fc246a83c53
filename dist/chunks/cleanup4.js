import { i as removeImages, n as removeByName, r as removeContainers, t as killByName } from "./cleanup3.js";

export { removeContainers, removeImages };