import { n as planAndRegister, r as withPlan, t as askServer } from "./stages.js";

export { askServer, planAndRegister };