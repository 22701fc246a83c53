import { C as looseObject, O as string, S as literal, g as array, r as readCode, t as ExpectedError, x as int } from "./error.js";
import { t as known } from "./known.js";
import { i as parseBody, n as NoAnswer, r as createSend, t as LargeAnswer } from "./client2.js";
import { n as plainLine } from "./text.js";
import { n as explainFileTrouble, o as createAddressGuard, u as createDispatcher } from "./trouble.js";
import { c as USER_AGENT, d as readRetryAfter, r as followEncrypted, s as isEncrypted, t as RefusedRedirect } from "./redirect.js";
import { n as showUrl } from "./url.js";
import { t as parseReference } from "./reference.js";
import { t as isLoopback } from "./loopback.js";
import { createHash } from "node:crypto";

// src/registry/http.ts
const PAUSES = [1e3, 4e3];
const LONGEST_PAUSE = 3e4;
const TIMEOUT = 6e4;
const MOST_REDIRECTS = 5;
/** Bytes of a manifest that a registry has to take at most (OCI distribution specification). */
const LARGEST = 4194304;
/**
* Asks the registry at `host`, and whom it sends us to, for small answers, by way of the runner's proxies, and again where the
* trouble may pass.
*/
async function openHttp(host, { signal, pauses: usual = PAUSES } = {}) {
	const guard = createAddressGuard(known({
		reach: "public",
		home: URL.parse(`https://${host}`)?.hostname
	}));
	const dispatcher = await createDispatcher({ guard });
	const send = createSend(known({
		dispatcher,
		guard,
		signal,
		timeout: TIMEOUT,
		largest: LARGEST,
		redirects: {
			rule: followEncrypted,
			most: MOST_REDIRECTS
		},
		mayPass,
		wait
	}));
	return {
		ask: (method, url, headers, pauses = usual) => send({
			method,
			url,
			headers: {
				"user-agent": USER_AGENT,
				...headers
			},
			pauses
		}).catch((error) => {
			throw putInWords(url, error);
		}),
		[Symbol.asyncDispose]: () => dispatcher.destroy()
	};
}
const mayPass = (cause) => explainFileTrouble(cause).passes;
function wait({ headers }, planned) {
	const asked = readRetryAfter(headers.get("retry-after") ?? void 0, Date.now());
	return Math.min(Math.max(asked, planned), LONGEST_PAUSE);
}
function putInWords(start, error) {
	if (error instanceof RefusedRedirect) return explainRedirect(error);
	if (error instanceof LargeAnswer) return new ExpectedError("registry", `${showUrl(error.url)} answers with more than ${LARGEST} bytes`, { hint: "Check the name of the registry in `image`: what answers there is none, or holds more than a manifest may be." });
	if (!(error instanceof NoAnswer)) return error;
	const { cause } = error;
	const { why, hint } = explainFileTrouble(cause);
	const dns = explainDns(cause);
	if (dns !== void 0) return new ExpectedError("unreachable", `this machine cannot reach the registry ${start.host}: ${dns}`, {
		code: "registry-unknown",
		hint: UNKNOWN,
		cause
	});
	return new ExpectedError("unreachable", `${start.host} cannot be reached: ${why}`, {
		hint,
		cause
	});
}
const UNKNOWN = "Check the DNS, the network and the proxies of this machine; and, where the registry is not a known one, its name in `image`.";
function explainDns(error) {
	if (!(error instanceof Error)) return void 0;
	return DNS[readCode(error) ?? ""] ?? explainDns(error.cause);
}
const DNS = {
	ENOTFOUND: "its DNS knows no such name",
	EAI_AGAIN: "its DNS does not answer"
};
function explainRedirect({ fault, from, to }) {
	if (fault === "endless") return new ExpectedError("registry", `${showUrl(from)} redirects more than ${MOST_REDIRECTS} times`, { hint: "Check the name of the registry in `image`, and the proxy where the runner’s `HTTPS_PROXY` names one." });
	const where = to === void 0 ? "nowhere" : showUrl(to);
	return new ExpectedError("registry", `${showUrl(from)} redirects to ${where}`, { hint: "Only https addresses are followed." });
}

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

