#!/usr/bin/env node
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, randomInt, randomUUID } from "node:crypto";
import { closeSync, openSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { createServer } from "node:http";

// node_modules/jose/dist/webapi/lib/buffer_utils.js
const encoder = new TextEncoder();
const decoder = new TextDecoder();
const strictDecoder = new TextDecoder("utf-8", { fatal: !0 });
function concat(...buffers) {
	const size = buffers.reduce((acc, { length }) => acc + length, 0), buf = new Uint8Array(size);
	let i = 0;
	for (const buffer of buffers) buf.set(buffer, i), i += buffer.length;
	return buf;
}
const NON_ASCII = /[^\x00-\x7f]/;
function encode$3(string) {
	if (typeof string == "string" && string.length >= 128) {
		if (NON_ASCII.test(string)) throw new TypeError("non-ASCII string encountered in encode()");
		return encoder.encode(string);
	}
	const bytes = new Uint8Array(string.length);
	for (let i = 0; i < string.length; i++) {
		const code = string.charCodeAt(i);
		if (code > 127) throw new TypeError("non-ASCII string encountered in encode()");
		bytes[i] = code;
	}
	return bytes;
}
function encodeBase64(input, url = !1) {
	if (Uint8Array.prototype.toBase64) return input.toBase64({
		alphabet: url ? "base64url" : "base64",
		omitPadding: url
	});
	const CHUNK_SIZE = 32768, arr = [];
	for (let i = 0; i < input.length; i += CHUNK_SIZE) arr.push(String.fromCharCode.apply(null, input.subarray(i, i + CHUNK_SIZE)));
	const encoded = btoa(arr.join(""));
	return url ? encoded.replace(/=/g, "").replace(/\+/g, "-").replace(/\//g, "_") : encoded;
}
function decodeBase64(encoded, url = !1) {
	if (Uint8Array.fromBase64) return Uint8Array.fromBase64(encoded, { alphabet: url ? "base64url" : "base64" });
	if (url) {
		if (encoded.includes("+") || encoded.includes("/")) throw new TypeError("Invalid base64url");
		encoded = encoded.replace(/-/g, "+").replace(/_/g, "/");
	}
	const binary = atob(encoded), bytes = new Uint8Array(binary.length);
	for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
	return bytes;
}
async function digest(algorithm, data) {
	const subtleDigest = `SHA-${algorithm.slice(-3)}`;
	return new Uint8Array(await crypto.subtle.digest(subtleDigest, data));
}

// node_modules/jose/dist/webapi/util/errors.js
var JOSEError = class extends Error {
	static code = "ERR_JOSE_GENERIC";
	code = "ERR_JOSE_GENERIC";
	constructor(message, options) {
		super(message, options), this.name = this.constructor.name, Error.captureStackTrace?.(this, this.constructor);
	}
};
var JWTClaimValidationFailed = class extends JOSEError {
	static code = "ERR_JWT_CLAIM_VALIDATION_FAILED";
	code = "ERR_JWT_CLAIM_VALIDATION_FAILED";
	claim;
	reason;
	payload;
	constructor(message, payload, claim = "unspecified", reason = "unspecified") {
		super(message, { cause: {
			claim,
			reason,
			payload
		} }), this.claim = claim, this.reason = reason, this.payload = payload;
	}
};
var JWTExpired = class extends JOSEError {
	static code = "ERR_JWT_EXPIRED";
	code = "ERR_JWT_EXPIRED";
	claim;
	reason;
	payload;
	constructor(message, payload, claim = "unspecified", reason = "unspecified") {
		super(message, { cause: {
			claim,
			reason,
			payload
		} }), this.claim = claim, this.reason = reason, this.payload = payload;
	}
};
var JOSEAlgNotAllowed = class extends JOSEError {
	static code = "ERR_JOSE_ALG_NOT_ALLOWED";
	code = "ERR_JOSE_ALG_NOT_ALLOWED";
};
var JOSENotSupported = class extends JOSEError {
	static code = "ERR_JOSE_NOT_SUPPORTED";
	code = "ERR_JOSE_NOT_SUPPORTED";
};
var JWSInvalid = class extends JOSEError {
	static code = "ERR_JWS_INVALID";
	code = "ERR_JWS_INVALID";
};
var JWTInvalid = class extends JOSEError {
	static code = "ERR_JWT_INVALID";
	code = "ERR_JWT_INVALID";
};
var JWKInvalid = class extends JOSEError {
	static code = "ERR_JWK_INVALID";
	code = "ERR_JWK_INVALID";
};
var JWSSignatureVerificationFailed = class extends JOSEError {
	static code = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
	code = "ERR_JWS_SIGNATURE_VERIFICATION_FAILED";
	constructor(message = "signature verification failed", options) {
		super(message, options);
	}
};

// node_modules/jose/dist/webapi/util/base64url.js
const invalid = "The input to be decoded is not correctly encoded.";
function decode$2(input) {
	try {
		return decodeBase64(typeof input == "string" ? input : decoder.decode(input), !0);
	} catch (cause) {
		throw new TypeError(invalid, { cause });
	}
}
function encode$2(input) {
	return encodeBase64(typeof input == "string" ? encoder.encode(input) : input, !0);
}

// node_modules/jose/dist/webapi/lib/validate.js
function isObject$1(input) {
	if (typeof input != "object" || input === null || Object.prototype.toString.call(input) !== "[object Object]") return !1;
	const prototype = Object.getPrototypeOf(input);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
function isDisjoint(...headers) {
	const parameters = /* @__PURE__ */ new Set();
	for (const header of headers) if (header) for (const parameter of Object.keys(header)) {
		if (parameters.has(parameter)) return !1;
		parameters.add(parameter);
	}
	return !0;
}
function assertNotSet(value, name) {
	if (value !== void 0) throw new TypeError(`${name} can only be called once`);
}
function decodeBase64url(value, label, ErrorClass) {
	try {
		return decode$2(value);
	} catch (cause) {
		throw new ErrorClass(`Failed to base64url decode the ${label}`, { cause });
	}
}
function encodeAsciiMember(value, label, ErrorClass) {
	try {
		return encode$3(value);
	} catch (cause) {
		throw new ErrorClass(`The ${label} is not a valid base64url string`, { cause });
	}
}
function parseJoseHeader(encodedProtectedHeader, ErrorClass, message) {
	let parsed;
	try {
		parsed = JSON.parse(strictDecoder.decode(decode$2(encodedProtectedHeader)));
	} catch (cause) {
		throw new ErrorClass(message, { cause });
	}
	if (!isObject$1(parsed)) throw new ErrorClass(message);
	return parsed;
}
const JWS_RECOGNIZED = {
	__proto__: null,
	b64: !0
};
function validateAlgorithms(option, algorithms) {
	if (algorithms !== void 0 && (!Array.isArray(algorithms) || algorithms.some((s) => typeof s != "string"))) throw new TypeError(`"${option}" option must be an array of strings`);
	return algorithms === void 0 ? void 0 : new Set(algorithms);
}
function validateCritDuplicates(Err, protectedHeader) {
	const { crit } = protectedHeader ?? {};
	if (Array.isArray(crit) && new Set(crit).size !== crit.length) throw new Err("\"crit\" (Critical) Header Parameter MUST NOT contain duplicate values");
}
function validateCrit(Err, recognizedDefault, recognizedOption, protectedHeader, joseHeader) {
	if (joseHeader.crit !== void 0 && protectedHeader?.crit === void 0) throw new Err("\"crit\" (Critical) Header Parameter MUST be integrity protected");
	if (!protectedHeader || protectedHeader.crit === void 0) return [];
	if (!Array.isArray(protectedHeader.crit) || protectedHeader.crit.length === 0 || protectedHeader.crit.some((input) => typeof input != "string" || input.length === 0)) throw new Err("\"crit\" (Critical) Header Parameter MUST be an array of non-empty strings when present");
	const recognized = recognizedOption === void 0 ? recognizedDefault : {
		__proto__: null,
		...recognizedOption,
		...recognizedDefault
	};
	for (const parameter of protectedHeader.crit) {
		if (!(parameter in recognized)) throw new JOSENotSupported(`Extension Header Parameter "${parameter}" is not recognized`);
		if (!Object.hasOwn(joseHeader, parameter) || joseHeader[parameter] === void 0) throw new Err(`Extension Header Parameter "${parameter}" is missing`);
		if (recognized[parameter] && (!Object.hasOwn(protectedHeader, parameter) || protectedHeader[parameter] === void 0)) throw new Err(`Extension Header Parameter "${parameter}" MUST be integrity protected`);
	}
	return protectedHeader.crit;
}
function validateB64(protectedHeader, extensions) {
	if (extensions.includes("b64")) {
		const b64 = protectedHeader.b64;
		if (typeof b64 != "boolean") throw new JWSInvalid("The \"b64\" (base64url-encode payload) Header Parameter must be a boolean");
		return b64;
	}
	return !0;
}
function serializeJoseHeader(Err, header) {
	let serialized, parsed;
	try {
		serialized = JSON.stringify(header), parsed = JSON.parse(serialized);
	} catch (cause) {
		throw new Err("JOSE Header is not valid JSON", { cause });
	}
	if (!isObject$1(parsed)) throw new Err("JOSE Header is not a JSON object");
	return [parsed, serialized];
}

// node_modules/jose/dist/webapi/lib/key.js
const tag = (key) => key[Symbol.toStringTag];
const jwkMatchesOp = (entry, key, usage) => {
	const { alg } = entry;
	if (key.use !== void 0) {
		const expected = usage === "sign" || usage === "verify" ? "sig" : "enc";
		if (key.use !== expected) throw new TypeError(`Invalid key for this operation, its "use" must be "${expected}" when present`);
	}
	if (key.kty === "AKP" && key.alg === void 0) throw new TypeError("missing \"alg\" (Algorithm) Parameter value");
	if (key.alg !== void 0 && key.alg !== alg) throw new TypeError(`Invalid key for this operation, its "alg" must be "${alg}" when present`);
	if (Array.isArray(key.key_ops)) {
		const expectedKeyOp = usage === "encrypt" || usage === "decrypt" ? entry.ops?.[usage === "encrypt" ? 0 : 1] : usage;
		if (expectedKeyOp && !key.key_ops.includes(expectedKeyOp)) throw new TypeError(`Invalid key for this operation, its "key_ops" must include "${expectedKeyOp}" when present`);
	}
};
async function prepareKey(entry, key, usage) {
	const { alg, secret } = entry, requiresPrivateKey = usage === "decrypt" || usage === "sign";
	if (secret && key instanceof Uint8Array) return key;
	let normalized, keyObject;
	if (isObject$1(key)) {
		if (normalized = normalizeJwk(key), typeof normalized.kty != "string") throw invalidKeyType(alg, key, secret);
		if (!(secret ? normalized.kty === "oct" && typeof normalized.k == "string" : normalized.kty !== "oct" && (requiresPrivateKey ? normalized.kty === "AKP" && typeof normalized.priv == "string" || typeof normalized.d == "string" : normalized.d === void 0 && normalized.priv === void 0))) throw new TypeError(secret ? "JSON Web Key for symmetric algorithms must have JWK \"kty\" (Key Type) equal to \"oct\" and the JWK \"k\" (Key Value) present" : `JSON Web Key for this operation must be a ${requiresPrivateKey ? "private" : "public"} JWK`);
		if (jwkMatchesOp(entry, normalized, usage), normalized.kty === "oct") return decode$2(normalized.k);
		if (!Object.isFrozen(key)) {
			const { key_ops } = key;
			Array.isArray(key_ops) && Object.freeze(key_ops), Object.freeze(key);
		}
	} else {
		if (!isKeyLike(key)) throw invalidKeyType(alg, key, secret);
		const expectedType = secret ? "secret" : requiresPrivateKey ? "private" : "public";
		if (key.type !== expectedType && (secret || [
			"secret",
			"public",
			"private"
		].includes(key.type))) throw new TypeError(`${tag(key)} instances must be of type "${expectedType}" for the ${alg} algorithm`);
		if (isCryptoKey(key)) return key;
		if (keyObject = key, keyObject.type === "secret") return keyObject.export();
	}
	cache ||= /* @__PURE__ */ new WeakMap();
	const cacheKey = key;
	let cached = cache.get(cacheKey);
	if (cached?.[alg]) return cached[alg];
	if (cached || cache.set(cacheKey, cached = {}), keyObject && typeof keyObject.toCryptoKey == "function") {
		const isPublic = keyObject.type === "public", crv = nist[keyObject.asymmetricKeyDetails?.namedCurve], params = entry.resolve?.({
			crv,
			asymmetricKeyType: keyObject.asymmetricKeyType
		}) ?? entry.subtle;
		return cached[alg] = keyObject.toCryptoKey(params, isPublic, entry.usages[isPublic ? 0 : 1]);
	}
	return normalized ??= keyObject.export({ format: "jwk" }), normalized.alg = alg, cached[alg] = await jwkToKey(entry, normalized);
}
let cache;
const nist = {
	__proto__: null,
	prime256v1: "P-256",
	secp384r1: "P-384",
	secp521r1: "P-521"
};
const isCryptoKey = (key) => {
	if (key?.[Symbol.toStringTag] === "CryptoKey") return !0;
	try {
		return key instanceof CryptoKey;
	} catch {
		return !1;
	}
};
const isKeyObject = (key) => key?.[Symbol.toStringTag] === "KeyObject";
const isKeyLike = (key) => isCryptoKey(key) || isKeyObject(key);
function message(msg, actual, ...types) {
	if (types.length > 2) {
		const last = types.pop();
		msg += `one of type ${types.join(", ")}, or ${last}.`;
	} else types.length === 2 ? msg += `one of type ${types[0]} or ${types[1]}.` : msg += `of type ${types[0]}.`;
	return actual == null ? msg += ` Received ${actual}` : typeof actual == "function" && actual.name ? msg += ` Received function ${actual.name}` : typeof actual == "object" && actual != null && actual.constructor?.name && (msg += ` Received an instance of ${actual.constructor.name}`), msg;
}
const invalidKeyInput = (actual, ...types) => message("Key must be ", actual, ...types);
function invalidKeyType(alg, actual, secret) {
	const types = [
		"CryptoKey",
		"KeyObject",
		"JSON Web Key"
	];
	return secret && types.push("Uint8Array"), new TypeError(message(`Key for the ${alg} algorithm must be `, actual, ...types));
}
const unusable$1 = (name, prop = "algorithm.name") => /* @__PURE__ */ new TypeError(`CryptoKey does not support this operation, its ${prop} must be ${name}`);
function checkUsage(key, usage) {
	if (usage && !key.usages.includes(usage)) throw new TypeError(`CryptoKey does not support this operation, its usages must include ${usage}.`);
}
function checkModulusLength(alg, key) {
	const { modulusLength } = key.algorithm;
	if (typeof modulusLength != "number" || modulusLength < 2048) throw new TypeError(`${alg} requires key modulusLength to be 2048 bits or larger`);
}
function checkCryptoKey(key, expected, usage) {
	const algorithm = key.algorithm;
	if (algorithm.name !== expected.name) throw unusable$1(expected.name);
	if (expected.hash && algorithm.hash?.name !== expected.hash) throw unusable$1(expected.hash, "algorithm.hash");
	if (expected.namedCurve && algorithm.namedCurve !== expected.namedCurve) throw unusable$1(expected.namedCurve, "algorithm.namedCurve");
	if (expected.length !== void 0 && algorithm.length !== expected.length) throw unusable$1(expected.length, "algorithm.length");
	checkUsage(key, usage);
}
function snapshotJwk(jwk) {
	return {
		__proto__: null,
		...jwk
	};
}
function normalizeJwk(jwk) {
	const normalized = snapshotJwk(jwk);
	if (normalized.ext !== void 0 && typeof normalized.ext != "boolean") throw new TypeError("\"ext\" (Extractable) Parameter must be a boolean");
	if (normalized.key_ops !== void 0) {
		const value = normalized.key_ops, keyOps = Array.isArray(value) ? [...value] : void 0;
		if (!keyOps || keyOps.some((operation) => typeof operation != "string") || new Set(keyOps).size !== keyOps.length) throw new TypeError("\"key_ops\" (Key Operations) Parameter must be an array of unique strings");
		normalized.key_ops = keyOps;
	}
	return normalized;
}
async function jwkToKey(entry, jwk, extractable) {
	if (!entry.kty.includes(jwk.kty)) throw new JOSENotSupported("Invalid or unsupported JWK \"alg\" (Algorithm) Parameter value");
	const algorithm = entry.resolve?.({
		kty: jwk.kty,
		crv: jwk.crv
	}) ?? entry.subtle, isPrivate = !!(jwk.d || jwk.priv), keyData = {
		...jwk,
		ext: extractable ?? jwk.ext
	};
	return keyData.kty !== "AKP" && delete keyData.alg, delete keyData.use, crypto.subtle.importKey("jwk", keyData, algorithm, keyData.ext ?? !isPrivate, jwk.key_ops ?? entry.usages[isPrivate ? 1 : 0]);
}
async function rawKey(key, expected, usage, extractable = !1) {
	return key instanceof Uint8Array && (key = await crypto.subtle.importKey("raw", key, expected, extractable, [usage])), checkCryptoKey(key, expected, usage), key;
}

// node_modules/jose/dist/webapi/lib/key_descriptor.js
function table(entries) {
	const out = { __proto__: null };
	for (const alg in entries) out[alg] = {
		...entries[alg],
		alg
	};
	return out;
}

// node_modules/jose/dist/webapi/lib/jws_algorithms.js
const sig = [["verify"], ["sign"]];
function hmac(bits) {
	const subtle = {
		name: "HMAC",
		hash: `SHA-${bits}`
	};
	return {
		kty: ["oct"],
		secret: !0,
		subtle,
		signing: subtle,
		usages: sig
	};
}
function rsa(bits, saltLength) {
	const subtle = {
		name: saltLength ? "RSA-PSS" : "RSASSA-PKCS1-v1_5",
		hash: `SHA-${bits}`
	};
	return {
		kty: ["RSA"],
		subtle,
		signing: saltLength ? {
			...subtle,
			saltLength
		} : subtle,
		usages: sig,
		minRsaBits: 2048
	};
}
function ecdsa(crv, bits) {
	return {
		kty: ["EC"],
		crv,
		subtle: {
			name: "ECDSA",
			namedCurve: crv
		},
		signing: {
			name: "ECDSA",
			hash: `SHA-${bits}`
		},
		usages: sig
	};
}
function eddsa() {
	const subtle = { name: "Ed25519" };
	return {
		kty: ["OKP"],
		crv: "Ed25519",
		subtle,
		signing: subtle,
		usages: sig
	};
}
function mldsa(parameterSet) {
	const subtle = { name: `ML-DSA-${parameterSet}` };
	return {
		kty: ["AKP"],
		subtle,
		signing: subtle,
		usages: sig
	};
}
const JWS = table({
	HS256: hmac(256),
	HS384: hmac(384),
	HS512: hmac(512),
	RS256: rsa(256),
	RS384: rsa(384),
	RS512: rsa(512),
	PS256: rsa(256, 32),
	PS384: rsa(384, 48),
	PS512: rsa(512, 64),
	ES256: ecdsa("P-256", 256),
	ES384: ecdsa("P-384", 384),
	ES512: ecdsa("P-521", 512),
	EdDSA: eddsa(),
	Ed25519: eddsa(),
	"ML-DSA-44": mldsa(44),
	"ML-DSA-65": mldsa(65),
	"ML-DSA-87": mldsa(87)
});
function jwsAlgorithm(alg) {
	const entry = typeof alg == "string" ? JWS[alg] : void 0;
	if (!entry) throw new JOSENotSupported(`alg ${alg} is not supported either by JOSE or your javascript runtime`);
	return entry;
}

// node_modules/jose/dist/webapi/lib/jws_verify.js
function prepareVerify(options) {
	return [options && validateAlgorithms("algorithms", options.algorithms), options?.crit];
}
function parseProtectedHeader(encodedProtectedHeader) {
	return encodedProtectedHeader === void 0 ? {} : parseJoseHeader(encodedProtectedHeader, JWSInvalid, "JWS Protected Header is invalid");
}
function encodeCompactUnencodedPayload(payload) {
	try {
		return encode$3(payload);
	} catch (cause) {
		throw new JWSInvalid("JWS Compact Serialization payload must use only ASCII characters", { cause });
	}
}
async function verifySignature(jws, shared, key, encodeUnencodedPayload, parsedProtected) {
	const { protected: encodedProtectedHeader, header, payload: inputPayload } = jws, protectedHeader = parsedProtected ?? parseProtectedHeader(encodedProtectedHeader);
	if (!isDisjoint(protectedHeader, header)) throw new JWSInvalid("JWS Protected and JWS Unprotected Header Parameter names must be disjoint");
	const joseHeader = {
		...protectedHeader,
		...header
	}, b64 = validateB64(protectedHeader, validateCrit(JWSInvalid, JWS_RECOGNIZED, shared[1], protectedHeader, joseHeader)), { alg } = joseHeader;
	if (typeof alg != "string" || !alg) throw new JWSInvalid("JWS \"alg\" (Algorithm) Header Parameter missing or invalid");
	if (shared[0] && !shared[0].has(alg)) throw new JOSEAlgNotAllowed("\"alg\" (Algorithm) Header Parameter value not allowed");
	if (b64) {
		if (typeof inputPayload != "string") throw new JWSInvalid("JWS Payload must be a string");
	} else if (typeof inputPayload != "string" && !(inputPayload instanceof Uint8Array)) throw new JWSInvalid("JWS Payload must be a string or an Uint8Array instance");
	const signingPayload = b64 || typeof inputPayload != "string" ? inputPayload : encodeUnencodedPayload(inputPayload);
	let resolvedKey = !1;
	typeof key == "function" && (key = await key(protectedHeader, jws), resolvedKey = !0);
	const entry = jwsAlgorithm(alg), signingInput = concat(encodedProtectedHeader !== void 0 ? encode$3(encodedProtectedHeader) : /* @__PURE__ */ new Uint8Array(), encode$3("."), typeof signingPayload == "string" ? shared[2] ??= encodeAsciiMember(signingPayload, "payload", JWSInvalid) : signingPayload), signature = decodeBase64url(jws.signature, "signature", JWSInvalid), verificationKey = await prepareKey(entry, key, "verify"), cryptoKey = await rawKey(verificationKey, entry.subtle, "verify");
	entry.minRsaBits && checkModulusLength(entry.alg, cryptoKey);
	let verified = !1;
	try {
		verified = await crypto.subtle.verify(entry.signing, cryptoKey, signature, signingInput);
	} catch (cause) {
		throw new JWSSignatureVerificationFailed(void 0, { cause });
	}
	if (!verified) throw new JWSSignatureVerificationFailed();
	const result = { payload: typeof signingPayload == "string" ? decodeBase64url(signingPayload, "payload", JWSInvalid) : signingPayload };
	return encodedProtectedHeader !== void 0 && (result.protectedHeader = protectedHeader), header !== void 0 && (result.unprotectedHeader = header), resolvedKey ? [{
		...result,
		key: verificationKey
	}, b64] : [result, b64];
}
async function verifyCompact(jws, shared, key) {
	if (jws instanceof Uint8Array && (jws = decoder.decode(jws)), typeof jws != "string") throw new JWSInvalid("Compact JWS must be a string or Uint8Array");
	const { 0: protectedHeader, 1: payload, 2: signature, length } = jws.split(".");
	if (length !== 3) throw new JWSInvalid("Invalid Compact JWS");
	return verifySignature({
		payload,
		protected: protectedHeader,
		signature
	}, shared, key, encodeCompactUnencodedPayload);
}

// node_modules/jose/dist/webapi/lib/jwt_claims_set.js
const epoch = (date) => Math.floor(date.getTime() / 1e3);
const multipliers = {
	s: 1,
	m: 60,
	h: 3600,
	d: 86400,
	w: 604800,
	y: 31557600
};
const REGEX = /^(\+|\-)? ?(\d+|\d+\.\d+) ?(seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|years?|yrs?|y)(?: (ago|from now))?$/i;
const checkFailed = "check_failed";
function invalidDuration() {
	throw new TypeError("Invalid time period format");
}
function secs(str) {
	typeof str != "string" && invalidDuration();
	const matched = REGEX.exec(str);
	(!matched || matched[4] && matched[1]) && invalidDuration();
	const value = parseFloat(matched[2]), durationSeconds = Math.round(value * multipliers[matched[3][0].toLowerCase()]);
	return Number.isFinite(durationSeconds) || invalidDuration(), matched[1] === "-" || matched[4]?.toLowerCase() === "ago" ? -durationSeconds : durationSeconds;
}
function validateInput(label, input) {
	if (!Number.isFinite(input)) throw new TypeError(`Invalid ${label} input`);
	return input;
}
function validateStringClaim(claim, value) {
	if (typeof value != "string") throw new TypeError(`"${claim}" claim must be a string`);
}
function validateAudienceClaim(value) {
	if (typeof value != "string" && (!Array.isArray(value) || Array.from(value).some((member) => typeof member != "string"))) throw new TypeError("\"aud\" claim must be a string or an array of strings");
}
function numericDate(value, label) {
	return typeof value == "number" ? validateInput(label, value) : value instanceof Date ? validateInput(label, epoch(value)) : epoch(/* @__PURE__ */ new Date()) + secs(value);
}
const normalizeTyp = (value) => {
	const normalized = value.toLowerCase();
	return value.includes("/") ? normalized : `application/${normalized}`;
};
const checkAudiencePresence = (audPayload, audOption) => typeof audPayload == "string" ? audOption.includes(audPayload) : Array.isArray(audPayload) ? audOption.some((aud) => audPayload.includes(aud)) : !1;
function validateNumericDate(claimsSet, claim, required = !1) {
	const value = claimsSet[claim];
	if (!(value === void 0 && !required)) {
		if (typeof value != "number") throw new JWTClaimValidationFailed(`"${claim}" claim must be a number`, claimsSet, claim, "invalid");
		return value;
	}
}
function unexpectedClaim(claimsSet, claim) {
	throw new JWTClaimValidationFailed(`unexpected "${claim}" claim value`, claimsSet, claim, checkFailed);
}
function validateClaimsSet(protectedHeader, claimsSetBytes, options = {}) {
	let claimsSet;
	try {
		claimsSet = JSON.parse(strictDecoder.decode(claimsSetBytes));
	} catch (cause) {
		throw new JWTInvalid("JWT Claims Set must be a top-level JSON object", { cause });
	}
	if (!isObject$1(claimsSet)) throw new JWTInvalid("JWT Claims Set must be a top-level JSON object");
	const { typ } = options;
	if (typ !== void 0 && (typeof protectedHeader.typ != "string" || normalizeTyp(protectedHeader.typ) !== normalizeTyp(typ))) throw new JWTClaimValidationFailed("unexpected \"typ\" JWT header value", claimsSet, "typ", checkFailed);
	const { requiredClaims = [], issuer, subject, audience, maxTokenAge } = options, presenceCheck = [...requiredClaims];
	maxTokenAge !== void 0 && presenceCheck.push("iat"), audience !== void 0 && presenceCheck.push("aud"), subject !== void 0 && presenceCheck.push("sub"), issuer !== void 0 && presenceCheck.push("iss");
	for (const claim of new Set(presenceCheck.reverse())) if (!Object.hasOwn(claimsSet, claim)) throw new JWTClaimValidationFailed(`missing required "${claim}" claim`, claimsSet, claim, "missing");
	issuer !== void 0 && !(Array.isArray(issuer) ? issuer : [issuer]).includes(claimsSet.iss) && unexpectedClaim(claimsSet, "iss"), subject !== void 0 && claimsSet.sub !== subject && unexpectedClaim(claimsSet, "sub"), audience !== void 0 && !checkAudiencePresence(claimsSet.aud, typeof audience == "string" ? [audience] : audience) && unexpectedClaim(claimsSet, "aud");
	const { clockTolerance } = options;
	let tolerance = 0;
	if (typeof clockTolerance == "string") tolerance = secs(clockTolerance);
	else if (clockTolerance !== void 0) {
		if (typeof clockTolerance != "number") throw new TypeError("Invalid clockTolerance option type");
		tolerance = clockTolerance;
	}
	if (validateInput("clockTolerance option", tolerance), tolerance < 0) throw new TypeError("Invalid clockTolerance option input");
	const { currentDate } = options, now = validateInput("currentDate option", epoch(currentDate === void 0 ? /* @__PURE__ */ new Date() : currentDate)), iat = validateNumericDate(claimsSet, "iat", maxTokenAge !== void 0), nbf = validateNumericDate(claimsSet, "nbf");
	if (nbf !== void 0 && nbf > now + tolerance) throw new JWTClaimValidationFailed("\"nbf\" claim timestamp check failed", claimsSet, "nbf", checkFailed);
	const exp = validateNumericDate(claimsSet, "exp");
	if (exp !== void 0 && exp <= now - tolerance) throw new JWTExpired("\"exp\" claim timestamp check failed", claimsSet, "exp", checkFailed);
	if (maxTokenAge !== void 0) {
		const age = now - iat, max = validateInput("maxTokenAge option", typeof maxTokenAge == "number" ? maxTokenAge : secs(maxTokenAge));
		if (max < 0) throw new TypeError("Invalid maxTokenAge option input");
		if (age - tolerance > max) throw new JWTExpired("\"iat\" claim timestamp check failed (too far in the past)", claimsSet, "iat", checkFailed);
		if (age < -tolerance) throw new JWTClaimValidationFailed("\"iat\" claim timestamp check failed (it should be in the past)", claimsSet, "iat", checkFailed);
	}
	return claimsSet;
}
let producerClaimsSets;
function producerClaimsSet(producer) {
	return producerClaimsSets.get(producer);
}
function jwtClaimsSetBytes(producer) {
	const claimsSet = producerClaimsSet(producer);
	for (const claim of [
		"iat",
		"nbf",
		"exp"
	]) {
		const value = claimsSet[claim];
		if (typeof value == "number" && !Number.isFinite(value)) throw new TypeError(`"${claim}" claim must be a finite number`);
	}
	return encoder.encode(JSON.stringify(claimsSet));
}
var JWTClaimsBuilder = class {
	constructor(claimsSet = {}) {
		if (!isObject$1(claimsSet)) throw new TypeError("JWT Claims Set MUST be an object");
		(producerClaimsSets ||= /* @__PURE__ */ new WeakMap()).set(this, structuredClone(claimsSet));
	}
	setIssuer(value) {
		return validateStringClaim("iss", value), producerClaimsSet(this).iss = value, this;
	}
	setSubject(value) {
		return validateStringClaim("sub", value), producerClaimsSet(this).sub = value, this;
	}
	setAudience(value) {
		return validateAudienceClaim(value), producerClaimsSet(this).aud = value, this;
	}
	setJti(value) {
		return validateStringClaim("jti", value), producerClaimsSet(this).jti = value, this;
	}
	setNotBefore(value) {
		return producerClaimsSet(this).nbf = numericDate(value, "setNotBefore"), this;
	}
	setExpirationTime(value) {
		return producerClaimsSet(this).exp = numericDate(value, "setExpirationTime"), this;
	}
	setIssuedAt(value) {
		const claimsSet = producerClaimsSet(this);
		return value === void 0 ? claimsSet.iat = epoch(/* @__PURE__ */ new Date()) : typeof value == "string" ? claimsSet.iat = validateInput("setIssuedAt", epoch(/* @__PURE__ */ new Date()) + secs(value)) : claimsSet.iat = numericDate(value, "setIssuedAt"), this;
	}
};

// node_modules/jose/dist/webapi/jwt/verify.js
async function jwtVerify(jwt, key, options) {
	const [verified, b64] = await verifyCompact(jwt, prepareVerify(options), key);
	if (!b64) throw new JWTInvalid("JWTs MUST NOT use unencoded payload");
	const payload = validateClaimsSet(verified.protectedHeader, verified.payload, options);
	return {
		...verified,
		payload
	};
}

// node_modules/jose/dist/webapi/lib/jws_sign.js
async function createSignature(input, key, rejectUnencoded) {
	let [payload, protectedHeader, unprotectedHeader, crit] = input, encodedProtectedHeader = "";
	if (protectedHeader !== void 0) {
		const normalized = serializeJoseHeader(JWSInvalid, protectedHeader);
		protectedHeader = normalized[0], encodedProtectedHeader = encode$2(normalized[1]);
	}
	if (unprotectedHeader !== void 0 && (unprotectedHeader = serializeJoseHeader(JWSInvalid, unprotectedHeader)[0]), !protectedHeader && !unprotectedHeader) throw new JWSInvalid("either setProtectedHeader or setUnprotectedHeader must be called before #sign()");
	if (!isDisjoint(protectedHeader, unprotectedHeader)) throw new JWSInvalid("JWS Protected and JWS Unprotected Header Parameter names must be disjoint");
	const joseHeader = {
		...protectedHeader,
		...unprotectedHeader
	};
	validateCritDuplicates(JWSInvalid, protectedHeader);
	const b64 = validateB64(protectedHeader, validateCrit(JWSInvalid, JWS_RECOGNIZED, crit, protectedHeader, joseHeader));
	b64 || rejectUnencoded?.();
	const { alg } = joseHeader;
	if (typeof alg != "string" || !alg) throw new JWSInvalid("JWS \"alg\" (Algorithm) Header Parameter missing or invalid");
	const entry = jwsAlgorithm(alg);
	let encodedPayload = "", signingPayload = payload, signingInput;
	if (b64) {
		const encodedPayloadCache = input[4];
		encodedPayloadCache ? (encodedPayload = encodedPayloadCache[0] ??= encode$2(payload), signingPayload = encodedPayloadCache[1] ??= encode$3(encodedPayload)) : (encodedPayload = encode$2(payload), signingInput = encoder.encode(`${encodedProtectedHeader}.${encodedPayload}`));
	}
	signingInput ??= concat(encode$3(encodedProtectedHeader), encode$3("."), signingPayload);
	const signingKey = await rawKey(await prepareKey(entry, key, "sign"), entry.subtle, "sign");
	entry.minRsaBits && checkModulusLength(entry.alg, signingKey);
	const jws = {
		signature: encode$2(new Uint8Array(await crypto.subtle.sign(entry.signing, signingKey, signingInput))),
		payload: encodedPayload
	};
	return protectedHeader && (jws.protected = encodedProtectedHeader), unprotectedHeader && (jws.header = unprotectedHeader), [jws, b64];
}
async function createCompactSignature(payload, protectedHeader, crit, key, rejectUnencoded) {
	const [jws] = await createSignature([
		payload,
		protectedHeader,
		void 0,
		crit
	], key, rejectUnencoded);
	return `${jws.protected}.${jws.payload}.${jws.signature}`;
}

// node_modules/jose/dist/webapi/jwt/sign.js
const SignJWT_base = JWTClaimsBuilder;
var SignJWT = class extends SignJWT_base {
	#protectedHeader;
	setProtectedHeader(protectedHeader) {
		return assertNotSet(this.#protectedHeader, "setProtectedHeader"), this.#protectedHeader = protectedHeader, this;
	}
	async sign(key, options) {
		return createCompactSignature(jwtClaimsSetBytes(this), this.#protectedHeader, options?.crit, key, () => {
			throw new JWTInvalid("JWTs MUST NOT use unencoded payload");
		});
	}
};

// node_modules/jose/dist/webapi/key/export.js
async function exportJWK(key) {
	if (isKeyObject(key)) if (key.type === "secret") key = key.export();
	else return key.export({ format: "jwk" });
	if (key instanceof Uint8Array) return {
		kty: "oct",
		k: encode$2(key)
	};
	if (!isCryptoKey(key)) throw new TypeError(invalidKeyInput(key, "CryptoKey", "KeyObject", "Uint8Array"));
	if (!key.extractable) throw new TypeError("non-extractable CryptoKey cannot be exported as a JWK");
	const jwk = await crypto.subtle.exportKey("jwk", key);
	delete jwk.ext, delete jwk.key_ops, delete jwk.use, jwk.kty !== "AKP" && delete jwk.alg;
	for (const parameter of Object.keys(jwk)) jwk[parameter] === void 0 && delete jwk[parameter];
	return jwk;
}

// node_modules/jose/dist/webapi/jwk/thumbprint.js
const check$1 = (value, description) => {
	if (typeof value != "string" || !value) throw new JWKInvalid(`${description} missing or invalid`);
};
async function calculateJwkThumbprint(key, digestAlgorithm) {
	let jwk;
	if (isObject$1(key)) {
		if (jwk = snapshotJwk(key), typeof jwk.kty != "string") throw new TypeError(invalidKeyInput(key, "CryptoKey", "KeyObject", "JSON Web Key"));
	} else if (isKeyLike(key)) jwk = snapshotJwk(await exportJWK(key));
	else throw new TypeError(invalidKeyInput(key, "CryptoKey", "KeyObject", "JSON Web Key"));
	if (digestAlgorithm ??= "sha256", digestAlgorithm !== "sha256" && digestAlgorithm !== "sha384" && digestAlgorithm !== "sha512") throw new TypeError("digestAlgorithm must one of \"sha256\", \"sha384\", or \"sha512\"");
	let requiredMembers;
	switch (jwk.kty) {
		case "AKP":
			check$1(jwk.alg, "\"alg\" (Algorithm) Parameter"), check$1(jwk.pub, "\"pub\" (Public key) Parameter"), requiredMembers = {
				alg: jwk.alg,
				kty: jwk.kty,
				pub: jwk.pub
			};
			break;
		case "EC":
			check$1(jwk.crv, "\"crv\" (Curve) Parameter"), check$1(jwk.x, "\"x\" (X Coordinate) Parameter"), check$1(jwk.y, "\"y\" (Y Coordinate) Parameter"), requiredMembers = {
				crv: jwk.crv,
				kty: jwk.kty,
				x: jwk.x,
				y: jwk.y
			};
			break;
		case "OKP":
			check$1(jwk.crv, "\"crv\" (Subtype of Key Pair) Parameter"), check$1(jwk.x, "\"x\" (Public Key) Parameter"), requiredMembers = {
				crv: jwk.crv,
				kty: jwk.kty,
				x: jwk.x
			};
			break;
		case "RSA":
			check$1(jwk.e, "\"e\" (Exponent) Parameter"), check$1(jwk.n, "\"n\" (Modulus) Parameter"), requiredMembers = {
				e: jwk.e,
				kty: jwk.kty,
				n: jwk.n
			};
			break;
		case "oct":
			if (typeof jwk.k != "string") throw new JWKInvalid("\"k\" (Key Value) Parameter missing or invalid");
			requiredMembers = {
				k: jwk.k,
				kty: jwk.kty
			};
			break;
		default: throw new JOSENotSupported("\"kty\" (Key Type) Parameter missing or unsupported");
	}
	const thumbprintInput = encode$3(JSON.stringify(requiredMembers));
	return encode$2(await digest(digestAlgorithm, thumbprintInput));
}

// dev-server/auth/claims.ts
/** What the server expects in a token, and writes into its own (docs/medperf.md 9.1, 9.5). */
const issuer = "https://localhost:8000/";
/** The audience of access tokens. */
const audience = "https://localhost-localdev/";
/** The claim that holds the e-mail address of a person whom the server does not know yet. */
const emailClaim = "https://medperf.org/email";
/** The only algorithm that signs tokens. */
const algorithm = "RS256";

// dev-server/auth/mint.ts
/** How long a local token lives, in seconds (docs/medperf.md 9.5). */
const LOCAL_LIFETIME = 10 ** 10;
/** The people of a development server (docs/medperf.md 9.5). */
const localUsers = [
	"testadmin",
	"testbo",
	"testmo",
	"testdo",
	"testdo2"
];
/** The e-mail address of a local user. */
const localEmail = (user) => user.includes("@") ? user : `${user}@example.com`;
/** A token as the local tokens of MedPerf's repository: the name before the `@` is the subject, and it never runs out. */
function localToken(key, user) {
	return accessToken(key, {
		subject: user.replace(/@.*$/, ""),
		email: localEmail(user),
		lifetime: LOCAL_LIFETIME
	});
}
/** An access token that this server accepts. */
function accessToken(key, { subject, email, lifetime }) {
	const now = Math.floor(Date.now() / 1e3);
	const claims = {
		[emailClaim]: email,
		iss: issuer,
		sub: subject,
		aud: audience,
		iat: now,
		exp: now + lifetime
	};
	return signToken(claims, key);
}
/** An id token, whose header names the key. */
const idToken = async (key, claims) => signToken(claims, key, { kid: (await key.jwk()).kid });
const signToken = (claims, key, header = {}) => new SignJWT(claims).setProtectedHeader({
	alg: algorithm,
	typ: "JWT",
	...header
}).sign(key.privateKey());

// dev-server/store/settings.ts
/** A remembered value, or null. */
const readSetting = (database, name) => database.first("SELECT value FROM settings WHERE name = ?", name)?.["value"] ?? null;
/** Remembers a value. */
function writeSetting(database, name, value) {
	database.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, value);
}

// dev-server/auth/own-key.ts
/** The fewest bits of a key that signs with RS256 (RFC 7518). */
const BITS = 2048;
/** The key of a database. */
function ownKey(database) {
	let kept;
	const known = () => {
		kept ??= readKept(database);
		return kept;
	};
	const privateKey = () => {
		kept = known() ?? makeKey(database);
		return kept;
	};
	return {
		privateKey,
		publicKey: () => {
			const own = known();
			return own ? createPublicKey(own) : null;
		},
		jwk: () => publicJwk(createPublicKey(privateKey()))
	};
}
async function publicJwk(key) {
	const jwk = await exportJWK(key);
	const { n = "", e = "" } = jwk;
	return {
		kty: "RSA",
		use: "sig",
		alg: algorithm,
		kid: await calculateJwkThumbprint(jwk),
		n,
		e
	};
}
function readKept(database) {
	const pem = readSetting(database, "private_key");
	return pem === null ? void 0 : createPrivateKey(pem);
}
function makeKey(database) {
	const { privateKey } = generateKeyPairSync("rsa", { modulusLength: BITS });
	writeSetting(database, "private_key", String(privateKey.export({
		type: "pkcs8",
		format: "pem"
	})));
	return privateKey;
}
/** Reads an RSA public key, or the public half of a private one, from PEM; throws for anything else. */
function readPublicKey(pem) {
	try {
		const key = createPublicKey(pem);
		const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
		if (key.asymmetricKeyType === "rsa" && bits >= BITS) return key;
	} catch {}
	throw new Error(`the public key cannot be used: give an RSA key in PEM form, of ${BITS} bits or more`);
}

// dev-server/fields/make.ts
const plain = {
	writers: "all",
	required: false,
	nullable: false,
	initial: null
};
/** A text of at most `max` characters that a POST must hold and that may not be blank. */
const requiredText = (name, max, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "text",
		max,
		blank: false
	},
	required: true,
	initial: "",
	...changes
});
/** A text of at most `max` characters that may be blank or left out. */
const optionalText = (name, max, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "text",
		max,
		blank: true
	},
	initial: "",
	...changes
});
/** A name that no two rows share; `thing` is what the error text calls them. */
const uniqueName = (max, thing) => requiredText("name", max, { unique: `${thing} with this name already exists.` });
/** A text that must have a form. */
const formattedText = (field, format) => ({
	...field,
	type: field.type.kind === "text" ? {
		...field.type,
		format
	} : field.type
});
/** One of some words; the first is the default. */
const choice = (name, options, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "choice",
		options
	},
	initial: options[0] ?? null,
	...changes
});
/** A boolean, true where nothing is sent. */
const flag = (name, changes = {}) => ({
	...plain,
	name,
	type: { kind: "boolean" },
	initial: true,
	...changes
});
/** A whole number. */
const integer$1 = (name, changes = {}) => ({
	...plain,
	name,
	type: { kind: "integer" },
	initial: 0n,
	...changes
});
/** Any JSON; an empty object where nothing is sent. */
const json = (name, changes = {}) => ({
	...plain,
	name,
	type: { kind: "json" },
	initial: emptyObject,
	...changes
});
const emptyObject = /* @__PURE__ */ new Map();
/** The id of a row of another table that cannot be deleted meanwhile. */
const link$1 = (name, to, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "link",
		to,
		onDelete: "protect"
	},
	required: true,
	...changes
});
/** The id of a row of another table that takes this one along when it is deleted. */
const childOf = (name, to, changes = {}) => ({
	...link$1(name, to, changes),
	type: {
		kind: "link",
		to,
		onDelete: "cascade"
	}
});
/** A list of values that are kept in rows of another table; empty where nothing is sent. */
const listOf = (name, of, changes = {}) => ({
	...plain,
	name,
	type: {
		kind: "list",
		of
	},
	initial: [],
	...changes
});
/** Whoever made the row. */
const owner = link$1("owner", "users", {
	writers: "none",
	required: false
});
/** A time that only the server sets; null until then. */
const time = (name, changes = {}) => ({
	...plain,
	name,
	type: { kind: "time" },
	writers: "none",
	nullable: true,
	...changes
});
/** When a row was made and last changed. */
const stamps$1 = [time("created_at", { nullable: false }), time("modified_at", { nullable: false })];
/** An entity in the usual order of lists, by the time of the last change. */
const entity = (table, fields, changes = {}) => ({
	table,
	fields,
	uniqueTogether: [],
	order: "modified_at",
	...changes
});
/** The two states of a thing; OPERATION is for ever. */
const states = ["DEVELOPMENT", "OPERATION"];
/** The states of a request that somebody decides about. */
const decisions = [
	"PENDING",
	"APPROVED",
	"REJECTED"
];

