import { n as restEndpointMethods, t as legacyRestEndpointMethods } from "./dist-src4.js";

export { legacyRestEndpointMethods, restEndpointMethods };