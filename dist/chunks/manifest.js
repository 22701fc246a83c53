import { t as ExpectedError } from "./error.js";
import { t as known } from "./known.js";
import { g as looseObject, h as literal, l as array, m as int, x as string } from "./schemas.js";
import { i as parseBody } from "./client.js";
import { n as plainLine } from "./text.js";
import { n as openHttp, t as openSession } from "./session.js";
import { t as parseReference } from "./reference.js";
import { createHash } from "node:crypto";

// src/registry/refusal.ts
/** The error body of the registry API. */
const ErrorsSchema = looseObject({ errors: array(looseObject({
	code: string().catch(""),
	message: string().catch("")
})).max(100) });
/** The error for an answer that is not a manifest: who could not read what, and what to do about it. */
function explainRefusedReply(reference, { status, body }) {
	const { shown, isHub } = reference;
	const errors = ErrorsSchema.safeParse(parseBody(body)).data?.errors ?? [];
	const codes = errors.map(({ code }) => code);
	const reasons = errors.map(({ message }) => plainLine(message, 200)).filter((reason) => reason !== "");
	const error = (message, hint) => new ExpectedError("registry", message, {
		hint,
		status,
		reasons
	});
	if (status === 401 || status === 403) return error(`\`${shown}\` cannot be read without a login (HTTP ${status}): it is private, or it does not exist`, `The hospitals pull it without a login. ${howToPublish(reference)}`);
	if (status === 404 && codes.includes("NAME_UNKNOWN")) return error(`\`${shown}\` does not exist: ${nameRegistry(reference)} has no such repository`, "Check the name, and that the image was pushed.");
	if (status === 404) return error(`\`${shown}\` does not exist: the repository has no ${versionOf(reference)}`, "Check the tag, and that the image was pushed.");
	if (status === 429) return error(`\`${shown}\` cannot be read at present (HTTP 429): ${isHub ? "Docker Hub limits what one address may read without a login" : "its limit is used up"}`, "Run the job again later.");
	const why = reasons[0] === void 0 ? "" : `, ${reasons[0]}`;
	return error(`\`${shown}\` cannot be read: ${nameRegistry(reference)} answers with HTTP ${status}${why}`, status >= 500 ? "The registry has a fault: run the job again later." : "Check the reference.");
}
const nameRegistry = ({ host, isHub }) => isHub ? "Docker Hub" : host;
const versionOf = ({ version }) => version.includes(":") ? `manifest ${version}` : `tag \`${version}\``;
/** What to click; no API can change who may see a package of GitHub. */
function howToPublish({ host, repository, isHub }) {
	if (host === "ghcr.io") {
		const [owner = "", ...rest] = repository.split("/");
		const at = `${owner}/packages/container/${encodeURIComponent(rest.join("/"))}/settings`;
		return `New packages of ghcr.io are private: open https://github.com/orgs/${at} (or https://github.com/users/${at} where ${owner} is a person), and under "Danger Zone" choose "Change visibility", "Public".`;
	}
	if (isHub) return `If it exists, open https://hub.docker.com/repository/docker/${repository}/settings and choose "Make public".`;
	return "Make the repository public in the settings of the registry, or push the image to one that is.";
}