// dev-server/entities/assets.ts
/** Files that a model consists of, model era (docs/medperf.md 5.4). */
const assetEntity = (rules) => entity("assets", [
	uniqueName(rules.max.name, "asset"),
	requiredText("asset_hash", 100),
	requiredText("asset_url", 256),
	choice("state", states),
	flag("is_valid"),
	json("metadata", { nullable: true }),
	json("user_metadata", { nullable: true }),
	...stamps$1,
	owner
]);
/** What of an asset in OPERATION may change. */
const editableOfAsset = [
	"is_valid",
	"user_metadata",
	"asset_url"
];

// dev-server/entities/users.ts
const usernameFormat = {
	pattern: /^[\p{L}\p{N}_.@+-]+$/u,
	message: "Enter a valid username. This value may contain only letters, numbers, and @/./+/-/_ characters.",
	ownField: false
};
const atom = "[-!#$%&'*+/=?^_`{}|~0-9A-Za-z]+";
const quoted = String.raw`"(?:[!#-\[\]-~]|\\[!-~])*"`;
const letter = String.raw`[A-Za-z0-9\u00a1-\uffff]`;
const hyphened = String.raw`[A-Za-z0-9\u00a1-\uffff-]`;
const label = `${letter}(?:${hyphened}{0,61}${letter})?`;
const address = String.raw`\[(?:\d{1,3}(?:\.\d{1,3}){3}|[A-Fa-f0-9.]*:[A-Fa-f0-9:.]*)\]`;
const domain = String.raw`localhost|(?:${label}\.)+(?:${hyphened}{2,63}|[\u00a1-\uffff])(?<!-)|${address}`;
/** The form of an e-mail address. */
const emailFormat = {
	pattern: new RegExp(String.raw`^(?:${atom}(?:\.${atom})*|${quoted})@(?:${domain})$`),
	message: "Enter a valid email address.",
	ownField: true
};
/** People. Before the model era an administrator may rewrite a person; since then a person only has metadata. */
function userEntity({ models }) {
	const writers = models ? "none" : "update";
	const username = requiredText("username", 150, {
		writers,
		unique: "A user with that username already exists."
	});
	return entity("users", [
		formattedText(username, usernameFormat),
		formattedText(optionalText("email", 254, { writers }), emailFormat),
		optionalText("first_name", 150, { writers }),
		optionalText("last_name", 150, { writers }),
		json("metadata", {
			writers: models ? "update" : "none",
			nullable: true
		}),
		flag("is_superuser", {
			writers: "none",
			initial: false
		})
	], { order: "id" });
}
/** What an answer says about a person. */
const shownOfUser = ({ models }) => [
	"id",
	"username",
	"email",
	"first_name",
	"last_name",
	...models ? ["metadata"] : []
];

// dev-server/entities/committee.ts
const email = formattedText(requiredText("email", Number.POSITIVE_INFINITY), emailFormat);
/** The e-mail addresses of a benchmark's committee; replaces the whole committee where it is sent (docs/medperf.md 6.9). */
const committeeEmails = listOf("committee_member_emails", email);
/** The ids of the same people. */
const committeeMembers = listOf("committee_members", integer$1("id"), { writers: "none" });
/** Who belongs to which committee. */
const memberEntity = entity("members", [childOf("benchmark", "benchmarks"), childOf("member", "users")], { order: "member" });

// dev-server/entities/topology.ts
/** What each topology is made of (docs/medperf.md 6.10). */
const topologies = {
	byo_inference_script: {
		model: "CONTAINER",
		data_evaluator_mlcube: true,
		benchmark_script: false
	},
	end_to_end_script: {
		model: "ASSET",
		data_evaluator_mlcube: false,
		benchmark_script: true
	},
	inference_script: {
		model: "ASSET",
		data_evaluator_mlcube: true,
		benchmark_script: true
	}
};
/** What runs the models of a benchmark; a POST has to say it. */
const topology$1 = choice("topology", Object.keys(topologies), { required: true });
/** What of a benchmark does not go with its topology; null where all does. The article is the server's, whatever follows. */
function topologyFault(benchmark, model) {
	const name = String(benchmark["topology"]);
	const parts = topologies[name];
	if (!parts) return null;
	for (const field of ["data_evaluator_mlcube", "benchmark_script"]) {
		const isThere = (benchmark[field] ?? null) !== null;
		if (isThere === parts[field]) continue;
		return { [field]: [`A ${name} benchmark must ${isThere ? "not " : ""}define a ${field}`] };
	}
	if (model?.["type"] === parts.model) return null;
	const given = `but the given model is a ${model?.["type"]}`;
	return { reference_model: [`A ${name} benchmark requires a ${parts.model} reference model, ${given}`] };
}
/** Why a model of this kind cannot join a benchmark; null where it can. */
function kindFault(benchmark, model) {
	const parts = topologies[String(benchmark["topology"])];
	if (!parts || model["type"] === parts.model) return null;
	return `A ${benchmark["topology"]} benchmark runs ${parts.model} models, but the given model is a ${model["type"]}`;
}

// dev-server/entities/benchmarks.ts
const modes = [
	"NEVER",
	"ALWAYS",
	"ALLOWLIST"
];
const policies = [
	json("dataset_auto_approval_allow_list", { initial: [] }),
	choice("dataset_auto_approval_mode", modes),
	json("model_auto_approval_allow_list", { initial: [] }),
	choice("model_auto_approval_mode", modes)
];
/** Benchmarks (docs/medperf.md 6.1). */
const benchmarkEntity = (rules) => entity("benchmarks", [
	...rules.committee ? [committeeEmails] : [],
	uniqueName(rules.max.name, "benchmark"),
	optionalText("description", rules.max.benchmarkDescription),
	optionalText("docs_url", 100),
	requiredText("demo_dataset_tarball_url", 256),
	requiredText("demo_dataset_tarball_hash", 100),
	requiredText("demo_dataset_generated_uid", 128),
	...rules.topology ? [topology$1] : [],
	json("metadata", { nullable: true }),
	choice("state", states),
	flag("is_valid"),
	flag("is_active"),
	choice("approval_status", decisions, { writers: "update" }),
	...rules.autoApproval ? policies : [],
	json("user_metadata", { nullable: true }),
	time("approved_at"),
	...stamps$1,
	owner,
	link$1("data_preparation_mlcube", "mlcubes"),
	link$1(rules.referenceKey, rules.component.table),
	link$1("data_evaluator_mlcube", "mlcubes", rules.topology ? optional : {}),
	...rules.topology ? [link$1("benchmark_script", "mlcubes", optional)] : [],
	...rules.committee ? [committeeMembers] : []
]);
const optional = {
	required: false,
	nullable: true
};
/** What only the owner and the committee see, and an administrator in the answer to an edit (docs/medperf.md 6.2). */
const hiddenInBenchmark = [
	"dataset_auto_approval_allow_list",
	"model_auto_approval_allow_list",
	committeeEmails.name,
	committeeMembers.name
];
/** What of a benchmark in OPERATION may change. */
const editableOfBenchmark = [
	"is_valid",
	"is_active",
	"user_metadata",
	"approval_status",
	"demo_dataset_tarball_url",
	...policies.map((field) => field.name),
	committeeEmails.name
];

// dev-server/python/json.ts
/** Whether a value is a JSON object. */
const isObject = (value) => value instanceof Map;
/** Whether a value is a JSON array. */
const isList = (value) => Array.isArray(value);
/** A plain value as `Json`: whole numbers become bigint, keys that hold undefined are left out. */
function toJson(value) {
	if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
	if (value === null || value === void 0) return null;
	if (typeof value !== "object" || value instanceof Map) return value;
	if (Array.isArray(value)) return value.map(toJson);
	const pairs = Object.entries(value).filter(([, inner]) => inner !== void 0);
	return new Map(pairs.map(([key, inner]) => [key, toJson(inner)]));
}

