import { C as looseObject, O as string, g as array } from "./error.js";
import { t as known } from "./known.js";
import { i as parseBody } from "./client2.js";
import { a as openSession, o as openHttp, t as namePlatform } from "./manifest.js";
import { t as parseReference } from "./reference.js";

// src/registry/image-config.ts
const text = string().max(200);
const Config = looseObject({
	os: text.optional(),
	architecture: text.optional(),
	variant: text.optional(),
	rootfs: looseObject({ diff_ids: array(text).max(1e4) }).optional()
});
/**
* Reads the configuration of an image without credentials; it says nothing where there is none. Rejects with an ExpectedError
* where there is no answer.
*/
async function readImageConfig(reference, { configDigest }, options = {}) {
	if (configDigest === void 0) return { layers: [] };
	const parsed = parseReference(reference);
	await using http = await openHttp(parsed.host, options);
	const { status, body } = await openSession(parsed, http).ask("GET", `blobs/${configDigest}`, "*/*");
	const config = status === 200 ? Config.safeParse(parseBody(body)).data : void 0;
	const { os, architecture, variant } = config ?? {};
	const platform = os === void 0 || architecture === void 0 ? void 0 : namePlatform({
		os,
		architecture,
		variant
	});
	return known({
		layers: config?.rootfs?.diff_ids ?? [],
		platform
	});
}

export { readImageConfig as t };