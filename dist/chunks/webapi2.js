import { t as decodeJwt } from "./webapi.js";
import { n as jwtVerify, t as createLocalJWKSet } from "./id-token.js";

export { decodeJwt };