// dev-server/python/equal.ts
/** Whether two values are equal to Python: `1 == 1.0 == True`, and the order of an object's keys does not matter. */
function equal(left, right) {
	if (isNumeric(left) && isNumeric(right)) return sameNumber(asNumber(left), asNumber(right));
	if (left === null || right === null || typeof left !== "object" || typeof right !== "object") return left === right;
	if (isList(left)) return isList(right) && left.length === right.length && left.every((item, at) => equal(item, right[at]));
	return isObject(left) && isObject(right) && sameEntries(left, right);
}
function sameEntries(left, right) {
	if (left.size !== right.size) return false;
	return [...left].every(([key, value]) => right.has(key) && equal(value, right.get(key)));
}
const sameNumber = (left, right) => !(left < right) && !(left > right);
const isNumeric = (value) => typeof value === "boolean" || typeof value === "bigint" || typeof value === "number";
const asNumber = (value) => typeof value === "boolean" ? BigInt(value) : value;
/**
* Python's `text in container`: part of a text, member of a list, key of an object.
* Null for anything else, where Python throws and the real server answers 500.
*/
function contains(container, text) {
	if (typeof container === "string") return container.includes(text);
	if (container === null || typeof container !== "object") return null;
	return isList(container) ? container.some((item) => item === text) : container.has(text);
}

// dev-server/entities/frozen.ts
/**
* In OPERATION only the editable fields may change; a frozen one may be sent with the value it has (docs/medperf.md 4.4).
*/
function frozen(before, values, editable) {
	if (before["state"] !== "OPERATION") return null;
	return Object.entries(values).filter(([name, value]) => !equal(value, before[name] ?? null)).some(([name]) => !editable.includes(name)) ? "User cannot update non editable fields in Operation mode" : null;
}

// dev-server/entities/containers.ts
/** Containers, as files or as JSON by era (docs/medperf.md 4.1, 4.2). */
const containerEntity = (rules) => entity("mlcubes", [
	uniqueName(rules.max.name, "ml cube"),
	...rules.containers === "files" ? files : definitions,
	choice("state", states),
	flag("is_valid"),
	json("metadata", { nullable: true }),
	json("user_metadata", { nullable: true }),
	...stamps$1,
	owner
], { uniqueTogether: rules.containers === "files" ? uniqueFiles : uniqueDefinitions });
/** Blank, but not left out: the framework demands the members of a unique set. */
const hash = (name) => optionalText(name, 100, { required: true });
const files = [
	requiredText("git_mlcube_url", 256),
	requiredText("mlcube_hash", 100),
	optionalText("git_parameters_url", 256),
	hash("parameters_hash"),
	optionalText("image_tarball_url", 256),
	hash("image_tarball_hash"),
	hash("image_hash"),
	optionalText("additional_files_tarball_url", 256),
	hash("additional_files_tarball_hash")
];
const definitions = [
	json("container_config", { required: true }),
	json("parameters_config", {
		required: true,
		nullable: true,
		initial: null
	}),
	requiredText("image_hash", 100),
	optionalText("additional_files_tarball_url", 256),
	hash("additional_files_tarball_hash")
];
const uniqueFiles = [
	"image_tarball_hash",
	"image_hash",
	"additional_files_tarball_hash",
	"mlcube_hash",
	"parameters_hash"
];
const uniqueDefinitions = [
	"image_hash",
	"additional_files_tarball_hash",
	"container_config",
	"parameters_config"
];
const editableFiles = [
	"is_valid",
	"user_metadata",
	"image_tarball_url",
	"additional_files_tarball_url",
	"git_mlcube_url",
	"git_parameters_url"
];
const editableDefinitions = [
	"is_valid",
	"user_metadata",
	"additional_files_tarball_url"
];
/** The rule about a new container's values; null where it is kept. */
const newContainerRule = (rules) => ({ values }) => companions(rules, values);
/** The rule about an edit of a container. */
const containerEditRule = (rules, before) => ({ values }) => {
	const editable = rules.containers === "files" ? editableFiles : editableDefinitions;
	return frozen(before, values, editable) ?? companions(rules, {
		...before,
		...values
	});
};
/** What goes with what: a URL needs a hash, and so on, in the order of the servers' checks. */
function companions(rules, row) {
	const additional = pair(row, "additional_files_tarball_url", "additional_files_tarball_hash");
	const ofAdditional = said(additional === "url", "Additional files require file hash") ?? said(additional === "hash", "Additional files hash was provided without URL");
	if (rules.containers === "json") return ofAdditional;
	const parameters = pair(row, "git_parameters_url", "parameters_hash");
	return said(parameters === "url", "Parameters require file hash") ?? said(parameters === "hash", "Paramters hash was provided without URL") ?? ofAdditional ?? imageHashes(row);
}
function imageHashes(row) {
	const image = Boolean(row["image_hash"]);
	const tarball = pair(row, "image_tarball_url", "image_tarball_hash");
	const tarballHash = Boolean(row["image_tarball_hash"]);
	return said(!image && !tarballHash, "Image hash or Image tarball hash must be provided") ?? said(image && tarballHash, "Image hash and Image tarball hash can't be provided at the same time") ?? said(tarball === "url", "Providing Image tarball requires providing image tarball hash") ?? said(tarball === "hash", "image tarball hash should not be provided if no image tarball url is provided");
}
const said = (broken, text) => broken ? text : null;
/** Which of two fields stands alone. */
function pair(row, url, hashName) {
	if (Boolean(row[url]) === Boolean(row[hashName])) return null;
	return row[url] ? "url" : "hash";
}

// dev-server/entities/datasets.ts
/** Datasets; always registered in DEVELOPMENT (docs/medperf.md 8.1). */
const datasetEntity = (rules) => entity("datasets", [
	requiredText("name", rules.max.name),
	optionalText("description", rules.max.datasetDescription),
	optionalText("location", rules.max.datasetLocation),
	requiredText("input_data_hash", 128),
	requiredText("generated_uid", 128),
	integer$1("split_seed", { required: true }),
	flag("is_valid"),
	flag("submitted_as_prepared", { required: true }),
	choice("state", states, { writers: "update" }),
	json("generated_metadata"),
	json("user_metadata", { nullable: true }),
	json("report", { nullable: true }),
	...stamps$1,
	owner,
	link$1("data_preparation_mlcube", "mlcubes")
]);
/** What of a dataset in OPERATION may change. */
const editableOfDataset = ["is_valid", "user_metadata"];

// dev-server/entities/models.ts
/** Models around one container or one asset, model era (docs/medperf.md 5.1). */
const modelEntity = (rules) => entity("models", [
	content("container", "mlcubes"),
	content("asset", "assets"),
	uniqueName(rules.max.name, "model"),
	choice("state", states),
	flag("is_valid"),
	json("metadata", { nullable: true }),
	json("user_metadata", { nullable: true }),
	choice("type", ["ASSET", "CONTAINER"], { required: true }),
	...stamps$1,
	owner
]);
const content = (name, to) => link$1(name, to, {
	required: false,
	nullable: true,
	unique: `model with this ${name} already exists.`
});
/** What of a model in OPERATION may change. */
const editableOfModel = ["is_valid", "user_metadata"];
/** The rule about a new model and what is inside it. */
function newModelRule({ values, inner }) {
	const isContainer = values["type"] === "CONTAINER";
	const own = isContainer ? inner["container"] : inner["asset"];
	const other = isContainer ? inner["asset"] : inner["container"];
	const [wanted, unwanted] = isContainer ? ["Container", "Asset"] : ["Asset", "Container"];
	if (!own) return `${wanted} data required.`;
	if (other) return `${unwanted} must not be provided.`;
	if ((values["state"] ?? "DEVELOPMENT") !== (own["state"] ?? "DEVELOPMENT")) return "Model state must match the state of its container or asset.";
	if ((values["is_valid"] ?? true) !== (own["is_valid"] ?? true)) return "Model validity must match the validity of its container or asset.";
	return null;
}

// dev-server/entities/requests.ts
/** Datasets that join a benchmark. */
const datasetsJoining = {
	requests: "dataset_requests",
	table: "datasets",
	key: "dataset",
	word: "dataset"
};
/** Models that join a benchmark: containers before the model era. */
const modelsJoining = ({ component }) => ({
	requests: "model_requests",
	table: component.table,
	key: component.key,
	word: "model"
});
/** Requests of datasets. */
const datasetRequestEntity = () => entity(datasetsJoining.requests, fields(datasetsJoining, []));
/** Requests of models; the list begins with the highest priority, equal ones have no defined order. */
function modelRequestEntity(rules) {
	const joining = modelsJoining(rules);
	const priority = integer$1("priority", { writers: "update" });
	return entity(joining.requests, fields(joining, [priority]), { order: "priority DESC, id" });
}
const fields = ({ key, table }, more) => [
	json("metadata", { required: true }),
	choice("approval_status", decisions),
	time("approved_at"),
	...stamps$1,
	...more,
	link$1(key, table),
	childOf("benchmark", "benchmarks"),
	link$1("initiated_by", "users", {
		writers: "none",
		required: false
	})
];

// dev-server/entities/results.ts
/** Results of a model on a dataset in a benchmark (docs/medperf.md 8.2). */
const resultEntity = (rules) => entity("results", [
	optionalText("name", rules.max.name),
	...rules.finalizedResults ? finalizable : [json("results", {
		required: true,
		writers: "create"
	})],
	json("metadata"),
	json("user_metadata"),
	choice("approval_status", decisions, { writers: "update" }),
	flag("is_valid"),
	...rules.finalizedResults ? reports : [],
	time("approved_at"),
	...stamps$1,
	owner,
	childOf("benchmark", "benchmarks", { writers: "create" }),
	link$1("model", rules.component.table, { writers: "create" }),
	link$1("dataset", "datasets", { writers: "create" })
]);
const finalizable = [json("results"), flag("finalized", {
	writers: "none",
	initial: false
})];
const reports = [
	json("model_report", { nullable: true }),
	json("evaluation_report", { nullable: true }),
	time("finalized_at")
];

// dev-server/entities/all.ts
/** Everything that a server of an era keeps. */
const entitiesOf = (rules) => everything(rules).map((one) => demanding(one, rules));
/** An entity with the fields that are demanded beyond those of the real servers. Throws for one that it has. */
function demanding(one, { demands }) {
	const names = demands.filter(({ table }) => table === one.table).map(({ field }) => field);
	const known = names.find((name) => name === "id" || one.fields.some((field) => field.name === name));
	if (known !== void 0) throw new Error(`cannot demand ${one.table}.${known}: it is there`);
	return {
		...one,
		fields: [...one.fields, ...names.map((name) => requiredText(name, 256))]
	};
}
const everything = (rules) => [
	userEntity(rules),
	containerEntity(rules),
	...rules.authority ? [authorityEntity] : [],
	...rules.models ? [assetEntity(rules), modelEntity(rules)] : [],
	benchmarkEntity(rules),
	...rules.committee ? [memberEntity] : [],
	datasetEntity(rules),
	resultEntity(rules),
	datasetRequestEntity(),
	modelRequestEntity(rules)
];
/** The certificate authority is known only as the reason why its container cannot be deleted. */
const authorityEntity = entity("authorities", [link$1("ca_mlcube", "mlcubes")], { order: "id" });

// dev-server/era.ts
/** The names of the eras, oldest first. */
const eras = [
	"mlcube",
	"container",
	"model",
	"topology"
];

// dev-server/era-rules.ts
/** Longest texts since November 2025, in characters. */
const laterMax = {
	name: 128,
	benchmarkDescription: 256,
	datasetDescription: 256,
	datasetLocation: 128
};
const laterWords = {
	notOperational: "User cannot mark a benchmark as operational if its containers are not operational",
	wrongPreparator: "container",
	operationalModel: "model",
	model: "Model"
};
const mlcube = {
	era: "mlcube",
	features: [],
	demands: [],
	max: {
		name: 20,
		benchmarkDescription: 100,
		datasetDescription: 20,
		datasetLocation: 100
	},
	containers: "files",
	authority: false,
	models: false,
	component: {
		table: "mlcubes",
		key: "model_mlcube"
	},
	referenceKey: "reference_model_mlcube",
	filters: false,
	ordering: null,
	search: false,
	autoApproval: false,
	committee: false,
	topology: false,
	operationFirst: true,
	finalizedResults: false,
	referenceNeedsDataset: true,
	datasetsOfDevelopmentOnly: true,
	fullDataset: [],
	hiddenInDataset: ["owner", "report"],
	participants: false,
	certificates: false,
	certificatesForOwner: false,
	datasetsForModelOwner: false,
	typedJson: true,
	words: {
		notOperational: "User cannot mark a benchmark as operational if its MLCubes are not operational",
		wrongPreparator: "MLCube",
		operationalModel: "model mlcube",
		model: "Mlcube"
	}
};
const container = {
	...mlcube,
	era: "container",
	max: laterMax,
	containers: "json",
	authority: true,
	filters: true,
	autoApproval: true,
	operationFirst: false,
	finalizedResults: true,
	referenceNeedsDataset: false,
	datasetsOfDevelopmentOnly: false,
	fullDataset: ["owner"],
	participants: true,
	certificates: true,
	words: laterWords
};
const model$1 = {
	...container,
	era: "model",
	models: true,
	component: {
		table: "models",
		key: "model"
	},
	referenceKey: "reference_model",
	ordering: "any",
	fullDataset: ["owner", "preparator"],
	hiddenInDataset: ["report"],
	certificatesForOwner: true,
	datasetsForModelOwner: true
};
const topology = {
	...model$1,
	era: "topology",
	ordering: ["name", "created_at"],
	search: true,
	committee: true,
	topology: true,
	typedJson: false
};
/** The rules of each era. */
const eraRules = {
	mlcube,
	container,
	model: model$1,
	topology
};

// dev-server/fields/field.ts
/** The tables of the server, in an order in which each refers to earlier ones only. */
const tables = [
	"users",
	"mlcubes",
	"authorities",
	"assets",
	"models",
	"benchmarks",
	"members",
	"datasets",
	"results",
	"dataset_requests",
	"model_requests"
];
/** Whether a field is a column of its table. */
const isColumn = ({ type }) => type.kind !== "list";
/** The id of a row. */
const idOf = (row) => row["id"];

// dev-server/features.ts
/** What each era may have of the next one. */
const features = {
	mlcube: {
		policies: {
			filters: true,
			autoApproval: true,
			participants: true,
			operationFirst: false,
			finalizedResults: true,
			referenceNeedsDataset: false
		},
		"long-names": { max: laterMax }
	},
	container: {},
	model: { committee: {
		committee: true,
		search: true,
		ordering: ["name", "created_at"]
	} },
	topology: {}
};
/** What an era may have of the next one. */
const featuresOf = (era) => Object.keys(features[era]);
/** The rules of a server. Throws for what the era cannot have, and for demands that cannot be made. */
function rulesOf({ era, with: wanted = [], demand = [] }) {
	const added = wanted.map((feature) => {
		const rules = features[era][feature];
		if (rules) return rules;
		throw new Error(`the ${era} era cannot have ${feature}: it can have ${featuresOf(era).join(", ") || "nothing"}`);
	});
	return Object.assign({}, eraRules[era], ...added, {
		features: [...new Set(wanted)].sort(),
		demands: demand.map((words) => demandOf(words))
	});
}
/** Tables that a POST adds to. */
const demandable = tables.filter((table) => [
	"mlcubes",
	"assets",
	"models",
	"benchmarks",
	"datasets",
	"results"
].includes(table));
function demandOf(words) {
	const [, name, field] = /^([a-z]+)\.([a-z][a-z0-9_]*)$/.exec(words) ?? [];
	const table = demandable.find((one) => one === name);
	if (table && field !== void 0) return {
		table,
		field
	};
	throw new Error(`cannot demand ${words}: write one of ${demandable.join(", ")}, a dot and a new field`);
}

// dev-server/http/answer.ts
/** A request that is not carried out: the answer says why. */
var Refusal = class extends Error {
	name = "Refusal";
	answer;
	constructor(answer) {
		super(`refused with status ${answer.status}`);
		this.answer = answer;
	}
};
/** Where the real server raises an exception that it does not catch: a 500 answer. */
var ServerFault = class extends Error {
	name = "ServerFault";
};
/** An answer with a JSON body. */
const jsonAnswer = (status, body) => ({
	status,
	json: toJson(body)
});
/** A refusal with only a `detail`, as the REST framework words its own errors. */
const detail = (status, text) => new Refusal(jsonAnswer(status, { detail: text }));
/** No such row. */
const notFound = () => detail(404, "Not found.");
/** Not allowed to this person. */
const forbidden = () => detail(403, "You do not have permission to perform this action.");
/** A page for people: only its status says something. */
const page = (status, title, text = "") => ({
	status,
	html: `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>\n<body><h1>${escapeHtml(title)}</h1>\n${text}</body></html>\n`
});
/** A text as HTML shows it. */
const escapeHtml = (text) => text.replaceAll(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
/** The page of an error that nothing caught. */
function serverError(error) {
	const reason = error instanceof Error ? error.message : String(error);
	return page(500, "Server Error (500)", `<pre>${escapeHtml(reason)}</pre>\n`);
}

// dev-server/openapi/not-kept.ts
/** Addresses below `/api/v0/` of federated learning, certificates and keys: real servers describe them, this one has none. */
function notKept$1(rules) {
	if (!rules.authority) return {};
	return {
		...always$1,
		...rules.models ? later : earlier
	};
}
const all$1 = [
	"GET",
	"PUT",
	"DELETE"
];
const always$1 = {
	"aggregators/": ["GET", "POST"],
	"aggregators/{id}/": ["GET"],
	"cas/": ["GET", "POST"],
	"cas/{id}/": ["GET"],
	"certificates/": ["GET", "POST"],
	"certificates/{id}/": ["GET", "PUT"],
	"certificates/{id}/encrypted_keys/": ["GET"],
	"datasets/{id}/training/{tid}/": all$1,
	"datasets/training/": ["POST"],
	"encrypted_keys/": ["GET"],
	"encrypted_keys/{id}/": ["GET"],
	"encrypted_keys/bulk/": ["POST", "PUT"],
	"training/": ["GET", "POST"],
	"training/{id}/": all$1,
	"training/{id}/aggregator/": ["GET"],
	"training/{id}/datasets/": ["GET"],
	"training/{id}/event/": ["GET"],
	"training/{id}/participants_info/": ["GET"],
	"training/events/": ["GET", "POST"],
	"training/events/{id}/": ["GET", "PUT"]
};
const earlier = {
	"aggregators/{id}/training/{tid}/": all$1,
	"aggregators/training/": ["POST"],
	"me/aggregators/training_associations/": ["GET"]
};
const later = {
	"aggregators/{id}/training_experiments/": ["GET"],
	"training/{id}/datasets_certificates/": ["GET"]
};

// dev-server/openapi/property.ts
/** Whether a field is shown and not written by POST (create) or PUT (update). */
const isReadOnly = ({ writers }, verb) => writers !== "all" && writers !== verb;
/** The reference to a schema of the document. */
const refTo = (name) => ({ $ref: `#/components/schemas/${name}` });
/** The name that the generator gives to the words of a field. */
const enumName = ({ name }) => `${name.replaceAll(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase())}Enum`;
/** A field as the schema document describes it, as what POST or PUT takes. */
function propertyOf(rules, field, verb) {
	const readOnly = isReadOnly(field, verb);
	const marks = {
		...readOnly && { readOnly },
		...field.nullable && { nullable: true }
	};
	if (field.type.kind === "choice") {
		const words = refTo(enumName(field));
		return Object.keys(marks).length === 0 ? words : {
			allOf: [words],
			...marks
		};
	}
	return {
		...typeOf(rules, field, readOnly),
		...marks
	};
}
function typeOf(rules, { type }, readOnly) {
	switch (type.kind) {
		case "text": return {
			type: "string",
			...type.format?.ownField && { format: "email" },
			...!readOnly && Number.isFinite(type.max) && { maxLength: type.max }
		};
		case "time": return {
			type: "string",
			format: "date-time"
		};
		case "boolean": return { type: "boolean" };
		case "json": return rules.typedJson ? {
			type: "object",
			additionalProperties: {}
		} : {};
		case "list": return {
			type: "array",
			items: typeOf(rules, type.of, false)
		};
		default: return { type: "integer" };
	}
}

// dev-server/fields/represent.ts
/** A row as an answer shows it: the id, then the fields in their order, without the hidden ones. */
function represent(entity, row, hidden = []) {
	const names = ["id", ...entity.fields.map((field) => field.name)];
	return only(row, names.filter((name) => !hidden.includes(name)));
}
/** Only the named values of a row, in that order. */
const only = (row, names) => new Map(names.map((name) => [name, row[name] ?? null]));

// dev-server/http/call.ts
/** The row that the address names; throws a 404 refusal where there is none. */
function addressed(call, table) {
	const row = call.store.find(table, call.ids["pk"] ?? 0n);
	if (!row) throw notFound();
	return row;
}
/** Who signed in, where the permission has made sure that somebody did. */
function person(call) {
	if (!call.user) throw new Error("nobody signed in");
	return call.user;
}
/** The id of who signed in. */
const personId = (call) => idOf(person(call));

// dev-server/python/text.ts
const SPACES = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const EDGES = new RegExp(`^[${SPACES}]+|[${SPACES}]+$`, "g");
const WHOLE = /^[+-]?\p{Nd}+(?:_\p{Nd}+)*$/u;
const DIGIT = /\p{Nd}/u;
/** A text without the white space around it, as Python's `str.strip()`. */
const strip = (text) => text.replaceAll(EDGES, "");
/** The number of characters (code points) of a text. */
const length = (text) => [...text].length;
/** The most digits that Python reads as a whole number. */
const MAX_DIGITS = 4300;
/** A text as a whole number, as Python's `int()` reads it (`" 5 "`, `"+5"`, `"1_000"`); null where it does not. */
function wholeNumber(text) {
	const bare = strip(text);
	if (!WHOLE.test(bare) || length(bare.replaceAll(/[-_+]/g, "")) > 4300) return null;
	return BigInt(bare.replaceAll(/[_+]/g, "").replaceAll(/(?!\d)\p{Nd}/gu, latinDigit));
}
/** Unicode keeps the digits of every script in runs of ten, from zero to nine. */
function latinDigit(char) {
	const code = char.codePointAt(0) ?? 0;
	let start = code;
	while (DIGIT.test(String.fromCodePoint(start - 1))) start -= 1;
	return String((code - start) % 10);
}
/** A float as Python writes it: `1.0`, `1e-05`, `1e+16`. */
function floatText(value) {
	if (!Number.isFinite(value)) return value > 0 ? "inf" : "-inf";
	if (Object.is(value, -0)) return "-0.0";
	const [mantissa = "", power = ""] = value.toExponential().split("e");
	const exponent = Number(power);
	if (value !== 0 && (exponent < -4 || exponent >= 16)) return `${mantissa}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
	const text = plainDigits(mantissa, exponent);
	return text.includes(".") ? text : `${text}.0`;
}
function plainDigits(mantissa, exponent) {
	const sign = mantissa.startsWith("-") ? "-" : "";
	const digits = mantissa.replace("-", "").replace(".", "");
	if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
	const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
	const rest = digits.slice(exponent + 1);
	return rest === "" ? `${sign}${whole}` : `${sign}${whole}.${rest}`;
}
/** A value as Python's `str()` shows it; texts as they are. */
const shown = (value) => typeof value === "string" ? value : literal(value);
/** A value as Python's `repr()` shows it. */
function literal(value) {
	if (value === null) return "None";
	if (typeof value === "boolean") return value ? "True" : "False";
	if (typeof value === "bigint") return String(value);
	if (typeof value === "number") return floatText(value);
	if (typeof value === "string") return textLiteral(value);
	if (isList(value)) return `[${value.map(literal).join(", ")}]`;
	if (!isObject(value)) return "";
	return `{${[...value].map(([key, inner]) => `${textLiteral(key)}: ${literal(inner)}`).join(", ")}}`;
}
const ESCAPED = {
	"\n": "\\n",
	"\r": "\\r",
	"	": "\\t",
	"\\": "\\\\"
};
function textLiteral(text) {
	const mark = text.includes("'") && !text.includes("\"") ? "\"" : "'";
	const inner = text.replaceAll(/\\|\p{C}|[\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter);
	return `${mark}${mark === "'" ? inner.replaceAll("'", "\\'") : inner}${mark}`;
}
function escapeCharacter(char) {
	const known = ESCAPED[char];
	if (known !== void 0) return known;
	const code = char.codePointAt(0) ?? 0;
	const hex = code.toString(16);
	if (code < 256) return `\\x${hex.padStart(2, "0")}`;
	return code < 65536 ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
/** The name of a value's Python type, as error texts use it. */
function typeName(value) {
	if (value === null) return "NoneType";
	if (typeof value === "boolean") return "bool";
	if (typeof value === "bigint") return "int";
	if (typeof value === "number") return "float";
	if (typeof value === "string") return "str";
	return isList(value) ? "list" : "dict";
}

// dev-server/fields/coerce.ts
const TRUE = [
	"t",
	"T",
	"y",
	"Y",
	"yes",
	"Yes",
	"YES",
	"true",
	"True",
	"TRUE",
	"on",
	"On",
	"ON",
	"1"
];
const FALSE = [
	"f",
	"F",
	"n",
	"N",
	"no",
	"No",
	"NO",
	"false",
	"False",
	"FALSE",
	"off",
	"Off",
	"OFF",
	"0"
];
const MAX_NUMERAL = 1e3;
const refuse$1 = (...errors) => ({ errors });
/** A sent value as the value of its field, by the rules of the REST framework (docs/medperf.md 2.7). */
function coerce(field, data, lookup) {
	const { type } = field;
	if (type.kind === "text" && strip(shown(data)) === "") return type.blank ? { value: "" } : refuse$1("This field may not be blank.");
	const sent = type.kind === "link" && data === "" ? null : data;
	if (sent === null) return field.nullable ? { value: null } : refuse$1("This field may not be null.");
	const coerced = convert(type, sent, lookup);
	if ("errors" in coerced) return coerced;
	const errors = unusable(field, coerced.value, lookup);
	return errors.length > 0 ? { errors } : coerced;
}
function convert(type, data, lookup) {
	switch (type.kind) {
		case "text": return text$1(data, type.format);
		case "choice": return oneOf(type.options, data);
		case "boolean": return boolean(data);
		case "integer": return integer(data);
		case "link": return link(type.to, data, lookup);
		case "list": return list(type.of, data, lookup);
		case "json": return canBeJson(data) ? { value: data } : refuse$1("Value must be valid JSON.");
		default: return { value: data };
	}
}
/** The errors of a list are an object, with the places of the bad items as its keys. */
function list(of, data, lookup) {
	if (!isList(data)) return refuse$1(`Expected a list of items but got type "${typeName(data)}".`);
	const items = data.map((item) => coerce(of, item, lookup));
	const errors = items.flatMap((item, at) => "errors" in item ? [[String(at), item.errors]] : []);
	if (errors.length > 0) return { errors: new Map(errors) };
	return { value: items.flatMap((item) => "value" in item ? [item.value] : []) };
}
/** Whether JSON can hold a value: `1e999` is an infinity to Python, and JSON has none. */
function canBeJson(data) {
	if (typeof data === "number") return Number.isFinite(data);
	if (isObject(data)) return [...data.values()].every(canBeJson);
	return !isList(data) || data.every(canBeJson);
}
function text$1(data, format) {
	if (typeof data === "string" || typeof data === "bigint" || typeof data === "number") return { value: strip(shown(data)) };
	return refuse$1(format?.ownField ? format.message : "Not a valid string.");
}
function oneOf(options, data) {
	const word = shown(data);
	return options.includes(word) ? { value: word } : refuse$1(`"${word}" is not a valid choice.`);
}
function boolean(data) {
	if (typeof data === "string") {
		if (TRUE.includes(data)) return { value: true };
		if (FALSE.includes(data)) return { value: false };
	}
	if (data === true || data === 1n || data === 1) return { value: true };
	if (data === false || data === 0n || data === 0) return { value: false };
	return refuse$1("Must be a valid boolean.");
}
function integer(data) {
	if (typeof data === "string" && length(data) > MAX_NUMERAL) return refuse$1("String value too large.");
	const value = wholeNumber(shown(data).replace(/\.0*\s*$/, ""));
	return value === null ? refuse$1("A valid integer is required.") : { value };
}
function link(to, data, lookup) {
	const id = typeof data === "boolean" ? null : asId(data);
	if (id === null) return refuse$1(`Incorrect type. Expected pk value, received ${typeName(data)}.`);
	return lookup.exists(to, id) ? { value: id } : refuse$1(`Invalid pk "${shown(data)}" - object does not exist.`);
}
/**
* A sent value as the id of a row, as Python's `int()`: fractions are cut off. Null where it is no number.
* Throws RangeError for an infinity, which the real server does not catch.
*/
function asId(data) {
	if (typeof data === "string") return wholeNumber(data);
	if (typeof data === "bigint" || typeof data === "boolean") return BigInt(data);
	return typeof data === "number" ? BigInt(Math.trunc(data)) : null;
}
function unusable(field, value, lookup) {
	const format = field.type.kind === "text" ? field.type.format : void 0;
	const ill = format && !format.pattern.test(String(value)) ? [format.message] : [];
	const taken = field.unique !== void 0 && lookup.taken(field, value) ? [field.unique] : [];
	const long = tooLong(field.type, value);
	return format?.ownField ? [
		...taken,
		...long,
		...ill
	] : [
		...ill,
		...taken,
		...long
	];
}
function tooLong(type, value) {
	if (type.kind !== "text" || typeof value !== "string") return [];
	const errors = [];
	if (length(value) > type.max) errors.push(`Ensure this field has no more than ${type.max} characters.`);
	if (value.includes("\0")) errors.push("Null characters are not allowed.");
	const lone = /\p{Cs}/u.exec(value);
	if (lone) {
		const code = lone[0].charCodeAt(0).toString(16).toUpperCase();
		errors.push(`Surrogate characters are not allowed: U+${code}.`);
	}
	return errors;
}
/** The refusal of a body that is no JSON object; null where it is one. */
function notAnObject(data) {
	if (isObject(data)) return null;
	return data === null ? "No data provided" : `Invalid data. Expected a dictionary, but got ${typeName(data)}.`;
}

// dev-server/fields/check.ts
/** Checks a body as the REST framework does: its fields, then their unique sets, then the rule about all of them. */
function check(form, data) {
	const problem = notAnObject(data);
	if (problem !== null) return failed(problem);
	const fields = checkFields(form, data);
	if ("errors" in fields) return fields;
	if (form.entity.uniqueTogether.length > 0 && form.lookup.takenTogether(fields.values)) return failed(`The fields ${form.entity.uniqueTogether.join(", ")} must make a unique set.`);
	const broken = form.rule?.(fields) ?? null;
	return broken === null ? fields : failed(broken);
}
const failed = (broken) => ({ errors: toJson(typeof broken === "string" ? { non_field_errors: [broken] } : broken) });
function checkFields(form, data) {
	const values = {};
	const inner = {};
	const errors = /* @__PURE__ */ new Map();
	for (const field of form.entity.fields.filter((one) => isWritten(one, form.verb))) {
		const found = checkField(form, field, data.get(field.name));
		if (found === null) continue;
		if ("errors" in found) errors.set(field.name, found.errors);
		else if ("values" in found) inner[field.name] = found.values;
		else values[field.name] = found.value;
	}
	return errors.size > 0 ? { errors } : {
		values,
		inner
	};
}
const isWritten = (field, verb) => field.writers === "all" || field.writers === verb;
function checkField(form, field, sent) {
	if (sent === void 0) return form.partial || !field.required ? null : { errors: ["This field is required."] };
	const innerForm = form.inner?.[field.name];
	if (innerForm && sent !== null) return check(innerForm, sent);
	const coerced = coerce(field, sent, form.lookup);
	if ("errors" in coerced) return coerced;
	const broken = form.fieldRule?.(field.name, coerced.value) ?? null;
	return broken === null ? coerced : { errors: [broken] };
}

// dev-server/python/decode.ts
/** Bytes that are no text in their encoding. */
var DecodeError = class extends Error {
	name = "DecodeError";
};
/** The encodings that are told apart, by their names without marks. */
const DECODERS = {
	latin1,
	l1: latin1,
	iso88591: latin1,
	ascii,
	usascii: ascii,
	utf16,
	utf16le: (bytes) => strict(bytes, "utf-16le"),
	utf16be: (bytes) => strict(bytes, "utf-16be")
};
/**
* Bytes as text, read as Python reads a stream: a character that is cut off at the end is not seen.
* A charset that is not known counts as UTF-8, as on the real servers. Throws DecodeError.
*/
function decodeBytes(bytes, charset = "utf-8") {
	const name = charset.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
	return Object.hasOwn(DECODERS, name) ? DECODERS[name]?.(bytes) ?? "" : strict(bytes, "utf-8");
}
function strict(bytes, encoding) {
	try {
		return new TextDecoder(encoding, {
			fatal: true,
			ignoreBOM: true
		}).decode(bytes, { stream: true });
	} catch {
		throw new DecodeError(`'${encoding}' codec can't decode the request body`);
	}
}
/** Not the decoder of the web, to which Latin-1 is Windows-1252. */
function latin1(bytes) {
	return Buffer.from(bytes).toString("latin1");
}
function ascii(bytes) {
	if (bytes.some((byte) => byte > 127)) throw new DecodeError("'ascii' codec can't decode the request body");
	return latin1(bytes);
}
function utf16(bytes) {
	const [first, second] = bytes;
	if (second === void 0) return "";
	if (first === 255 && second === 254) return strict(bytes.subarray(2), "utf-16le");
	if (first === 254 && second === 255) return strict(bytes.subarray(2), "utf-16be");
	throw new DecodeError("UTF-16 stream does not start with BOM");
}

