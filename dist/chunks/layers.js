import { g as looseObject, l as array, x as string } from "./schemas.js";
import { i as parseBody } from "./client.js";
import { n as openHttp, t as openSession } from "./session.js";
import { t as parseReference } from "./reference.js";

// src/registry/layers.ts
const Config = looseObject({ rootfs: looseObject({ diff_ids: array(string().max(200)).max(1e4) }) });
/**
* The digests of what an image's layers unpack to, in the order of its manifest, read from its configuration without
* credentials; none where it does not say. Rejects with an ExpectedError where there is no answer.
*/
async function readLayers(reference, { configDigest }, options = {}) {
	if (configDigest === void 0) return [];
	const parsed = parseReference(reference);
	await using http = await openHttp(parsed.host, options);
	const { status, body } = await openSession(parsed, http).ask("GET", `blobs/${configDigest}`, "*/*");
	return status === 200 ? Config.safeParse(parseBody(body)).data?.rootfs.diff_ids ?? [] : [];
}

export { readLayers };