// src/registry/manifest.ts
const ACCEPT = [
	"application/vnd.oci.image.index.v1+json",
	"application/vnd.docker.distribution.manifest.list.v2+json",
	"application/vnd.oci.image.manifest.v1+json",
	"application/vnd.docker.distribution.manifest.v2+json"
].join(", ");
const Digest = string().regex(/^sha256:[0-9a-f]{64}$/);
const size = int().min(0);
const text = string().max(200);
const Manifest = looseObject({
	schemaVersion: literal(2),
	mediaType: text.optional(),
	config: looseObject({
		digest: Digest,
		size
	}),
	layers: array(looseObject({
		size,
		digest: Digest.optional()
	})).max(1e4)
});
const Platform = looseObject({
	os: text,
	architecture: text,
	variant: text.optional()
});
const Index = looseObject({
	schemaVersion: literal(2),
	mediaType: text.optional(),
	manifests: array(looseObject({
		digest: Digest,
		platform: Platform.optional()
	})).max(1e4)
});
/**
* Reads what an image reference points at, without credentials, as everybody who runs the benchmark will. Rejects with an
* ExpectedError: `input` for what is no reference, `registry` for what cannot be read or is not what it says, `unreachable`.
*/
async function readManifest(reference, options = {}) {
	const parsed = parseReference(reference);
	await using http = await openHttp(parsed.host, options);
	const session = openSession(parsed, http);
	const { digest, mediaType, document } = await read(parsed, session);
	const index = Index.safeParse(document).data;
	if (index === void 0) return {
		digest,
		mediaType,
		isIndex: false,
		platforms: [],
		...contentsOf(parsed, document)
	};
	const images = index.manifests.flatMap((entry) => {
		const { platform } = entry;
		const name = platform === void 0 ? "" : nameOf(platform);
		return name === "" || name.startsWith("unknown") ? [] : [{
			digest: entry.digest,
			platform: name
		}];
	});
	const common = {
		digest,
		mediaType,
		isIndex: true,
		platforms: images.map(({ platform }) => platform)
	};
	const wanted = options.platform ?? "linux/amd64";
	const found = images.find(({ platform }) => `${platform}/`.startsWith(`${wanted}/`));
	if (found === void 0) return common;
	const child = await fetchExactly(parsed, session, found.digest);
	return {
		...common,
		platformDigest: found.digest,
		...contentsOf(parsed, child.document)
	};
}
/**
* The digest that a reference points at, by a question that no registry counts as a pull; undefined where it does not say.
* Rejects with an ExpectedError like `readManifest`.
*/
async function readDigest(reference, options = {}) {
	const parsed = parseReference(reference);
	await using http = await openHttp(parsed.host, options);
	return await askDigest(parsed.version, openSession(parsed, http));
}
const nameOf = ({ os, architecture, variant }) => plainLine([
	os,
	architecture,
	variant
].filter(Boolean).join("/"), 100);
function contentsOf(reference, document) {
	const manifest = Manifest.safeParse(document).data;
	if (manifest === void 0) throw broken(reference, "answers with something that is not the manifest of an image", { hint: "Check that the reference is of a container image; if it is, push it again with a current Docker." });
	const { config, layers } = manifest;
	const bytes = layers.reduce((sum, layer) => sum + layer.size, config.size);
	return {
		configDigest: config.digest,
		bytes,
		layers: layers.map((layer) => known({
			bytes: layer.size,
			digest: layer.digest
		}))
	};
}
/** A tag is asked for its digest first, so that one that moves meanwhile cannot mix two images. */
async function read(reference, session) {
	const { version } = reference;
	if (version.includes(":")) return fetchExactly(reference, session, version);
	const digest = await askDigest(version, session);
	if (digest !== void 0) return fetchExactly(reference, session, digest);
	const reply = await session.ask("GET", `manifests/${version}`, ACCEPT);
	return verified(reference, reply, reply.headers.get("docker-content-digest") ?? void 0);
}
async function askDigest(version, session) {
	const { status, headers } = await session.ask("HEAD", `manifests/${version}`, ACCEPT);
	return status === 200 ? Digest.safeParse(headers.get("docker-content-digest")).data : void 0;
}
async function fetchExactly(reference, session, digest) {
	return verified(reference, await session.ask("GET", `manifests/${digest}`, ACCEPT), digest);
}
/** The registry's word is not enough: the digest is of the bytes that came. */
function verified(reference, reply, expected) {
	const { status, headers, body } = reply;
	if (status !== 200) throw explainRefusedReply(reference, reply);
	const digest = `sha256:${createHash("sha256").update(body).digest("hex")}`;
	if (expected !== void 0 && expected !== digest) throw broken(reference, `promises ${plainLine(expected, 100)} and sends ${digest}`, { hint: "Run the job again; if it happens again, something between here and the registry changes what it sends." });
	const document = parseBody(body);
	const mediaType = looseObject({ mediaType: text }).safeParse(document).data?.mediaType ?? headers.get("content-type")?.split(";")[0]?.trim() ?? "";
	return {
		digest,
		mediaType: plainLine(mediaType, 200),
		document
	};
}
const broken = (reference, why, options) => new ExpectedError("registry", `\`${reference.shown}\` cannot be used: ${nameRegistry(reference)} ${why}`, options);

export { readManifest as n, readDigest as t };