// dev-server/python/parse-json.ts
/** Broken JSON; the message is that of Python's parser, place included. */
var JsonSyntaxError = class extends Error {
	name = "JsonSyntaxError";
};
/** JSON nested deeper than Python's parser follows; the real server answers 500. */
var JsonDepthError = class extends Error {
	name = "JsonDepthError";
};
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const HEX = /[0-9A-Fa-f]{4}/y;
const ESCAPES = {
	"\"": "\"",
	"\\": "\\",
	"/": "/",
	b: "\b",
	f: "\f",
	n: "\n",
	r: "\r",
	t: "	"
};
const WORDS = [
	["null", null],
	["true", true],
	["false", false]
];
const CONSTANTS = [
	"NaN",
	"Infinity",
	"-Infinity"
];
const MAX_DEPTH = 900;
/** Reads JSON as Python's `json` with strict constants does; throws JsonSyntaxError with Python's words, JsonDepthError. */
function parseJson(text) {
	if (text.startsWith("﻿")) throw fault(text, "Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
	const scan = {
		text,
		at: 0
	};
	skipSpace(scan);
	const value = readValue$1(scan, 0);
	skipSpace(scan);
	if (scan.at < text.length) throw fault(text, "Extra data", scan.at);
	return value;
}
function readValue$1(scan, depth) {
	if (depth > MAX_DEPTH) throw new JsonDepthError("maximum recursion depth exceeded");
	const { text, at } = scan;
	const first = text[at];
	if (first === "\"") return readString(scan);
	if (first === "{") return readObject(scan, depth);
	if (first === "[") return readArray(scan, depth);
	for (const [word, value] of WORDS) if (text.startsWith(word, at)) {
		scan.at += word.length;
		return value;
	}
	const constant = CONSTANTS.find((word) => text.startsWith(word, at));
	if (constant) throw new JsonSyntaxError(`Out of range float values are not JSON compliant: '${constant}'`);
	return readNumber(scan);
}
function readNumber(scan) {
	const found = match(NUMBER, scan);
	if (!found) throw fault(scan.text, "Expecting value", scan.at);
	const [all, whole, fraction, exponent] = found;
	scan.at += all.length;
	if (fraction !== void 0 || exponent !== void 0) return Number(all);
	const digits = whole.replace("-", "").length;
	if (digits <= 4300) return BigInt(whole);
	throw new JsonSyntaxError(`Exceeds the limit (${MAX_DIGITS} digits) for integer string conversion: value has ${digits} digits; use sys.set_int_max_str_digits() to increase the limit`);
}
function readArray(scan, depth) {
	const items = [];
	scan.at += 1;
	skipSpace(scan);
	if (scan.text[scan.at] === "]") {
		scan.at += 1;
		return items;
	}
	for (;;) {
		items.push(readValue$1(scan, depth + 1));
		if (endOfItem(scan, "]")) return items;
	}
}
function readObject(scan, depth) {
	const found = /* @__PURE__ */ new Map();
	scan.at += 1;
	skipSpace(scan);
	if (scan.text[scan.at] === "}") {
		scan.at += 1;
		return found;
	}
	for (;;) {
		if (scan.text[scan.at] !== "\"") throw fault(scan.text, "Expecting property name enclosed in double quotes", scan.at);
		const key = readString(scan);
		skipSpace(scan);
		if (scan.text[scan.at] !== ":") throw fault(scan.text, "Expecting ':' delimiter", scan.at);
		scan.at += 1;
		skipSpace(scan);
		found.set(key, readValue$1(scan, depth + 1));
		if (endOfItem(scan, "}")) return found;
	}
}
/** Steps over the comma after an item, or over the closing bracket: true. */
function endOfItem(scan, close) {
	skipSpace(scan);
	const next = scan.text[scan.at];
	if (next !== close && next !== ",") throw fault(scan.text, "Expecting ',' delimiter", scan.at);
	scan.at += 1;
	if (next === close) return true;
	skipSpace(scan);
	return false;
}
function readString(scan) {
	const start = scan.at;
	scan.at += 1;
	let value = "";
	for (;;) {
		const plain = match(PLAIN, scan)?.[0] ?? "";
		value += plain;
		scan.at += plain.length;
		const stop = scan.text[scan.at];
		if (stop === void 0) throw fault(scan.text, "Unterminated string starting at", start);
		if (stop === "\"") {
			scan.at += 1;
			return value;
		}
		if (stop !== "\\") throw fault(scan.text, "Invalid control character at", scan.at);
		value += readEscape(scan, start);
	}
}
function readEscape(scan, start) {
	const letter = scan.text[scan.at + 1];
	if (letter === void 0) throw fault(scan.text, "Unterminated string starting at", start);
	scan.at += 2;
	if (letter !== "u") {
		const plain = ESCAPES[letter];
		if (plain === void 0) throw fault(scan.text, "Invalid \\escape", scan.at - 2);
		return plain;
	}
	const code = match(HEX, scan)?.[0];
	if (code === void 0) throw fault(scan.text, "Invalid \\uXXXX escape", scan.at - 1);
	scan.at += 4;
	return String.fromCharCode(Number.parseInt(code, 16));
}
function skipSpace(scan) {
	scan.at += match(SPACE, scan)?.[0].length ?? 0;
}
function match(pattern, scan) {
	pattern.lastIndex = scan.at;
	return pattern.exec(scan.text);
}
/** Places count characters, not UTF-16 units. */
function fault(text, what, at) {
	const before = text.slice(0, at);
	const line = before.split("\n").length;
	const column = [...before.slice(before.lastIndexOf("\n") + 1)].length + 1;
	return new JsonSyntaxError(`${what}: line ${line} column ${column} (char ${[...before].length})`);
}
/** Bytes of a body as JSON; throws JsonSyntaxError, also where the bytes are no text in their charset. */
function parseJsonBytes(bytes, charset) {
	try {
		return parseJson(decodeBytes(bytes, charset));
	} catch (error) {
		if (error instanceof DecodeError) throw new JsonSyntaxError(error.message);
		throw error;
	}
}

// dev-server/python/write-json.ts
/** A number that JSON has no form for, or a text that UTF-8 has none for; the real server answers 500. */
var NotJsonError = class extends Error {
	name = "NotJsonError";
};
const ANSWER = {
	comma: ",",
	colon: ":",
	ascii: false
};
const STORED = {
	comma: ", ",
	colon: ": ",
	ascii: true
};
/** JSON as the server answers it: compact, not escaped to ASCII. Throws NotJsonError for an infinity or half a surrogate pair. */
const answerJson = (value) => write$1(value, ANSWER);
/** JSON as the server stores and compares it: Python's default spacing and escapes. Throws NotJsonError for an infinity. */
const storedJson = (value) => write$1(value, STORED);
function write$1(value, style) {
	if (value === null) return "null";
	if (typeof value === "string") return quote(value, style);
	if (typeof value === "number") return finite(value);
	if (typeof value !== "object") return String(value);
	if (isList(value)) return `[${value.map((item) => write$1(item, style)).join(style.comma)}]`;
	if (!isObject(value)) throw new NotJsonError("not a JSON value");
	return `{${[...value].map(([key, inner]) => `${quote(key, style)}${style.colon}${write$1(inner, style)}`).join(style.comma)}}`;
}
function finite(value) {
	if (!Number.isFinite(value)) throw new NotJsonError("Out of range float values are not JSON compliant");
	return floatText(value);
}
function quote(text, style) {
	if (!style.ascii && !text.isWellFormed()) throw new NotJsonError("surrogates not allowed");
	const pattern = style.ascii ? /[\u007f-\uffff]/g : /[\u2028\u2029]/g;
	return JSON.stringify(text).replaceAll(pattern, escapeUnit);
}
const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

// dev-server/store/jsonb.ts
/** JSON as PostgreSQL gives it back: the keys of an object by length in bytes, then by bytes (docs/medperf.md 4.3). */
function inKeyOrder(value) {
	if (isList(value)) return value.map(inKeyOrder);
	if (!isObject(value)) return value;
	const sorted = [...value].map(([key, inner]) => ({
		key,
		bytes: Buffer.from(key),
		inner: inKeyOrder(inner)
	})).sort((left, right) => left.bytes.length - right.bytes.length || Buffer.compare(left.bytes, right.bytes));
	return new Map(sorted.map(({ key, inner }) => [key, inner]));
}
/** Whether two values are the same to PostgreSQL, which compares JSON by meaning: `1` and `1.0` are, `1` and `true` are not. */
function sameJson(left, right) {
	if (isNumber(left) && isNumber(right)) return !(left < right) && !(left > right);
	if (isList(left)) return isList(right) && left.length === right.length && left.every((item, at) => sameJson(item, right[at] ?? null));
	if (!isObject(left)) return left === right;
	if (!isObject(right) || left.size !== right.size) return false;
	return [...left].every(([key, inner]) => right.has(key) && sameJson(inner, right.get(key) ?? null));
}
const isNumber = (value) => typeof value === "bigint" || typeof value === "number";
/** Whether PostgreSQL can keep a value: it takes neither NUL nor half of a surrogate pair, in a key neither (docs/medperf.md 2.7). */
function isStorable(value) {
	if (typeof value === "string") return value.isWellFormed() && !value.includes("\0");
	if (isList(value)) return value.every(isStorable);
	return !isObject(value) || [...value].every(([key, inner]) => isStorable(key) && isStorable(inner));
}

// dev-server/store/cells.ts
/** A value as its column holds it. Throws for what PostgreSQL, which production runs on, cannot keep. */
function encode$1(field, value) {
	if (value === null) return null;
	if (!isStorable(value)) throw new Error(`${field.name} holds a NUL or half of a surrogate pair`);
	if (field.type.kind === "json") return storedJson(inKeyOrder(value));
	return typeof value === "boolean" ? BigInt(value) : value;
}
function decode$1(field, cell) {
	if (cell === null) return null;
	if (field.type.kind === "json") return parseJson(cell);
	return field.type.kind === "boolean" ? cell === 1n : cell;
}
/** Values as a row of SQLite; throws for a name that the entity has not. */
function encodeRow(entity, values) {
	const cells = {};
	for (const [name, value] of Object.entries(values)) cells[name] = name === "id" ? value : encode$1(fieldOf(entity, name), value);
	return cells;
}
/** A row of SQLite as the rules see it. */
function decodeRow(entity, row) {
	const values = { id: row["id"] ?? null };
	for (const field of entity.fields.filter(isColumn)) values[field.name] = decode$1(field, row[field.name] ?? null);
	return values;
}
function fieldOf(entity, name) {
	const field = entity.fields.find((one) => one.name === name);
	if (!field) throw new Error(`${entity.table} have no ${name}`);
	return field;
}

// dev-server/store/condition.ts
/** A condition that holds for every row. */
const always = {
	sql: "TRUE",
	values: []
};
/** A condition that holds for no row. */
const never = {
	sql: "FALSE",
	values: []
};
/** Rows for which all of the conditions hold; one of them may have a join. */
function all(...conditions) {
	const join = conditions.find((one) => one.join !== void 0)?.join;
	return {
		sql: conditions.map(({ sql }) => `(${sql})`).join(" AND "),
		values: conditions.flatMap(({ values }) => values),
		...join !== void 0 && { join }
	};
}
/** Rows in which each field has a value. */
function equals(fields) {
	return {
		sql: Object.keys(fields).map((name) => `${name} = ?`).join(" AND "),
		values: Object.values(fields)
	};
}

// dev-server/api/form.ts
/** The form of a POST. */
const newForm = (store, table, rules = {}) => ({
	entity: store.entity(table),
	verb: "create",
	partial: false,
	lookup: lookupIn(store, store.entity(table), null),
	...rules
});
/** The form of a PUT: only what is sent changes. */
const editForm = (store, table, row, rules = {}) => ({
	entity: store.entity(table),
	verb: "update",
	partial: true,
	lookup: lookupIn(store, store.entity(table), row),
	...rules
});
function lookupIn(store, entity, edited) {
	const others = (condition) => {
		const except = edited ? idOf(edited) : 0n;
		const where = {
			sql: `${condition.sql} AND id <> ?`,
			values: [...condition.values, except]
		};
		return store.count(entity.table, where) > 0n;
	};
	return {
		exists: (table, id) => store.find(table, id) !== null,
		taken: (field, value) => isStorable(value) && others({
			sql: `${field.name} = ?`,
			values: [encode$1(field, value)]
		}),
		takenTogether: (sent) => {
			const values = {
				...edited,
				...sent
			};
			const fields = entity.fields.filter((field) => entity.uniqueTogether.includes(field.name));
			const wanted = fields.map((field) => values[field.name] ?? null);
			if (wanted.includes(null) || !wanted.every(isStorable)) return false;
			const texts = fields.filter(({ type }) => type.kind !== "json");
			const same = all(...texts.map((field) => equals({ [field.name]: encode$1(field, values[field.name] ?? null) })));
			return store.select(entity.table, same, {
				order: "id",
				limit: -1n,
				offset: 0n
			}).some((row) => row["id"] !== edited?.["id"] && fields.every(({ name }, at) => sameJson(row[name] ?? null, wanted[at] ?? null)));
		}
	};
}
/** Checks the body of a call; what is good goes on to `keep`, what is not is a 400 answer. */
function checked(call, form, keep) {
	const result = check(form, call.data());
	return "errors" in result ? {
		status: 400,
		json: result.errors
	} : keep(result);
}

// dev-server/api/newest-request.ts
/** The newest request of a dataset or model to join a benchmark: the only one that counts (docs/medperf.md 7.1). */
const newestRequest = (store, joining, id, benchmark) => store.first(joining.requests, equals({
	[joining.key]: id,
	benchmark
}), "created_at DESC");
/** SQL for the ids of the things whose newest request to join one benchmark (the value to bind) is approved. */
const approvedIn = ({ requests, key }) => `SELECT ${key} FROM ${requests} AS newest
  WHERE benchmark = ? AND approval_status = 'APPROVED' AND NOT EXISTS (
    SELECT 1 FROM ${requests} AS later WHERE later.benchmark = newest.benchmark
    AND later.${key} = newest.${key} AND later.created_at > newest.created_at)`;

// dev-server/api/permissions.ts
/** Anybody, signed in or not. */
const anyone = () => true;
/** Whoever signed in. */
const signedIn = ({ user }) => user !== null;
/** An administrator (the flag of the user row, not a claim of the token). */
const isAdmin = ({ user }) => user?.["is_superuser"] === true;
/** Whoever one of the permissions lets in; the later ones are not asked then. */
const anyOf = (...permissions) => (call) => permissions.some((permission) => permission(call));
/** A permission of its own for some verbs. */
const byVerb = (special, other = signedIn) => (call) => (special[call.verb] ?? other)(call);
/** The owner of the row that a number of the address names; of a benchmark the committee, too. */
const owns = (table, number = "pk") => (call) => ownsRow(call, table, call.ids[number] ?? 0n);
/**
* The owner of the row that the address names or, in a POST, the body (docs/medperf.md 2.5: the body is read first then).
*/
const ownsNamed = (table, key, number = "pk") => (call) => call.verb === "POST" ? ownsRow(call, table, idInBody(call, key)) : ownsRow(call, table, call.ids[number] ?? 0n);
/** The row is looked up even where nobody signed in, so an id that the database cannot hold is a 500 answer before a 401 one. */
const ownsRow = (call, table, id) => id !== 0n && holds(call, table, call.store.find(table, id));
const holds = (call, table, row) => table === "benchmarks" ? isManager(call.store, call.user, row) : isOwner(call.user, row);
/** Whether a row exists and belongs to a person. */
const isOwner = (user, row) => user !== null && row !== null && row["owner"] === idOf(user);
/** Whether a benchmark exists and a person owns it or belongs to its committee (docs/medperf.md 6.9). */
const isManager = (store, user, benchmark) => isOwner(user, benchmark) || user !== null && benchmark !== null && store.has("members") && store.count("members", equals({
	benchmark: idOf(benchmark),
	member: idOf(user)
})) > 0n;
/** The id that a body names; 0 where it names none. Whatever is no id is an error that the real server does not catch. */
function idInBody(call, key) {
	const data = call.data();
	if (!isObject(data)) throw new ServerFault("the body has no attribute 'get'");
	const named = data.get(key) ?? null;
	if (isFalsy(named)) return 0n;
	const id = asId(named);
	if (id === null) throw new ServerFault(`Field 'id' expected a number but got ${String(named)}`);
	return id;
}
function isFalsy(value) {
	if (Array.isArray(value)) return value.length === 0;
	return isObject(value) ? value.size === 0 : !value;
}
/** Whether a body has a key. A text or list may hold the word too; for a number the real server fails. */
function bodyNames(call, key) {
	const found = contains(call.data(), key);
	if (found === null) throw new ServerFault("argument of this type is not iterable");
	return found;
}

// dev-server/api/decide.ts
/** What the answers about one pair show of a request: no ids. */
const shownOfRequest = ({ word }) => [
	"approval_status",
	"initiated_by",
	"approved_at",
	"created_at",
	"modified_at",
	...word === "model" ? ["priority"] : []
];
/** Decides about the newest request of a pair, or ranks a model (docs/medperf.md 7.4). */
const decide = (joining) => (call) => {
	const row = newestRequest(call.store, joining, call.ids["pk"] ?? 0n, call.ids["bid"] ?? 0n);
	return checked(call, formOf(call, joining, row), ({ values }) => {
		const request = row;
		const decided = (values["approval_status"] ?? request["approval_status"]) === request["approval_status"] ? {} : { approved_at: call.store.clock.now() };
		const changed = call.store.update(joining.requests, idOf(request), {
			...values,
			...decided
		});
		return {
			status: 200,
			json: only(changed, shownOfRequest(joining))
		};
	});
};
function formOf(call, joining, row) {
	const form = row ? editForm(call.store, joining.requests, row) : {
		...newForm(call.store, joining.requests),
		partial: true
	};
	const fields = form.entity.fields.filter(({ name }) => name === "approval_status" || name === "priority");
	return {
		...form,
		verb: "update",
		entity: {
			...form.entity,
			fields
		},
		fieldRule: (name, value) => name === "approval_status" ? decisionRule$1(call, row, value) : null,
		rule: () => row ? null : `No ${joining.word} association found`
	};
}
function decisionRule$1(call, row, value) {
	if (!row) throw new ServerFault("'NoneType' object has no attribute 'approval_status'");
	if (row["approval_status"] !== "PENDING") return "User can approve or reject only a pending request";
	if (value === "APPROVED" && row["initiated_by"] === personId(call)) return "Same user cannot approve the association request";
	return bothSides(call, row) ? "Association request cannot be both initiated and approved from the benchmark side." : null;
}
/** Whether whoever started a request and whoever decides about it both manage the benchmark now (docs/medperf.md 7.4). */
function bothSides({ rules, store, user }, row) {
	if (!rules.committee) return false;
	const benchmark = store.find("benchmarks", row["benchmark"]);
	const initiator = store.find("users", row["initiated_by"]);
	return isManager(store, user, benchmark) && isManager(store, initiator, benchmark);
}

// dev-server/openapi/schemas.ts
/** The schemas of all things that a server of an era keeps (docs/medperf.md 2.11). */
function schemasOf(rules, entities) {
	const known = new Map(entities.map((entity) => [entity.table, entity]));
	const views = Object.entries(viewsOf(rules)).flatMap(([name, view]) => {
		const entity = known.get(view.table);
		return entity ? [[name, schemaOf$1(rules, entity, view)]] : [];
	});
	const words = entities.flatMap(({ fields }) => fields).flatMap(enumOf);
	return sortedByName(Object.fromEntries([
		...views,
		...words,
		["VersionResponse", version]
	]));
}
const version = {
	type: "object",
	properties: { version: { type: "string" } },
	required: ["version"]
};
const enumOf = (field) => field.type.kind === "choice" ? [[enumName(field), {
	enum: field.type.options,
	type: "string"
}]] : [];
function viewsOf(rules) {
	const model = modelsJoining(rules);
	const listed = (key) => [
		key,
		"approval_status",
		"created_at"
	];
	return {
		MlCube: {
			table: "mlcubes",
			verb: "create"
		},
		MlCubeDetail: {
			table: "mlcubes",
			verb: "update"
		},
		Asset: {
			table: "assets",
			verb: "create"
		},
		AssetDetail: {
			table: "assets",
			verb: "update"
		},
		Model: {
			table: "models",
			verb: "create",
			instead: {
				container: inside$1("MlCube"),
				asset: inside$1("Asset")
			}
		},
		Benchmark: {
			table: "benchmarks",
			verb: "create"
		},
		BenchmarkApproval: {
			table: "benchmarks",
			verb: "update"
		},
		DatasetFull: {
			table: "datasets",
			verb: "create"
		},
		DatasetPublic: {
			table: "datasets",
			verb: "update",
			...publicDataset(rules)
		},
		ModelResult: {
			table: "results",
			verb: "create"
		},
		ModelResultDetail: {
			table: "results",
			verb: "update"
		},
		BenchmarkDatasetList: {
			table: "dataset_requests",
			verb: "create"
		},
		BenchmarkModelList: {
			table: "model_requests",
			verb: "create"
		},
		DatasetApproval: {
			table: "dataset_requests",
			verb: "update",
			only: shownOfRequest(datasetsJoining)
		},
		ModelApproval: {
			table: "model_requests",
			verb: "update",
			only: shownOfRequest(model)
		},
		BenchmarkListofDatasets: {
			table: "dataset_requests",
			verb: "create",
			only: listed("dataset")
		},
		BenchmarkListofModels: {
			table: "model_requests",
			verb: "create",
			only: listed(model.key)
		},
		User: {
			table: "users",
			verb: "update",
			only: shownOfUser(rules)
		},
		...rules.models && { UserMetadata: {
			table: "users",
			verb: "create",
			only: ["metadata"],
			instead: { metadata: {
				type: "string",
				readOnly: true
			} }
		} }
	};
}
const inside$1 = (name) => ({
	allOf: [refTo(name)],
	nullable: true
});
/** What everybody sees of a data set; the owner is shown as if one could write it. */
const publicDataset = ({ hiddenInDataset }) => ({
	without: hiddenInDataset,
	instead: { owner: { type: "integer" } }
});
const id = {
	type: "integer",
	readOnly: true
};
function schemaOf$1(rules, { fields }, { verb, only, without = [], instead = {} }) {
	const isShown = (name) => only?.includes(name) ?? !without.includes(name);
	const shown = fields.filter(({ name }) => isShown(name));
	const properties = shown.map((field) => [field.name, instead[field.name] ?? propertyOf(rules, field, verb)]);
	const required = shown.filter((field) => isNeeded(field, verb) || instead[field.name]?.["readOnly"]);
	const names = [...isShown("id") ? ["id"] : [], ...required.map(({ name }) => name)];
	return {
		type: "object",
		properties: {
			...isShown("id") && { id },
			...Object.fromEntries(properties)
		},
		...names.length > 0 && { required: names.sort() }
	};
}
/** What is always there: in a body because it must be, in an answer because one cannot write it. */
const isNeeded = (field, verb) => field.required || isReadOnly(field, verb);
/** An object with its keys in order. */
const sortedByName = (named) => Object.fromEntries(Object.entries(named).sort(([left], [right]) => left < right ? -1 : 1));

// dev-server/openapi/document.ts
const ROOT = "/api/v0/";
/** The description that a server gives of itself, in the form of OpenAPI (docs/medperf.md 2.11). */
function documentOf(rules, entities, endpoints) {
	const schemas = schemasOf(rules, entities);
	return {
		openapi: "3.0.3",
		info: {
			title: "MedPerf API",
			version: "v0"
		},
		paths: pathsOf(rules, endpoints, schemas),
		components: {
			schemas,
			securitySchemes: { JWTAuth: {
				type: "http",
				scheme: "bearer"
			} }
		}
	};
}
function pathsOf(rules, endpoints, schemas) {
	const paths = {};
	for (const { path, verbs, offers } of endpoints) if (!(offers?.every(({ renderer }) => renderer === "html") ?? false)) paths[pathOf(path)] = Object.keys(verbs);
	for (const [path, verbs] of Object.entries(notKept$1(rules))) paths[`${ROOT}${path}`] = verbs;
	const described = Object.entries(paths).map(([path, verbs]) => [path, Object.fromEntries(verbs.map((verb) => [verb.toLowerCase(), operation(rules, path, verb, schemas)]))]);
	return sortedByName(Object.fromEntries(described));
}
const pathOf = (path) => `/${path.replace("<pk>", "{id}").replace("<bid>", "{bid}")}`;
function operation(rules, path, verb, schemas) {
	const name = bodiesOf(rules)[path.replace(ROOT, "")]?.[verb];
	const schema = name === void 0 ? void 0 : schemas[name];
	const content = name !== void 0 && schema && { "application/json": { schema: refTo(name) } };
	const parameters = [...path.matchAll(/\{(\w+)\}/g)].map(([, id]) => ({
		in: "path",
		name: id ?? "",
		schema: { type: "integer" },
		required: true
	}));
	return {
		...parameters.length > 0 && { parameters },
		tags: [path.replace(ROOT, "").split("/").find(Boolean) ?? ""],
		...content && { requestBody: {
			content,
			...hasRequired(schema) && { required: true }
		} },
		security: path.startsWith(ROOT) ? [{ JWTAuth: [] }] : [{ JWTAuth: [] }, {}],
		responses: verb === "DELETE" ? { 204: {} } : { 200: content ? { content } : {} }
	};
}
/** Whether a body must hold anything. */
function hasRequired({ properties, required }) {
	const described = properties;
	return (required ?? []).some((name) => !described[name]?.["readOnly"]);
}
/** The schemas of all bodies; the generator has found none for a PUT of a model. */
const bodiesOf = ({ component: { table } }) => ({
	"assets/": { POST: "Asset" },
	"assets/{id}/": { PUT: "AssetDetail" },
	"benchmarks/": { POST: "Benchmark" },
	"benchmarks/{id}/": { PUT: "BenchmarkApproval" },
	"datasets/": { POST: "DatasetPublic" },
	"datasets/{id}/": { PUT: "DatasetPublic" },
	"datasets/benchmarks/": { POST: "BenchmarkDatasetList" },
	"datasets/{id}/benchmarks/{bid}/": { PUT: "DatasetApproval" },
	"mlcubes/": { POST: "MlCube" },
	"mlcubes/{id}/": { PUT: "MlCubeDetail" },
	"models/": { POST: "Model" },
	[`${table}/benchmarks/`]: { POST: "BenchmarkModelList" },
	[`${table}/{id}/benchmarks/{bid}/`]: { PUT: "ModelApproval" },
	"results/": { POST: "ModelResult" },
	"results/{id}/": { PUT: "ModelResultDetail" },
	"users/{id}/": { PUT: "User" }
});

// dev-server/openapi/endpoint.ts
/** All of them. */
const schemaFaults = [
	"403",
	"404",
	"page"
];
const offers = [
	{
		renderer: "yaml",
		format: "yaml",
		main: "application",
		sub: "vnd.oai.openapi"
	},
	{
		renderer: "yaml",
		format: "yaml",
		main: "application",
		sub: "yaml"
	},
	{
		renderer: "json",
		format: "json",
		main: "application",
		sub: "vnd.oai.openapi+json"
	},
	{
		renderer: "json",
		format: "json",
		main: "application",
		sub: "json"
	}
];
/** The address at which a server describes its `others`, and itself. */
function schemaEndpoint(rules, entities, others, fault) {
	const read = () => faulty(fault) ?? jsonAnswer(200, documentOf(rules, entities, [...others, own]));
	const own = {
		path: "schema/",
		permission: () => true,
		verbs: { GET: read },
		offers
	};
	return own;
}
function faulty(fault) {
	if (fault === "403") return jsonAnswer(403, { detail: "You do not have permission to perform this action." });
	if (fault === "404") return page(404, "Page not found");
	return fault === "page" ? page(200, "Sign in to go on") : null;
}

// dev-server/seed/chestxray.ts
/** The demo dataset of MedPerf's public tutorial (docs/medperf.md 10.3). */
const demoDataset = {
	demo_dataset_tarball_url: "https://storage.googleapis.com/medperf-storage/chestxray_tutorial/demo_data.tar.gz",
	demo_dataset_tarball_hash: "71faabd59139bee698010a0ae3a69e16d97bc4f2dde799d9e187b94ff9157c00",
	demo_dataset_generated_uid: "730d2474d8f22340d9da89fa2eb925fcb95683e0"
};
const hashes = {
	prep: "f8697dc1c646395ad1ac54b8c0373195dbcfde0c4ef5913d4330a5fe481ae9a4",
	cnn: "a1bdddce05b9d156df359dd570de8031fdd1ea5a858f755139bed4a95fad19d1",
	mobilenet: "b".repeat(64),
	metrics: "d33904c1104d0a3df314f29c603901a8584fec01e58b90d7ae54c8d74d32986c"
};
/** The body that registers a container in OPERATION, in the form of the era. */
function containerBody({ containers }, part) {
	const shared = {
		name: `chestxray_${part}`,
		state: "OPERATION",
		additional_files_tarball_hash: ""
	};
	if (containers === "json") return {
		...shared,
		container_config: configOf(part),
		parameters_config: null,
		image_hash: `sha256:${hashes[part]}`
	};
	return {
		...shared,
		git_mlcube_url: `https://git.example.org/chestxray/${part}/mlcube.yaml`,
		mlcube_hash: hashes[part],
		parameters_hash: "",
		image_tarball_hash: "",
		image_hash: hashes[part]
	};
}
const volume = (name, type = "directory") => ({
	mount_path: `/mlcommons/volumes/${name}`,
	type
});
const prepared$1 = {
	data_path: volume("data"),
	labels_path: volume("labels")
};
const preparatorTasks = {
	prepare: {
		input_volumes: {
			data_path: volume("raw_data"),
			labels_path: volume("raw_labels")
		},
		output_volumes: {
			output_path: volume("data"),
			output_labels_path: volume("labels")
		}
	},
	sanity_check: { input_volumes: prepared$1 },
	statistics: {
		input_volumes: prepared$1,
		output_volumes: { output_path: volume("statistics/statistics.yaml", "file") }
	}
};
const modelTasks = { infer: {
	input_volumes: { data_path: volume("data") },
	output_volumes: { output_path: volume("predictions") }
} };
const tasks = {
	prep: preparatorTasks,
	cnn: modelTasks,
	mobilenet: modelTasks,
	metrics: { evaluate: {
		input_volumes: {
			predictions: volume("predictions"),
			labels: volume("labels")
		},
		output_volumes: { output_path: volume("results/results.yaml", "file") }
	} }
};
const configOf = (part) => ({
	container_type: "DockerImage",
	image: `mlcommons/chestxray-tutorial-${part === "mobilenet" ? "mobilenetv2" : part}:0.0.1`,
	tasks: tasks[part]
});

// dev-server/seed/levels.ts
/** The levels that an era has. */
const seedLevels = (era) => era === "mlcube" ? [
	"benchmark",
	"model",
	"data"
] : [
	"benchmark",
	"model",
	"data",
	"tutorial"
];
/** The requests that bring a server, on which `testadmin` is an administrator, to a level. */
function seedSteps(rules, level) {
	if (level === "benchmark") return [];
	if (level === "tutorial") return mockBenchmarks(rules);
	return level === "model" ? benchmark(rules) : [...benchmark(rules), ...secondModel(rules)];
}
/** The first container that somebody registers. */
const firstContainer = ({ authority }) => authority ? 2 : 1;
/** testbo's three containers in OPERATION and an approved benchmark of them. */
function benchmark(rules) {
	const first = firstContainer(rules);
	const parts = {
		data_preparation_mlcube: first,
		[rules.referenceKey]: rules.models ? 1 : first + 1,
		data_evaluator_mlcube: first + 2
	};
	const body = {
		...demoDataset,
		...topologyOf(rules, "byo_inference_script"),
		...parts,
		name: "chestxray",
		description: "Chest X-rays",
		state: "OPERATION"
	};
	return [
		post("testbo", "mlcubes/", containerBody(rules, "prep")),
		model(rules, "testbo", "cnn"),
		post("testbo", "mlcubes/", containerBody(rules, "metrics")),
		post("testbo", "benchmarks/", body),
		...rules.autoApproval ? [] : [put("testadmin", "benchmarks/1/", { approval_status: "APPROVED" })]
	];
}
const topologyOf = ({ topology }, name) => topology ? { topology: name } : {};
/** testmo's model in OPERATION, which has joined the benchmark. */
function secondModel(rules) {
	const { table, key } = rules.component;
	const id = rules.models ? 2 : firstContainer(rules) + 3;
	return [
		model(rules, "testmo", "mobilenet"),
		post("testmo", `${table}/benchmarks/`, {
			[key]: id,
			benchmark: 1,
			metadata: { test_result: {} }
		}),
		put("testbo", `${table}/${id}/benchmarks/1/`, { approval_status: "APPROVED" })
	];
}
/** testadmin's two benchmarks, around the container that is always there and, where models exist, a mock one. */
function mockBenchmarks(rules) {
	const asset = {
		name: "mock_model",
		asset_url: "local",
		asset_hash: "a".repeat(64),
		state: "OPERATION"
	};
	const parts = {
		data_preparation_mlcube: 1,
		[rules.referenceKey]: 1,
		[rules.topology ? "benchmark_script" : "data_evaluator_mlcube"]: 1,
		...topologyOf(rules, "end_to_end_script"),
		state: "OPERATION"
	};
	return [...rules.models ? [post("testadmin", "models/", {
		name: "mock_model",
		type: "ASSET",
		state: "OPERATION",
		asset
	})] : [], ...["Mock Brain Tumors Segmentation", "Mock Skin Cancer Detection"].map((name) => post("testadmin", "benchmarks/", {
		...demoDataset,
		...parts,
		name
	}))];
}
function model(rules, as, part) {
	const container = containerBody(rules, part);
	if (!rules.models) return post(as, "mlcubes/", container);
	return post(as, "models/", {
		name: container["name"],
		type: "CONTAINER",
		state: "OPERATION",
		container
	});
}
const post = (as, path, body) => ({
	as,
	method: "POST",
	path,
	body
});
const put = (as, path, body) => ({
	as,
	method: "PUT",
	path,
	body
});

// dev-server/usage.ts
/** The help text. */
const usage = `Usage: medperf-dev-server --era mlcube|container|model|topology [options]

  --host HOST            address to listen on (default 127.0.0.1)
  --port PORT            port to listen on (default 8000; 0 takes a free one)
  --db FILE              keep everything in this file (default: in memory)
  --with FEATURES        what of the next era is there already (comma-separated):
                         mlcube: policies, long-names; model: committee
  --seed LEVEL           fill a new database: benchmark, model, data, tutorial
  --auto-approve EMAILS  approve benchmarks of these owners at once (comma-separated)
  --public-key FILE      also accept tokens of this RSA key's pair (PEM)
  --reset-path PATH      POST an exchange file's "setup" here to start over (loopback only)
  --demand FIELDS        refuse a POST without these fields (comma-separated), such as
                         benchmarks.some_field, that nobody knows
  --schema ANSWER        answer /schema/ with 403, 404 or a page instead of a description
  --login-interval SEC   seconds between polls of a device login (default 5)
  --login-expiry SEC     seconds until a device login's code runs out (default 900)
  --login-lifetime SEC   seconds that a device login's access token lives (default 86400)
  --token USER           print a token for USER and end; needs --db
  --help                 print this text
`;
const text = { type: "string" };
/** All of them, as Node's parser wants them. */
const flags = {
	era: text,
	with: text,
	demand: text,
	schema: text,
	host: text,
	port: text,
	db: text,
	seed: text,
	"auto-approve": text,
	"public-key": text,
	"reset-path": text,
	"login-interval": text,
	"login-expiry": text,
	"login-lifetime": text,
	token: text,
	help: { type: "boolean" }
};

// dev-server/command.ts
/** A command line that cannot be carried out; the message says what to write instead. */
var UsageError = class extends Error {
	name = "UsageError";
};
/** Reads a command line; throws UsageError. */
function readCommand(args) {
	const given = parse(args);
	if (given.help) return { kind: "help" };
	const options = optionsOf(given);
	if (given.token === void 0) return {
		kind: "serve",
		options
	};
	if (options.db === void 0) throw new UsageError("--token needs --db: only a file keeps the key that signs");
	return {
		kind: "token",
		user: given.token,
		options
	};
}
function parse(args) {
	try {
		return parseArgs({
			args: [...args],
			options: flags,
			allowPositionals: false
		}).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}
function optionsOf(given) {
	const era = eraOf(given.era);
	const seed = given.seed === void 0 ? void 0 : seedOf(given.seed, era);
	const resetPath = given["reset-path"];
	if (resetPath !== void 0 && !/^\/[^?#]+$/.test(resetPath)) throw new UsageError(`--reset-path ${resetPath}: write a path such as /reset`);
	return {
		era,
		...rulesIn(given, era),
		...schemaIn(given.schema),
		...given.host !== void 0 && { host: given.host },
		...given.port !== void 0 && { port: numberOf$1("--port", given.port, 0, 65535) },
		...given.db !== void 0 && { db: given.db },
		...seed !== void 0 && { seed },
		...given["auto-approve"] !== void 0 && { autoApprove: listed(given["auto-approve"]) },
		...given["public-key"] !== void 0 && { publicKey: readPem(given["public-key"]) },
		...resetPath !== void 0 && { resetPath },
		...loginOf(given)
	};
}
const listed = (words) => words.split(",").filter(Boolean);
/** What makes the rules besides the era; whether it fits the era is for the rules to say. */
function rulesIn(given, era) {
	const rules = {
		...given.with !== void 0 && { with: listed(given.with) },
		...given.demand !== void 0 && { demand: listed(given.demand) }
	};
	try {
		entitiesOf(rulesOf({
			era,
			...rules
		}));
		return rules;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}
function schemaIn(word) {
	if (word === void 0) return {};
	const schema = schemaFaults.find((one) => one === word);
	if (schema) return { schema };
	throw new UsageError(`--schema ${word}: there are ${schemaFaults.join(", ")}`);
}
function loginOf(given) {
	const interval = given["login-interval"];
	const expiry = given["login-expiry"];
	const lifetime = given["login-lifetime"];
	return {
		...interval !== void 0 && { loginInterval: numberOf$1("--login-interval", interval, 0, 3600) },
		...expiry !== void 0 && { loginExpiry: numberOf$1("--login-expiry", expiry, 1, 86400) },
		...lifetime !== void 0 && { loginLifetime: numberOf$1("--login-lifetime", lifetime, 1, 10 ** 10) }
	};
}
function eraOf(word) {
	const era = eras.find((one) => one === word);
	if (era) return era;
	throw new UsageError(word === void 0 ? `--era is missing: ${eras.join(", ")}` : `--era ${word}: there are ${eras.join(", ")}`);
}
function seedOf(word, era) {
	const levels = seedLevels(era);
	const level = levels.find((one) => one === word);
	if (level) return level;
	throw new UsageError(`--seed ${word}: the ${era} era has ${levels.join(", ")}`);
}
function numberOf$1(flag, word, least, most) {
	const value = /^\d+$/.test(word) ? Number(word) : NaN;
	if (value >= least && value <= most) return value;
	throw new UsageError(`${flag} ${word}: write a whole number from ${least} to ${most}`);
}
function readPem(file) {
	try {
		return readFileSync(file, "utf8");
	} catch (error) {
		throw new UsageError(`--public-key ${file}: ${error instanceof Error ? error.message : error}`);
	}
}

// dev-server/http/query.ts
/** Reads what stands behind the `?`; a name without `=` has the value `""`. */
const parseQuery = (text) => text.split("&").filter(Boolean).map((part) => {
	const at = part.indexOf("=");
	const [name, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
	return [decode(name.replaceAll("+", " ")), decode(value.replaceAll("+", " "))];
});
/** The value of a parameter; of a repeated one the last. */
const lastOf = (query, name) => query.findLast(([key]) => key === name)?.[1];
/** The query with some parameters set or, with null, left out; sorted by name, as the real server writes its links. */
function changedQuery(query, changes) {
	const kept = query.filter(([name]) => !Object.hasOwn(changes, name));
	const set = Object.entries(changes).filter((pair) => pair[1] !== null);
	return [...kept, ...set].sort(([left], [right]) => left < right ? -1 : left > right ? 1 : 0).map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}
/** Percent-decoding that turns broken UTF-8 into U+FFFD and leaves a lone `%` alone. */
function decode(text) {
	return text.replaceAll(/(?:%[0-9A-Fa-f]{2})+/g, (run) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(Buffer.from(run.replaceAll("%", ""), "hex")));
}
const encode = (text) => encodeURIComponent(text.toWellFormed()).replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`).replaceAll("%20", "+");

// dev-server/http/negotiate.ts
/** A page for people. */
const asPage = {
	renderer: "html",
	format: "api",
	main: "text",
	sub: "html"
};
/** What the addresses of the API offer. */
const jsonOrPage = [{
	renderer: "json",
	format: "json",
	main: "application",
	sub: "json"
}, asPage];
/**
* In which of the offered forms a request is answered (docs/medperf.md 2.2). Throws a refusal: 404 for an unknown `?format=`,
* 406 where nothing fits the Accept header.
*/
function chooseOffer(accept, query, offered) {
	const format = lastOf(query, "format");
	const usable = offered.filter((offer) => !format || offer.format === format);
	if (usable.length === 0) throw notFound();
	const types = (accept ?? "*/*").split(",").map((token) => mediaType(token.trim()));
	for (const precedence of [
		3,
		2,
		1,
		0
	]) {
		const level = types.filter((type) => precedenceOf(type) === precedence);
		const found = usable.find(({ main, sub }) => level.some((type) => fits(type, main, sub)));
		if (found) return found;
	}
	throw detail(406, "Could not satisfy the request Accept header.");
}
/** Whether a content type is JSON; parameters do not matter. */
const isJson = (contentType) => fits(mediaType(contentType), "application", "json");
/** The charset that a content type names. */
const charsetOf = (contentType) => mediaType(contentType).parameters.get("charset");
function mediaType(text) {
	const [full = "", ...rest] = text.split(";");
	const [main = "", sub = ""] = full.trim().toLowerCase().split("/");
	const parameters = rest.map((part) => {
		const [name = "", value = ""] = part.split("=");
		return [name.trim().toLowerCase(), value.trim()];
	});
	return {
		main,
		sub,
		parameters: new Map(parameters)
	};
}
const fits = (type, main, sub) => (type.main === main || type.main === "*") && (type.sub === sub || type.sub === "*");
function precedenceOf({ main, sub, parameters }) {
	if (main === "*") return 0;
	if (sub === "*") return 1;
	return parameters.size === 0 || parameters.size === 1 && parameters.has("q") ? 2 : 3;
}

// dev-server/lists/filters.ts
const BOOLEANS = {
	"1": true,
	"0": false,
	true: true,
	false: false
};
/**
* The condition that the query's filters set on a table (docs/medperf.md 2.9). Throws a 400 refusal that names every bad
* filter; an empty or unreadable boolean one is no filter.
*/
function filtered(call, table, names) {
	if (!call.rules.filters) return always;
	const parts = [always];
	const errors = {};
	for (const field of call.store.entity(table).fields.filter(({ name }) => names.includes(name))) {
		const read = readFilter(call, field);
		if (read === null) continue;
		if ("error" in read) errors[field.name] = [read.error];
		else parts.push({
			sql: `${field.name} = ?`,
			values: [encode$1(field, read.value)]
		});
	}
	if (Object.keys(errors).length > 0) throw new Refusal(jsonAnswer(400, errors));
	return {
		sql: parts.map(({ sql }) => sql).join(" AND "),
		values: parts.flatMap(({ values }) => values)
	};
}
function readFilter(call, field) {
	const text = lastOf(call.query, field.name);
	return text === void 0 || text === "" ? null : readValue(call, field.type, text);
}
function readValue(call, type, text) {
	if (type.kind === "boolean") {
		const value = BOOLEANS[text.toLowerCase()];
		return value === void 0 ? null : { value };
	}
	if (type.kind === "choice") return type.options.includes(text) ? { value: text } : badChoice(text);
	if (type.kind === "link") return readLink(call, type.to, text);
	const bare = strip(text);
	if (bare.includes("\0")) return { error: "Null characters are not allowed." };
	return bare === "" ? null : { value: bare };
}
const badChoice = (text) => ({ error: `Select a valid choice. ${text} is not one of the available choices.` });
function readLink(call, to, text) {
	const id = wholeNumber(text);
	return id !== null && call.store.find(to, id) ? { value: id } : { error: "Select a valid choice. That choice is not one of the available choices." };
}

// dev-server/lists/search.ts
const searchable = [
	"mlcubes",
	"benchmarks",
	"models",
	"assets",
	"datasets"
];
/** Whether a server searches the rows of a table, and orders them by some fields only (docs/medperf.md 2.10). */
const isSearched = ({ rules }, table) => rules.search && searchable.includes(table);
/** The condition of `?search=`: every word is somewhere in the name. */
function searched(call, table) {
	if (!isSearched(call, table)) return always;
	const words = (lastOf(call.query, "search") ?? "").replaceAll("\0", "").split(/[,\s]+/).filter(Boolean);
	return all(always, ...words.map((word) => ({
		sql: "name LIKE ? ESCAPE '\\'",
		values: [`%${escaped(word)}%`]
	})));
}
const escaped = (word) => word.replaceAll(/[\\%_]/g, "\\$&");

// dev-server/lists/ordering.ts
/** The SQL order that `?ordering=` asks for; undefined where it names no field, or where the era does not know it. */
function ordered(call, table) {
	if (call.rules.ordering === null) return void 0;
	const orders = (lastOf(call.query, "ordering") ?? "").split(",").map(strip).flatMap((term) => orderBy(call, table, term) ?? []);
	return orders.length > 0 ? [...orders, "id"].join(", ") : void 0;
}
function orderBy(call, table, term) {
	const name = term.replace(/^-/, "");
	const direction = term.startsWith("-") ? " DESC" : "";
	const known = isSearched(call, table) ? call.rules.ordering : "any";
	if (known !== "any" && !known?.includes(name)) return null;
	if (name === "id") return `id${direction}`;
	const field = call.store.entity(table).fields.find((one) => isColumn(one) && one.name === name);
	return field ? `${column(call, table, field)}${direction}` : null;
}
/** A link sorts by the place of its row in that row's own list. */
function column(call, table, { name, type }) {
	if (type.kind !== "link" || type.to === "users") return name;
	const { order } = call.store.entity(type.to);
	return `(SELECT ${order} FROM ${type.to} AS linked WHERE linked.id = ${table}.${name})`;
}

// dev-server/lists/page.ts
const DEFAULT_LIMIT = 32n;
/** One page of a list, by `limit` and `offset` of the query (docs/medperf.md 2.8). */
function pageOf(call, { table, where, order }, show) {
	const limit = numberOf(call, "limit", 1n) ?? DEFAULT_LIMIT;
	const offset = numberOf(call, "offset", 0n) ?? 0n;
	const count = call.store.count(table, where);
	const range = {
		order: order ?? call.store.entity(table).order,
		limit,
		offset
	};
	const rows = count === 0n || offset > count ? [] : call.store.select(table, where, range);
	return jsonAnswer(200, {
		count,
		next: offset + limit < count ? linkTo(call, limit, offset + limit) : null,
		previous: offset > 0n ? linkTo(call, limit, offset - limit) : null,
		results: rows.map(show)
	});
}
/** A whole number of the query that is not below `least`; anything else counts as absent. */
function numberOf(call, name, least) {
	const value = wholeNumber(lastOf(call.query, name) ?? "");
	return value !== null && value >= least ? value : null;
}
function linkTo(call, limit, offset) {
	const query = changedQuery(call.query, {
		limit: String(limit),
		offset: offset > 0n ? String(offset) : null
	});
	return `${call.address}?${query}`;
}

// dev-server/api/rows.ts
/** Rows with all their fields but the hidden ones. */
const showRow = (table, hidden = []) => ({ store }) => (row) => represent(store.entity(table), row, hidden);
/** The list of all rows, with the filters and the order that the era knows. */
const listAll = (table, filters, show) => (call) => {
	const where = all(filtered(call, table, filters), searched(call, table));
	return pageOf(call, inOrder(call, {
		table,
		where
	}), show(call));
};
function inOrder(call, listing) {
	const order = ordered(call, listing.table);
	return order === void 0 ? listing : {
		...listing,
		order
	};
}
/** The list of the rows for which a condition holds. */
const listWhere = (table, where, show) => (call) => pageOf(call, {
	table,
	where: where(call)
}, show(call));
/** The list of the caller's own rows: those they own, unless something else is said. */
const listMine = (table, show, mine = ownedBy) => (call) => {
	const listing = {
		table,
		where: all(mine(call), searched(call, table))
	};
	return pageOf(call, isSearched(call, table) ? inOrder(call, listing) : listing, show(call));
};
const ownedBy = (call) => equals({ owner: personId(call) });
/** The row that the address names. */
const readOne = (table, show) => (call) => ({
	status: 200,
	json: show(call)(addressed(call, table))
});
/** Deletes the row that the address names. A row that is still in use is a 500 answer. */
const removeOne = (table) => (call) => {
	call.store.remove(table, equals({ id: idOf(addressed(call, table)) }));
	return { status: 204 };
};

// dev-server/api/assets.ts
const show$2 = showRow("assets");
const register$3 = (call) => checked(call, newForm(call.store, "assets"), ({ values }) => {
	const row = call.store.insert("assets", {
		...values,
		owner: personId(call)
	});
	return {
		status: 201,
		json: show$2(call)(row)
	};
});
const edit$6 = (call) => {
	const row = addressed(call, "assets");
	const form = editForm(call.store, "assets", row, { rule: ({ values }) => frozen(row, values, editableOfAsset) });
	return checked(call, form, ({ values }) => ({
		status: 200,
		json: show$2(call)(call.store.update("assets", idOf(row), values))
	}));
};
/** The addresses of assets, model era. */
const assetEndpoints = [{
	path: "api/v0/assets/",
	takes: "assets",
	permission: signedIn,
	verbs: {
		GET: listAll("assets", [
			"name",
			"owner",
			"state",
			"is_valid"
		], show$2),
		POST: register$3
	}
}, {
	path: "api/v0/assets/<pk>/",
	permission: byVerb({
		PUT: anyOf(isAdmin, owns("assets")),
		DELETE: isAdmin
	}),
	verbs: {
		GET: readOne("assets", show$2),
		PUT: edit$6,
		DELETE: removeOne("assets")
	}
}];

// dev-server/api/users.ts
const emptyMetadata = /* @__PURE__ */ new Map();
/** A person as answers show one. */
const showUser = (call) => (row) => only({
	...row,
	metadata: row["metadata"] ?? emptyMetadata
}, shownOfUser(call.rules));
const isSelf = ({ user, ids }) => user !== null && idOf(user) === ids["pk"];
/** The owner of a container that a dataset of the person in the address was prepared with. */
const preparedFor = ({ store, user, ids }) => {
	if (!user) return false;
	return store.count("datasets", {
		sql: "owner = ? AND data_preparation_mlcube IN (SELECT id FROM mlcubes WHERE owner = ?)",
		values: [ids["pk"] ?? 0n, idOf(user)]
	}) > 0n;
};
const me = (call) => ({
	status: 200,
	json: showUser(call)(person(call))
});
/** Before the model era a PUT replaces the person, so the user name is needed; metadata of null changes nothing. */
const edit$5 = (call) => {
	const row = addressed(call, "users");
	const form = {
		...editForm(call.store, "users", row),
		partial: call.rules.models
	};
	return checked(call, form, ({ values }) => {
		const changes = values["metadata"] === null ? {} : values;
		return {
			status: 200,
			json: showUser(call)(call.store.update("users", idOf(row), changes))
		};
	});
};
/** The addresses of people. */
const userEndpoints = ({ models }) => [
	{
		path: "api/v0/me/",
		permission: signedIn,
		verbs: { GET: me }
	},
	{
		path: "api/v0/users/",
		permission: isAdmin,
		verbs: { GET: listWhere("users", () => always, showUser) }
	},
	{
		path: "api/v0/users/<pk>/",
		permission: byVerb({
			GET: anyOf(isAdmin, isSelf, preparedFor),
			PUT: models ? anyOf(isAdmin, isSelf) : isAdmin,
			DELETE: isAdmin
		}),
		verbs: {
			GET: readOne("users", showUser),
			PUT: edit$5,
			DELETE: removeOne("users")
		}
	},
	...models ? [metadataEndpoint] : []
];
const metadataEndpoint = {
	path: "api/v0/users/<pk>/metadata/",
	permission: signedIn,
	verbs: { GET: readOne("users", () => (row) => /* @__PURE__ */ new Map([["metadata", row["metadata"] ?? emptyMetadata]])) }
};

// dev-server/api/benchmark-lists.ts
const benchmarkOwner = anyOf(isAdmin, owns("benchmarks"));
/** Whoever owns something whose newest request to join the benchmark is approved. */
const ownsApproved = (joining) => ({ store, user, ids }) => {
	if (!user) return false;
	const sql = `owner = ? AND id IN (${approvedIn(joining)})`;
	return store.count(joining.table, {
		sql,
		values: [idOf(user), ids["pk"] ?? 0n]
	}) > 0n;
};
/** All requests to join, old ones too. */
const requestsOf = (joining) => ofBenchmark(listWhere(joining.requests, ({ ids }) => equals({ benchmark: ids["pk"] ?? 0n }), () => (row) => only(row, [
	joining.key,
	"approval_status",
	"created_at"
])));
/** A list below a benchmark that exists, else 404. */
const ofBenchmark = (list) => (call) => {
	addressed(call, "benchmarks");
	return list(call);
};
const results = ofBenchmark(listWhere("results", ({ ids }) => equals({ benchmark: ids["pk"] ?? 0n }), showRow("results")));
/** The approved datasets with the people behind them. */
const participants = ofBenchmark(listWhere("datasets", ({ ids }) => ({
	sql: `id IN (${approvedIn(datasetsJoining)})`,
	values: [ids["pk"] ?? 0n]
}), (call) => (row) => /* @__PURE__ */ new Map([["id", idOf(row)], ["owner", showUser(call)(call.store.find("users", row["owner"]) ?? {})]])));
/** Nobody has a certificate on this server. */
const noCertificates = ofBenchmark((call) => pageOf(call, {
	table: "users",
	where: never
}, () => null));
/** The lists below a benchmark (docs/medperf.md 6.6). */
function benchmarkListEndpoints(rules) {
	const modelOwner = ownsApproved(modelsJoining(rules));
	const list = (name, permission, handler) => ({
		path: `api/v0/benchmarks/<pk>/${name}/`,
		permission,
		verbs: { GET: handler }
	});
	const datasetReaders = rules.datasetsForModelOwner ? anyOf(benchmarkOwner, modelOwner) : benchmarkOwner;
	const certificateReaders = rules.certificatesForOwner ? anyOf(isAdmin, modelOwner, owns("benchmarks")) : anyOf(isAdmin, modelOwner);
	return [
		list("models", anyOf(benchmarkOwner, ownsApproved(datasetsJoining)), requestsOf(modelsJoining(rules))),
		list("datasets", datasetReaders, requestsOf(datasetsJoining)),
		list("results", benchmarkOwner, results),
		...rules.participants ? [list("participants_info", benchmarkOwner, participants)] : [],
		...rules.certificates ? [list("datasets_certificates", certificateReaders, noCertificates)] : []
	];
}

// dev-server/api/committee.ts
/** The benchmarks that the caller owns or is in the committee of. */
function managed(call) {
	const own = equals({ owner: personId(call) });
	if (!call.rules.committee) return own;
	return {
		sql: `${own.sql} OR id IN (SELECT benchmark FROM members WHERE member = ?)`,
		values: [...own.values, personId(call)]
	};
}
/** The same as the list of one's own benchmarks has them: the owner's once for each member (docs/medperf.md 6.9). */
function managedByMember(call) {
	if (!call.rules.committee) return managed(call);
	return {
		sql: "owner = ? OR manager = ?",
		values: [personId(call), personId(call)],
		join: "LEFT JOIN (SELECT benchmark AS managed, member AS manager FROM members) ON managed = benchmarks.id"
	};
}
/** A benchmark with its committee. */
function withCommittee(store, benchmark) {
	if (!store.has("members")) return benchmark;
	const order = store.entity("members").order;
	const members = store.select("members", equals({ benchmark: idOf(benchmark) }), {
		order,
		limit: -1n,
		offset: 0n
	}).map((row) => row["member"]);
	const emails = members.map((id) => store.find("users", id)?.["email"] ?? null);
	return {
		...benchmark,
		[committeeEmails.name]: emails,
		[committeeMembers.name]: members
	};
}
/**
* Replaces a committee where addresses were sent. What is wrong with them is told when everything else is kept already, as the
* real server does (docs/medperf.md 6.9).
*/
function setCommittee({ store }, benchmark, sent) {
	if (sent === void 0) return null;
	const addresses = [...new Set(sent.map((address) => address.toLowerCase()))];
	const owner = store.find("users", benchmark["owner"]);
	if (addresses.includes(lowerEmail(owner))) return refused$1("Benchmark owner cannot be a committee member");
	const people = store.select("users", always, {
		order: "id",
		limit: -1n,
		offset: 0n
	});
	const found = addresses.map((address) => people.filter((one) => lowerEmail(one) === address));
	if (found.some((same) => same.length > 1)) return serverError(/* @__PURE__ */ new Error("get() returned more than one CustomUser"));
	const unknown = addresses.filter((_, at) => found[at]?.length === 0);
	if (unknown.length > 0) return refused$1(`Users not found: ${literal(unknown)}`);
	const benchmarkId = idOf(benchmark);
	store.remove("members", equals({ benchmark: benchmarkId }));
	for (const user of found.flat()) store.insert("members", {
		benchmark: benchmarkId,
		member: idOf(user)
	});
	return null;
}
const lowerEmail = (user) => String(user?.["email"] ?? "").toLowerCase();
const refused$1 = (text) => jsonAnswer(400, { [committeeEmails.name]: text });

// dev-server/api/benchmarks.ts
/** A benchmark as those see it who manage it. */
const showManaged = (call) => (row) => showRow("benchmarks")(call)(withCommittee(call.store, row));
const showPublic$1 = showRow("benchmarks", hiddenInBenchmark);
const filters$1 = [
	"name",
	"owner",
	"state",
	"is_valid",
	"is_active",
	"approval_status",
	"data_preparation_mlcube"
];
const submit$1 = (call) => {
	const form = newForm(call.store, "benchmarks", { rule: ({ values }) => onePending(call) ?? wrongTopology(call, values) ?? (values["state"] === "OPERATION" ? notOperational(call, values) : null) });
	return checked(call, form, ({ values: { committee_member_emails: committee, ...values } }) => {
		const trusted = call.settings.autoApproveFrom.includes(String(person(call)["email"]));
		const approval = call.rules.autoApproval && trusted ? { approval_status: "APPROVED" } : {};
		const row = call.store.insert("benchmarks", {
			...values,
			...approval,
			owner: personId(call)
		});
		return setCommittee(call, row, committee) ?? {
			status: 201,
			json: showManaged(call)(row)
		};
	});
};
function onePending(call) {
	const pending = equals({
		owner: personId(call),
		approval_status: "PENDING"
	});
	return call.store.count("benchmarks", pending) > 0n ? "User can own at most one pending benchmark" : null;
}
/** Whether what a benchmark names goes with its topology. */
const wrongTopology = ({ rules, store }, row) => rules.topology ? topologyFault(row, store.find("models", row["reference_model"])) : null;
/** A benchmark is operational only if the things it names are. */
function notOperational({ rules, store }, row) {
	const ids = [
		"data_preparation_mlcube",
		"data_evaluator_mlcube",
		"benchmark_script"
	].map((name) => row[name] ?? null).filter((id) => id !== null);
	return [store.find(rules.component.table, row[rules.referenceKey]), ...ids.map((id) => store.find("mlcubes", id))].some((part) => part?.["state"] === "DEVELOPMENT") ? rules.words.notOperational : null;
}
const read$1 = (call) => {
	const row = addressed(call, "benchmarks");
	return {
		status: 200,
		json: (isManager(call.store, call.user, row) ? showManaged : showPublic$1)(call)(row)
	};
};
const edit$4 = (call) => {
	const row = addressed(call, "benchmarks");
	const form = editForm(call.store, "benchmarks", row, {
		fieldRule: (name, value) => valueRule(call, row, name, value),
		rule: ({ values }) => frozen(row, values, editableOfBenchmark) ?? wrongTopology(call, {
			...row,
			...values
		})
	});
	return checked(call, form, ({ values: { committee_member_emails: committee, ...values } }) => {
		const decided = (values["approval_status"] ?? row["approval_status"]) === row["approval_status"] ? {} : { approved_at: call.store.clock.now() };
		const changed = call.store.update("benchmarks", idOf(row), {
			...values,
			...decided
		});
		return setCommittee(call, changed, committee) ?? {
			status: 200,
			json: showManaged(call)(changed)
		};
	});
};
function valueRule(call, row, name, value) {
	if (name === "approval_status") return decisionRule(call.rules, row, value);
	return name === "state" && value === "OPERATION" && row["state"] !== "OPERATION" ? notOperational(call, row) : null;
}
/** What an administrator may decide about a benchmark (docs/medperf.md 6.4). */
function decisionRule(rules, row, value) {
	if (value === "PENDING") return "User can only approve or reject a benchmark";
	if (rules.operationFirst && row["state"] === "DEVELOPMENT") return "User cannot approve or reject when benchmark is in development stage";
	return value === "APPROVED" && row["approval_status"] === "REJECTED" ? "User can approve only a pending request" : null;
}
/** The addresses of benchmarks. */
const benchmarkEndpoints = [{
	path: "api/v0/benchmarks/",
	takes: "benchmarks",
	permission: signedIn,
	verbs: {
		GET: listAll("benchmarks", filters$1, showPublic$1),
		POST: submit$1
	}
}, {
	path: "api/v0/benchmarks/<pk>/",
	permission: byVerb({
		PUT: (call) => bodyNames(call, "approval_status") ? isAdmin(call) : anyOf(isAdmin, owns("benchmarks"))(call),
		DELETE: isAdmin
	}),
	verbs: {
		GET: read$1,
		PUT: edit$4,
		DELETE: removeOne("benchmarks")
	}
}];

// dev-server/api/containers.ts
const show$1 = showRow("mlcubes");
const register$2 = (call) => checked(call, newForm(call.store, "mlcubes", { rule: newContainerRule(call.rules) }), ({ values }) => {
	const row = call.store.insert("mlcubes", {
		...values,
		owner: personId(call)
	});
	return {
		status: 201,
		json: show$1(call)(row)
	};
});
const edit$3 = (call) => {
	const row = addressed(call, "mlcubes");
	const form = editForm(call.store, "mlcubes", row, { rule: containerEditRule(call.rules, row) });
	return checked(call, form, ({ values }) => ({
		status: 200,
		json: show$1(call)(call.store.update("mlcubes", idOf(row), values))
	}));
};
const prepared = listWhere("datasets", ({ ids }) => equals({ data_preparation_mlcube: ids["pk"] ?? 0n }), showRow("datasets"));
const preparedInDevelopment = (call) => addressed(call, "mlcubes")["state"] === "DEVELOPMENT" ? prepared(call) : jsonAnswer(400, { error: "The mlcube is not in DEVELOPMENT" });
/** The addresses of containers. */
const containerEndpoints = ({ datasetsOfDevelopmentOnly }) => [
	{
		path: "api/v0/mlcubes/",
		takes: "mlcubes",
		permission: signedIn,
		verbs: {
			GET: listAll("mlcubes", [
				"name",
				"owner",
				"state",
				"is_valid"
			], show$1),
			POST: register$2
		}
	},
	{
		path: "api/v0/mlcubes/<pk>/",
		permission: byVerb({
			PUT: anyOf(isAdmin, owns("mlcubes")),
			DELETE: isAdmin
		}),
		verbs: {
			GET: readOne("mlcubes", show$1),
			PUT: edit$3,
			DELETE: removeOne("mlcubes")
		}
	},
	{
		path: "api/v0/mlcubes/<pk>/datasets/",
		permission: anyOf(isAdmin, owns("mlcubes")),
		verbs: { GET: datasetsOfDevelopmentOnly ? preparedInDevelopment : prepared }
	}
];

// dev-server/api/datasets.ts
const showAll = showRow("datasets");
const showPublic = (call) => showRow("datasets", call.rules.hiddenInDataset)(call);
const register$1 = (call) => checked(call, newForm(call.store, "datasets"), ({ values }) => {
	const row = call.store.insert("datasets", {
		...values,
		owner: personId(call)
	});
	return {
		status: 201,
		json: showAll(call)(row)
	};
});
const read = (call) => {
	const row = addressed(call, "datasets");
	return {
		status: 200,
		json: (seesAll(call, row) ? showAll : showPublic)(call)(row)
	};
};
function seesAll(call, row) {
	const preparator = call.store.find("mlcubes", row["data_preparation_mlcube"]);
	return call.rules.fullDataset.some((who) => isOwner(call.user, who === "owner" ? row : preparator));
}
const edit$2 = (call) => {
	const row = addressed(call, "datasets");
	const form = editForm(call.store, "datasets", row, { rule: ({ values }) => frozen(row, values, editableOfDataset) ?? sameData(call.store, row, values) });
	return checked(call, form, ({ values }) => ({
		status: 200,
		json: showAll(call)(call.store.update("datasets", idOf(row), values))
	}));
};
/** No two datasets in OPERATION hold the same data. */
function sameData(store, row, sent) {
	if (sent["state"] !== "OPERATION" || row["state"] !== "DEVELOPMENT") return null;
	const uid = String(sent["generated_uid"] ?? row["generated_uid"]);
	return store.count("datasets", equals({
		state: "OPERATION",
		generated_uid: uid
	})) > 0n ? "An Operational dataset with the same generated UID already exists" : null;
}
/** The addresses of datasets. */
const datasetEndpoints = [{
	path: "api/v0/datasets/",
	takes: "datasets",
	permission: signedIn,
	verbs: {
		GET: listAll("datasets", [], showPublic),
		POST: register$1
	}
}, {
	path: "api/v0/datasets/<pk>/",
	permission: byVerb({
		PUT: anyOf(isAdmin, owns("datasets")),
		DELETE: isAdmin
	}),
	verbs: {
		GET: read,
		PUT: edit$2,
		DELETE: removeOne("datasets")
	}
}];

// dev-server/api/models.ts
/** The tables of what can be inside a model, by the field that names it. */
const contents = {
	container: "mlcubes",
	asset: "assets"
};
/** A model with its container or asset as an object; only the answer to a PUT shows bare ids (docs/medperf.md 5.1). */
const showModel = (call) => (row) => {
	const shown = new Map(represent(call.store.entity("models"), row));
	for (const [field, table] of Object.entries(contents)) {
		const id = row[field];
		const inner = id === null ? null : call.store.find(table, id);
		shown.set(field, inner && represent(call.store.entity(table), inner));
	}
	return shown;
};
const register = (call) => {
	const inner = {
		container: newForm(call.store, "mlcubes", { rule: newContainerRule(call.rules) }),
		asset: newForm(call.store, "assets")
	};
	const form = newForm(call.store, "models", {
		inner,
		rule: newModelRule
	});
	return checked(call, form, (good) => ({
		status: 201,
		json: showModel(call)(keep(call, good))
	}));
};
function keep(call, { values, inner }) {
	const owner = personId(call);
	const links = {};
	for (const [field, table] of Object.entries(contents)) {
		const given = inner[field];
		if (given) links[field] = idOf(call.store.insert(table, {
			...given,
			owner
		}));
	}
	return call.store.insert("models", {
		...values,
		...links,
		owner
	});
}
const edit$1 = (call) => {
	const row = addressed(call, "models");
	const form = editForm(call.store, "models", row, { rule: ({ values }) => frozen(row, values, editableOfModel) });
	return checked(call, form, ({ values }) => {
		passDown(call, row, values);
		return {
			status: 200,
			json: showRow("models")(call)(call.store.update("models", idOf(row), values))
		};
	});
};
/**
* State and validity go down to what was inside before the edit, even if the edit changes the link (docs/medperf.md 5.2,
* 5.3).
*/
function passDown(call, row, sent) {
	const field = row["type"] === "CONTAINER" ? "container" : "asset";
	const id = row[field];
	if (id === null) throw new ServerFault("'NoneType' object has no attribute 'state'");
	const passed = only(sent, Object.keys(sent).filter((name) => name === "state" || name === "is_valid"));
	call.store.update(contents[field], id, Object.fromEntries(passed));
}
/** The model around the container or asset that the address names. */
const modelAround = (field) => (call) => {
	const id = idOf(addressed(call, contents[field]));
	const row = call.store.first("models", equals({ [field]: id }), "id");
	if (!row) throw notFound();
	return {
		status: 200,
		json: showModel(call)(row)
	};
};
/** The addresses of models, model era. */
const modelEndpoints = [
	{
		path: "api/v0/models/",
		takes: "models",
		permission: signedIn,
		verbs: {
			GET: listAll("models", ["type"], showModel),
			POST: register
		}
	},
	{
		path: "api/v0/models/<pk>/",
		permission: byVerb({
			PUT: anyOf(isAdmin, owns("models")),
			DELETE: isAdmin
		}),
		verbs: {
			GET: readOne("models", showModel),
			PUT: edit$1,
			DELETE: removeOne("models")
		}
	},
	{
		path: "api/v0/mlcubes/<pk>/model/",
		permission: signedIn,
		verbs: { GET: modelAround("container") }
	},
	{
		path: "api/v0/assets/<pk>/model/",
		permission: signedIn,
		verbs: { GET: modelAround("asset") }
	}
];

// dev-server/api/mine.ts
/** The requests in which something of the caller's takes part: a benchmark, a dataset, a model. */
const requests = ({ requests: table, table: things, key }) => listWhere(table, (call) => {
	const { sql, values } = managed(call);
	return {
		sql: `(${key} IN (SELECT id FROM ${things} WHERE owner = ?) OR benchmark IN (${`SELECT id FROM benchmarks WHERE ${sql}`}))`,
		values: [personId(call), ...values]
	};
}, showRow(table));
const nothing = (call) => pageOf(call, {
	table: "users",
	where: never
}, () => null);
/** What the later servers have and this one does not keep: certificates, keys, federated learning. */
const notKept = [
	"training",
	"training/events",
	"aggregators",
	"cas",
	"certificates",
	"encrypted_keys",
	"datasets/training_associations"
];
/** The lists of the caller's own things. */
function ownEndpoints(rules) {
	const list = (name, handler) => ({
		path: `api/v0/me/${name}/`,
		permission: signedIn,
		verbs: { GET: handler }
	});
	return [
		list("benchmarks", listMine("benchmarks", showManaged, managedByMember)),
		list("datasets", listMine("datasets", showRow("datasets"))),
		list("mlcubes", listMine("mlcubes", showRow("mlcubes"))),
		list("results", listMine("results", showRow("results"))),
		list("datasets/associations", requests(datasetsJoining)),
		list(`${rules.component.table}/associations`, requests(modelsJoining(rules))),
		...rules.models ? [list("models", listMine("models", showModel)), list("assets", listMine("assets", showRow("assets")))] : [],
		...rules.authority ? notKept.map((name) => list(name, nothing)) : []
	];
}

// dev-server/api/auto-approval.ts
/** Whether a pending request is approved at once (docs/medperf.md 7.3). */
function autoApproves(call, joining, values) {
	const { rules, store } = call;
	const benchmark = store.find("benchmarks", values["benchmark"]) ?? {};
	const thing = store.find(joining.table, values[joining.key]) ?? {};
	if (thing["owner"] === benchmark["owner"]) return true;
	if (!rules.autoApproval || personId(call) === benchmark["owner"]) return false;
	const mode = benchmark[`${joining.word}_auto_approval_mode`];
	if (mode !== "ALLOWLIST") return mode === "ALWAYS";
	const owner = store.find("users", thing["owner"]);
	const listed = contains(benchmark[`${joining.word}_auto_approval_allow_list`] ?? null, String(owner?.["email"]));
	if (listed === null) throw new ServerFault("argument of this type is not iterable");
	return listed;
}

// dev-server/api/request-rules.ts
/** The rule about a new request to join a benchmark; the first that is broken is told (docs/medperf.md 7.2). */
function ruleOfRequest({ rules, store }, joining, { values }) {
	const id = values[joining.key];
	const benchmarkId = values["benchmark"];
	const benchmark = store.find("benchmarks", benchmarkId) ?? {};
	const thing = store.find(joining.table, id) ?? {};
	const word = joining.word === "model" ? rules.words.operationalModel : joining.word;
	const only = "Association requests can be made only on an";
	if (rules.operationFirst && benchmark["state"] !== "OPERATION") return `${only} operational benchmark`;
	if (benchmark["approval_status"] !== "APPROVED") return `${only} approved benchmark`;
	if (thing["state"] !== "OPERATION") return `${only} operational ${word}`;
	if (joining.word === "dataset" && thing[PREPARATOR] !== benchmark[PREPARATOR]) return `Dataset association request can be made only if the dataset was prepared with benchmark's data preparation ${rules.words.wrongPreparator}`;
	return (joining.word === "model" && rules.topology ? kindFault(benchmark, thing) : null) ?? ruleOfStatus(newestRequest(store, joining, id, benchmarkId), values["approval_status"] ?? "PENDING");
}
const PREPARATOR = "data_preparation_mlcube";
function ruleOfStatus(newest, status) {
	if (!newest) return status === "PENDING" ? null : "User can approve or reject association request only if there are prior requests";
	const before = newest["approval_status"];
	if (status === "PENDING") return before === "REJECTED" ? null : "User can create a new request only if prior request is rejected";
	if (status === "APPROVED") return "User cannot create an approved association request";
	return before === "APPROVED" ? null : "User can reject request only if prior request is approved";
}

// dev-server/api/requests.ts
const ask = (joining) => (call) => {
	const form = newForm(call.store, joining.requests, { rule: (good) => ruleOfRequest(call, joining, good) });
	return checked(call, form, ({ values }) => {
		const row = call.store.insert(joining.requests, {
			...values,
			...decision(call, joining, values),
			initiated_by: personId(call)
		});
		return {
			status: 201,
			json: showRow(joining.requests)(call)(row)
		};
	});
};
/** A request that is pending may be approved at once; any other one is decided now. */
function decision(call, joining, values) {
	if ((values["approval_status"] ?? "PENDING") !== "PENDING") return { approved_at: call.store.clock.now() };
	return autoApproves(call, joining, values) ? {
		approval_status: "APPROVED",
		approved_at: call.store.clock.now()
	} : {};
}
const pairOf = (joining, { ids }) => equals({
	[joining.key]: ids["pk"] ?? 0n,
	benchmark: ids["bid"] ?? 0n
});
/** The only list without pages. */
const history = (joining) => (call) => {
	const { order } = call.store.entity(joining.requests);
	return {
		status: 200,
		json: call.store.select(joining.requests, pairOf(joining, call), {
			order,
			limit: -1n,
			offset: 0n
		}).map((row) => only(row, shownOfRequest(joining)))
	};
};
const forget = (joining) => (call) => {
	call.store.remove(joining.requests, pairOf(joining, call));
	return { status: 204 };
};
/** The addresses of the requests of one kind of thing (docs/medperf.md 7). */
function endpointsOf$1(joining, withList) {
	const root = `api/v0/${joining.table}`;
	const { table, key } = joining;
	const involved = anyOf(isAdmin, ownsNamed("benchmarks", "benchmark", "bid"), ownsNamed(table, key));
	const ranking = anyOf(isAdmin, ownsNamed("benchmarks", "benchmark", "bid"));
	const list = listWhere(joining.requests, ({ ids }) => equals({ [key]: ids["pk"] ?? 0n }), showRow(joining.requests));
	return [
		{
			path: `${root}/benchmarks/`,
			permission: involved,
			verbs: { POST: ask(joining) }
		},
		{
			path: `${root}/<pk>/benchmarks/<bid>/`,
			permission: byVerb({
				PUT: (call) => joining.word === "model" && bodyNames(call, "priority") ? ranking(call) : involved(call),
				DELETE: isAdmin
			}, involved),
			verbs: {
				GET: history(joining),
				PUT: decide(joining),
				DELETE: forget(joining)
			}
		},
		...withList ? [{
			path: `${root}/<pk>/benchmarks/`,
			permission: anyOf(isAdmin, ownsNamed(table, key)),
			verbs: { GET: list }
		}] : []
	];
}
/** The addresses of all requests to join a benchmark. */
const requestEndpoints = (rules) => [...endpointsOf$1(datasetsJoining, rules.models), ...endpointsOf$1(modelsJoining(rules), rules.models)];

// dev-server/api/results.ts
const show = showRow("results");
const filters = [
	"name",
	"owner",
	"benchmark",
	"model",
	"dataset",
	"is_valid",
	"approval_status"
];
/** The owner of what the result in the address belongs to; of a benchmark the committee, too. */
const ownsOf = (field) => ({ store, user, ids }) => {
	const result = store.find("results", ids["pk"] ?? 0n);
	if (!result) return false;
	const id = result[field];
	return field === "dataset" ? isOwner(user, store.find("datasets", id)) : isManager(store, user, store.find("benchmarks", id));
};
const submit = (call) => checked(call, newForm(call.store, "results", { rule: (good) => approvedPair(call, good) }), ({ values }) => {
	const row = call.store.insert("results", {
		...values,
		owner: personId(call)
	});
	return {
		status: 201,
		json: show(call)(row)
	};
});
/** Model and dataset must have joined the benchmark; its own reference model need not (docs/medperf.md 8.2). */
function approvedPair(call, { values }) {
	const { rules, store } = call;
	const benchmark = values["benchmark"];
	const isReference = store.find("benchmarks", benchmark)?.[rules.referenceKey] === values["model"];
	const model = newestRequest(store, modelsJoining(rules), values["model"], benchmark);
	const dataset = newestRequest(store, datasetsJoining, values["dataset"], benchmark);
	const ofModel = isReference ? null : notJoined(model, rules.words.model);
	const needsDataset = !isReference || rules.referenceNeedsDataset;
	return ofModel ?? (needsDataset ? notJoined(dataset, "Dataset") : null);
}
function notJoined(request, word) {
	if (!request) return `${word} must be associated to the benchmark`;
	return request["approval_status"] === "APPROVED" ? null : `${word}-Benchmark association must be approved`;
}
const edit = (call) => {
	const row = addressed(call, "results");
	const form = editForm(call.store, "results", row, { rule: () => row["finalized"] ? "User cannot update a result object after it's been finalized." : null });
	return checked(call, form, ({ values }) => {
		const final = "results" in values ? {
			finalized: true,
			finalized_at: call.store.clock.now()
		} : {};
		const changed = call.store.update("results", idOf(row), {
			...values,
			...final
		});
		return {
			status: 200,
			json: show(call)(changed)
		};
	});
};
/** The addresses of results. */
const resultEndpoints = ({ finalizedResults }) => [{
	path: "api/v0/results/",
	takes: "results",
	permission: byVerb({
		GET: isAdmin,
		POST: anyOf(isAdmin, ownsNamed("datasets", "dataset"))
	}),
	verbs: {
		GET: listAll("results", filters, show),
		POST: submit
	}
}, {
	path: "api/v0/results/<pk>/",
	permission: byVerb({
		GET: anyOf(isAdmin, ownsOf("dataset"), ownsOf("benchmark")),
		PUT: finalizedResults ? anyOf(isAdmin, ownsOf("dataset")) : isAdmin,
		DELETE: isAdmin
	}),
	verbs: {
		GET: readOne("results", show),
		PUT: edit,
		DELETE: removeOne("results")
	}
}];

// dev-server/api/all.ts
/** Every address of a server; `/schema/` describes them, or does not. */
function endpointsOf(rules, schema) {
	const described = addressesOf(rules);
	return [...described, schemaEndpoint(rules, entitiesOf(rules), described, schema)];
}
const addressesOf = (rules) => [
	...outside,
	...containerEndpoints(rules),
	...rules.models ? [...assetEndpoints, ...modelEndpoints] : [],
	...benchmarkEndpoints,
	...benchmarkListEndpoints(rules),
	...datasetEndpoints,
	...requestEndpoints(rules),
	...resultEndpoints(rules),
	...userEndpoints(rules),
	...ownEndpoints(rules)
];
/** What is not under `/api/v0`; the pages for people hold nothing here. */
const outside = [
	{
		path: "version",
		permission: anyone,
		verbs: { GET: () => jsonAnswer(200, { version: "v0" }) }
	},
	{
		path: "",
		permission: anyone,
		verbs: { GET: () => page(200, "MedPerf API") },
		offers: [asPage]
	},
	{
		path: "swagger/",
		permission: anyone,
		verbs: { GET: () => page(200, "MedPerf API") },
		offers: [asPage]
	}
];

// dev-server/auth/verify.ts
/** Opens a token that one of the keys signed for this server (docs/medperf.md 9.6). */
async function openToken(token, keys) {
	const claims = (await Promise.all(keys.map((key) => readSigned(token, key)))).find((one) => one !== null);
	const fault = claims ? faultOf(claims, Date.now() / 1e3) : "invalid";
	return claims && fault === null ? { claims } : { fault: fault ?? "invalid" };
}
const expected = {
	algorithms: [algorithm],
	issuer,
	audience
};
async function readSigned(token, key) {
	try {
		return isCanonical(token) ? (await jwtVerify(token, key, expected)).payload : null;
	} catch (error) {
		if (error instanceof JOSEError) return null;
		throw error;
	}
}
/** Whether the signature is written in the one right way: a changed last character may decode to the same bytes. */
function isCanonical(token) {
	const signature = token.slice(token.lastIndexOf(".") + 1);
	return Buffer.from(signature, "base64url").toString("base64url") === signature;
}
/** What the real servers ask of claims besides, at a time in seconds; null for good ones. */
function faultOf({ exp, iat, sub }, now) {
	if (iat !== void 0 && Math.trunc(iat) > now) return "invalid";
	if (exp === void 0) return "no-exp";
	return sub === void 0 ? "no-sub" : null;
}

// dev-server/auth/authenticate.ts
/**
* Opens the token of a request, by its Authorization header, and gives what finds the sender: a person unknown so far is
* added, and what is wrong is thrown as a refusal when its turn comes (docs/medperf.md 2.4, 3.1).
*/
const authenticator = (store, keys) => async (header) => {
	const [scheme, token, ...more] = (header ?? "").split(/[ \t\n\r\v\f]+/).filter(Boolean);
	if (scheme !== "Bearer") return () => null;
	if (token === void 0 || more.length > 0) return refuse(malformedHeader());
	const opened = await openToken(token, keys());
	return "fault" in opened ? refuse(refusalOf(opened.fault)) : () => personOf(store, opened.claims);
};
const refuse = (refusal) => () => {
	throw refusal;
};
const malformedHeader = () => new Refusal(jsonAnswer(401, {
	detail: "Authorization header must contain two space-delimited values",
	code: "bad_authorization_header"
}));
function refusalOf(fault) {
	if (fault === "no-sub") return plainRefusal("Token contained no recognizable user identification");
	return new Refusal(jsonAnswer(401, {
		detail: "Given token not valid for any token type",
		code: "token_not_valid",
		messages: [{
			token_class: "AccessToken",
			token_type: "access",
			message: fault === "no-exp" ? "Token has no 'exp' claim" : "Token is invalid or expired"
		}]
	}));
}
const plainRefusal = (detail) => new Refusal(jsonAnswer(401, {
	detail,
	code: "token_not_valid"
}));
/** The e-mail address counts only the first time; the part after the `@` is stored in lower case. */
function personOf(store, claims) {
	const username = String(claims["sub"]);
	const known = store.first("users", equals({ username }), "id");
	if (known) return known;
	if (!("https://medperf.org/email" in claims)) throw plainRefusal("Token must contain the user email address");
	return store.insert("users", {
		username,
		email: normalEmail(String(claims["https://medperf.org/email"] ?? ""))
	});
}
function normalEmail(email) {
	const at = email.lastIndexOf("@");
	return at < 0 ? email : `${email.slice(0, at)}@${email.slice(at + 1).toLowerCase()}`;
}

// dev-server/openapi/describe.ts
/** The fields that a POST takes, as OPTIONS describes them (docs/medperf.md 1.2). */
function describeFields(store, table) {
	const fields = store.entity(table).fields.map((field) => [field.name, describe$1(store, table, field)]);
	return {
		id: shared("integer", "ID", false, true),
		...Object.fromEntries(fields)
	};
}
const inside = {
	container: "mlcubes",
	asset: "assets"
};
function describe$1(store, table, field) {
	const { name, type, required } = field;
	const inner = table === "models" ? inside[name] : void 0;
	const words = name.replaceAll("_", " ");
	const label = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
	const kind = inner === void 0 ? kindOf(field) : "nested object";
	return {
		...shared(kind, label, required, isReadOnly(field, "create")),
		...type.kind === "text" && Number.isFinite(type.max) && { max_length: type.max },
		...type.kind === "choice" && { choices: type.options.map((value) => ({
			value,
			display_name: value
		})) },
		...type.kind === "list" && { child: shared(kindOf(type.of), label, true, false) },
		...inner !== void 0 && { children: describeFields(store, inner) }
	};
}
const shared = (type, label, required, readOnly) => ({
	type,
	required,
	read_only: readOnly,
	label
});
function kindOf({ type }) {
	if (type.kind === "text") return type.format?.ownField ? "email" : "string";
	if (type.kind === "time") return "datetime";
	return type.kind === "json" || type.kind === "link" ? "field" : type.kind;
}

// dev-server/openapi/write-yaml.ts
/** A value as YAML in block style; texts and numbers are written as in JSON, which YAML reads. */
const yamlText = (value) => `${block(value, "").trimStart()}\n`;
function block(value, indent) {
	if (isObject(value) && value.size > 0) return `\n${[...value].map(([key, inner]) => `${indent}${answerJson(key)}:${block(inner, `${indent}  `)}`).join("\n")}`;
	if (isList(value) && value.length > 0) return `\n${value.map((item) => `${indent}-${block(item, `${indent}  `)}`).join("\n")}`;
	return ` ${answerJson(value)}`;
}

// dev-server/http/body.ts
const emptyBody = /* @__PURE__ */ new Map();
/** The body of a request, read when it is first asked for (docs/medperf.md 2.5). */
function lazyBody({ body, headers }) {
	let read;
	return () => {
		read ??= { value: readBody$1(body, headers["content-type"] ?? "text/plain") };
		return read.value;
	};
}
function readBody$1(body, contentType) {
	if (body.length === 0) return emptyBody;
	if (!isJson(contentType)) throw detail(415, `Unsupported media type "${contentType}" in request.`);
	try {
		return parseJsonBytes(body, charsetOf(contentType));
	} catch (error) {
		if (error instanceof JsonSyntaxError) throw detail(400, `JSON parse error - ${error.message}`);
		throw error;
	}
}

// dev-server/http/endpoint.ts
/** The verbs of an endpoint as its `Allow` header lists them. */
function allowed({ verbs }) {
	return [
		...[
			"GET",
			"POST",
			"PUT",
			"DELETE"
		].filter((verb) => verbs[verb]),
		...verbs.GET ? ["HEAD"] : [],
		"OPTIONS"
	].join(", ");
}

// dev-server/http/origin.ts
/** Scheme and host as the client wrote them; a proxy in front may say that it was https. */
function originOf({ headers }) {
	return `${headers["x-forwarded-proto"] === "https" ? "https" : "http"}://${headers["x-forwarded-host"] ?? headers["host"] ?? "localhost"}`;
}

// dev-server/http/dispatch.ts
/** Answers a request to the MedPerf API. Never throws: what the rules do not catch becomes a 500 page. */
function dispatch(api, incoming) {
	const [rawPath, rawQuery] = split(incoming.target);
	const path = decode(rawPath.replace(/^\/+/, "/"));
	const match = api.routes(path);
	if (!match) return elsewhere(api, incoming.method, path, rawQuery);
	return onRoute(api, incoming, {
		path,
		query: parseQuery(rawQuery),
		match
	});
}
function split(target) {
	const at = target.indexOf("?");
	return at < 0 ? [target, ""] : [target.slice(0, at), target.slice(at + 1)];
}
function onRoute(api, incoming, address) {
	const { endpoint } = address.match;
	const offers = endpoint.offers ?? jsonOrPage;
	let offer = offers[0];
	try {
		offer = chooseOffer(incoming.headers["accept"], address.query, offers);
		return dress(offer, endpoint, carryOut$1(api, incoming, address, offer));
	} catch (error) {
		return error instanceof Refusal ? refused(api, endpoint, offer, error) : serverError(error);
	}
}
/** A page for people that cannot be had in the form asked for still looks at the credentials, and breaks on bad ones. */
function refused(api, endpoint, offer, { answer }) {
	try {
		if (answer.status === 406 && offer.renderer === "html") api.authenticate();
		return dress(offer, endpoint, answer);
	} catch (error) {
		return serverError(error);
	}
}
/** Authentication, then permission, then the verb: the order of the real servers (docs/medperf.md 2.5). */
function carryOut$1(api, incoming, { path, query, match }, offer) {
	const user = api.authenticate();
	const address = `${originOf(incoming)}${encodeURI(path)}`;
	const data = lazyBody(incoming);
	const call = {
		...api.home,
		verb: incoming.method,
		user,
		ids: match.ids,
		query,
		address,
		data
	};
	if (!match.endpoint.permission(call)) throw user ? forbidden() : notAuthenticated();
	const handler = handlerOf(match.endpoint, incoming.method);
	const answer = incoming.method === "GET" || incoming.method === "HEAD" ? handler(call) : api.home.store.database.transaction(() => handler(call));
	if (offer.renderer === "html" && api.home.rules.filters && isPage(answer)) throw new Error("lists have no HTML form");
	return answer;
}
const notAuthenticated = () => detail(401, "Authentication credentials were not provided.");
function handlerOf(endpoint, method) {
	if (method === "OPTIONS") return describe(endpoint);
	const handler = endpoint.verbs[method === "HEAD" ? "GET" : method];
	if (!handler) throw detail(405, `Method "${method}" not allowed.`);
	return handler;
}
/** Describes an address. Whoever may edit what it names meets a fault of the real servers (they look it up without its id). */
const describe = (endpoint) => (call) => {
	if (endpoint.verbs.PUT && endpoint.permission({
		...call,
		verb: "PUT"
	})) throw new ServerFault("get_object() missing 1 required positional argument: 'pk'");
	const renders = (endpoint.offers ?? jsonOrPage).map(({ main, sub }) => `${main}/${sub}`);
	return jsonAnswer(200, {
		renders,
		parses: ["application/json"],
		...actions(endpoint, call)
	});
};
/** What a POST takes, for those who may send one. */
function actions(endpoint, call) {
	if (endpoint.takes === void 0 || !endpoint.permission({
		...call,
		verb: "POST"
	})) return {};
	return { actions: { POST: describeFields(call.store, endpoint.takes) } };
}
/** The browsable pages of the later servers break on every list (docs/medperf.md 2.2). */
const isPage = ({ json }) => json instanceof Map && json.has("count") && json.has("results");
function dress(offer, endpoint, answer) {
	const challenge = answer.status === 401 ? { "WWW-Authenticate": "Bearer realm=\"api\"" } : {};
	const headers = {
		Allow: allowed(endpoint),
		Vary: "Accept",
		...challenge,
		...answer.headers
	};
	if (answer.json === void 0) return {
		...answer,
		headers
	};
	if (offer.renderer === "html") return {
		...page(answer.status, `HTTP ${answer.status}`),
		headers
	};
	const type = {
		"Content-Type": `${offer.main}/${offer.sub}`,
		...headers
	};
	if (offer.renderer === "json") return {
		...answer,
		headers: type
	};
	return {
		status: answer.status,
		text: yamlText(answer.json),
		headers: type
	};
}
/** A path without a route: perhaps only the slash is missing, which POST and PUT may not do in debug mode. */
function elsewhere(api, method, path, query) {
	if (path.endsWith("/") || !api.routes(`${path}/`)) return page(404, "Page not found");
	if ([
		"POST",
		"PUT",
		"PATCH"
	].includes(method)) return serverError(/* @__PURE__ */ new Error(`You called this URL via ${method}, but it does not end in a slash.`));
	return {
		status: 301,
		headers: { Location: `${encodeURI(path)}/${query === "" ? "" : `?${query}`}` }
	};
}

// dev-server/http/foreign.ts
const READING = ["GET", "HEAD"];
/** What browsers say of a request that a page of another origin makes; another port is another origin. */
const ELSEWHERE = ["cross-site", "same-site"];
/**
* Refuses what a page of another origin asks for in somebody's browser, which reaches loopback and sends `Host` as it should
* be: everything that may change something, and reading through a script. A link that a person follows is no such request.
* Null for everything else; programs send neither `Origin` nor `Sec-Fetch-Site`.
*/
function refuseForeign(incoming) {
	const { origin, "sec-fetch-site": site, "sec-fetch-mode": mode, "sec-fetch-dest": place } = incoming.headers;
	const isForeign = origin !== void 0 && origin !== originOf(incoming);
	const isElsewhere = site !== void 0 && ELSEWHERE.includes(site);
	const isLink = READING.includes(incoming.method) && mode === "navigate" && place === "document";
	if (!isForeign && (!isElsewhere || isLink)) return null;
	return page(403, "Not from a page of another origin");
}

// dev-server/http/loopback.ts
/** Whether a host name or address is this machine's own loopback: `localhost`, `127.0.0.0/8`, `::1`. */
function isLoopback(host) {
	const bare = host.toLowerCase().replace(/^\[(.*)\]$/, "$1").replace(/^::ffff:/, "");
	return bare === "::1" || /(^|\.)localhost$/.test(bare) || /^127\.\d+\.\d+\.\d+$/.test(bare);
}
/** A host as it stands in a URL. */
const urlHost = (host) => host.includes(":") ? `[${host}]` : host;

// dev-server/http/routes.ts
/** The routes to some endpoints; the first that fits wins. */
function makeRoutes(endpoints) {
	const compiled = endpoints.map((endpoint) => ({
		endpoint,
		pattern: patternOf(endpoint.path)
	}));
	return (path) => {
		for (const { endpoint, pattern } of compiled) {
			const found = pattern.exec(path);
			if (found) return {
				endpoint,
				ids: numbersOf(found.groups ?? {})
			};
		}
		return null;
	};
}
const patternOf = (path) => new RegExp(`^/${path.replaceAll(".", "\\.").replaceAll(/<(\w+)>/g, "(?<$1>[0-9]+)")}$`);
const numbersOf = (groups) => Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, BigInt(text)]));

// dev-server/http/written.ts
/** An answer with its body as text. Where it has no JSON form it is a 500 page, though what was kept stays kept. */
function written(given) {
	try {
		return write(given);
	} catch (error) {
		return write(serverError(error));
	}
}
/** What is said to a body that is too large to be read. */
const tooLarge = () => write(page(413, "Request body too large"));
function write(given) {
	const isJson = given.json !== void 0;
	return {
		status: given.status,
		headers: {
			"Content-Type": isJson ? "application/json" : "text/html; charset=utf-8",
			...given.headers
		},
		text: given.json === void 0 ? given.text ?? given.html ?? "" : answerJson(given.json)
	};
}

// dev-server/http/serve.ts
/** The longest body that is read, in bytes. */
const MAX_BODY = 67108864;
/** An HTTP server, not yet listening, that answers each request by a function. */
const httpServer = (answer) => createServer((request, response) => {
	serve$1(request, response, answer).catch(() => response.destroy());
});
async function serve$1(request, response, answer) {
	const body = await readBody(request);
	const { status, headers, text } = body ? await answered$1(answer, incomingOf(request, body)) : tooLarge();
	response.writeHead(status, {
		"Content-Length": Buffer.byteLength(text),
		"X-Content-Type-Options": "nosniff",
		...headers
	});
	response.end(request.method === "HEAD" ? void 0 : text);
}
async function answered$1(answer, incoming) {
	try {
		return written(await answer(incoming));
	} catch (error) {
		return written(serverError(error));
	}
}
async function readBody(request) {
	const chunks = [];
	let size = 0;
	for await (const chunk of request) {
		size += chunk.length;
		if (size <= MAX_BODY) chunks.push(chunk);
	}
	return size <= MAX_BODY ? Buffer.concat(chunks) : null;
}
function incomingOf(request, body) {
	const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
	return {
		method: request.method ?? "GET",
		target: request.url ?? "/",
		headers: Object.fromEntries(headers),
		body,
		local: isLoopback(request.socket.remoteAddress ?? "") && isLoopback(hostOf(request.headers.host ?? ""))
	};
}
const hostOf = (header) => header.replace(/:\d+$/, "");

// dev-server/login/flow.ts
/** Now, in milliseconds, as SQLite keeps it. */
const now = () => BigInt(Date.now());
/** An error as OAuth words it. */
const oauthError = (status, error, description) => jsonAnswer(status, {
	error,
	error_description: description
});

// dev-server/login/tokens.ts
/** Seconds from the login until no refresh token of it works any more, rotated or not (docs/medperf.md 9.4). */
const FAMILY_LIFETIME = 2592000n;
const UNKNOWN = "Unknown or invalid refresh token.";
/** What a new login is given. */
const grantTokens = (login, approved, origin) => granted(login, approved, {
	id: randomUUID(),
	expiresAt: now() + FAMILY_LIFETIME * 1000n
}, origin);
function granted(login, approved, family, origin) {
	const { store, lifetime } = login;
	const { client, scope, email } = approved;
	const scopes = scope.split(" ");
	const subject = subjectOf(store, email);
	const issued = Math.floor(Date.now() / 1e3);
	const claims = {
		iss: `${origin}/`,
		aud: client,
		sub: subject,
		iat: issued,
		exp: issued + lifetime
	};
	const id = scopes.includes("email") ? {
		...claims,
		email,
		email_verified: true
	} : claims;
	return {
		access: {
			subject,
			email,
			lifetime
		},
		id: scopes.includes("openid") ? id : void 0,
		refresh: scopes.includes("offline_access") ? keepRefresh(store, approved, family) : void 0,
		scope
	};
}
/** Answers with the tokens of a login; an answer stays as it is. */
async function signGranted(key, outcome) {
	if (!("access" in outcome)) return outcome;
	const { access, id, refresh, scope } = outcome;
	const fields = [
		["access_token", await accessToken(key, access)],
		["refresh_token", refresh],
		["id_token", id && await idToken(key, id)],
		["scope", scope],
		["expires_in", access.lifetime],
		["token_type", "Bearer"]
	];
	return jsonAnswer(200, Object.fromEntries(fields.filter(([, value]) => value !== void 0)));
}
/** A person whom the server knows by this address or would know by a local token, else a new one as Auth0 names them. */
function subjectOf(store, email) {
	const known = store.first("users", equals({ email }), "id");
	if (known) return String(known["username"]);
	const user = email.replace(/@example\.com$/, "");
	return user !== email ? user : `email|${createHash("sha256").update(email).digest("hex").slice(0, 24)}`;
}
function keepRefresh(store, { client, scope, email }, family) {
	const token = randomBytes(32).toString("base64url");
	store.database.run("INSERT INTO refresh_tokens VALUES (?, ?, ?, ?, ?, ?, 0)", token, family.id, client, scope, email, family.expiresAt);
	return token;
}
/** Exchanges a refresh token for new tokens. One that was exchanged before ends the whole login (docs/medperf.md 9.4). */
function refreshTokens(login, fields, origin) {
	const { database } = login.store;
	const token = fields.get("refresh_token") ?? "";
	const row = database.first("SELECT * FROM refresh_tokens WHERE token = ?", token);
	if (!row || row["client_id"] !== fields.get("client_id")) return oauthError(403, "invalid_grant", UNKNOWN);
	const family = {
		id: String(row["family"]),
		expiresAt: row["expires_at"]
	};
	if (row["used"] === 1n || family.expiresAt < now()) {
		database.run("DELETE FROM refresh_tokens WHERE family = ?", family.id);
		return oauthError(403, "invalid_grant", UNKNOWN);
	}
	database.run("UPDATE refresh_tokens SET used = 1 WHERE token = ?", token);
	return granted(login, {
		client: String(row["client_id"]),
		scope: String(row["scope"]),
		email: String(row["email"])
	}, family, origin);
}
/** Ends a login by one of its refresh tokens; an unknown token is no error (RFC 7009). */
function revokeTokens({ store }, fields) {
	const client = fields.get("client_id");
	const token = fields.get("token");
	if (!client || !token) return oauthError(400, "invalid_request", "Missing required parameter: client_id or token");
	store.database.run("DELETE FROM refresh_tokens WHERE family IN (SELECT family FROM refresh_tokens WHERE token = ? AND client_id = ?)", token, client);
	return jsonAnswer(200, {});
}

// dev-server/login/device.ts
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
/** Starts a login: a code for the device, a shorter one for the person (docs/medperf.md 9.2). */
function startLogin({ store, interval, expiry }, fields, origin) {
	const client = fields.get("client_id");
	if (!client) return oauthError(400, "invalid_request", "Missing required parameter: client_id");
	const deviceCode = randomBytes(24).toString("base64url");
	const userCode = `${letters(4)}-${letters(4)}`;
	store.database.run("INSERT INTO device_codes VALUES (?, ?, ?, ?, ?, 0, ?, NULL)", deviceCode, userCode, client, fields.get("scope") ?? "", now() + BigInt(expiry * 1e3), "pending");
	const activate = `${origin}/activate`;
	return jsonAnswer(200, {
		device_code: deviceCode,
		user_code: userCode,
		verification_uri: activate,
		verification_uri_complete: `${activate}?user_code=${userCode}`,
		expires_in: expiry,
		interval
	});
}
const letters = (count) => Array.from({ length: count }, () => LETTERS[randomInt(20)]).join("");
/** Answers a device that asks whether the person has answered; an approved code gives tokens once. */
function pollLogin(login, fields, origin) {
	const { database } = login.store;
	const code = fields.get("device_code") ?? "";
	const row = database.first("SELECT * FROM device_codes WHERE device_code = ?", code);
	if (!row || row["client_id"] !== fields.get("client_id")) return oauthError(403, "invalid_grant", "Invalid or expired device code.");
	if (row["expires_at"] < now()) return oauthError(403, "expired_token", "The device code has expired.");
	const early = now() - row["polled_at"] < BigInt(Math.round(login.interval * 1e3));
	database.run("UPDATE device_codes SET polled_at = ? WHERE device_code = ?", now(), code);
	if (early) {
		const text = `You are polling faster than the specified interval of ${login.interval} seconds.`;
		return oauthError(429, "slow_down", text);
	}
	return answered(login, row, origin);
}
function answered(login, row, origin) {
	if (row["answer"] === "pending") return oauthError(403, "authorization_pending", "User has yet to authorize device code.");
	login.store.database.run("DELETE FROM device_codes WHERE device_code = ?", row["device_code"] ?? null);
	if (row["answer"] === "denied") return oauthError(403, "access_denied", "User cancelled the confirmation prompt.");
	const [client, scope, email] = [
		row["client_id"],
		row["scope"],
		row["email"]
	].map(String);
	return grantTokens(login, {
		client: client ?? "",
		scope: scope ?? "",
		email: email ?? ""
	}, origin);
}
/** Stores what the person answered; false for a code that nobody waits for. */
function answerLogin({ store }, userCode, email) {
	if (!store.database.first("SELECT 1 FROM device_codes WHERE user_code = ? AND answer = 'pending' AND expires_at > ?", userCode, now())) return false;
	const answer = email === null ? "denied" : "approved";
	store.database.run("UPDATE device_codes SET answer = ?, email = ? WHERE user_code = ?", answer, email, userCode);
	return true;
}

// dev-server/login/activate.ts
const UNFRAMED = {
	"Content-Security-Policy": "frame-ancestors 'none'",
	"X-Frame-Options": "DENY"
};
/** The page on which a person approves or refuses a login. */
const activatePage = (userCode) => ({
	...page(200, "Device login", `<form method="post" action="/activate">
<p><label>Code <input name="user_code" required value="${escapeHtml(userCode)}"></label></p>
<p><label>E-mail <input name="email" type="email" value="testbo@example.com"></label></p>
<p><button name="action" value="approve">Log in</button> <button name="action" value="deny">Cancel</button></p>
</form>
<p>This is a development server: whoever may open this page logs in with any address.</p>
`),
	headers: UNFRAMED
});
/** Takes what the page sends: `user_code`, `email`, and `action`, which is `deny` or else means approval. */
function activate(login, fields) {
	const denied = fields.get("action") === "deny";
	const email = fields.get("email") ?? "";
	if (!denied && !email.includes("@")) return page(400, "Say with which e-mail address to log in");
	const userCode = (fields.get("user_code") ?? "").toUpperCase();
	if (!answerLogin(login, userCode, denied ? null : email)) return page(404, "Unknown or expired code");
	return page(200, denied ? "Login refused" : "Logged in", "<p>You can close this page.</p>\n");
}

// dev-server/login/routes.ts
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";
/** Answers what belongs to the imitation of Auth0; null for every other address. */
async function answerLogins(login, incoming, origin) {
	const [path = "", query = ""] = incoming.target.split("?");
	const fields = incoming.method === "POST" ? fieldsOf(incoming) : new Map(parseQuery(query));
	const change = (work) => login.store.database.transaction(work);
	switch (`${incoming.method} ${path}`) {
		case "POST /oauth/device/code": return change(() => startLogin(login, fields, origin));
		case "POST /oauth/token": return signGranted(login.key, change(() => exchange(login, fields, origin)));
		case "POST /oauth/revoke": return change(() => revokeTokens(login, fields));
		case "GET /.well-known/jwks.json": return jsonAnswer(200, { keys: [await login.key.jwk()] });
		case "GET /activate": return local(incoming, () => activatePage(fields.get("user_code") ?? ""));
		case "POST /activate": return local(incoming, () => change(() => activate(login, withCode(fields, query))));
		default: return null;
	}
}
/** A code in the address of the page counts where the form has none. */
const withCode = (fields, query) => new Map([["user_code", lastOf(parseQuery(query), "user_code") ?? ""], ...fields]);
/** What lets one log in as anybody is for this machine only. */
const local = (incoming, answer) => incoming.local ? answer() : page(403, "Only from the machine that the server runs on");
function exchange(login, fields, origin) {
	const grant = fields.get("grant_type") ?? "";
	if (grant === DEVICE_GRANT) return pollLogin(login, fields, origin);
	if (grant === "refresh_token") return refreshTokens(login, fields, origin);
	return oauthError(403, "unsupported_grant_type", `Unsupported grant type: ${grant}`);
}
/** A form, or a flat JSON object, as Auth0 takes both; anything else has no fields. */
function fieldsOf({ body, headers }) {
	const text = Buffer.from(body).toString("utf8");
	if (!headers["content-type"]?.startsWith("application/json")) return new Map(parseQuery(text));
	try {
		const data = parseJsonBytes(body);
		const pairs = isObject(data) ? [...data] : [];
		return new Map(pairs.map(([name, value]) => [name, String(value)]));
	} catch {
		return /* @__PURE__ */ new Map();
	}
}

// dev-server/seed/fresh.ts
/** Whose benchmarks a development server approves at once (docs/medperf.md 6.4). */
const trustedByDefault = ["testbo@example.com", "testadmin@example.com"];
const admin = {
	id: 1n,
	username: "admin",
	is_superuser: true
};
const authorityContainer = {
	id: 1n,
	name: "MedPerf CA",
	owner: 1n,
	state: "OPERATION",
	container_config: /* @__PURE__ */ new Map([
		["container_type", "DockerImage"],
		["image", "registry.example.org/medperf/ca:1.0.0"],
		["tasks", /* @__PURE__ */ new Map()]
	]),
	image_hash: `sha256:${"c".repeat(64)}`
};
/** Fills an empty server with what a real one holds that nobody has used yet (docs/medperf.md 10.1). */
function fillFresh(store, { authority }) {
	store.insert("users", admin);
	if (authority) addAuthority(store, authorityContainer);
}
/** Adds the container of the certificate authority, and the authority, which keeps it from being deleted. */
function addAuthority(store, container) {
	const { id } = store.insert("mlcubes", container);
	store.insert("authorities", { ca_mlcube: id ?? null });
}
/** Removes every row and lets the ids begin at 1 again. */
function empty(store) {
	for (const table of tables.toReversed()) if (store.has(table)) store.remove(table, always);
	store.database.script("DELETE FROM sqlite_sequence; DELETE FROM device_codes; DELETE FROM refresh_tokens");
}

// dev-server/seed/reset.ts
/**
* Empties a server and brings it to the `setup` of an exchange file: users, containers, and whose benchmarks are approved at once.
* Throws for another shape, and for rows that the era cannot hold; the server stays as it was then.
*/
function resetTo({ store, rules, settings }, setup) {
	if (!isObject(setup)) throw new Error("it is no JSON object");
	const users = objectsOf(setup, "users");
	const containers = objectsOf(setup, "mlcubes");
	const trusted = setup.get("autoApproveBenchmarksFrom") ?? [];
	if (!isList(trusted)) throw new Error("autoApproveBenchmarksFrom is no list");
	store.database.transaction(() => {
		empty(store);
		for (const { superuser, ...user } of users) store.insert("users", {
			...user,
			is_superuser: superuser ?? false
		});
		for (const container of containers) if (rules.authority && container["id"] === 1n) addAuthority(store, container);
		else store.insert("mlcubes", container);
	});
	settings.autoApproveFrom = trusted.map(String);
}
function objectsOf(setup, name) {
	const list = setup.get(name) ?? [];
	if (!isList(list) || !list.every(isObject)) throw new Error(`${name} is no list of objects`);
	return list.map((item) => Object.fromEntries(item));
}

// dev-server/own/reset.ts
/** Brings the server to the `setup` in the body of a POST to the reset path; null for every other request. */
function answerReset(home, path, incoming) {
	if (path === void 0 || incoming.method !== "POST" || incoming.target !== path || !incoming.local) return null;
	try {
		resetTo(home, parseJsonBytes(incoming.body));
		return { status: 204 };
	} catch (error) {
		return jsonAnswer(400, { detail: `The setup cannot be used: ${error instanceof Error ? error.message : error}` });
	}
}

// dev-server/own/tokens.ts
const FOLDER = "/mock_tokens/";
/**
* Local tokens for this machine only: `/mock_tokens/tokens.json` holds those of the usual people by e-mail address, as the
* file in MedPerf's repository does, and `/mock_tokens/<name>.json` that of any one. Null for every other request.
*/
async function answerTokens(key, { method, target, local }) {
	if (method !== "GET" || !local || !target.startsWith(FOLDER) || !target.endsWith(".json")) return null;
	const name = decode(target.slice(13, -5));
	const tokens = (name === "tokens" ? localUsers : [name]).map(async (user) => [localEmail(user), await localToken(key, user)]);
	return jsonAnswer(200, Object.fromEntries(await Promise.all(tokens)));
}

// dev-server/seed/fill.ts
/**
* Fills a database that is new, or whose filling was cut off; any other one stays as it is.
* Throws where the database belongs to another era.
*/
function fillOnce(site, level) {
	const { rules, store } = site.home;
	const era = readSetting(store.database, "era");
	const own = markOf(rules);
	if (era === own) return;
	if (era !== null) throw new Error(`the database was made for the ${era} era, not for the ${own} era`);
	empty(store);
	fillFresh(store, rules);
	if (level !== void 0) {
		store.insert("users", {
			username: "testadmin",
			email: localEmail("testadmin"),
			is_superuser: true
		});
		for (const step of seedSteps(rules, level)) send(site, step);
	}
	writeSetting(store.database, "era", own);
}
/** What a database belongs to: its rows have the fields of an era, of what was added to it, and of what is demanded. */
const markOf = ({ era, features, demands }) => [
	era,
	...features,
	...demands.map(({ table, field }) => `${table}.${field}`)
].join("+");
/** Seeds go the way of every other request, past authentication. */
function send(site, { as, method, path, body }) {
	const user = personNamed(site.home.store, as);
	const answer = dispatch({
		...site,
		authenticate: () => user
	}, {
		method,
		target: `/api/v0/${path}`,
		headers: { "content-type": "application/json" },
		body: Buffer.from(JSON.stringify(method === "POST" ? filled(site.home.rules, tableOf$1(path), body) : body)),
		local: true
	});
	if (answer.status >= 300) throw new Error(`seeding failed: ${method} ${path} gave status ${answer.status}`);
}
const tableOf$1 = (path) => path.slice(0, path.indexOf("/"));
/** A body with what is demanded of its table, and of those of the objects inside. */
function filled(rules, table, body) {
	const demanded = rules.demands.filter((one) => one.table === table).map(({ field }) => [field, "seed"]);
	const { container, asset } = body;
	return {
		...body,
		...Object.fromEntries(demanded),
		...container && { container: filled(rules, "mlcubes", container) },
		...asset && { asset: filled(rules, "assets", asset) }
	};
}
const personNamed = (store, username) => store.first("users", equals({ username }), "id") ?? store.insert("users", {
	username,
	email: localEmail(username)
});

// dev-server/store/database.ts
/**
* Opens a database file, or one in memory.
* What was committed survives a killed process and a power cut: WAL with a sync on every commit.
* Throws where the file cannot be opened or is something else.
*/
async function openDatabase(file) {
	const { DatabaseSync } = await importSqlite();
	try {
		if (file !== void 0) closeSync(openSync(file, "a", 384));
		return open(new DatabaseSync(file ?? ":memory:"));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Error(`the database ${file ?? ""} cannot be opened: ${reason}`);
	}
}
function open(handle) {
	handle.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 2000");
	return wrap(handle);
}
/** Loads node:sqlite without its warning that it is experimental; every other warning is still shown. */
async function importSqlite() {
	const warn = process.emitWarning;
	process.emitWarning = ((warning, ...rest) => {
		if (!String(warning).includes("SQLite is an experimental feature")) warn(warning, ...rest);
	});
	try {
		return await import("node:sqlite");
	} finally {
		process.emitWarning = warn;
	}
}
function wrap(handle) {
	const statements = /* @__PURE__ */ new Map();
	const prepared = (sql) => {
		const known = statements.get(sql);
		if (known) return known;
		const made = handle.prepare(sql);
		made.setReadBigInts(true);
		statements.set(sql, made);
		return made;
	};
	return {
		all: (sql, ...values) => prepared(sql).all(...values),
		first: (sql, ...values) => prepared(sql).get(...values),
		run: (sql, ...values) => BigInt(prepared(sql).run(...values).lastInsertRowid),
		script: (sql) => handle.exec(sql),
		transaction: (work) => {
			handle.exec("BEGIN IMMEDIATE");
			try {
				const result = work();
				handle.exec("COMMIT");
				return result;
			} catch (error) {
				handle.exec("ROLLBACK");
				throw error;
			}
		},
		close: () => handle.close()
	};
}

// dev-server/store/clock.ts
/** A clock that goes on after `newest`, so that rows of an earlier run stay older than new ones. */
function makeClock(newest) {
	let last = newest === "" ? 0n : microseconds(newest);
	return { now: () => {
		const read = BigInt(Math.floor((performance.timeOrigin + performance.now()) * 1e3));
		last = read > last ? read : last + 1n;
		return timeText(last);
	} };
}
const microseconds = (text) => BigInt(Date.parse(text)) * 1000n + BigInt(text.slice(23, 26));
function timeText(time) {
	return `${new Date(Number(time / 1000n)).toISOString().slice(0, -1)}${String(time % 1000n).padStart(3, "0")}Z`;
}

// dev-server/store/schema.ts
/** The SQL that makes all tables, if they are not there yet. Ids are never used twice, also after a deletion. */
const schemaOf = (entities) => [...entities.map(tableOf), ...ownTables].join(";\n");
const ownTables = [
	"CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
	`CREATE TABLE IF NOT EXISTS device_codes (
    device_code TEXT PRIMARY KEY, user_code TEXT NOT NULL UNIQUE, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    expires_at INTEGER NOT NULL, polled_at INTEGER NOT NULL, answer TEXT NOT NULL, email TEXT)`,
	`CREATE TABLE IF NOT EXISTS refresh_tokens (
    token TEXT PRIMARY KEY, family TEXT NOT NULL, client_id TEXT NOT NULL, scope TEXT NOT NULL,
    email TEXT NOT NULL, expires_at INTEGER NOT NULL, used INTEGER NOT NULL)`
];
function tableOf(entity) {
	const columns = entity.fields.filter(isColumn).map(columnOf);
	return `CREATE TABLE IF NOT EXISTS ${entity.table} (
    id INTEGER PRIMARY KEY AUTOINCREMENT, ${columns.join(", ")}) STRICT`;
}
function columnOf(field) {
	const parts = [field.name, sqlType(field.type)];
	if (!field.nullable) parts.push("NOT NULL");
	if (field.unique !== void 0) parts.push("UNIQUE");
	if (field.type.kind === "link") {
		const action = field.type.onDelete === "cascade" ? "CASCADE" : "RESTRICT";
		parts.push(`REFERENCES ${field.type.to} (id) ON DELETE ${action}`);
	}
	return parts.join(" ");
}
const sqlType = (type) => type.kind === "boolean" || type.kind === "integer" || type.kind === "link" ? "INTEGER" : "TEXT";

// dev-server/store/store.ts
/** The rows of `entities` in a database, whose tables are made if they are missing. */
function openStore(database, entities) {
	const known = new Map(entities.map((entity) => [entity.table, entity]));
	database.script(schemaOf(tables.flatMap((table) => known.get(table) ?? [])));
	const clock = makeClock(newestTime(database, entities));
	const entity = (table) => {
		const found = known.get(table);
		if (!found) throw new Error(`this era has no ${table}`);
		return found;
	};
	const has = (table) => known.has(table);
	return {
		database,
		clock,
		has,
		entity,
		...readers(database, entity),
		...writers(database, entity, clock)
	};
}
const joined = ({ join }) => join === void 0 ? "" : ` ${join}`;
function readers(database, entity) {
	const select = (table, where, { order, limit, offset }) => {
		const sql = `SELECT ${table}.* FROM ${table}${joined(where)} WHERE ${where.sql} ORDER BY ${order} LIMIT ? OFFSET ?`;
		return database.all(sql, ...where.values, limit, offset).map((row) => decodeRow(entity(table), row));
	};
	const first = (table, where, order) => select(table, where, {
		order,
		limit: 1n,
		offset: 0n
	})[0] ?? null;
	return {
		select,
		first,
		find: (table, id) => first(table, equals({ id }), "id"),
		count: (table, where) => {
			const sql = `SELECT count(*) AS found FROM ${table}${joined(where)} WHERE ${where.sql}`;
			return database.first(sql, ...where.values)?.["found"];
		}
	};
}
function writers(database, entity, clock) {
	const read = (table, id) => {
		const row = database.first(`SELECT * FROM ${table} WHERE id = ?`, id);
		return decodeRow(entity(table), row ?? {});
	};
	return {
		insert: (table, values) => {
			const filled = {
				...defaults(entity(table)),
				...stamps(entity(table), clock, true),
				...values
			};
			return read(table, insertRow(database, table, encodeRow(entity(table), filled)));
		},
		update: (table, id, values) => {
			const changes = {
				...values,
				...stamps(entity(table), clock, false)
			};
			updateRow(database, table, id, encodeRow(entity(table), changes));
			return read(table, id);
		},
		remove: (table, where) => {
			database.run(`DELETE FROM ${table} WHERE ${where.sql}`, ...where.values);
		}
	};
}
function insertRow(database, table, cells) {
	const names = Object.keys(cells);
	const marks = names.map(() => "?").join(", ");
	return database.run(`INSERT INTO ${table} (${names.join(", ")}) VALUES (${marks})`, ...Object.values(cells));
}
function updateRow(database, table, id, cells) {
	const sets = Object.keys(cells).map((name) => `${name} = ?`);
	if (sets.length === 0) return;
	database.run(`UPDATE ${table} SET ${sets.join(", ")} WHERE id = ?`, ...Object.values(cells), id);
}
const defaults = ({ fields }) => Object.fromEntries(fields.filter(isColumn).map((field) => [field.name, field.initial]));
const isStamped = ({ fields }) => fields.some(({ name }) => name === "modified_at");
function stamps(entity, clock, created) {
	if (!isStamped(entity)) return {};
	const now = clock.now();
	return created ? {
		created_at: now,
		modified_at: now
	} : { modified_at: now };
}
function newestTime(database, entities) {
	return entities.filter(isStamped).map(({ table }) => {
		const row = database.first(`SELECT max(modified_at) AS newest FROM ${table}`);
		return String(row?.["newest"] ?? "");
	}).sort().at(-1) ?? "";
}

// dev-server/server.ts
const HOST = "127.0.0.1";
const PORT = 8e3;
/** How long `close()` waits for requests that do not end, in milliseconds. */
const PATIENCE = 1e3;
/**
* Starts a MedPerf server of one era; it listens when the promise is fulfilled.
* Rejects where the port is taken, the key or the database cannot be used, or a reset path would be open to the network.
*/
async function startDevServer(options) {
	const { host = HOST, port = PORT, resetPath } = options;
	if (resetPath !== void 0 && !isLoopback(host)) throw new Error("a reset path needs a loopback host");
	const database = await openDatabase(options.db);
	try {
		const key = ownKey(database);
		const server = httpServer(answering(options, database, key));
		await listen(server, port, host);
		const bound = server.address().port;
		return {
			url: `http://${urlHost(host)}:${bound}`,
			token: (user) => localToken(key, user),
			close: () => stop(server, database)
		};
	} catch (error) {
		database.close();
		throw error;
	}
}
function answering(options, database, key) {
	const rules = rulesOf(options);
	const foreign = options.publicKey === void 0 ? [] : [readPublicKey(options.publicKey)];
	const store = openStore(database, entitiesOf(rules));
	const site = {
		home: {
			rules,
			store,
			settings: { autoApproveFrom: options.autoApprove ?? trustedByDefault }
		},
		routes: makeRoutes(endpointsOf(rules, options.schema))
	};
	const authenticate = authenticator(store, () => [...foreign, key.publicKey()].filter((one) => one !== null));
	fillOnce(site, options.seed);
	const login = {
		store,
		key,
		interval: options.loginInterval ?? 5,
		expiry: options.loginExpiry ?? 900,
		lifetime: options.loginLifetime ?? 86400
	};
	return async (incoming) => refuseForeign(incoming) ?? answerReset(site.home, options.resetPath, incoming) ?? await answerTokens(key, incoming) ?? await answerLogins(login, incoming, originOf(incoming)) ?? dispatch({
		...site,
		authenticate: await authenticate(incoming.headers["authorization"])
	}, incoming);
}
const listen = (server, port, host) => new Promise((resolve, reject) => {
	server.once("error", (error) => reject(/* @__PURE__ */ new Error(`cannot listen on ${host}, port ${port} (${error.message}): choose another port`)));
	server.listen(port, host, () => {
		server.removeAllListeners("error");
		resolve();
	});
});
async function stop(server, database) {
	const closed = new Promise((resolve) => server.close(() => resolve()));
	const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE);
	await closed;
	clearTimeout(impatience);
	database.close();
}

// dev-server/cli.ts
/** Carries out a command line: prints one line when the server is ready, and ends it on SIGTERM or SIGINT. */
async function runCli(args) {
	try {
		await carryOut(args);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		process.stderr.write(`medperf-dev-server: ${reason}\n`);
		process.exitCode = error instanceof UsageError ? 2 : 1;
	}
}
async function carryOut(args) {
	const command = readCommand(args);
	if (command.kind === "help") process.stdout.write(usage);
	else if (command.kind === "token") await printToken(command.options, command.user);
	else await serve(command.options);
}
async function serve(options) {
	const server = await startDevServer(options);
	const told = firstSignal();
	const added = options.with?.length ? ` with ${options.with.join(", ")}` : "";
	process.stdout.write(`MedPerf dev server, ${options.era} era${added}: ${server.url}\n`);
	const signal = await told;
	await server.close();
	if (signal === "SIGINT") process.exitCode = 130;
}
const firstSignal = () => new Promise((resolve) => {
	for (const name of ["SIGTERM", "SIGINT"]) process.once(name, resolve);
});
async function printToken(options, user) {
	const database = await openDatabase(options.db);
	try {
		openStore(database, entitiesOf(rulesOf(options)));
		process.stdout.write(`${await localToken(ownKey(database), user)}\n`);
	} finally {
		database.close();
	}
}

// dev-server/main.ts
await runCli(process.argv.slice(2));

export {  };