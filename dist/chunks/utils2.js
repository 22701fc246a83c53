import { a as getUserAgentWithOrchestrationId, i as getOctokitOptions, n as context, r as defaults, t as GitHub } from "./utils.js";

export { GitHub, context, defaults, getOctokitOptions, getUserAgentWithOrchestrationId };