// src/registry/session.ts
/** The body of a token server's answer; the two names mean the same. */
const TokenSchema = looseObject({
	token: string().max(1e5).optional(),
	access_token: string().max(1e5).optional()
});
/**
* Opens a repository without credentials: where the registry wants a token, one for strangers is fetched from where it says.
* A registry on this machine may speak plain http, as for Docker; no other may.
*/
function openSession({ host, repository }, http) {
	const base = baseOf(host, http);
	let token;
	let hasAsked = false;
	return { async ask(method, path, accept) {
		const url = new URL(`/v2/${repository}/${path}`, await base);
		const send = () => http.ask(method, url, known({
			accept,
			authorization: token === void 0 ? void 0 : `Bearer ${token}`
		}));
		const reply = await send();
		if (reply.status !== 401 || hasAsked) return reply;
		hasAsked = true;
		token = await fetchToken(reply, url, repository, http);
		return token === void 0 ? reply : send();
	} };
}
async function baseOf(host, http) {
	const https = URL.parse(`https://${host}`);
	if (https === null) throw new ExpectedError("input", `\`${host}\` is no address of a registry`, { hint: "Correct the part of `image` before its first slash." });
	if (!isLoopback(https)) return https;
	return http.ask("GET", new URL("/v2/", https), {}, []).then(() => https, () => new URL(`http://${host}`));
}
/** A token for strangers; undefined where there is none, which is what private repositories come to. */
async function fetchToken(reply, url, repository, http) {
	const challenge = readChallenge(reply.headers.get("www-authenticate") ?? "");
	if (challenge === void 0) return void 0;
	const realm = URL.parse(challenge["realm"] ?? "");
	if (realm === null || !isEncrypted(realm, url)) throw new ExpectedError("registry", `${url.host} wants a token from ${showUrl(challenge["realm"] ?? "nowhere")}, which is not an https address`, { hint: "Use a registry that gives its tokens over https: anybody on the way could exchange the image." });
	if (challenge["service"] !== void 0) realm.searchParams.set("service", challenge["service"]);
	realm.searchParams.set("scope", challenge["scope"] ?? `repository:${repository}:pull`);
	const { status, body } = await http.ask("GET", realm, { accept: "application/json" });
	if (status === 401 || status === 403) return void 0;
	const found = status === 200 ? TokenSchema.safeParse(parseBody(body)).data : void 0;
	const token = found?.token ?? found?.access_token;
	if (token !== void 0 && /^[\x21-\x7e]+$/.test(token)) return token;
	throw new ExpectedError("registry", `${showUrl(realm)} gives no token (HTTP ${status})`, {
		hint: "Run the job again later.",
		status
	});
}
/** The parameters of a Bearer challenge (RFC 6750, 3), which may stand beside others. */
function readChallenge(header) {
	const parameters = /(?:^|,\s*)Bearer\s+(.*)/is.exec(header)?.[1];
	if (parameters === void 0) return void 0;
	const pairs = parameters.matchAll(/([a-z_]{1,50})\s{0,5}=\s{0,5}(?:"([^"]*)"|([^\s,"]+))/gi);
	return Object.fromEntries(Array.from(pairs, ([, name = "", quoted, bare]) => [name.toLowerCase(), quoted ?? bare ?? ""]));
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
		const name = platform === void 0 ? "" : namePlatform(platform);
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
	return (await askHead(parsed.version, openSession(parsed, http))).digest;
}
/**
* The media type that a reference is answered with, by a question that no registry counts as a pull; undefined where it does not say.
* Rejects with an ExpectedError like `readManifest`.
*/
async function readMediaType(reference, options = {}) {
	const parsed = parseReference(reference);
	await using http = await openHttp(parsed.host, options);
	return (await askHead(parsed.version, openSession(parsed, http))).mediaType;
}
/** A platform as people name it: `linux/arm64/v8`. */
const namePlatform = ({ os, architecture, variant }) => plainLine([
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
	const { digest } = await askHead(version, session);
	if (digest !== void 0) return fetchExactly(reference, session, digest);
	const reply = await session.ask("GET", `manifests/${version}`, ACCEPT);
	return verified(reference, reply, reply.headers.get("docker-content-digest") ?? void 0);
}
async function askHead(version, session) {
	const { status, headers } = await session.ask("HEAD", `manifests/${version}`, ACCEPT);
	if (status !== 200) return {};
	const mediaType = headers.get("content-type")?.split(";")[0]?.trim();
	return known({
		digest: Digest.safeParse(headers.get("docker-content-digest")).data,
		mediaType
	});
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

export { openSession as a, readMediaType as i, readDigest as n, openHttp as o, readManifest as r, namePlatform as t };