import { i as __toESM } from "./rolldown-runtime.js";
import { T as url, _ as number, b as strictObject, c as _null, d as custom, f as discriminatedUnion, g as looseObject, h as literal, l as array, m as int, s as _enum, u as boolean, v as object, w as union, x as string, y as record } from "./schemas.js";
import { t as StepFailure } from "./failure.js";
import { a as reasonOf, i as isRateLimit, o as statusOf, x as openGitHub } from "./merged.js";
import { t as MedPerfError } from "./error.js";
import { t as ROLES } from "./roles.js";
import { c as judgeRetire, d as familyOf, f as nextName, g as hasCredential, h as BLOCKING, i as isAsset, l as retireInput, m as keptBy, o as nextOf, p as versionOf, s as nextOfPlan, t as hashFile, u as strayRows } from "./hash-file.js";
import { A as parseJson, C as RULES, T as lengthOf, _ as writeLock, a as sameJson, b as ASSET, d as parseResource, h as kindOf, i as differences, j as toJson, l as consume, m as LOCK_FILE, n as sameContent, o as readOrigin, p as readLockFile, r as uniqueKey, t as insideOf, v as APPROVALS, w as contentRules, x as EDITABLE_BENCHMARK, y as STATES } from "./content.js";
import { t as commitOf } from "./trigger2.js";
import { t as plainLine } from "./text.js";
import { n as isLoopback, r as serverOrigin, t as PRODUCTION } from "./address.js";
import { i as createDispatcher } from "./session.js";
import { a as proxyRefusal, i as PROXY_HINT, l as showBytes, u as showUrl } from "./status.js";
import { i as writeAll, r as inDiskWords, s as createSlabPool } from "./limits.js";
import { i as isMacDebris } from "./member.js";
import { i as newFolder, o as staysInside } from "./tree.js";
import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { i as notPassed, o as reasonOf$1, t as brokenOff } from "./outcome.js";
import { a as MEASURED, c as registeredFields, l as withComponents, n as evidenceWithLock, o as componentKeys, r as lockSnapshot, s as frozenVerdict, t as blindSnapshot, u as withOldMetadata } from "./lock-snapshot.js";
import { t as isMapping } from "./value.js";
import { r as shownRow, t as objectOf } from "./retire-list.js";
import { n as isSingularityReference } from "./image-reference.js";
import { t as publicImage } from "./image.js";
import { t as askOwner } from "./sign-in.js";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { closeSync, createReadStream, existsSync, lstatSync, mkdirSync, openSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { Readable } from "node:stream";
import { gzip } from "node:zlib";
import { setTimeout as setTimeout$1 } from "node:timers/promises";

// src/medperf/plan/evidence-of.ts
const NOTHING$1 = { components: {} };
/** The evidence for a plan: what a report proves, with what was published since. */
function evidenceOf(benchmark, report, published = NOTHING$1) {
	const { demoDataset, results } = report;
	const generatedUid = demoDataset?.generatedUid;
	return {
		tested: isTested(benchmark, report),
		components: Object.fromEntries(ROLES.map((role) => [role, componentEvidence(benchmark, report, role, published.components[role] ?? {})])),
		demoDataset: {
			...published.demoDataset ?? hostedSource(benchmark.demoDataset.source, demoDataset?.sha256),
			...generatedUid === void 0 ? {} : { generatedUid }
		},
		...results === void 0 ? {} : { results }
	};
}
/** Whether all steps passed; an already prepared demo dataset needs no prepare (contract 9.3), and a script is one step. */
function isTested({ demoDataset, components }, { verdict, steps }) {
	const needed = [
		"sanity_check",
		"statistics",
		...isAsset(components.reference_model) ? ["run_script"] : ["infer", "evaluate"],
		...demoDataset.prepared ? [] : ["prepare"]
	];
	return verdict === "passed" && needed.every((name) => steps.some((step) => step.name === name && step.status === "passed"));
}
function componentEvidence(benchmark, report, role, { image, additionalFiles, imageFile, manifest, parametersFile }) {
	const component = benchmark.components[role];
	const tested = report.containers.find((container) => container.role === role);
	const { additionalFiles: files, imageFile: file, registered } = component;
	const known = {
		...tested?.digest === void 0 ? {} : { digest: tested.digest },
		...tested?.imageId === void 0 ? {} : { imageId: tested.imageId },
		...tested?.imageFile === void 0 ? {} : { fileHash: tested.imageFile }
	};
	if (registered !== void 0) return {
		uid: registered.uid,
		image: {
			...known,
			...image
		}
	};
	return {
		image: {
			...known,
			...component.build === void 0 ? {} : { toPush: true },
			...image
		},
		...optional("additionalFiles", additionalFiles ?? (files && hostedSource(files, tested?.additionalFiles))),
		...optional("imageFile", imageFile ?? (file && hostedSource(file, tested?.imageFile ?? file.sha256))),
		...optional("manifest", manifest),
		...optional("parametersFile", parametersFile)
	};
}
const optional = (key, value) => value === void 0 ? {} : { [key]: value };
/** A source as the server names it; one of this repository has neither address nor hash before it is published. */
function hostedSource(source, sha256) {
	if (source.kind === "path") return {};
	return {
		url: source.kind === "url" ? source.url : `synapse:${source.id}`,
		...sha256 === void 0 ? {} : { sha256 }
	};
}

// src/github/release-asset.ts
const HostedAsset = looseObject({
	id: int(),
	name: string(),
	state: string(),
	size: int(),
	digest: string().nullish(),
	browser_download_url: url({ protocol: /^https?$/ }).max(2e3)
});
/** The asset, where the release has it whole; one that a cut upload left is removed. `count` is of all the others. */
async function findAsset({ github, owner, repo, asset }, release_id) {
	const all = await github.paginate(github.rest.repos.listReleaseAssets, {
		owner,
		repo,
		release_id,
		per_page: 100
	});
	const same = all.find(({ name }) => name === asset.name);
	if (same === void 0) return { count: all.length };
	if (same.state === "uploaded") return {
		found: checkedAsset(asset, same),
		count: all.length - 1
	};
	await github.rest.repos.deleteReleaseAsset({
		owner,
		repo,
		asset_id: same.id
	}).catch((error) => {
		if (statusOf(error) !== 404) throw error;
	});
	return { count: all.length - 1 };
}
/** What GitHub says of an asset, which has to be what was hashed here: else rejects with kind `changed` or `server`. */
function checkedAsset(asset, data) {
	const hosted = HostedAsset.safeParse(data).data;
	if (hosted === void 0 || hosted.state !== "uploaded") throw new MedPerfError("server", `GitHub took ${asset.name} but says nothing about it`, { hint: "Run the job again later." });
	const { size, digest, browser_download_url: url } = hosted;
	if (size === asset.bytes && (digest == null || digest === `sha256:${asset.sha256}`)) return {
		url,
		sha256: asset.sha256,
		bytes: asset.bytes
	};
	throw new MedPerfError("changed", `the name ${asset.name} is taken: ${url} has ${size} bytes and the digest ${plainLine(digest ?? "unknown", 100)}, not ${asset.bytes} bytes and sha256:${asset.sha256}`, { hint: "Delete that asset on the page of the release, and run the job again." });
}

// src/github/release-refusal.ts
const AGAIN$1 = "Run the job again later.";
/** Whether somebody else did the same at the same time: another look tells what is left to do. */
const isRace = (error) => statusOf(error) === 422 && /already_exists|already exists|immutable release/i.test(wordsOf$1(error));
/** An error of GitHub's API about releases in words that say what to do; one that is in such words already stays as it is. */
function explainRefusal(error, name) {
	const status = statusOf(error);
	if (error instanceof MedPerfError || status === void 0) return error;
	const refused = (kind, hint) => new MedPerfError(kind, `${name} cannot be published as a release asset (${reasonOf(error)})`, {
		hint,
		status,
		cause: error
	});
	if (isRateLimit(error)) return refused("refused", `The token's rate limit is used up. ${AGAIN$1}`);
	if (status === 401) return refused("token", "GitHub does not know the token: leave the input `token` away to use the job's own.");
	if (status === 403 || status === 404) return refused("permission", PERMISSION);
	if (status >= 500) return refused("server", AGAIN$1);
	if (/pre_receive|creations being restricted|rule violations/i.test(wordsOf$1(error))) return refused("permission", "Let the rules of the repository allow the tags `medperf-hosted-files*`.");
	return refused("refused", "Look at the releases of the repository; what GitHub says is in the brackets.");
}
const PERMISSION = [
	"The token lacks a permission. Add to the job:",
	"    permissions:",
	"      contents: write"
].join("\n");
/** The answer's words with the codes, which the message leaves out. */
function wordsOf$1(error) {
	const data = (error instanceof Error && "response" in error ? error.response : void 0)?.data;
	return `${error instanceof Error ? error.message : ""} ${JSON.stringify(data ?? "")}`;
}

// src/github/release-upload.ts
const STALL = 3e5;
const PIECE = 1048576;
const LARGEST_ANSWER = 1048576;
/**
* Streams a file to the `upload_url` of a release, as octokit cannot: in memory there are only a few pieces of it. Rejects
* with a MedPerfError of kind `unreachable` where no answer comes, `changed` where the file is no longer what was hashed,
* or with the reason of the signal.
*/
async function uploadAsset(uploadUrl, asset, { token, signal, stall = STALL }) {
	const url = addressOf$2(uploadUrl, asset.name);
	const { request } = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const dispatcher = await createDispatcher(url.origin);
	const silence = new AbortController();
	const timer = setTimeout(() => silence.abort(), stall);
	try {
		const response = await request(url, {
			method: "POST",
			dispatcher,
			signal: AbortSignal.any([signal, silence.signal]),
			headersTimeout: 0,
			bodyTimeout: 0,
			headers: {
				accept: "application/vnd.github+json",
				authorization: `token ${token}`,
				"content-length": String(asset.bytes),
				"content-type": "application/octet-stream",
				"user-agent": "medperf-benchmark-action"
			},
			body: Readable.from(read(asset, () => timer.refresh()), { objectMode: false })
		});
		timer.refresh();
		return {
			status: response.statusCode,
			body: await readJson(response.body)
		};
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof MedPerfError) throw error;
		const why = silence.signal.aborted ? `silent for ${stall / 1e3} s` : codeOf(error);
		throw new MedPerfError("unreachable", `${asset.name} could not be uploaded to ${url.host} (${why})`, {
			hint: "Run the job again later.",
			uncertain: true,
			cause: error
		});
	} finally {
		clearTimeout(timer);
		await dispatcher.destroy();
	}
}
/** The address without the part that stands for parameters: `…/assets{?name,label}`. */
function addressOf$2(uploadUrl, name) {
	const url = URL.parse(uploadUrl.replace(/\{.*$/, ""));
	if (url === null || url.protocol !== "https:" && !isLoopback(url)) throw new MedPerfError("answer", "GitHub names no https address to upload to", { hint: "Check GITHUB_API_URL." });
	url.searchParams.set("name", name);
	return url;
}
async function* read({ path, name, bytes, sha256 }, onPiece) {
	const hash = createHash("sha256");
	let sent = 0;
	const changed = () => new MedPerfError("changed", `${name} changed while it was uploaded`, { hint: "Let nothing write to it meanwhile, and run the job again." });
	for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
		sent += piece.length;
		if (sent > bytes) throw changed();
		hash.update(piece);
		if (sent === bytes && hash.digest("hex") !== sha256) throw changed();
		onPiece();
		yield piece;
	}
	if (sent < bytes) throw changed();
}
async function readJson(body) {
	const chunks = [];
	let bytes = 0;
	for await (const chunk of body) {
		bytes += chunk.length;
		if (bytes > LARGEST_ANSWER) return void 0;
		chunks.push(chunk);
	}
	try {
		return JSON.parse(Buffer.concat(chunks).toString("utf8"));
	} catch {
		return;
	}
}
const codeOf = (error) => error instanceof Error ? "code" in error ? String(error.code) : error.name : "unknown";

// src/github/releases.ts
/** The tag of the release that holds hosted files; a further one, when it takes no more, ends in `-2`, `-3`, and so on. */
const HOSTED_FILES = "medperf-hosted-files";
/** Assets that a release may have, and releases that are opened at most. */
const MOST_ASSETS = 1e3;
const MOST_RELEASES = 50;
/** Seconds before each try. */
const WAITS = [
	0,
	2,
	8,
	30
];
/**
* Publishes a file as an asset of a release of the repository, once for each content: its name holds its hash, and what is
* there already is not sent again. It may be cut anywhere and run again. Rejects with a MedPerfError: `blocked` for a private
* repository, `permission`, `changed` where the name is taken by something else, `server` or `unreachable`.
*/
async function publishAsset(request) {
	const { github, asset, signal, say } = request;
	await expectPublicRepository(github, request, asset.name);
	let trouble;
	for (const wait of WAITS) {
		if (wait > 0) await github.pause(wait);
		signal.throwIfAborted();
		try {
			return await publishOnce(request);
		} catch (error) {
			signal.throwIfAborted();
			trouble = explainRefusal(error, asset.name);
			if (!mayPass(error) && !mayPass(trouble)) throw trouble;
			say(`${asset.name} is not published yet: ${plainLine(String(trouble.message), 300)}`);
		}
	}
	throw trouble;
}
const mayPass = (error) => isRace(error) || error instanceof MedPerfError && ["server", "unreachable"].includes(error.kind);
/** Rejects with a MedPerfError of kind `blocked` where nobody but members could download `what`. */
async function expectPublicRepository(github, { owner, repo }, what) {
	const { data } = await github.rest.repos.get({
		owner,
		repo
	}).catch((error) => {
		throw explainRefusal(error, what);
	});
	if (!data.private) return;
	throw new MedPerfError("blocked", `${owner}/${repo} is ${data.visibility === "internal" ? "internal" : "private"}: hospitals, whose MedPerf clients download without a login, could not get ${what}`, { hint: "Make the repository public, or host the file elsewhere (Zenodo, a public bucket) and name it by `url` and `sha256`." });
}
async function publishOnce(request) {
	for (let number = 1; number <= MOST_RELEASES; number += 1) {
		const tag = number === 1 ? HOSTED_FILES : `${HOSTED_FILES}-${number}`;
		const release = await findRelease(request, tag);
		if (release === void 0) return publishInNew(request, tag);
		const { found, count } = await findAsset(request, release.id);
		if (found !== void 0) return found;
		if (release.immutable !== true && count < MOST_ASSETS) return upload(request, release);
	}
	throw new MedPerfError("refused", `the releases ${HOSTED_FILES} take no more files`, { hint: "Host the file elsewhere and name it by `url` and `sha256`." });
}
async function findRelease({ github, owner, repo }, tag) {
	try {
		return (await github.rest.repos.getReleaseByTag({
			owner,
			repo,
			tag
		})).data;
	} catch (error) {
		if (statusOf(error) === 404) return void 0;
		throw error;
	}
}
async function upload({ token, asset, signal, say }, release) {
	say(`uploading ${asset.name} (${asset.bytes.toLocaleString("en")} bytes) to the release ${release.tag_name}`);
	const { status, body } = await uploadAsset(release.upload_url, asset, {
		token,
		signal
	});
	if (status === 201) return checkedAsset(asset, body);
	throw Object.assign(/* @__PURE__ */ new Error(`HTTP ${status}`), {
		status,
		response: {
			data: body,
			headers: {}
		}
	});
}
/** A release is a draft until it holds the file: so it is never empty, and one that cannot be changed later is complete. */
async function publishInNew(request, tag) {
	const draft = await findDraft(request, tag) ?? await createDraft(request, tag);
	if ((await findAsset(request, draft.id)).found === void 0) await upload(request, draft);
	await publishDraft(request, draft);
	const { found } = await findAsset(request, draft.id);
	if (found !== void 0) return found;
	throw new MedPerfError("server", `${request.asset.name} is gone from its release`, { hint: "Let only one run at a time (`concurrency`), and run the job again." });
}
async function publishDraft({ github, owner, repo }, draft) {
	const place = {
		owner,
		repo,
		release_id: draft.id
	};
	try {
		await github.rest.repos.updateRelease({
			...place,
			tag_name: draft.tag_name,
			draft: false,
			prerelease: true,
			make_latest: "false"
		});
	} catch (error) {
		if (isRace(error)) await github.rest.repos.deleteRelease(place).catch(() => {});
		throw error;
	}
}
async function findDraft({ github, owner, repo }, tag) {
	return (await github.paginate(github.rest.repos.listReleases, {
		owner,
		repo,
		per_page: 100
	})).find((release) => release.draft && release.tag_name === tag);
}
async function createDraft({ github, owner, repo }, tag) {
	const { data } = await github.rest.repos.createRelease({
		owner,
		repo,
		tag_name: tag,
		name: "Files hosted for MedPerf",
		body: ABOUT,
		draft: true,
		prerelease: true,
		make_latest: "false",
		request: { retries: 0 }
	});
	return data;
}
const ABOUT = "Files of benchmarks that are registered on a MedPerf server, which names them by address and hash. Do not delete or replace them: every participant downloads them from here.";

// src/hosting/asset.ts
/** Bytes of the largest file that GitHub takes as a release asset: less than 2 GiB. */
const LARGEST_ASSET = 2 * 1024 ** 3 - 1;
/** `demo-dataset-0123456789abcdef.tar.gz`: only characters that GitHub leaves as they are in the name of an asset. */
function assetName(label, sha256, extension) {
	return `${label.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")}-${sha256.slice(0, 16)}${extension}`;
}
/**
* A file of the repository that is published as it is, such as a Singularity image. Rejects with a StepFailure of kind
* `archive` where it is too large, empty, or no regular file.
*/
async function fileAsset(path, label) {
	const shown = plainLine(basename(path), 200);
	const stats = statSync(path);
	if (stats.size > LARGEST_ASSET) throw tooLargeToHost(`${shown} has ${countBytes(stats.size)},`);
	const found = stats.isFile() ? await hashFile(path) : void 0;
	if (found === void 0) throw new StepFailure("archive", `${shown} is not a regular file`, "Name a file or a folder.");
	if (found.bytes === 0) throw new StepFailure("archive", `${shown} is empty`, "Commit the file itself.");
	const extension = /(?:\.tar)?\.[a-z0-9]{1,10}$/i.exec(basename(path))?.[0].toLowerCase() ?? "";
	return {
		path,
		name: assetName(label, found.sha256, extension),
		...found
	};
}
/** The failure for what does not fit into a release asset; `what` begins the sentence. */
const tooLargeToHost = (what, limit = LARGEST_ASSET) => new StepFailure("archive", `${what} more than the ${countBytes(limit)} that a release asset of GitHub may have`, "Make it smaller, or host it elsewhere (Zenodo, a public bucket) and name it by `url` and `sha256`.");
/** A size to the byte, and as people read it. */
const countBytes = (bytes) => bytes < 1e3 ? showBytes(bytes) : `${bytes.toLocaleString("en")} bytes (${showBytes(bytes)})`;

// src/hosting/entries.ts
/**
* Everything below a folder that is packed, sorted by the bytes of its names: not what MedPerf deletes after unpacking
* (contract 9.5), and nothing that belongs to Git, whose configuration may hold a token. Throws a StepFailure of kind
* `archive` for what an archive cannot carry to another machine.
*/
function listEntries(folder) {
	const tree = newFolder();
	const entries = [];
	addFolder(toBytes(folder), [], tree, entries);
	for (const entry of entries) if (entry.kind === "symlink") checkLink(folder, entry.name, entry.target, tree);
	return entries;
}
function addFolder(on, path, tree, entries) {
	const found = readdirSync(onDisk(on), {
		withFileTypes: true,
		encoding: "latin1"
	});
	for (const dirent of found.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
		const child = [...path, dirent.name];
		if (dirent.name === ".git" || isMacDebris(child)) continue;
		const entry = toEntry(`${on}/${dirent.name}`, nameOf(child), dirent);
		entries.push(entry);
		if (entry.kind === "symlink") tree.children.set(dirent.name, {
			kind: "symlink",
			target: toBytes(entry.target)
		});
		else if (entry.kind === "file") tree.children.set(dirent.name, {
			kind: "file",
			sha256: ""
		});
		else {
			const node = newFolder();
			tree.children.set(dirent.name, node);
			addFolder(`${on}/${dirent.name}`, child, node, entries);
		}
	}
}
function toEntry(path, name, dirent) {
	if (dirent.isDirectory()) return {
		kind: "folder",
		name
	};
	if (dirent.isSymbolicLink()) return {
		kind: "symlink",
		name,
		target: textOf$1(readlinkSync(onDisk(path), { encoding: "latin1" }), `the target of the link ${plainLine(name, 200)}`)
	};
	if (!dirent.isFile()) throw new StepFailure("archive", `${plainLine(name, 200)} is not a regular file`, "A pipe, a socket or a device cannot be packed: remove it.");
	const { size, mode } = lstatSync(onDisk(path));
	return {
		kind: "file",
		name,
		path,
		bytes: size,
		executable: (mode & 64) !== 0
	};
}
const nameOf = (path) => {
	const name = path.join("/");
	return textOf$1(name, `the name ${plainLine(fromBytes(name), 200)}`);
};
function textOf$1(bytes, what) {
	const text = fromBytes(bytes);
	if (toBytes(text) === bytes) return text;
	throw new StepFailure("archive", `${what} is not UTF-8, and other machines would read it differently`, "Rename the file.");
}
/** A link has to lead to the same file wherever the archive is unpacked. */
function checkLink(folder, name, target, tree) {
	const shown = plainLine(name, 200);
	if (target.startsWith("/") || !staysInside(tree, toBytes(name).split("/"), toBytes(target))) throw new StepFailure("archive", `the link ${shown} leads out of the folder that is packed, to ${plainLine(target, 200)}`, "Put a copy of the file in its place: what lies elsewhere does not get into the archive.");
	if (statSync(`${folder}/${name}`, { throwIfNoEntry: false }) !== void 0) return;
	throw new StepFailure("archive", `the link ${shown} leads to nothing`, "Remove it, or commit what it names.");
}

// src/hosting/gzip.ts
/** Bytes of each member before compression: enough for the window to matter little, little enough for several at once. */
const MEMBER = 1048576;
/** Members at once: libuv's threads, unless somebody changed their number. */
const PARALLEL = 4;
/** 3 to 6 times as fast as level 9, the default of Python's tarfile, for a few percent more bytes. */
const LEVEL = 4;
/** Where a gzip header names the system, which must not make a difference: 255 means unknown (RFC 1952). */
const SYSTEM = 9;
const UNKNOWN = 255;
const compress = promisify(gzip);
/**
* Compresses a stream into gzip members, several at once, in order. Where the members begin depends on the bytes alone, so
* the result is the same on every run with the same zlib. A file of several members is gzip like any other (RFC 1952, 2.2).
*/
async function* gzipMembers(chunks) {
	const free = [];
	const waiting = [];
	const start = async ({ memory, length }) => {
		const member = await compress(memory.subarray(0, length), {
			level: LEVEL,
			chunkSize: MEMBER
		});
		free.push(memory);
		member[SYSTEM] = UNKNOWN;
		return member;
	};
	for await (const block of toBlocks(chunks, () => free.pop() ?? Buffer.allocUnsafeSlow(MEMBER))) {
		waiting.push(start(block));
		if (waiting.length >= PARALLEL) yield await waiting.shift();
	}
	for (const member of waiting) yield await member;
}
/** Blocks of `MEMBER` bytes; only the last one is shorter. */
async function* toBlocks(chunks, take) {
	let memory = take();
	let length = 0;
	for await (const chunk of chunks) for (let at = 0; at < chunk.length;) {
		const part = chunk.subarray(at, at + MEMBER - length);
		memory.set(part, length);
		length += part.length;
		at += part.length;
		if (length < MEMBER) continue;
		yield {
			memory,
			length
		};
		memory = take();
		length = 0;
	}
	if (length > 0) yield {
		memory,
		length
	};
}

// src/hosting/pack.ts
/**
* Packs a folder as the `.tar.gz` that MedPerf unpacks (contract 9.5): what is in the folder is at the top of the archive.
* The same folder gives the same bytes on every run and machine. Rejects with a StepFailure of kind `archive` or
* `disk-full`, or with the reason of the signal; then nothing is left behind.
*/
async function packFolder(folder, options) {
	const entries = listEntries(folder);
	const files = entries.filter((entry) => entry.kind === "file");
	if (files.length === 0) throw new StepFailure("archive", `the folder ${plainLine(basename(folder), 200)} holds no file`, "Commit what it should hold; Git keeps no empty folders.");
	const size = countBytes(files.reduce((sum, { bytes }) => sum + bytes, 0));
	const shown = `${plainLine(basename(folder), 200)}, ${files.length.toLocaleString("en")} files of ${size}`;
	const tooLarge = () => tooLargeToHost(`the folder ${shown}, packs to`, options.maxSize);
	const file = openSync(options.into, "wx");
	try {
		return {
			path: options.into,
			...await write(entries, file, options, tooLarge),
			files: files.length
		};
	} catch (error) {
		rmSync(options.into, { force: true });
		throw inDiskWords(error);
	} finally {
		closeSync(file);
	}
}
async function write(entries, file, { signal, maxSize = LARGEST_ASSET }, tooLarge) {
	const { tarOf } = await import("./tar.js");
	const hash = createHash("sha256");
	let bytes = 0;
	for await (const member of gzipMembers(tarOf(entries))) {
		signal.throwIfAborted();
		bytes += member.length;
		if (bytes > maxSize) throw tooLarge();
		hash.update(member);
		writeAll(file, member);
	}
	return {
		sha256: hash.digest("hex"),
		bytes
	};
}

// src/hosting/public-url.ts
/**
* Downloads an address once, as a MedPerf client at a hospital will: without credentials, to its end, and compares the hash
* (contract 9.6). Rejects with a StepFailure of kind `download` or `hash`, or with the reason of the signal.
*/
async function checkPublicUrl(url, options) {
	const found = await readOrigin({
		kind: "url",
		url
	}, withoutHash(options), ({ source, body, signal }) => {
		const pool = createSlabPool(signal);
		const write = (slab) => pool.give(slab.buffer);
		const { maxSize, say } = options;
		return consume(body, { write }, {
			source,
			pool,
			maxSize,
			say
		});
	}).catch((error) => {
		throw inOwnWords(error, url, options);
	});
	if (found.sha256 === options.sha256) return { bytes: found.bytes };
	throw new StepFailure("hash", `${showUrl(url)} yields ${countBytes(found.bytes)} with the sha256 ${found.sha256}, and the file here has ${options.sha256}`, options.repository === void 0 ? "Serve exactly the file that was tested, or let the test run again with the one that is served." : "What GitHub serves is not what is checked out: commit the file as it is, without Git LFS or changed line ends.");
}
function withoutHash({ signal, say, timing }) {
	return {
		signal,
		say,
		...timing === void 0 ? {} : { timing }
	};
}
/** GitHub says "not found", or shows the page to log in, to everybody who may not see a repository. */
function inOwnWords(error, url, { repository, maxSize }) {
	if (!(error instanceof StepFailure)) return error;
	const { kind, message } = error.failure;
	if (kind === "archive") return new StepFailure("hash", `${showUrl(url)} yields more than ${countBytes(maxSize)}, so it is another file`, "Serve exactly the file that was tested.", { cause: error });
	if (repository === void 0 || !/\(HTTP 40[134]\)|is a web page/.test(message)) return error;
	return new StepFailure("download", message, `Hospitals, whose MedPerf clients download without a login, could not get it either. If ${repository} is private, make it public, or host the file elsewhere (Zenodo, a public bucket) and name it by \`url\` and \`sha256\`.`, { cause: error });
}

// src/registration/host.ts
/** Publishes a file or folder of the repository as a release asset that everybody can download. */
async function hostSource(source, label, host) {
	const { job, github } = host;
	const { repository } = job.runner;
	if (repository === void 0 || job.inputs.token === void 0) throw new MedPerfError("blocked", `${source.shown} cannot be published: there is no repository or no token`, { hint: "Give the job `permissions: contents: write`, or host the file elsewhere and name it by `url` and `sha256`." });
	const asset = await assetOf(source, label, job);
	const published = await publishAsset({
		...repository,
		github,
		asset,
		token: job.inputs.token,
		signal: job.signal,
		say: job.log.say
	});
	await checkHosted(published.url, asset.sha256, host);
	return {
		url: published.url,
		sha256: asset.sha256
	};
}
/** A file or folder of the repository as it is published; a folder is packed, always to the same bytes. */
async function assetOf(source, label, job) {
	if (source.type === "file") return fileAsset(source.path, label);
	const folder = join(job.folders.work, "packed");
	mkdirSync(folder, { recursive: true });
	const into = join(folder, `${label.replaceAll(/\W+/g, "-")}.tar.gz`);
	const { sha256, bytes } = (existsSync(into) ? await hashFile(into) : void 0) ?? await packFolder(source.path, {
		into,
		signal: job.signal
	});
	return {
		path: into,
		sha256,
		bytes,
		name: assetName(label, sha256, ".tar.gz")
	};
}
/** Downloads an address as a hospital will; rejects when it is not public or holds something else. */
async function checkHosted(url, sha256, { job }) {
	const { repository } = job.runner;
	await checkPublicUrl(url, {
		sha256,
		maxSize: job.inputs.limits.maxSize,
		signal: job.signal,
		say: job.log.say,
		...repository === void 0 ? {} : { repository: `${repository.owner}/${repository.repo}` }
	});
}

// src/hosting/raw-url.ts
/** The address of a file as it is in one commit, for whoever may read the repository; throws a TypeError for a branch. */
function rawUrl({ serverUrl, repository, sha, path }) {
	if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha)) throw new TypeError("a raw address needs the SHA of a commit");
	const server = new URL(serverUrl);
	const file = path.split("/").map(encodeURIComponent).join("/");
	return server.hostname === "github.com" ? `https://raw.githubusercontent.com/${repository}/${sha}/${file}` : `${server.origin}${server.pathname.replace(/\/$/, "")}/${repository}/raw/${sha}/${file}`;
}

// src/registration/manifests.ts
/** The mlcube era registers manifest and parameters by address and hash (contract 3.1): the raw address of the commit. */
async function manifestsAt({ config, parametersFile }, job, commit) {
	const { workspace } = job.runner;
	const manifest = await addressOf$1(join(workspace, dirname(job.inputs.config), config), job, commit);
	if (parametersFile === void 0) return { manifest };
	return {
		manifest,
		parametersFile: await addressOf$1(parametersFile, job, commit)
	};
}
async function addressOf$1(file, { runner }, sha) {
	const { workspace, serverUrl, repository } = runner;
	const path = relative(workspace, file);
	const found = await hashFile(file);
	if (found === void 0 || repository === void 0) throw new TypeError(`${path} is no file of a repository`);
	const { owner, repo } = repository;
	return {
		url: rawUrl({
			serverUrl,
			repository: `${owner}/${repo}`,
			sha,
			path
		}),
		sha256: found.sha256
	};
}

// src/registration/foreseen.ts
/**
* Hashes and addresses of what a merge publishes, before it is published: without them a plan could not tell files that are
* registered already from new ones. Rejects with a StepFailure where something cannot be published.
*/
async function foreseen(benchmark, job, era) {
	const components = {};
	for (const role of ROLES) components[role] = await foreseenOf(benchmark.components[role], job, era);
	const demoDataset = await packed(benchmark.demoDataset.source, "demo dataset", job);
	return {
		components,
		...demoDataset && { demoDataset }
	};
}
async function foreseenOf(component, job, era) {
	if (component.registered !== void 0) return {};
	const label = component.role.replaceAll("_", " ");
	const files = await packed(component.additionalFiles, `${label} files`, job);
	const image = await packed(component.imageFile, `${label} image`, job);
	const commit = commitOf(job.trigger);
	const hasAddress = era === "mlcube" && !isAsset(component) && commit !== void 0 && job.runner.repository !== void 0;
	return {
		...files && { additionalFiles: files },
		...image && { imageFile: image },
		...hasAddress ? await manifestsAt(component, job, commit) : {}
	};
}
async function packed(source, label, job) {
	if (source?.kind !== "path") return void 0;
	const { name, sha256 } = await assetOf(source, label, job);
	const { serverUrl, repository } = job.runner;
	if (repository === void 0) return { sha256 };
	const { owner, repo } = repository;
	return {
		sha256,
		url: `${serverUrl}/${owner}/${repo}/releases/download/${HOSTED_FILES}/${name}`
	};
}

// src/medperf/snapshot.ts
/** Reads everything a plan needs; only reads, so it may be cut and repeated. */
async function takeSnapshot(client, given = {}, retire = []) {
	const { origin, era } = client;
	const me = await client.me();
	const containers = await client.containers();
	const models = await client.models();
	const benchmarks = await client.benchmarks();
	const foreign = (rows) => rows.filter(({ owner }) => owner !== me.id);
	return {
		origin,
		era,
		me,
		mine: {
			containers: containers.filter(({ owner }) => owner === me.id),
			models: models.filter(({ owner }) => owner === me.id),
			benchmarks: await client.benchmarks({ mine: true })
		},
		others: {
			containers: foreign(containers).map((row) => {
				const key = uniqueKey(era, row.fields);
				return {
					...names(row),
					...key === void 0 ? {} : { key }
				};
			}),
			models: foreign(models).map(names),
			benchmarks: foreign(benchmarks).map((row) => ({
				...names(row),
				components: row.components
			}))
		},
		assets: (await client.assets()).map(names),
		given: await readGiven(client, given),
		prepared: await countPrepared$1(client, retire)
	};
}
/** The snapshot with one's own rows read again, as they are after a write. */
async function refreshSnapshot(client, snapshot) {
	return {
		...snapshot,
		mine: {
			containers: await client.containers({ mine: true }),
			models: await client.models({ mine: true }),
			benchmarks: await client.benchmarks({ mine: true })
		}
	};
}
const names = ({ uid, name, owner }) => ({
	uid,
	name,
	owner
});
async function readGiven(client, given) {
	const rows = {};
	for (const [role, uid] of Object.entries(given)) rows[role] = (client.era === "model" && role === "reference_model" ? await client.model(uid) : await client.container(uid)) ?? null;
	return rows;
}
async function countPrepared$1(client, retire) {
	const counts = {};
	for (const { uid } of retire.filter(({ collection }) => collection === "mlcubes")) {
		const count = await client.preparedWith(uid);
		if (count !== void 0) counts[uid] = count;
	}
	return counts;
}

// src/medperf/plan/keep-addresses.ts
/** The hash that goes with each address (contract 3.1, 3.4). */
const HASH_OF = {
	git_mlcube_url: "mlcube_hash",
	git_parameters_url: "parameters_hash",
	image_tarball_url: "image_tarball_hash",
	additional_files_tarball_url: "additional_files_tarball_hash",
	asset_url: "asset_hash"
};
/**
* The wanted content with a registered address kept where it will always yield the same file: each commit has another raw
* address for what it did not change, which alone is no change.
*/
function keepAddresses(wanted, registered) {
	const kept = Object.entries(HASH_OF).flatMap(([url, hash]) => {
		const [before, now] = [registered[url], wanted.fields[url]];
		return sameJson(registered[hash] ?? null, wanted.fields[hash] ?? null) && lastingRepository(before) !== void 0 && lastingRepository(before) === lastingRepository(now) && before !== void 0 ? [[url, before]] : [];
	});
	return {
		...wanted,
		fields: {
			...wanted.fields,
			...Object.fromEntries(kept)
		}
	};
}
const COMMIT = "[0-9a-f]{40}(?:[0-9a-f]{24})?";
const LASTING = [
	new RegExp(`^https://raw\\.(?<host>github)usercontent\\.com/(?<name>[^/]+/[^/]+)/${COMMIT}/.`),
	new RegExp(`^https?://(?<host>.+)/(?<name>[^/]+/[^/]+)/raw/${COMMIT}/.`),
	/^https?:\/\/(?<host>.+)\/(?<name>[^/]+\/[^/]+)\/releases\/download\/[^/]+\/[^/]+$/
];
/** The repository of an address that always yields the same file: one in a whole commit, or an asset of a release. */
function lastingRepository(url) {
	if (typeof url !== "string") return void 0;
	for (const pattern of LASTING) {
		const { host, name } = pattern.exec(url)?.groups ?? {};
		if (host !== void 0 && name !== void 0) return `${host.replace(/^github\.com$/, "github")}/${name}`.toLowerCase();
	}
}

// src/medperf/plan/changes.ts
/** Compares what is registered with what is wanted, field by field; `verdictOf` says what a difference means. */
function compare(registered, wanted, names, verdictOf) {
	const differing = names.filter((name) => {
		const value = wanted.fields[name];
		return value !== void 0 && !sameJson(registered[name] ?? null, value);
	});
	const waiting = names.filter((name) => wanted.unknown[name] !== void 0);
	return {
		changes: names.flatMap((name) => {
			if (waiting.includes(name)) return [{
				field: name,
				verdict: verdictOf(name),
				...noteOf(wanted.unknown[name])
			}];
			if (!differing.includes(name)) return name in wanted.fields ? [{
				field: name,
				verdict: "nothing to do"
			}] : [];
			return leaves(name, registered[name] ?? null, wanted.fields[name] ?? null, verdictOf(name));
		}),
		write: Object.fromEntries(differing.map((name) => [name, wanted.fields[name] ?? null])),
		changed: [...differing, ...waiting]
	};
}
const noteOf = (note) => note === void 0 || note === "" ? {} : { note };
function leaves(field, from, to, verdict) {
	return differences(from, to, field).map((difference) => ({
		field: difference.path,
		verdict,
		...difference.from === void 0 ? {} : { from: difference.from },
		...difference.to === void 0 ? {} : { to: difference.to }
	}));
}
/** The fields of something new. */
function creations(wanted, names, verdict) {
	return names.flatMap((name) => {
		const value = wanted.fields[name];
		if (value !== void 0) return [{
			field: name,
			verdict,
			to: value
		}];
		return wanted.unknown[name] === void 0 ? [] : [{
			field: name,
			verdict,
			...noteOf(wanted.unknown[name])
		}];
	});
}
/**
* The wanted content with what is registered kept where the difference is none: the tag of an image that this action pushed,
* and the address of a file in another commit.
*/
const keepRegistered = (wanted, registered) => keepAddresses(keepTag(wanted, registered), registered);
/**
* The wanted content with a registered reference kept where it names the same image: an image that this action pushed
* gets a new tag with each commit, which alone is no change.
*/
function keepTag(wanted, registered) {
	const config = wanted.fields["container_config"] ?? null;
	const known = registered["container_config"] ?? null;
	if (!isMapping(config) || !isMapping(known)) return wanted;
	if (!sameJson(wanted.fields["image_hash"] ?? null, registered["image_hash"] ?? null)) return wanted;
	const image = known["image"];
	if (image === void 0 || repositoryOf(image) !== repositoryOf(config["image"] ?? null)) return wanted;
	return {
		...wanted,
		fields: {
			...wanted.fields,
			container_config: {
				...config,
				image
			}
		}
	};
}
const repositoryOf = (image) => typeof image === "string" ? image.replace(/@.*$/, "").replace(/:[^/:]*$/, "") : image;

// src/medperf/plan/pending.ts
/** The owner's benchmark that waits for an administrator; there is one at most (contract 4.3). */
const pendingOf = (snapshot) => snapshot.mine.benchmarks.find(({ approval }) => approval === "PENDING");
/** One pending benchmark per owner, and only an administrator can end that (contract 4.3). */
function blockedBy(pending, common) {
	const own = pending.state === "DEVELOPMENT" ? " It is in DEVELOPMENT: it could also be changed in place into this one, by giving its name as `name` in benchmark.yaml." : "";
	return {
		...common,
		verdict: "needs an admin",
		reason: `your benchmark ${pending.uid}, \`${pending.name}\`, is still pending, and an owner can have only one`,
		hint: `An administrator of the server must approve, reject or delete it first; the server tells nobody, so write to them.${own}`
	};
}

// src/medperf/plan/decide-frozen.ts
/** In OPERATION, retired or rejected: little may change, the rest is a new version. */
function decideFrozen(question, family, row) {
	const { snapshot, wanted, target, names } = question;
	const registered = registeredFields(snapshot, row);
	const { changes, write, changed } = compare(registered, target, names, frozenVerdict);
	const needsNew = changed.filter((field) => frozenVerdict(field) === "needs a new version");
	const final = row.approval === "REJECTED" || !row.isValid;
	const editable = changed.filter((field) => frozenVerdict(field) === "update in place");
	const common = {
		name: row.name,
		uid: row.uid,
		approval: row.approval,
		state: row.state,
		promote: false
	};
	if (needsNew.length > 0 || !row.isValid && changed.length > 0) return newVersion$1(question, family, row, {
		changes: noted(changes),
		frozen: needsNew
	});
	if (final || editable.length === 0) return {
		...common,
		verdict: "nothing to do",
		changes: noted(changes),
		...final ? ended(row) : asWanted(wanted, row)
	};
	return {
		...common,
		verdict: "update in place",
		changes: noted(changes),
		reason: `\`${row.name}\` is in OPERATION, where these fields may still change`,
		write: Object.fromEntries(editable.map((field) => [field, write[field] ?? null]))
	};
}
const noted = (changes) => changes.map((change) => {
	const measured = MEASURED.has(change.field.split(".")[0] ?? "");
	if (change.verdict !== "nothing to do" || !measured || change.from === void 0 && change.to === void 0) return change;
	return {
		...change,
		note: "frozen; a measured value alone makes no new version"
	};
});
function asWanted(wanted, row) {
	if (wanted.state === row.state) return { reason: "it is as wanted" };
	return { reason: "it is as wanted, but in OPERATION, from where no way leads back" };
}
function ended(row) {
	if (!row.isValid) return {
		reason: `\`${row.name}\` was retired, and this is exactly it`,
		hint: "Change the benchmark or its name to register it again."
	};
	return {
		reason: `\`${row.name}\` was rejected by an administrator, which is final, and this is exactly it`,
		hint: "Change what they found wrong; a new version is then submitted. If they changed their mind, give another `name`."
	};
}
function newVersion$1(question, family, row, { changes, frozen }) {
	const { snapshot, wanted, target } = question;
	const base = wanted.benchmark.name;
	const taken = [...snapshot.mine.benchmarks, ...snapshot.others.benchmarks].map(({ name }) => name);
	const name = nextName(base, family, (next) => taken.includes(next));
	const common = {
		name,
		state: wanted.state,
		changes,
		promote: false
	};
	const { benchmarkName } = RULES[snapshot.era];
	if (lengthOf(name) > benchmarkName) {
		const reason = `the next name \`${name}\` is longer than ${benchmarkName} characters`;
		return {
			...common,
			verdict: "forbidden",
			reason,
			hint: "Give a shorter `name` in benchmark.yaml."
		};
	}
	const pending = pendingOf(snapshot);
	if (pending !== void 0) return blockedBy(pending, common);
	return {
		...common,
		verdict: "needs a new version",
		reason: `\`${row.name}\` ${whyNew$1(snapshot, row, frozen)}`,
		write: target.fields
	};
}
function whyNew$1(snapshot, row, frozen) {
	if (!row.isValid) return "was retired";
	if (row.approval === "REJECTED") return "was rejected by an administrator, which is final";
	const keys = componentKeys(snapshot.era);
	const words = frozen.map((field) => {
		const role = ROLES.find((one) => keys[one] === field);
		return role === void 0 ? `\`${field}\`` : role.replaceAll("_", " ");
	});
	return `is in OPERATION, where its ${words.join(", ")} ${words.length === 1 ? "is" : "are"} frozen`;
}

// src/medperf/plan/decide-benchmark.ts
/** What is to be done so that the server holds the benchmark as wanted, given what happens to its components. */
function decideBenchmark(snapshot, wanted, components) {
	const target = withComponents(snapshot, wanted, components);
	const question = {
		snapshot,
		wanted,
		target,
		names: [...Object.keys(target.fields), ...Object.keys(target.unknown)]
	};
	const family = familyOf(wanted.benchmark.name, snapshot.mine.benchmarks);
	const latest = family[0];
	if (latest === void 0) return createFirst$1(question);
	const same = family.find((row) => isSame$1(question, row));
	if (same !== void 0) return decideFrozen(question, family, same);
	if (latest.state === "DEVELOPMENT" && latest.isValid && latest.approval !== "REJECTED") return edit(question, latest);
	return decideFrozen(question, family, latest);
}
/** Whether a row in OPERATION is what is wanted, but for what may still change there. */
function isSame$1({ snapshot, target, names }, row) {
	if (row.state !== "OPERATION" || !row.isValid || row.approval === "REJECTED") return false;
	const { changed } = compare(registeredFields(snapshot, row), target, names, frozenVerdict);
	return changed.every((field) => frozenVerdict(field) !== "needs a new version");
}
function createFirst$1({ snapshot, wanted, target, names }) {
	const { name } = wanted.benchmark;
	const stranger = snapshot.others.benchmarks.find((row) => row.name === name);
	const changes = creations(target, names, "create");
	const common = {
		name,
		state: wanted.state,
		changes,
		promote: false
	};
	if (stranger !== void 0) {
		const reason = `the name \`${name}\` is taken by benchmark ${stranger.uid} of user ${stranger.owner}`;
		return {
			...common,
			verdict: "forbidden",
			reason,
			hint: "Give another `name` in benchmark.yaml."
		};
	}
	const pending = pendingOf(snapshot);
	if (pending !== void 0) return blockedBy(pending, common);
	return {
		...common,
		verdict: "create",
		reason: "it is not registered yet",
		write: target.fields
	};
}
/** Everything may change in DEVELOPMENT, approved or not (contract 4.5). */
function edit({ snapshot, wanted, target, names }, row) {
	const registered = registeredFields(snapshot, row);
	const merged = {
		...target,
		fields: withOldMetadata(registered, target.fields)
	};
	const { changes, write, changed } = compare(registered, merged, names, () => "update in place");
	const promote = wanted.state === "OPERATION";
	const touched = promote || changed.length > 0;
	return {
		name: row.name,
		uid: row.uid,
		approval: row.approval,
		state: wanted.state,
		verdict: touched ? "update in place" : "nothing to do",
		changes: promote ? [...changes, promotion$1(row)] : changes,
		reason: touched ? `\`${row.name}\` is still in DEVELOPMENT, where everything may change` : "it is as wanted",
		...touched ? { write } : {},
		promote
	};
}
const promotion$1 = (row) => ({
	field: "state",
	verdict: "update in place",
	from: row.state,
	to: "OPERATION"
});

// src/medperf/plan/candidates.ts
/** Whether a role is registered as a model (contract 3.4). */
const isModelRole = (snapshot, role) => RULES[snapshot.era].models && role === "reference_model";
/** The owner's own rows that could serve a role. */
function candidatesOf(snapshot, role) {
	const { containers, models } = snapshot.mine;
	if (isModelRole(snapshot, role)) return models.flatMap(modelCandidate);
	return containers.map((row) => containerCandidate(row, models));
}
function containerCandidate(row, models = []) {
	const around = models.find(({ container }) => container?.uid === row.uid);
	return {
		collection: "mlcubes",
		uid: row.uid,
		kind: "container",
		contentUid: row.uid,
		...around === void 0 ? {} : { modelUid: around.uid },
		name: row.name,
		owner: row.owner,
		state: row.state,
		contentState: row.state,
		isValid: row.isValid,
		fields: row.fields
	};
}
/** A model with what is inside it; one of nothing can serve no test, so it is none. */
function modelCandidate(row) {
	const inside = insideOf(row);
	if (inside === void 0) return [];
	const { kind, row: content } = inside;
	return [{
		collection: "models",
		uid: row.uid,
		kind,
		contentUid: content.uid,
		modelUid: row.uid,
		name: row.name,
		owner: row.owner,
		state: row.state,
		contentState: content.state,
		isValid: row.isValid && content.isValid,
		fields: content.fields
	}];
}
/** Who holds a name that a component would need: the user's id, or undefined while it is free. */
function nameHolder(snapshot, { role, kind }, name) {
	const { mine, others, assets } = snapshot;
	const rows = kind === "asset" ? assets : [...mine.containers, ...others.containers];
	const models = isModelRole(snapshot, role) ? [...mine.models, ...others.models] : [];
	return [...rows, ...models].find((row) => row.name === name)?.owner;
}

// src/medperf/plan/component-twin.ts
/** The row of one’s own that holds exactly this content; of several the one the benchmark stands on already. */
function findTwin({ snapshot, wanted, current }, rows) {
	if (Object.keys(wanted.unknown).length > 0) return void 0;
	const twins = rows.filter((row) => sameContent(snapshot.era, row, {
		...wanted,
		...keepRegistered(wanted, row.fields)
	}));
	const valid = twins.filter(({ isValid }) => isValid);
	return valid.find(({ uid }) => uid === current) ?? familyOf(wanted.name, valid)[0] ?? valid[0] ?? familyOf(wanted.name, twins)[0] ?? twins[0];
}
/** The same content is registered: use it, with its addresses, validity and state brought up to date. */
function useTwin({ snapshot, wanted, state }, twin) {
	const { content } = contentRules(snapshot.era, wanted.kind);
	const { changes, write } = compare(twin.fields, keepRegistered(wanted, twin.fields), content, () => "update in place");
	const revive = !twin.isValid;
	const promote = state === "OPERATION" && twin.state === "DEVELOPMENT";
	const touched = revive || promote || Object.keys(write).length > 0;
	const reasons = [
		wanted.kind === "asset" ? "the same files are registered" : "the same container is registered",
		...revive ? ["it was retired and is taken back"] : [],
		...Object.keys(write).length > 0 ? ["its files have a new address"] : [],
		...promote ? ["it goes from DEVELOPMENT to OPERATION"] : []
	];
	return {
		...about(wanted, twin),
		verdict: touched ? "update in place" : "reuse",
		state: promote ? "OPERATION" : twin.state,
		changes: [...changes, ...stateChanges(twin, revive, promote)],
		reason: reasons.join("; "),
		...touched ? { write: revive ? {
			...write,
			is_valid: true
		} : write } : {},
		promote
	};
}
function stateChanges(row, revive, promote) {
	const verdict = "update in place";
	return [...revive ? [{
		field: "is_valid",
		verdict,
		from: false,
		to: true
	}] : [], ...promote ? [{
		field: "state",
		verdict,
		from: row.state,
		to: "OPERATION"
	}] : []];
}
const about = (wanted, row) => ({
	role: wanted.role,
	kind: wanted.kind,
	collection: row.collection,
	candidate: row,
	name: row.name,
	uid: row.uid
});
/** A twin that is in the way: somebody else's, or one's own under the address of the wrong kind (contract 3.4, 16.1). */
function refusedTwin({ snapshot, wanted }) {
	if (Object.keys(wanted.unknown).length > 0) return void 0;
	const key = uniqueKey(snapshot.era, wanted.fields);
	if (key === void 0) return void 0;
	const stranger = snapshot.others.containers.find((row) => row.key === key);
	if (stranger !== void 0) return {
		reason: `user ${stranger.owner} registered exactly this container as ${stranger.uid}, \`${stranger.name}\``,
		hint: isModelRole(snapshot, wanted.role) ? "Reuse the model around it with its `uid` in benchmark.yaml, or change the image, configuration, parameters or additional files." : `Reuse it with \`uid: ${stranger.uid}\` in benchmark.yaml, or change the image, configuration, parameters or additional files.`
	};
	if (!isModelRole(snapshot, wanted.role)) return void 0;
	const bare = snapshot.mine.containers.find((row) => uniqueKey(snapshot.era, row.fields) === key);
	if (bare === void 0) return void 0;
	return {
		reason: `the container ${bare.uid}, \`${bare.name}\`, is exactly this one but was registered without a model, and cannot become one`,
		hint: "Change its parameters, image or configuration, so that it can be registered as a model. (A detour exists: register a model with a spare container, point it to this one while it is in DEVELOPMENT, then change its state; ask MedPerf’s team before you do.)"
	};
}

// src/medperf/plan/decide-component.ts
/** What is to be done so that the server holds one component as wanted. */
function decideComponent(question) {
	const { snapshot, wanted } = question;
	const rows = candidatesOf(snapshot, wanted.role);
	const twin = findTwin(question, rows);
	if (twin !== void 0) return useTwin(question, twin);
	const refusal = refusedTwin(question);
	if (refusal !== void 0) return forbidden(question, refusal.reason, refusal.hint);
	const family = familyOf(wanted.name, rows.filter((row) => row.collection === "models" || row.modelUid === void 0));
	const latest = family.find(({ isValid }) => isValid);
	if (latest?.kind === wanted.kind && latest.state === "DEVELOPMENT" && latest.contentState === "DEVELOPMENT") return editLatest(question, latest);
	if (family.length > 0) return newVersion(question, family, latest);
	return createFirst(question);
}
function editLatest(question, latest) {
	const { snapshot, wanted, state } = question;
	const { content } = contentRules(snapshot.era, wanted.kind);
	const { changes, write } = compare(latest.fields, keepRegistered(wanted, latest.fields), content, () => "update in place");
	const promote = state === "OPERATION";
	return {
		...about(wanted, latest),
		verdict: "update in place",
		state,
		changes: [...changes, ...stateChanges(latest, false, promote)],
		reason: `\`${latest.name}\` is still in DEVELOPMENT, where everything may change`,
		write,
		promote
	};
}
function newVersion(question, family, latest) {
	const { snapshot, wanted, state } = question;
	const { containerName } = RULES[snapshot.era];
	const { content, editable } = contentRules(snapshot.era, wanted.kind);
	const name = nextName(wanted.name, family, (taken) => nameHolder(snapshot, wanted, taken) !== void 0);
	const why = whyNew(wanted, family, latest);
	if (lengthOf(name) > containerName) return forbidden(question, `${why}; ${tooLong$1(name, containerName)}`, SHORTEN);
	const verdictOf = (field) => editable.includes(field) ? "create" : "needs a new version";
	const changes = latest?.kind !== wanted.kind ? creations(wanted, content, "create") : compare(latest.fields, wanted, content, verdictOf).changes;
	return {
		role: wanted.role,
		kind: wanted.kind,
		collection: isModelRole(snapshot, wanted.role) ? "models" : "mlcubes",
		...latest === void 0 ? {} : { candidate: latest },
		verdict: "needs a new version",
		name,
		state,
		changes,
		reason: why,
		write: wanted.fields,
		promote: false
	};
}
function whyNew({ kind }, family, latest) {
	if (latest === void 0) return `\`${family[0]?.name}\` was retired and its name stays taken`;
	if (latest.kind === kind) return `\`${latest.name}\` is in OPERATION, where its content is frozen`;
	const [now, then] = [KIND_WORDS[kind], KIND_WORDS[latest.kind]];
	return `\`${latest.name}\` is a model of ${then}, which cannot become one of ${now}`;
}
const KIND_WORDS = {
	container: "a container",
	asset: "an asset"
};
function createFirst(question) {
	const { snapshot, wanted, state } = question;
	const holder = nameHolder(snapshot, wanted, wanted.name);
	if (holder !== void 0) {
		const whose = holder === snapshot.me.id ? ownHolder(question) : `${KIND_WORDS[wanted.kind]} or model of user ${holder}`;
		return forbidden(question, `the name \`${wanted.name}\` is taken by ${whose}`, "Give another `name` in benchmark.yaml.");
	}
	return {
		role: wanted.role,
		kind: wanted.kind,
		collection: isModelRole(snapshot, wanted.role) ? "models" : "mlcubes",
		verdict: "create",
		name: wanted.name,
		state,
		changes: creations(wanted, contentRules(snapshot.era, wanted.kind).content, "create"),
		reason: "it is not registered yet",
		write: wanted.fields,
		promote: false
	};
}
/** What was sent to `mlcubes/` or `assets/` holds the name that the model, and what is inside it, would need. */
const ownHolder = ({ snapshot, wanted }) => isModelRole(snapshot, wanted.role) ? `${KIND_WORDS[wanted.kind]} of yours that was registered without a model, and cannot become one` : "a model of yours";
const SHORTEN = "Give a shorter `name` in benchmark.yaml.";
const tooLong$1 = (name, max) => `the next name \`${name}\` is longer than ${max} characters`;
function forbidden({ snapshot, wanted, state }, reason, hint) {
	return {
		role: wanted.role,
		kind: wanted.kind,
		collection: isModelRole(snapshot, wanted.role) ? "models" : "mlcubes",
		verdict: "forbidden",
		name: wanted.name,
		state,
		changes: creations(wanted, contentRules(snapshot.era, wanted.kind).content, "forbidden"),
		reason,
		hint,
		promote: false
	};
}

// src/medperf/plan/decide-given.ts
/** What is to be done about a component that benchmark.yaml names by `uid`: it is used as it is, or not at all. */
function decideGiven(snapshot, wanted, state) {
	const { role, uid = 0 } = wanted;
	const row = rowOf(snapshot, wanted);
	const what = isModelRole(snapshot, role) ? "model" : "container";
	const collection = what === "model" ? "models" : "mlcubes";
	const common = {
		role,
		kind: wanted.kind,
		collection,
		uid,
		name: row?.name ?? `${what} ${uid}`,
		state,
		changes: [],
		promote: false
	};
	if (row === void 0 && snapshot.blind !== void 0) return {
		...common,
		verdict: "reuse",
		reason: `benchmark.yaml names ${what} ${uid}, which was not looked up`
	};
	if (row === void 0) {
		const hint = `Look the uid up on the server; it must be of a ${what}.`;
		return {
			...common,
			verdict: "forbidden",
			reason: `the server has no such ${what} ${uid}`,
			hint
		};
	}
	const refusal = refusalOf(snapshot, wanted, row, state);
	const used = {
		...common,
		candidate: row,
		state: row.state
	};
	if (refusal !== void 0) return {
		...used,
		verdict: "forbidden",
		...refusal
	};
	if (state === "DEVELOPMENT" || row.state === "OPERATION") return {
		...used,
		verdict: "reuse",
		reason: `benchmark.yaml names ${what} ${uid}`
	};
	return {
		...used,
		verdict: "update in place",
		state: "OPERATION",
		changes: [{
			field: "state",
			verdict: "update in place",
			from: "DEVELOPMENT",
			to: "OPERATION"
		}],
		reason: `benchmark.yaml names ${what} ${uid}, which goes from DEVELOPMENT to OPERATION`,
		write: {},
		promote: true
	};
}
/** The row, one's own as fresh as they are. */
function rowOf(snapshot, { role, uid }) {
	const own = candidatesOf(snapshot, role).find((row) => row.uid === uid);
	const given = snapshot.given[role];
	if (own !== void 0 || given === void 0 || given === null) return own;
	return isModelRow(given) ? modelCandidate(given)[0] : containerCandidate(given);
}
/** A container has its content in the row itself, a model one level down. */
const isModelRow = (row) => !("fields" in row);
function refusalOf(snapshot, { uid, kind, testedHash, fields }, row, state) {
	if (!row.isValid) return {
		reason: `${uid} was retired by its owner, and MedPerf’s client refuses it`,
		hint: "Name another one."
	};
	if (Object.keys(fields).length > 0 && !sameContent(snapshot.era, row, {
		kind,
		fields
	})) return {
		reason: `${uid} was changed by its owner since it was tested`,
		hint: "Let the test run again."
	};
	if (testedHash !== void 0 && !sameJson(row.fields["image_hash"] ?? null, testedHash)) return {
		reason: `its image is ${testedHash} now, which is not the one registered with ${uid}`,
		hint: "Its tag was moved since it was registered. Name a container whose image is unchanged, or register this one."
	};
	if (state === "OPERATION" && row.state === "DEVELOPMENT" && row.owner !== snapshot.me.id) return {
		reason: `${uid} is still in DEVELOPMENT, and only its owner, user ${row.owner}, can bring it into OPERATION`,
		hint: "Ask them, or set `submit.state` to development."
	};
}

// src/medperf/plan/decide.ts
/** What is to be done with all three components and the benchmark; pure, so the same state gives the same decisions. */
function decide(snapshot, wanted) {
	const components = [];
	for (const role of orderOf(snapshot, wanted)) components.push(decideRole(snapshot, wanted, role, components));
	return {
		components,
		benchmark: decideBenchmark(snapshot, wanted, components)
	};
}
/**
* The order of registration. A container that is also the reference model must be registered as a model, from which the
* other roles can take it; the other way is closed (contract 3.4).
*/
function orderOf({ era }, { components }) {
	const model = components.reference_model;
	const isShared = ROLES.some((role) => role !== "reference_model" && isSame(era, components[role], model));
	if (era !== "model" || !isShared) return ROLES;
	return ["reference_model", ...ROLES.filter((role) => role !== "reference_model")];
}
function isSame(era, a, b) {
	if (a.uid !== void 0 || b.uid !== void 0) return false;
	if (Object.keys(a.unknown).length + Object.keys(b.unknown).length > 0) return false;
	return sameContent(era, a, b);
}
function decideRole(snapshot, wanted, role, earlier) {
	const component = wanted.components[role];
	if (component.uid !== void 0) return decideGiven(snapshot, component, wanted.state);
	const current = familyOf(wanted.benchmark.name, snapshot.mine.benchmarks)[0]?.components[role];
	const own = decideComponent({
		snapshot,
		wanted: component,
		state: wanted.state,
		...current === void 0 ? {} : { current }
	});
	if (own.verdict === "reuse" || own.candidate !== void 0 && own.verdict !== "needs a new version") {
		const { candidate } = own;
		if (candidate !== void 0 && sameContent(snapshot.era, candidate, component)) return own;
	}
	const twin = earlier.find((decision) => decision.write !== void 0 && isSame(snapshot.era, wanted.components[decision.role], component));
	return twin === void 0 ? own : shared(role, twin);
}
/** The container of another role, which is about to be registered, serves here too. */
function shared(role, twin) {
	const uid = twin.candidate?.contentUid;
	return {
		role,
		kind: "container",
		collection: "mlcubes",
		shares: twin.role,
		verdict: "reuse",
		name: twin.name,
		...twin.verdict === "update in place" && uid !== void 0 ? { uid } : {},
		state: twin.state,
		changes: [],
		reason: `it is the same container as the ${twin.role}`,
		promote: false
	};
}

// src/medperf/plan/shown.ts
/** A value as JSON on one line of at most `max` characters. */
const shownJson = (value, max = 120) => plainLine(JSON.stringify(toJson(value)), max);

// src/medperf/plan/lock-issues.ts
const HINT = "Restore benchmark.lock.json from the last merge, or delete it: then the server is asked. If a merge was interrupted, run that one again first.";
/**
* Where a lock and its server disagree. What was in OPERATION is frozen since; of what was in DEVELOPMENT, a value that is
* already the wanted one is no disagreement: a merge that was cut before it could write the lock leaves exactly that. What
* may change in OPERATION is left to the plan.
*/
function lockIssues(lock, snapshot, wanted) {
	if (lock.server !== snapshot.origin) return [differs("server", "server", lock.server, snapshot.origin)];
	if (lock.owner !== snapshot.me.id) return [differs("owner", "owner", lock.owner, snapshot.me.id)];
	if (lock.era !== snapshot.era) return [{
		severity: "notice",
		message: `benchmark.lock.json was written when the server was of the ${lock.era} era, and is not used`,
		hint: "The next merge writes a new one."
	}];
	return [...componentIssues(lock, snapshot, wanted), ...benchmarkIssues(lock, snapshot, wanted)];
}
function componentIssues(lock, snapshot, wanted) {
	return ROLES.flatMap((role) => {
		const locked = lock.components[role];
		if (locked.given) return [];
		const row = candidatesOf(snapshot, role).find(({ uid }) => uid === locked.uid);
		if (row === void 0) return [differs(role, "uid", locked.uid, "no such row of yours")];
		const kind = kindOf(locked);
		if (row.kind !== kind) return [differs(role, "kind", kind, row.kind)];
		const { content, editable } = contentRules(snapshot.era, kind);
		const names = content.filter((name) => !editable.includes(name));
		const aims = locked.state === "DEVELOPMENT" ? wanted.components[role].fields : {};
		return [
			...fieldIssues(role, locked.fields, row.fields, aims, names),
			...same(role, kind, locked[kind] ?? 0, row.contentUid),
			...same(role, "name", locked.name, row.name),
			...stateIssues$1(role, locked.state, row.state)
		];
	});
}
function benchmarkIssues(lock, snapshot, wanted) {
	const locked = lock.benchmark;
	const row = snapshot.mine.benchmarks.find(({ uid }) => uid === locked.uid);
	if (row === void 0) return [differs("benchmark", "uid", locked.uid, "no such row of yours")];
	const keys = componentKeys(snapshot.era);
	const uids = Object.fromEntries(ROLES.map((role) => [keys[role], row.components[role]]));
	const isDraft = locked.state === "DEVELOPMENT";
	const names = Object.keys(locked.fields).filter((name) => !EDITABLE_BENCHMARK.includes(name) && !(isDraft && (name in uids || MEASURED.has(name))));
	const aims = isDraft ? wanted.benchmark.fields : {};
	return [
		...fieldIssues("benchmark", locked.fields, {
			...row.fields,
			...uids
		}, aims, names),
		...same("benchmark", "name", locked.name, row.name),
		...stateIssues$1("benchmark", locked.state, row.state),
		...approvalIssues(locked.approvalStatus, row.approval)
	];
}
/** The names in which the server holds neither what the lock says nor what is aimed at. */
function fieldIssues(where, locked, server, aims, names) {
	return names.flatMap((name) => {
		const value = server[name] ?? null;
		const known = locked[name] ?? null;
		const aim = aims[name];
		if (sameJson(value, known) || aim !== void 0 && sameJson(value, aim)) return [];
		return [differs(where, name, known, value)];
	});
}
const same = (where, field, locked, server) => locked === server ? [] : [differs(where, field, locked, server)];
/** The server may be ahead, by hand or by a merge that was cut; it cannot be behind. */
const stateIssues$1 = (where, locked, server) => locked === "OPERATION" && server === "DEVELOPMENT" ? [differs(where, "state", locked, server)] : [];
/** An administrator decides once; only an approval can still be taken back (contract 4.4). */
function approvalIssues(locked, server) {
	return locked === server || locked === "PENDING" || locked === "APPROVED" && server === "REJECTED" ? [] : [differs("benchmark", "approvalStatus", locked, server)];
}
function differs(where, field, locked, server) {
	return {
		severity: "error",
		message: `benchmark.lock.json and the server disagree in \`${where === field ? field : `${where}.${field}`}\`: the lock says ${shownJson(locked)}, the server ${shownJson(server)}`,
		hint: HINT
	};
}

// src/medperf/plan/plan-retirement.ts
/** What a plan says of old rows: those that are to be retired, why one may not be, and which could be. */
function retirementOf({ snapshot, wanted, decisions }, requests) {
	if (snapshot.blind !== void 0) return {
		actions: requests.map(({ collection, uid }) => ({
			object: objectOf(collection),
			uid,
			verdict: RETIRE
		})),
		issues: []
	};
	const { rows, done, issues } = judgeRetire(snapshot, requests, keptBy(decisions));
	const named = new Set(requests.map((request) => JSON.stringify([request.collection, request.uid])));
	const stray = strayRows(snapshot, namesOf(wanted), keptBy(decisions, true)).filter(({ collection, uid }) => !named.has(JSON.stringify([collection, uid])));
	return {
		actions: [...rows.map((row) => actionFor(row, RETIRE)), ...done.map((row) => actionFor(row, NOTHING))],
		issues: [
			...issues,
			...rows.flatMap((row) => prepared(snapshot, row)),
			...offer(stray)
		]
	};
}
const RETIRE = "retire";
const NOTHING = "nothing to do";
const actionFor = ({ collection, uid, name }, verdict) => ({
	object: objectOf(collection),
	uid,
	name: plainLine(name, 200),
	verdict
});
/** The names, without versions, that this benchmark and its own containers are registered under; one by `uid` is not its own. */
const namesOf = ({ benchmark, components }) => {
	const own = Object.values(components).filter(({ uid }) => uid === void 0);
	return [.../* @__PURE__ */ new Set([benchmark.name, ...own.map(({ name }) => name)])];
};
/** Whose data a retired preparator leaves behind: MedPerf's client refuses it (contract 3.3). */
function prepared(snapshot, row) {
	const count = row.collection === "mlcubes" ? snapshot.prepared?.[row.uid] ?? 0 : 0;
	if (count === 0) return [];
	return [{
		severity: "warning",
		message: `${count} ${count === 1 ? "data set was" : "data sets were"} prepared with ${shownRow(row)}, \`${row.name}\`: once it is retired, MedPerf’s client refuses it to their owners too`,
		hint: "Take it out of the input `retire` if they still need it."
	}];
}
/** Shown rows of one sentence. */
const MOST_SHOWN = 10;
function offer(stray) {
	if (stray.length === 0) return [];
	const shown = stray.slice(0, MOST_SHOWN);
	return [{
		severity: "notice",
		message: `no benchmark stands on ${shown.map(({ name }) => `\`${name}\``).join(", ")}${stray.length > shown.length ? ` and ${stray.length - shown.length} more` : ""} any more`,
		hint: `To mark them as not valid, set the input \`retire: ${retireInput(shown)}\`.`
	}];
}

// src/medperf/plan/trap-words.ts
const MOST$1 = 10;
const WORD = /\b(NaN|Infinity)\b/;
/** Paths of texts that break MedPerf's own client when it sends them; the two that stand for infinities are safe (contract 4.7). */
const trapWords = (value) => paths(value, (leaf) => typeof leaf === "string" && WORD.test(leaf) && !/^-?Infinity$/.test(leaf));
/** Paths of numbers that JSON does not have: NaN and the infinities. */
const numbersWithoutJson = (value) => paths(value, (leaf) => typeof leaf === "number" && !Number.isFinite(leaf));
function paths(value, wanted) {
	const found = [...walk(value, wanted, [])];
	return found.length > MOST$1 ? [...found.slice(0, MOST$1), `and ${found.length - MOST$1} more`] : found;
}
function* walk(value, wanted, path) {
	if (wanted(value)) yield path.length === 0 ? "(the whole)" : path.join(".");
	if (!Array.isArray(value) && !isMapping(value)) return;
	for (const [key, entry] of Object.entries(value)) yield* walk(entry, wanted, [...path, key]);
}

// src/medperf/plan/desired.ts
function wantedOf(slots) {
	return {
		fields: Object.fromEntries(slots.flatMap(([field, value]) => value === void 0 ? [] : [[field, value]])),
		unknown: Object.fromEntries(slots.flatMap(([field, value, when]) => value === void 0 ? [[field, when]] : []))
	};
}
const PUBLISHED = "known after the file is published";
const PUSHED = "known after the image is pushed";
const TESTED = "known after the test";

// src/medperf/plan/wanted-container.ts
/** Whether a configuration is of the new format; the other is MLCube's. */
const isContainerConfig = (document) => isMapping(document) && Object.hasOwn(document, "container_type");
/** Whether the image is a file at an address instead of an entry of a registry. */
const isImageFile = (component) => component.spec.type !== "DockerImage";
/** The content of a container in the container and model eras (contract 3.2). */
function wantedJsonContent(component, evidence) {
	const { image } = evidence;
	const hash = isImageFile(component) ? bare(image.fileHash ?? evidence.imageFile?.sha256) : image.digest;
	const when = image.toPush === true ? PUSHED : TESTED;
	return wantedOf([
		configSlot(component, evidence),
		[
			"parameters_config",
			component.parameters === void 0 ? null : toJson(component.parameters),
			TESTED
		],
		[
			"image_hash",
			hash,
			when
		],
		...additionalFiles(evidence.additionalFiles)
	]);
}
/** The configuration with the address that clients will use: of the pushed image, or of the published file. */
function configSlot(component, evidence) {
	const { document } = component.spec;
	const { image, imageFile } = evidence;
	if (imageFile !== void 0 && imageFile.url === void 0) return [
		"container_config",
		void 0,
		PUBLISHED
	];
	const reference = imageFile?.url ?? image.reference;
	const known = reference === void 0 || !isMapping(document) ? document : {
		...document,
		image: reference
	};
	return [
		"container_config",
		image.toPush === true && image.reference === void 0 ? void 0 : toJson(known),
		PUSHED
	];
}
/** The content of a container in the mlcube era: everything by address and hash (contract 3.1, 8.5). */
function wantedMlcubeContent(component, evidence) {
	const { image, imageFile, manifest, parametersFile } = evidence;
	const file = isImageFile(component);
	return wantedOf([
		[
			"git_mlcube_url",
			manifest?.url,
			PUBLISHED
		],
		[
			"mlcube_hash",
			manifest?.sha256,
			PUBLISHED
		],
		[
			"git_parameters_url",
			component.parameters === void 0 ? "" : parametersFile?.url,
			PUBLISHED
		],
		[
			"parameters_hash",
			component.parameters === void 0 ? "" : parametersFile?.sha256,
			PUBLISHED
		],
		[
			"image_tarball_url",
			file ? addressOf(imageFile?.url ?? component.spec.image) : "",
			PUBLISHED
		],
		[
			"image_tarball_hash",
			file ? bare(image.fileHash ?? imageFile?.sha256) : "",
			PUBLISHED
		],
		[
			"image_hash",
			file ? "" : bare(image.imageId),
			image.toPush === true ? PUSHED : TESTED
		],
		...additionalFiles(evidence.additionalFiles)
	]);
}
/** The content of a model without a container: the archive of its files (contract 3.4). */
const wantedAsset = ({ additionalFiles: files }) => wantedOf([[
	"asset_hash",
	files?.sha256,
	PUBLISHED
], [
	"asset_url",
	files?.url,
	PUBLISHED
]]);
function additionalFiles(file) {
	return [[
		"additional_files_tarball_url",
		file === void 0 ? "" : file.url,
		PUBLISHED
	], [
		"additional_files_tarball_hash",
		file === void 0 ? "" : file.sha256,
		PUBLISHED
	]];
}
/** The address in a resource string of contract 9.6, which the mlcube era wants bare; a path is none. */
function addressOf(resource) {
	const url = resource.replace(/^direct:/, "");
	return /^https?:\/\//.test(url) ? url : void 0;
}
/** Files and image IDs are registered without the prefix (contract 8.5). */
const bare = (hash) => hash?.replace(/^sha256:/, "");

// src/medperf/plan/cautions.ts
/** What stands in the way of a registration, or will surprise somebody after it, as far as the files alone show it. */
function cautionsOf(benchmark, evidence, era) {
	return [
		...untested(evidence),
		...ROLES.flatMap((role) => unreadIssues(benchmark.components[role], evidence.components[role])),
		...ROLES.flatMap((role) => {
			const known = evidence.components[role];
			if (known.uid !== void 0) return [];
			const component = benchmark.components[role];
			return [
				...formatIssues(component, era),
				...imageIssues(component, known, era),
				...parameterIssues(component)
			].map((issue) => ({
				...issue,
				role
			}));
		}),
		...singularityIssues(benchmark, evidence),
		...resultIssues(evidence.results),
		...policyIssues(benchmark, era),
		...stateIssues(benchmark, era)
	];
}
function untested({ tested }) {
	if (tested) return [];
	return [{
		severity: "error",
		message: "nothing is registered until all five steps passed on exactly this content",
		hint: "Correct what the test found, and let it run again."
	}];
}
function formatIssues(component, era) {
	const { role, config, spec } = component;
	if (isAsset(component)) return era === "model" ? [] : [assetIssue(role, era)];
	const isNew = isContainerConfig(spec.document);
	if (!isNew && era !== "mlcube") return [{
		severity: "error",
		message: `${role}: \`${config}\` is an MLCube, which servers of the ${era} era cannot hold`,
		hint: "Write a container_config.yaml with the same tasks, and name it as `config`."
	}];
	if (!isNew || era !== "mlcube") return [];
	return [{
		severity: "warning",
		message: `${role}: \`${config}\` is a container_config, and this server is of the mlcube era: participants need MedPerf clients of 2025-05 or later`,
		hint: "Tell them, or give an mlcube.yaml."
	}];
}
/** What a model without a container meets there (contract 3.4). */
const assetIssue = (role, era) => ({
	severity: "error",
	message: `${role}: it is an asset, and servers of the ${era} era hold no models without a container`,
	hint: "Put the model into a container with the task infer, and let the evaluator have the task evaluate."
});
function imageIssues({ role, spec }, { image }, era) {
	if (spec.type === "Asset") return [];
	if (spec.type !== "DockerImage") return era === "mlcube" ? archiveIssues(role, spec.type) : [];
	if (image.digest === void 0 && image.imageId !== void 0 && image.toPush !== true) return [{
		severity: "error",
		message: `${role}: the image \`${spec.image}\` that was tested is in no registry, so nobody else could get it`,
		hint: "Push it, or let this action push it: name its folder as `build` in benchmark.yaml."
	}];
	return [];
}
/**
* What a test and a merge will meet where an image cannot be read. One of one's own must be public; one that is registered
* already may be private, and then it depends on the login of whoever runs it.
*/
function unreadIssues({ role }, { uid, image }) {
	if (image.unread === void 0) return [];
	const { kind, message, hint } = image.unread;
	return [{
		severity: kind === "passing" || kind === "private" && uid !== void 0 ? "warning" : "error",
		message: `${role}${uid === void 0 ? "" : `, registered as ${uid}`}: ${message}`,
		...hint === void 0 ? {} : { hint },
		role
	}];
}
function archiveIssues(role, type) {
	if (type.includes("Singularity")) return [];
	return [{
		severity: "error",
		message: `${role}: servers of the mlcube era hold no Docker archives`,
		hint: "Push the image to a registry and name it there."
	}];
}
/** Clients with Singularity ask Docker Hub, and only for `namespace/name[:tag]` (contract 8.5). */
function singularityIssues(benchmark, evidence) {
	const images = ROLES.flatMap((role) => {
		const { uid, image } = evidence.components[role];
		const { spec } = benchmark.components[role];
		const reference = image.reference ?? spec.image;
		return uid !== void 0 || spec.type !== "DockerImage" || isSingularityReference(reference) ? [] : [`\`${reference}\``];
	});
	if (images.length === 0) return [];
	return [{
		severity: "warning",
		message: `participants who run MedPerf with Singularity cannot get ${images.join(", ")}: their client knows only names of Docker Hub, such as \`lab/prep:2.0\``,
		hint: "If participants use Singularity, push the images to Docker Hub and name them so."
	}];
}
function parameterIssues({ role, parameters }) {
	return numbersWithoutJson(parameters ?? null).map((path) => ({
		severity: "warning",
		message: `${role}: the parameter \`${path}\` is no number that JSON has; it is registered as text, and as text the container gets it at every site`,
		hint: "Let the container read the text, or use a number."
	}));
}
function resultIssues(results) {
	return trapWords(results ?? null).map((path) => ({
		severity: "warning",
		message: `the result \`${path}\` is a text with the word NaN or Infinity: MedPerf’s own client breaks on it when a site sends its results`,
		hint: "Let evaluate write `.nan` or `.inf`, without quotes."
	}));
}
function policyIssues({ associations }, era) {
	const policies = [associations.datasets, associations.models];
	if (era === "mlcube") {
		if (policies.every(({ mode }) => mode === "never")) return [];
		return [{
			severity: "warning",
			message: "servers of the mlcube era let nobody in by themselves: `associations` is not registered",
			hint: "Decide about each request when it comes."
		}];
	}
	return policies.flatMap(({ allow }) => allow).flatMap((email) => {
		if (email.split("@")[0] === email.split("@")[0]?.toLowerCase()) return [];
		return [{
			severity: "warning",
			message: `the allow list is compared letter by letter, and \`${email}\` has capitals`,
			hint: "Write it as the person signs in, mostly in small letters."
		}];
	});
}
function stateIssues({ submit }, era) {
	if (era !== "mlcube" || submit.state === "operation") return [];
	return [{
		severity: "warning",
		message: "on a server of the mlcube era a benchmark in DEVELOPMENT can be neither approved nor rejected",
		hint: "Set `submit.state` to operation when it is ready."
	}];
}

// src/medperf/plan/limits.ts
const ADDRESS = 256;
const DOCS = 100;
/** Texts that the server, or MedPerf's own client, would not take; nothing is ever cut to fit (contract 3, 4.1). */
function limitsOf(wanted, era) {
	const rules = RULES[era];
	const components = ROLES.map((role) => wanted.components[role]).filter(({ uid }) => uid === void 0);
	return [
		...tooLong("the benchmark’s name", wanted.benchmark.name, rules.benchmarkName, era),
		...components.flatMap(({ role, name, fields }) => [...tooLong(`the name of the ${role}`, name, rules.containerName, era), ...addresses(role, fields)]),
		...tooLong("`description`", textOf(wanted.benchmark.fields["description"]), rules.description, era),
		...descriptionForClients(textOf(wanted.benchmark.fields["description"]), era),
		...tooLong("`docs_url`", textOf(wanted.benchmark.fields["docs_url"]), DOCS, era),
		...addresses("benchmark", wanted.benchmark.fields),
		...sameNames(components, era)
	];
}
const textOf = (value) => typeof value === "string" ? value : "";
function tooLong(what, text, max, era) {
	const length = lengthOf(text);
	if (length <= max) return [];
	return [{
		severity: "error",
		message: `${what} has ${length} characters; this server (${era} era) takes ${max}`,
		hint: "Shorten it in benchmark.yaml."
	}];
}
function descriptionForClients(text, era) {
	const { clientDescription, description } = RULES[era];
	const length = lengthOf(text);
	if (length <= clientDescription || length > description) return [];
	return [{
		severity: "warning",
		message: `\`description\` has ${length} characters; the server takes it, but MedPerf’s client of the ${era} era refuses more than ${clientDescription}`,
		hint: "Shorten it where participants use that client."
	}];
}
function addresses(owner, fields) {
	return Object.entries(fields).flatMap(([field, value]) => {
		if (!field.endsWith("_url") || field === "docs_url" || typeof value !== "string") return [];
		if (lengthOf(value) <= ADDRESS) return [];
		return [{
			severity: "error",
			message: `${owner}: \`${field}\` has ${lengthOf(value)} characters; the server takes ${ADDRESS}`,
			hint: "Publish the file under a shorter address."
		}];
	});
}
/** One container may play two parts; two containers cannot have one name, nor one the name of a version of the other. */
function sameNames(components, era) {
	return components.flatMap((one, index) => components.slice(index + 1).flatMap((other) => {
		if (one.name === other.name) return sameContent(era, one, other) ? [] : [sameName(one, other)];
		const [base, version] = one.name.length < other.name.length ? [one, other] : [other, one];
		return versionOf(base.name, version.name) === void 0 ? [] : [likeVersion(base, version)];
	}));
}
const OWN_NAMES = "Give each container its own `name` in benchmark.yaml.";
const sameName = (one, other) => ({
	severity: "error",
	message: `${one.role} and ${other.role} are both called \`${one.name}\`; names on the server are unique`,
	hint: OWN_NAMES
});
const likeVersion = (base, version) => ({
	severity: "error",
	message: `the ${version.role} is called \`${version.name}\`, which is what a version of the ${base.role} \`${base.name}\` would be called`,
	hint: OWN_NAMES
});

// src/medperf/plan/wanted.ts
/** What benchmark.yaml, its files and the test want the server to hold, in the words of the server's era. */
function wantedState(benchmark, evidence, era) {
	const components = Object.fromEntries(ROLES.map((role) => [role, wantedComponent(benchmark, evidence, role, era)]));
	const wanted = {
		state: benchmark.submit.state === "operation" ? "OPERATION" : "DEVELOPMENT",
		components,
		benchmark: {
			name: benchmark.name.trim(),
			...wantedOf(benchmarkSlots(benchmark, evidence, era))
		}
	};
	const issues = [...limitsOf(wanted, era), ...cautionsOf(benchmark, evidence, era)];
	return {
		...wanted,
		issues
	};
}
function wantedComponent(benchmark, evidence, role, era) {
	const component = benchmark.components[role];
	const known = evidence.components[role];
	const { uid, image } = known;
	const tested = era === "mlcube" ? image.imageId?.replace(/^sha256:/, "") : image.digest;
	const kind = isAsset(component) ? "asset" : "container";
	const common = {
		role,
		kind,
		name: component.name.trim(),
		pushed: image.reference !== void 0
	};
	if (uid !== void 0) {
		const hash = isImageFile(component) || tested === void 0 ? {} : { testedHash: tested };
		return {
			...common,
			uid,
			fields: component.registered?.fields ?? {},
			unknown: {},
			...hash
		};
	}
	if (kind === "asset") return {
		...common,
		...wantedAsset(known)
	};
	const content = era === "mlcube" ? wantedMlcubeContent(component, known) : wantedJsonContent(component, known);
	return {
		...common,
		...content
	};
}
function benchmarkSlots(benchmark, evidence, era) {
	const { url, sha256, generatedUid } = evidence.demoDataset;
	return [
		[
			"description",
			(benchmark.description ?? "").trim(),
			""
		],
		[
			"docs_url",
			(benchmark.docsUrl ?? "").trim(),
			""
		],
		[
			"demo_dataset_tarball_url",
			url,
			PUBLISHED
		],
		[
			"demo_dataset_tarball_hash",
			sha256,
			PUBLISHED
		],
		[
			"demo_dataset_generated_uid",
			generatedUid,
			TESTED
		],
		[
			"metadata",
			metadataOf(benchmark, evidence, era),
			TESTED
		],
		...RULES[era].policies ? [...policySlots("dataset", benchmark.associations.datasets), ...policySlots("model", benchmark.associations.models)] : []
	];
}
/** What MedPerf's client writes there at submission (contract 4.7). */
function metadataOf(benchmark, evidence, era) {
	if (evidence.results === void 0) return void 0;
	return {
		demo_dataset_already_prepared: benchmark.demoDataset.prepared,
		...era === "model" ? { skip_compatibility_tests: false } : {},
		results: toJson(evidence.results)
	};
}
function policySlots(kind, policy) {
	return [[
		`${kind}_auto_approval_mode`,
		policy.mode.toUpperCase(),
		""
	], [
		`${kind}_auto_approval_allow_list`,
		policy.allow.map(storedEmail),
		""
	]];
}
/** An e-mail as the server stores it, which is what it compares with: only the part behind `@` in lower case (correction 7). */
function storedEmail(email) {
	const trimmed = email.trim();
	const at = trimmed.lastIndexOf("@");
	return trimmed.slice(0, at) + trimmed.slice(at).toLowerCase();
}

// src/medperf/plan/plan.ts
/** Decides from whatever is known: the server if it was asked, else the lock, else the files alone. */
function resolve({ benchmark, evidence, snapshot, lock, era }) {
	const seen = snapshot ?? (lock === void 0 ? blindSnapshot(era ?? "model") : lockSnapshot(lock));
	const wanted = wantedState(benchmark, evidenceWithLock(evidence, lock), seen.era);
	const issues = snapshot === void 0 || lock === void 0 ? [] : lockIssues(lock, snapshot, wanted);
	return {
		snapshot: seen,
		wanted,
		decisions: decide(seen, wanted),
		issues: [...issues, ...wanted.issues]
	};
}
/** What a merge will do on the MedPerf server, with a verdict for every field; pure. */
function planSubmission(input) {
	const resolved = resolve(input);
	const { snapshot, decisions } = resolved;
	const { components, benchmark } = decisions;
	const retirement = retirementOf(resolved, input.retire ?? []);
	const issues = [...resolved.issues, ...retirement.issues];
	return {
		schema: 1,
		...snapshot.origin === "" ? {} : { server: snapshot.origin },
		era: snapshot.era,
		seen: snapshot.blind ?? "server",
		unseen: unseenOf(snapshot, input),
		actions: [...components, benchmark].map(actionOf),
		...retirement.actions.length === 0 ? {} : { retire: retirement.actions },
		issues: issues.slice(0, 200).map((issue) => ({
			...issue,
			message: plainLine(issue.message, 600),
			...issue.hint === void 0 ? {} : { hint: plainLine(issue.hint, 900) }
		})),
		blocked: isBlocked(decisions, issues),
		next: nextOfPlan(decisions, isBlocked(decisions, issues))
	};
}
/** Whether nothing may be written. */
const isBlocked = ({ components, benchmark }, issues) => [...components, benchmark].some(({ verdict }) => BLOCKING.has(verdict)) || issues.some(({ severity }) => severity === "error");
/** One decision as a plan shows it. */
function actionOf(decision) {
	const { verdict, name, uid, state, reason, hint, changes } = decision;
	const kind = "collection" in decision ? {
		models: "model",
		mlcubes: "container"
	} : void 0;
	return {
		object: kind === void 0 || !("collection" in decision) ? "benchmark" : kind[decision.collection],
		..."role" in decision ? { role: decision.role } : {},
		..."kind" in decision && decision.kind === "asset" ? { content: decision.kind } : {},
		verdict,
		name: plainLine(name, 200),
		...uid === void 0 ? {} : { uid },
		state,
		..."approval" in decision && decision.approval !== void 0 ? { approval: decision.approval } : {},
		reason: plainLine(reason, 600),
		...hint === void 0 ? {} : { hint: plainLine(hint, 900) },
		changes: shownChanges(changes)
	};
}
function shownChanges(changes) {
	const shown = changes.slice(0, 200).map(({ field, verdict, from, to, note }) => ({
		field: plainLine(field, 300),
		verdict,
		...from === void 0 ? {} : { from: shownJson(from, 300) },
		...to === void 0 ? {} : { to: shownJson(to, 300) },
		...note === void 0 ? {} : { note: plainLine(note, 300) }
	}));
	const rest = changes.length - shown.length;
	return rest === 0 ? shown : [...shown, {
		field: `and ${rest} more`,
		verdict: "nothing to do"
	}];
}
function unseenOf({ blind, era }, input) {
	if (blind === void 0) return [];
	if (blind === "lock") return ["The server was not asked (no MedPerf credential): this is what follows from benchmark.lock.json. What changed on the server since then, approvals and names that others took among it, was not seen."];
	return ["The server was not asked (no MedPerf credential), and there is no benchmark.lock.json: whether names are free, containers registered already or one of your benchmarks pending was not seen.", ...input.era === void 0 ? [`The server’s era is not known either; the ${era} era is assumed.`] : []];
}

// src/registration/plan.ts
/** What a merge of this content would do; without a snapshot what files and lock alone allow. Throws a MedPerfError of kind `lock`. */
function planFor(job, benchmark, evidence, snapshot) {
	const lock = readLockFile(job.runner.workspace, job.inputs.config);
	return planSubmission({
		benchmark,
		evidence,
		retire: job.inputs.retire,
		...snapshot === void 0 ? {} : { snapshot },
		...lock === void 0 ? {} : { lock }
	});
}

// src/medperf/apply/expected.ts
/**
* Throws kind `changed`, with each difference in words, where the server now asks for a write that the plan did not announce;
* less than announced is fine.
*/
function expectSamePlan(expected, { components, benchmark }) {
	const surprises = [...components, benchmark].map(actionOf).filter(({ verdict }) => WRITING.has(verdict)).flatMap((action) => surpriseOf(expected, action) ?? []);
	if (surprises.length === 0) return;
	throw new MedPerfError("changed", `the server changed since the plan was made: ${surprises.join("; ")}`, {
		reasons: surprises,
		hint: "Nothing was written. Run it again: the new plan shows what it means."
	});
}
const WRITING = /* @__PURE__ */ new Set([
	"create",
	"update in place",
	"needs a new version"
]);
function surpriseOf({ actions }, now) {
	const { name, verdict, reason } = now;
	const planned = actions.find(({ role }) => role === now.role);
	if (planned === void 0) return `\`${name}\` is not in the plan`;
	const moved = now.changes.filter(({ field, verdict: what }) => WRITING.has(what) && !isAddress(field));
	const isKnown = (change) => planned.changes.some((known) => isAnnounced(known, change));
	if (planned.name !== name) return verdict === "update in place" && planned.changes.some(isOpen) && moved.every(isKnown) ? void 0 : `the plan names \`${planned.name}\`, and now it is \`${name}\` (${reason})`;
	if (!WRITING.has(planned.verdict)) {
		if (verdict === "update in place" && moved.length === 0) return void 0;
		const fields = moved.map(({ field }) => `\`${field}\``).join(", ");
		return `\`${name}\` was to stay as it is (${planned.verdict}), and now it is: ${verdict}${fields === "" ? "" : `, ${fields}`} (${reason})`;
	}
	if (verdict !== "update in place") return planned.verdict === verdict ? void 0 : `\`${name}\` was planned as: ${planned.verdict}, and now it is: ${verdict} (${reason})`;
	if (planned.verdict !== "update in place" || planned.changes.length > 200) return void 0;
	const surprises = moved.filter((change) => !isKnown(change));
	if (surprises.length === 0) return void 0;
	return surprises.map((change) => changeWords(name, change)).join("; ");
}
/** An address may follow what is published; what is behind it is held by its hash, a field of its own. */
const isAddress = (field) => /^(git_(mlcube|parameters)|(image|additional_files|demo_dataset)_tarball|asset)_url$/.test(field);
/** A field whose value was not known when the plan was made; a note says when it will be. */
const isOpen = ({ note, from, to }) => note !== void 0 && from === void 0 && to === void 0;
const isAnnounced = (known, { field, from }) => isOpen(known) ? known.field === field || field.startsWith(`${known.field}.`) : WRITING.has(known.verdict) && known.field === field && known.from === from;
const changeWords = (name, { field, from, to }) => `\`${field}\` of \`${name}\` is ${from ?? "not there"} now, which the plan did not see when it was to become ${to ?? "empty"}`;

// src/medperf/apply/lock-of.ts
/** The lock of what the server holds now, for the next run to read. */
function lockOf(source, { decisions }, snapshot, row) {
	const components = Object.fromEntries(ROLES.map((role) => [role, lockedOf(source.evidence, role, decisions.components)]));
	const keys = componentKeys(snapshot.era);
	const { metadata: _results, ...fields } = row.fields;
	return {
		schema: 1,
		server: snapshot.origin,
		era: snapshot.era,
		owner: snapshot.me.id,
		config: source.benchmark.config,
		...source.commit === void 0 ? {} : { commit: source.commit },
		benchmark: {
			uid: row.uid,
			name: row.name,
			state: row.state,
			approvalStatus: row.approval,
			fields: {
				...fields,
				...Object.fromEntries(ROLES.map((role) => [keys[role], row.components[role]]))
			}
		},
		components
	};
}
function lockedOf(evidence, role, decisions) {
	const candidate = decisions.find((decision) => decision.role === role)?.candidate;
	if (candidate === void 0) throw new TypeError(`no row for the ${role}`);
	const { uid, kind, contentUid, name, state, fields } = candidate;
	const { imageId } = evidence.components[role].image;
	const given = evidence.components[role].uid !== void 0;
	return {
		uid,
		...kind === "asset" ? { asset: contentUid } : { container: contentUid },
		name,
		state,
		given,
		...imageId === void 0 ? {} : { imageId },
		fields
	};
}

// src/medperf/apply/confirm.ts
/** Reads a row and compares it with what was sent, by meaning; the server trims texts and reorders keys (contract 3.2). */
async function readBack(client, step, uid) {
	const row = await client.row(step.collection, uid);
	if (row === void 0) return { found: "nothing" };
	const difference = firstDifference(step.body, row, "");
	if (difference === void 0) return {
		found: "as sent",
		uid
	};
	return {
		found: "other",
		uid,
		field: difference.field,
		value: shownJson(difference.value)
	};
}
/** Whether a write whose answer is missing, or was a refusal, is on the server after all. */
async function lookUp(client, step) {
	if (step.kind === "update") {
		const look = await readBack(client, step, step.uid);
		return look.found === "other" ? { found: "nothing" } : look;
	}
	const row = (await ownRows(client, step)).find(({ name }) => name === step.name);
	return row === void 0 ? { found: "nothing" } : readBack(client, step, row.uid);
}
async function ownRows(client, { collection }) {
	if (collection === "benchmarks") return client.benchmarks({ mine: true });
	return collection === "models" ? client.models({ mine: true }) : client.containers({ mine: true });
}
/** The first field of `sent` that the row does not hold; what is inside a model is compared one level down. */
function firstDifference(sent, row, path) {
	for (const [key, value] of Object.entries(sent)) {
		const held = row[key] ?? null;
		const field = `${path}${key}`;
		if ((key === "container" || key === "asset") && isMapping(value) && isMapping(held)) {
			const inner = firstDifference(value, held, `${field}.`);
			if (inner !== void 0) return inner;
		} else if (!isHeld(key, value, held)) return {
			field,
			value: held
		};
	}
}
/** `""` and null both mean no parameters (contract 3.2). */
const isHeld = (key, sent, held) => sameJson(toJson(sent), held) || key === "parameters_config" && sent === null && held === "";

// src/medperf/apply/perform.ts
/** Milliseconds before a write is sent again; only after a look showed that it did not arrive. */
const PAUSES$1 = [1e3, 4e3];
/**
* Makes one write true: sends it, reads it back and compares. Without an answer the server is asked whether it was written,
* and only if not it is sent again. Gives the uid; throws MedPerfError.
*/
async function perform(options, step, tried = 0) {
	try {
		return await attempt$1(options, step);
	} catch (error) {
		if (!(error instanceof MedPerfError) || !(mayBeWritten(error) || wasNeverSent(error))) throw error;
		const uid = mayBeWritten(error) ? await foundAfterAll(options, step) : void 0;
		if (uid !== void 0) return uid;
		const pause = PAUSES$1[tried];
		if (error.kind === "refused" || pause === void 0) throw error;
		await (options.sleep ?? sleepFor)(pause);
		return perform(options, step, tried + 1);
	}
}
const sleepFor = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** A refusal too: two runs at once want the same row, and the second is told that the name is taken. */
const mayBeWritten = (error) => error.uncertain || error.kind === "refused";
const wasNeverSent = (error) => error.kind === "unreachable" || error.kind === "timeout";
async function attempt$1({ client, onProgress }, step) {
	onProgress?.({
		phase: "sending",
		step,
		text: wordsOf(step)
	});
	const uid = await send(client, step);
	const confirmed = expectAsSent(step, await readBack(client, step, uid));
	onProgress?.({
		phase: "confirmed",
		step,
		uid: confirmed,
		text: `${wordsOf(step)}: done, uid ${confirmed}`
	});
	return confirmed;
}
async function send(client, step) {
	if (step.kind === "create") return client.create(step.collection, step.body);
	await client.update(step.collection, step.uid, step.body);
	return step.uid;
}
async function foundAfterAll({ client, onProgress }, step) {
	const look = await lookUp(client, step);
	if (look.found === "nothing") return void 0;
	const uid = expectAsSent(step, look);
	onProgress?.({
		phase: "found",
		step,
		uid,
		text: `${wordsOf(step)}: it is there already, uid ${uid}`
	});
	return uid;
}
function expectAsSent(step, look) {
	if (look.found === "as sent") return look.uid;
	const what = `${step.collection} \`${step.name}\``;
	if (look.found === "nothing") throw new MedPerfError("changed", `${what} was written but is not there when it is read back`, { hint: AGAIN });
	const message = `${what} (uid ${look.uid}) does not hold what was sent: \`${look.field}\` is ${look.value}`;
	throw new MedPerfError("changed", message, { hint: AGAIN });
}
const AGAIN = "Somebody else, perhaps another run of this workflow, wrote at the same time. Let only one run at a time (`concurrency`), and run it again.";
const wordsOf = (step) => {
	const fields = step.kind === "create" ? "" : ` (${Object.keys(step.body).join(", ")})`;
	return `${step.kind} ${step.collection} ${step.name}${fields}`;
};

// src/medperf/apply/step.ts
/** What makes two steps the same: the row and the fields, not their values. */
const stepKey = (step) => [
	step.kind,
	step.collection,
	step.kind === "create" ? step.name : step.uid,
	...Object.keys(step.body)
].join(" ");
/**
* The next write, or undefined when the server holds what is wanted. What can be taken back comes first and what freezes
* last: containers and models, then a benchmark that exists, then the components' states, then a new benchmark, and its
* state in a request of its own, because the server checks it against the components stored before (contract 4.5).
*/
function nextStep(resolved) {
	const { components, benchmark } = resolved.decisions;
	return first(components, contentStep) ?? benchmarkUpdate(benchmark) ?? first(components, promotion) ?? benchmarkCreate(benchmark) ?? benchmarkPromotion(benchmark);
}
function first(items, step) {
	for (const item of items) {
		const found = step(item);
		if (found !== void 0) return found;
	}
}
function contentStep(decision) {
	const { verdict, role, kind, write, candidate, collection, name, state } = decision;
	if (write === void 0) return void 0;
	if (verdict === "create" || verdict === "needs a new version") {
		const content = {
			name,
			state,
			...write,
			metadata: {}
		};
		return {
			kind: "create",
			subject: role,
			collection,
			name,
			body: collection === "models" ? modelAround(kind, content) : content
		};
	}
	if (candidate === void 0) return void 0;
	const { is_valid: valid, ...content } = write;
	if (valid !== void 0) return {
		kind: "update",
		subject: role,
		name,
		...holderOf(candidate),
		body: { is_valid: valid }
	};
	if (Object.keys(content).length === 0) return void 0;
	const { contentUid: uid } = candidate;
	return {
		kind: "update",
		subject: role,
		collection: TABLES[candidate.kind],
		name,
		uid,
		body: content
	};
}
const TABLES = {
	container: "mlcubes",
	asset: "assets"
};
/** A model with what is inside it; the two share name and state (contract 3.4). */
function modelAround(kind, content) {
	const { name, state } = content;
	return {
		name,
		state,
		container: null,
		asset: null,
		metadata: {},
		type: kind.toUpperCase(),
		[kind]: content
	};
}
/** State and validity of what is inside a model change through the model, which takes it along (contract 3.4). */
const holderOf = ({ uid, modelUid }) => modelUid === void 0 ? {
	collection: "mlcubes",
	uid
} : {
	collection: "models",
	uid: modelUid
};
function promotion({ role, name, promote, candidate }) {
	if (!promote || candidate === void 0) return void 0;
	return {
		kind: "update",
		subject: role,
		name,
		...holderOf(candidate),
		body: { state: "OPERATION" }
	};
}
function benchmarkUpdate({ uid, name, write }) {
	if (uid === void 0 || write === void 0 || Object.keys(write).length === 0) return void 0;
	return {
		kind: "update",
		subject: "benchmark",
		collection: "benchmarks",
		name,
		uid,
		body: write
	};
}
function benchmarkCreate({ uid, name, write, state }) {
	if (uid !== void 0 || write === void 0) return void 0;
	return {
		kind: "create",
		subject: "benchmark",
		collection: "benchmarks",
		name,
		body: {
			name,
			state,
			...write
		}
	};
}
function benchmarkPromotion({ uid, name, promote }) {
	if (uid === void 0 || !promote) return void 0;
	return {
		kind: "update",
		subject: "benchmark",
		collection: "benchmarks",
		name,
		uid,
		body: { state: "OPERATION" }
	};
}

// src/medperf/apply/apply.ts
/** More than a plan can hold: two for each component, two for the benchmark, and room. */
const MOST_STEPS = 20;
/**
* Brings the server to what benchmark.yaml and the test say. It looks, decides, makes one write, and looks again, so that it
* can be cut after any request and run again: what is there already is found, by name and content, and never written twice.
*/
async function applySubmission(options) {
	const { client, expected } = options;
	let snapshot = await takeSnapshot(client, givenUids(options.evidence));
	let resolved = resolve({
		...options,
		snapshot
	});
	expectUnblocked$1(resolved);
	if (expected !== void 0) expectSamePlan(expected, resolved.decisions);
	const done = [];
	for (let step = nextStep(resolved); step !== void 0; step = nextStep(resolved)) {
		expectProgress(done, step);
		await performOrExplain(options, step);
		done.push(step);
		snapshot = await refreshSnapshot(client, snapshot);
		resolved = resolve({
			...options,
			snapshot
		});
		expectUnblocked$1(resolved);
	}
	return applied(options, resolved, snapshot, done);
}
/** The uids that benchmark.yaml names, for the snapshot. */
const givenUids = ({ components }) => Object.fromEntries(ROLES.flatMap((role) => {
	const { uid } = components[role];
	return uid === void 0 ? [] : [[role, uid]];
}));
/** Throws kind `blocked` with everything that stands in the way; nothing was written for it. */
function expectUnblocked$1({ decisions, wanted, issues }, cause) {
	const refused = [...decisions.components, decisions.benchmark].filter(({ verdict }) => BLOCKING.has(verdict));
	const errors = issues.filter(({ severity }) => severity === "error");
	const unknown = [...Object.values(wanted.components), wanted.benchmark].flatMap((part) => Object.entries(part.unknown).map(([field, when]) => `${part.name}: \`${field}\` is not known (${when})`));
	if (!isBlocked(decisions, issues) && unknown.length === 0) return;
	const reasons = [
		...refused.map(({ name, verdict, reason }) => `${name} (${verdict}): ${reason}`),
		...errors.map(({ message }) => message),
		...unknown
	];
	const hint = [...refused, ...errors].flatMap((entry) => entry.hint ?? []).join(" ");
	throw new MedPerfError("blocked", `nothing can be registered: ${reasons.join("; ")}`, {
		reasons,
		...hint === "" ? {} : { hint },
		...cause === void 0 ? {} : { cause }
	});
}
/** The same write twice in one run means that somebody undid the first. */
function expectProgress(done, step) {
	if (!done.some((earlier) => stepKey(earlier) === stepKey(step)) && done.length < MOST_STEPS) return;
	throw new MedPerfError("changed", `${step.collection} \`${step.name}\` was changed by somebody else while this ran`, { hint: "Let only one run at a time (`concurrency`), and run it again." });
}
/** A refused write is explained by what the server holds now: a name or content that somebody took meanwhile. */
async function performOrExplain(options, step) {
	try {
		await perform(options, step);
	} catch (error) {
		if (!(error instanceof MedPerfError) || error.kind !== "refused") throw error;
		const snapshot = await takeSnapshot(options.client, givenUids(options.evidence));
		expectUnblocked$1(resolve({
			...options,
			snapshot
		}), error);
		throw error;
	}
}
function applied(options, resolved, snapshot, steps) {
	const row = benchmarkRow(resolved, snapshot);
	const components = Object.fromEntries(resolved.decisions.components.map(({ role, candidate }) => {
		if (candidate === void 0) throw new TypeError(`no row for the ${role}`);
		const { uid, kind, contentUid: content, name, state } = candidate;
		return [role, {
			uid,
			kind,
			content,
			name,
			state
		}];
	}));
	const { uid, name, state, approval } = row;
	return {
		benchmark: {
			uid,
			name,
			state,
			approval
		},
		components,
		next: nextOf(snapshot.era, state, approval),
		stray: strayRows(snapshot, namesOf(resolved.wanted), keptBy(resolved.decisions)),
		steps,
		lock: lockOf(options, resolved, snapshot, row)
	};
}
function benchmarkRow({ decisions }, snapshot) {
	const row = snapshot.mine.benchmarks.find(({ uid }) => uid === decisions.benchmark.uid);
	if (row === void 0) throw new TypeError("no row for the benchmark");
	return row;
}

// src/medperf/apply/retire.ts
/**
* Marks the rows that were asked for as not valid, one after the other, after a fresh look at who uses them; gives those that
* were still valid. Throws kind `blocked`, before the first write, where one of them may not be retired.
*/
async function retire(options, requests, kept) {
	if (requests.length === 0) return [];
	const { rows, issues } = judgeRetire(await takeSnapshot(options.client), requests, kept);
	if (issues.length > 0) {
		const reasons = issues.map(({ message }) => message);
		throw new MedPerfError("blocked", reasons.join("; "), {
			reasons,
			hint: "Take them out of the input `retire`."
		});
	}
	const done = [];
	for (const row of rows) if (await isValid(options.client, row)) {
		await perform(options, {
			kind: "update",
			subject: "retired",
			...row,
			body: { is_valid: false }
		});
		done.push(row);
	}
	return done;
}
async function isValid(client, { collection, uid, name }) {
	const row = await client.row(collection, uid);
	if (row?.["name"] === name) return row["is_valid"] === true;
	throw new MedPerfError("changed", `${collection} ${uid} is not \`${name}\``, { hint: "Look at the list again." });
}

// src/registration/publications.ts
/**
* Publishes what the server will name by address and digest, and fetches each address once as a hospital will: without
* credentials. Rejects with a StepFailure or a MedPerfError; what was published stays, and is found again by the next run.
*/
async function publishAll(request) {
	const { benchmark, report } = request;
	const components = {};
	for (const role of ROLES) {
		const tested = report.containers.find((container) => container.role === role);
		components[role] = await publishComponent(benchmark.components[role], tested, request);
	}
	const { source } = benchmark.demoDataset;
	return {
		components,
		demoDataset: await hosted(source, "demo dataset", report.demoDataset?.sha256, request)
	};
}
async function publishComponent(component, tested, request) {
	const { additionalFiles, imageFile, spec, registered } = component;
	if (registered !== void 0) return {};
	const label = component.role.replaceAll("_", " ");
	const image = spec.type === "DockerImage" ? await publicImage(component, tested, request) : void 0;
	const files = additionalFiles && await hosted(additionalFiles, `${label} files`, tested?.additionalFiles, request);
	const source = imageFile ?? addressedImage(component);
	const file = source && await hosted(source, `${label} image`, tested?.imageFile, request);
	return {
		...image === void 0 ? {} : { image },
		...files === void 0 ? {} : { additionalFiles: files },
		...file === void 0 ? {} : { imageFile: file },
		...request.era === "mlcube" ? await manifests(component, request) : {}
	};
}
/** An image that is a file at the address in the configuration. */
const addressedImage = (component) => component.spec.type === "DockerImage" || isAsset(component) ? void 0 : parseResource(component.spec.image);
/** A source at an address for everybody: one of the repository is published, one that has an address is fetched once. */
async function hosted(source, label, sha256, { job, github }) {
	if (source.kind === "synapse") return {
		url: `synapse:${source.id}`,
		...sha256 === void 0 ? {} : { sha256 }
	};
	const host = {
		job,
		github
	};
	if (source.kind === "path") return hostSource(source, label, host);
	const expected = source.sha256 ?? sha256 ?? "";
	await checkHosted(source.url, expected, host);
	return {
		url: source.url,
		sha256: expected
	};
}
async function manifests(component, request) {
	const files = await manifestsAt(component, request.job, request.commit);
	for (const { url, sha256 } of Object.values(files)) await checkHosted(url, sha256, request);
	return files;
}

// src/registration/register.ts
/**
* Publishes images and files, then brings the MedPerf server to what was tested. Safe to cut and to run again. Rejects
* with a MedPerfError or StepFailure that says what stands in the way.
*/
async function register(request) {
	const { job, client, github, benchmark, report, commit, plan } = request;
	const lock = readLockFile(job.runner.workspace, job.inputs.config);
	const last = lock === void 0 ? {} : { lock };
	const published = await publishAll({
		job,
		benchmark,
		report,
		era: client.era,
		github,
		commit,
		...last
	});
	const applied = await applySubmission({
		client,
		benchmark,
		commit,
		...last,
		evidence: evidenceOf(benchmark, report, published),
		expected: plan,
		onProgress({ phase, step: { collection, name }, uid, text }) {
			job.log.say(text);
			if (phase !== "sending" && uid !== void 0) request.onWritten({
				object: objectOf(collection),
				name,
				uid
			});
		}
	});
	const lockFile = join(job.folders.report, LOCK_FILE);
	mkdirSync(job.folders.report, { recursive: true });
	writeFileSync(lockFile, writeLock(applied.lock));
	return {
		applied,
		lockFile,
		...await retireOld(client, applied, job)
	};
}
/** What is registered stays so, whatever becomes of old rows. */
async function retireOld(client, { benchmark, components }, { inputs, log }) {
	const kept = {
		containers: new Set(Object.values(components).flatMap(({ kind, content }) => kind === "container" ? content : [])),
		models: new Set(client.era === "model" ? [components.reference_model.uid] : []),
		benchmarks: /* @__PURE__ */ new Set([benchmark.uid])
	};
	const retired = [];
	const onProgress = ({ phase, step, uid, text }) => {
		log.say(text);
		const { collection, name } = step;
		if (phase !== "sending" && uid !== void 0 && collection !== "assets") retired.push({
			collection,
			uid,
			name
		});
	};
	try {
		await retire({
			client,
			onProgress
		}, inputs.retire, kept);
		return { retired };
	} catch (error) {
		if (!(error instanceof MedPerfError)) throw error;
		return {
			retired,
			problem: error
		};
	}
}

// src/medperf/client/network.ts
const DOWN = "Check `server`, whether the server is up, and the proxy where the runner’s `HTTPS_PROXY` names one.";
const UNTRUSTED = "If the server uses a certificate of its own authority, give that authority as `ca-file`; behind a proxy that opens TLS, the proxy’s.";
const tls = (words, hint = UNTRUSTED) => ({
	kind: "tls",
	words,
	hint,
	unsent: true
});
const down = (words, hint = DOWN) => ({
	kind: "unreachable",
	words,
	hint,
	unsent: true
});
const broken = (words) => ({
	kind: "unreachable",
	words,
	hint: "Run it again."
});
const slow = (words) => ({
	kind: "timeout",
	words,
	hint: "Run it again when the server is less busy."
});
const KNOWN = {
	ECONNREFUSED: down("nothing listens there"),
	ENOTFOUND: down("the name is not known"),
	EAI_AGAIN: down("the name could not be looked up"),
	EHOSTUNREACH: down("the host cannot be reached"),
	ENETUNREACH: down("the network cannot be reached"),
	UND_ERR_CONNECT_TIMEOUT: {
		...slow("no connection in time"),
		unsent: true
	},
	ECONNRESET: broken("the connection was cut"),
	EPIPE: broken("the connection was cut"),
	UND_ERR_SOCKET: broken("the connection was cut"),
	HPE_INVALID_CONSTANT: broken("what answers is not a web server"),
	UND_ERR_HEADERS_TIMEOUT: slow("no answer in time"),
	UND_ERR_BODY_TIMEOUT: slow("the answer stopped in the middle"),
	TimeoutError: slow("no answer in time"),
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: tls("its certificate is from an unknown authority"),
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: tls("its certificate is from an unknown authority"),
	UNABLE_TO_GET_ISSUER_CERT: tls("its certificate is from an unknown authority"),
	SELF_SIGNED_CERT_IN_CHAIN: tls("its certificate is from an unknown authority"),
	DEPTH_ZERO_SELF_SIGNED_CERT: tls("its certificate is signed by itself"),
	CERT_HAS_EXPIRED: tls("its certificate has expired", "Renew the certificate, or correct this machine’s clock."),
	CERT_NOT_YET_VALID: tls("its certificate is not valid yet", "Correct this machine’s clock."),
	ERR_TLS_CERT_ALTNAME_INVALID: tls("its certificate is for another name", "Use the name that is in the certificate."),
	ERR_SSL_WRONG_VERSION_NUMBER: tls("it does not speak TLS", "Plain http is accepted for this machine only."),
	EPROTO: tls("the TLS handshake failed"),
	UND_ERR_PRX_TLS: tls("the TLS handshake with the proxy failed")
};
/** The error of a request that got no whole answer; for a write it is `uncertain` unless it cannot have arrived. */
function networkError(method, url, cause) {
	const known = codesOf(cause).map((code) => KNOWN[code]).find((entry) => entry !== void 0);
	const { kind, words, hint, unsent } = refusedByProxy(cause) ?? known ?? broken(`the connection failed (${codesOf(cause)[0] ?? "unknown"})`);
	const uncertain = method !== "GET" && unsent !== true;
	return new MedPerfError(kind, `${method} ${url}: ${words}`, {
		hint,
		uncertain,
		cause
	});
}
function refusedByProxy(cause) {
	const status = proxyRefusal(cause);
	return status === void 0 ? void 0 : down(`the proxy opens no way there (HTTP ${status})`, PROXY_HINT);
}
/** Codes and names of an error and of its causes; messages stay out, they may quote what was sent. */
function codesOf(error) {
	const codes = [];
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
		if ("code" in at && typeof at.code === "string") codes.push(at.code);
		codes.push(at.name);
		if (at instanceof AggregateError) codes.push(...at.errors.flatMap(codesOf));
	}
	return codes;
}

// src/medperf/auth/form.ts
const TIMEOUT$1 = 3e4;
const LARGEST$1 = 1048576;
/** Sends forms to, and reads documents from, the sign-in server; nothing of a request or answer is ever in an error. */
function createLoginRequest(dispatcher) {
	return async (url, form) => {
		const { request } = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
		const method = form === void 0 ? "GET" : "POST";
		try {
			const { statusCode, body } = await request(url, {
				method,
				dispatcher,
				headers: {
					accept: "application/json",
					"user-agent": "medperf-benchmark-action",
					...form === void 0 ? {} : { "content-type": "application/x-www-form-urlencoded" }
				},
				signal: AbortSignal.timeout(TIMEOUT$1),
				...form === void 0 ? {} : { body: new URLSearchParams(form).toString() }
			});
			return {
				status: statusCode,
				json: parse(await readText$1(body))
			};
		} catch (error) {
			throw error instanceof MedPerfError ? error : networkError(method, url.href, error);
		}
	};
}
async function readText$1(body) {
	const chunks = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > LARGEST$1) throw new MedPerfError("login", "the sign-in server sends far more than an answer");
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
function parse(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}
const ErrorSchema = object({
	error: string(),
	error_description: string().optional()
});
/** The error code of an OAuth answer and its words for people (RFC 6749, 5.2). */
function loginErrorOf(answer) {
	const parsed = ErrorSchema.safeParse(answer.json);
	if (!parsed.success) return {
		code: "unknown",
		words: `HTTP ${answer.status}`
	};
	const { error, error_description: description } = parsed.data;
	return {
		code: error,
		words: plainLine(description ?? error, 200)
	};
}

// src/medperf/auth/device-flow.ts
const DeviceSchema = object({
	device_code: string().min(1).max(2e3),
	user_code: string().min(1).max(100),
	verification_uri_complete: url({ protocol: /^https?$/ }).max(2e3),
	expires_in: number().min(1).max(86400).default(900),
	interval: number().min(0).max(600).default(5)
});
const TokensSchema = object({
	access_token: string().min(1),
	id_token: string().min(1),
	expires_in: number().min(0)
});
/** Seconds that RFC 8628, 3.5 adds when the server finds the polling too fast. */
const SLOWER = 5;
/** Signs in through a browser elsewhere (RFC 8628, contract 7.2) and waits for it; throws kind `login`. */
async function deviceLogin(options) {
	const { provider } = options;
	const origin = new URL(provider.origin);
	if (origin.protocol !== "https:" && !isLoopback(origin)) throw new MedPerfError("input", "the sign-in server must be asked over https");
	const own = options.dispatcher === void 0 ? await createDispatcher(origin.origin) : void 0;
	try {
		const dispatcher = options.dispatcher ?? own;
		if (dispatcher === void 0) throw new TypeError("no dispatcher");
		return await login(options, createLoginRequest(dispatcher));
	} finally {
		await own?.close();
	}
}
async function login(options, send) {
	const { provider, email, onPrompt } = options;
	const now = options.now ?? (() => /* @__PURE__ */ new Date());
	const started = now();
	const device = await askForCode(provider, send);
	const expires = new Date(started.getTime() + device.expires_in * 1e3);
	await onPrompt({
		url: device.verification_uri_complete,
		code: plainLine(device.user_code, 50),
		expires
	});
	const tokens = await poll({
		...options,
		now
	}, send, device, expires);
	const received = now();
	const { readKeys, verifyIdToken } = await import("./id-token.js");
	const keys = await send(new URL("/.well-known/jwks.json", provider.origin));
	const signedIn = await verifyIdToken(tokens.id_token, readKeys(keys.json), provider, received);
	if (signedIn !== email.trim().toLowerCase()) throw new MedPerfError("login", "somebody else than `login-email` signed in; their sign-in is not used", { hint: "Open the link yourself, with the e-mail that is announced as `login-email`." });
	return {
		accessToken: tokens.access_token,
		expires: new Date(received.getTime() + tokens.expires_in * 1e3),
		email: signedIn
	};
}
async function askForCode(provider, send) {
	const answer = await send(new URL("/oauth/device/code", provider.origin), {
		client_id: provider.clientId,
		audience: provider.audience,
		scope: "offline_access openid email"
	});
	const parsed = DeviceSchema.safeParse(answer.json);
	if (answer.status === 200 && parsed.success) return parsed.data;
	throw failed(answer.status, loginErrorOf(answer).words);
}
/** Asks until the person confirmed, refused, or the code expired. */
async function poll(options, send, device, expires) {
	const { signal } = options;
	const sleep = options.sleep ?? ((milliseconds) => setTimeout$1(milliseconds, void 0, signal && { signal }));
	const url = new URL("/oauth/token", options.provider.origin);
	let interval = device.interval;
	for (;;) {
		await sleep(interval * 1e3).catch((error) => {
			signal?.throwIfAborted();
			throw error;
		});
		signal?.throwIfAborted();
		const answer = await send(url, {
			grant_type: "urn:ietf:params:oauth:grant-type:device_code",
			device_code: device.device_code,
			client_id: options.provider.clientId
		}).catch(brokenPoll);
		if (answer !== void 0) {
			if (answer.status === 200) return tokensOf$1(answer.json);
			const { code, words } = loginErrorOf(answer);
			if (code === "slow_down") interval += SLOWER;
			else if (code !== "authorization_pending") throw failed(answer.status, words, code);
		}
		if (options.now() >= expires) throw failed(0, "nobody confirmed the code in time", "expired_token");
	}
}
/** A poll without an answer says nothing; the next one will (RFC 8628, 3.5). */
function brokenPoll(error) {
	if (error instanceof MedPerfError && error.kind !== "tls") return void 0;
	throw error;
}
function tokensOf$1(json) {
	const parsed = TokensSchema.safeParse(json);
	if (parsed.success) return parsed.data;
	throw new MedPerfError("login", "the sign-in server’s answer holds no tokens");
}
const HINTS$1 = {
	expired_token: "Run it again, and open the link before the code expires.",
	access_denied: "Run it again and confirm. If the server knows no such user, its administrators make accounts."
};
function failed(status, words, code = "") {
	if (status === 429) return new MedPerfError("login", "login failed: too many requests", { hint: "Try again in some minutes." });
	return new MedPerfError("login", `login failed: ${words}`, { hint: HINTS$1[code] ?? "Run it again; if it stays, check the address of the sign-in server." });
}

// src/medperf/auth/local.ts
const Tokens = record(string(), string());
/** The token of one user in a development server's `tokens.json`, which maps e-mails to tokens (contract 7.5). */
function localToken(text, email) {
	const token = tokensOf(text)[email.trim().toLowerCase()];
	if (token !== void 0) return token;
	throw new MedPerfError("login", `the tokens of the development server hold none for \`${email}\``, { hint: "Give one of its users as `login-email`." });
}
/** Whether a text is such a map, which no access token is. */
const isTokenMap = (text) => text.trimStart().startsWith("{");
function tokensOf(text) {
	try {
		return Tokens.parse(JSON.parse(text));
	} catch {
		throw new MedPerfError("login", "the tokens of the development server are not a JSON object of e-mails and tokens");
	}
}

// src/medperf/auth/provider.ts
/** The sign-in of MedPerf's production server. */
const PRODUCTION_LOGIN = {
	origin: "https://auth.medperf.org",
	clientId: "vFtfndViDFd0BeMdMKBgsKA9aV9BDtrY",
	audience: "https://api.medperf.org/",
	issuer: "https://auth.medperf.org/"
};

// src/medperf/auth/token.ts
/** The claims of a JWT; undefined for a token of another kind. */
async function readToken(token) {
	const { decodeJwt } = await import("./webapi2.js");
	try {
		const { exp, iat } = decodeJwt(token);
		return {
			...typeof exp === "number" ? { expires: /* @__PURE__ */ new Date(exp * 1e3) } : {},
			...typeof iat === "number" ? { issued: /* @__PURE__ */ new Date(iat * 1e3) } : {}
		};
	} catch {
		return;
	}
}
const day = (date) => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
/** Why a server may have refused a token, in words that follow its own; undefined for a token that says nothing. */
async function tokenWords(token, now) {
	const claims = await readToken(token);
	if (claims === void 0) return "the token is not a JWT, which MedPerf’s access tokens are";
	const { expires, issued } = claims;
	if (expires !== void 0 && expires <= now) return `the token expired on ${day(expires)}`;
	if (issued !== void 0 && issued > now) return `the token was issued on ${day(issued)}, which is still to come by this machine’s clock (${day(now)})`;
	if (expires === void 0) return void 0;
	return `the token itself says that it is valid until ${day(expires)}, so it may be one for another server`;
}
/** A token as an HTTP header can carry it; throws kind `token` for an empty, broken or expired one, before any request. */
async function checkToken(token, now) {
	const trimmed = token.trim();
	if (!/^[\x21-\x7e]+$/.test(trimmed)) throw new MedPerfError("token", "the MedPerf token is empty or holds characters that no token has", { hint: "Give the access token alone, without `Bearer`, quotes or line breaks." });
	const expires = (await readToken(trimmed))?.expires;
	if (expires !== void 0 && expires <= now) throw new MedPerfError("token", `the MedPerf token expired on ${day(expires)}, by this machine’s clock (${day(now)})`, { hint: "Log in again and store the new access token." });
	return trimmed;
}

// src/medperf/client/reason.ts
const MOST = 30;
/** What Django wraps a message in that belongs to no field (contract 1.3). */
const NO_FIELD = /* @__PURE__ */ new Set([
	"non_field_errors",
	"detail",
	"error"
]);
/** Keys of token errors that say nothing to a person (contract 1.2). */
const NOISE = /* @__PURE__ */ new Set([
	"code",
	"token_class",
	"token_type"
]);
/** The server's own sentences in an error body, every field named by its path; empty for a body without any. */
function reasonsOf(body) {
	const reasons = collect(body, []);
	const shown = reasons.slice(0, MOST);
	return reasons.length > MOST ? [...shown, `and ${reasons.length - MOST} more`] : shown;
}
function collect(value, path) {
	if (typeof value === "string") return [sentence(path, value)];
	if (Array.isArray(value)) return value.flatMap((entry) => collect(entry, path));
	if (!isMapping(value)) return [];
	return Object.entries(value).flatMap(([key, entry]) => {
		if (NOISE.has(key)) return [];
		return collect(entry, NO_FIELD.has(key) || key === "messages" || key === "message" ? path : [...path, key]);
	});
}
function sentence(path, text) {
	const words = plainLine(text);
	return path.length === 0 ? words : `${plainLine(path.join("."), 100)}: ${words}`;
}
/** What an owner can do about a refusal, by the server's words (contract 3.1, 3.2, 4.3 to 4.5). */
const HINTS = [
	[/at most one pending benchmark/, "An administrator of the server must approve, reject or delete your pending benchmark first; nobody is told by the server, so write to them. One in DEVELOPMENT can be changed in place instead."],
	[/with this name already exists/, "Names are unique over all users and stay taken: choose another name in benchmark.yaml."],
	[/must make a unique set/, "Somebody registered exactly this container before. Reuse it with its `uid` in benchmark.yaml, or change the image, the configuration, the parameters or the additional files."],
	[/non editable fields in Operation mode/, "What is in OPERATION is frozen: register a new version under a new name."],
	[/cannot mark a benchmark as operational/, "All three components must be in OPERATION before the benchmark."],
	[/no more than \d+ characters/, "Shorten the text in benchmark.yaml."],
	[/require[s]? file hash|hash was provided without URL/, "An address and its hash belong together."]
];
/** What to do about the server's sentences; undefined where none is known. */
function hintFor(reasons) {
	return HINTS.find(([pattern]) => reasons.some((reason) => pattern.test(reason)))?.[1];
}

// src/medperf/client/answer.ts
/** The value of a good answer as `schema` reads it; every other answer becomes an error in plain words. */
function expectAnswer(answer, schema, expired) {
	if (answer.status < 200 || answer.status > 299 || answer.body === void 0) throw errorOf(answer, expired);
	const parsed = schema.safeParse(answer.body);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	const where = issue === void 0 || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
	throw new MedPerfError("answer", `${heading(answer)}: not the answer of a MedPerf server${where}`, {
		hint: "Check that `server` is a MedPerf server.",
		uncertain: answer.method !== "GET"
	});
}
const heading = (answer) => `${answer.method} ${answer.url}: HTTP ${answer.status}`;
/** The error that an answer stands for; `expired` is what the token itself says about its end. */
function errorOf(answer, expired) {
	if (answer.body === void 0) return pageError(answer);
	const reasons = reasonsOf(answer.body);
	const words = reasons.length === 0 ? heading(answer) : `${heading(answer)}: ${reasons.join("; ")}`;
	const more = {
		status: answer.status,
		reasons,
		uncertain: answer.method !== "GET" && answer.status >= 500
	};
	const { status } = answer;
	if (status === 401) {
		const hint = "Give a fresh MedPerf access token.";
		return new MedPerfError("token", expired === void 0 ? words : `${words}; ${expired}`, {
			...more,
			hint
		});
	}
	if (status === 403) {
		const hint = "Only the owner may do this, and of a benchmark’s approval only an administrator. Missing entries look the same.";
		return new MedPerfError("permission", words, {
			...more,
			hint
		});
	}
	if (status >= 500) return new MedPerfError("server", words, {
		...more,
		hint: "Run it again later."
	});
	const hint = hintFor(reasons);
	return new MedPerfError(status === 404 ? "missing" : status < 300 ? "answer" : "refused", words, hint === void 0 ? more : {
		...more,
		hint
	});
}
/** No JSON: an error page of the server, of something before it, or of something else altogether. */
function pageError(answer) {
	const uncertain = answer.method !== "GET" && (answer.status >= 500 || answer.status < 300);
	const more = {
		status: answer.status,
		uncertain
	};
	if (answer.status >= 500) return new MedPerfError("server", `${heading(answer)}: the server failed and shows a page instead of a reason`, {
		...more,
		hint: "Run it again later; if it stays, tell the server’s administrators the address and the time."
	});
	const kind = answer.status === 404 ? "missing" : "server";
	return new MedPerfError(kind, `${heading(answer)}: a page that is not JSON`, {
		...more,
		hint: "Check that `server` is a MedPerf server, and that no proxy answers for it."
	});
}

// src/medperf/client/bodies.ts
const text = (max) => string().refine((value) => lengthOf(value) <= max, { error: `longer than ${max} characters` });
const filled = (max) => text(max).refine((value) => value.trim() !== "", { error: "empty" });
const Json$1 = custom((value) => value !== void 0, "missing");
const Uid$1 = int().min(1);
const State = _enum(STATES);
const Bare = string().regex(/^[0-9a-f]{64}$/, "not a SHA-256 of 64 hex digits");
const BareOrEmpty = union([literal(""), Bare]);
const Digest = string().regex(/^(sha256:)?[0-9a-f]{64}$/, "not a SHA-256");
const CONTENT = {
	mlcube: {
		git_mlcube_url: filled(256),
		mlcube_hash: Bare,
		git_parameters_url: text(256),
		parameters_hash: BareOrEmpty,
		image_tarball_url: text(256),
		image_tarball_hash: BareOrEmpty,
		image_hash: BareOrEmpty,
		additional_files_tarball_url: text(256),
		additional_files_tarball_hash: BareOrEmpty
	},
	json: {
		container_config: custom((value) => isMapping(value), "not a mapping"),
		parameters_config: Json$1,
		image_hash: Digest,
		additional_files_tarball_url: text(256),
		additional_files_tarball_hash: BareOrEmpty
	}
};
const contentOf = (era) => CONTENT[era === "mlcube" ? "mlcube" : "json"];
const containerBody = (era) => strictObject({
	name: filled(RULES[era].containerName),
	state: State,
	...contentOf(era),
	metadata: Json$1
});
/** The word `local` would say that nobody but the owner can have the files (contract 12). */
const assetContent = {
	asset_hash: Bare,
	asset_url: filled(256).refine((url) => url !== "local", { error: "no address" })
};
const assetBody = () => strictObject({
	name: filled(RULES.model.containerName),
	state: State,
	...assetContent,
	metadata: Json$1
});
/** What a model and the content inside it have in common; the states must agree (contract 3.4). */
const modelCommon = () => ({
	name: filled(RULES.model.containerName),
	state: State,
	metadata: Json$1
});
const modelBody = () => discriminatedUnion("type", [strictObject({
	...modelCommon(),
	type: literal("CONTAINER"),
	container: containerBody("model"),
	asset: _null()
}), strictObject({
	...modelCommon(),
	type: literal("ASSET"),
	container: _null(),
	asset: assetBody()
})]);
const MODE = _enum([
	"NEVER",
	"ALWAYS",
	"ALLOWLIST"
]);
const POLICIES$1 = {
	dataset_auto_approval_mode: MODE,
	dataset_auto_approval_allow_list: array(string()),
	model_auto_approval_mode: MODE,
	model_auto_approval_allow_list: array(string())
};
const benchmarkBody = (era) => strictObject({
	name: filled(RULES[era].benchmarkName),
	description: text(RULES[era].description),
	docs_url: text(100),
	state: State,
	demo_dataset_tarball_url: filled(256),
	demo_dataset_tarball_hash: Bare,
	demo_dataset_generated_uid: Bare,
	data_preparation_mlcube: Uid$1,
	[RULES[era].modelKey]: Uid$1,
	data_evaluator_mlcube: Uid$1,
	metadata: Json$1,
	...RULES[era].policies ? POLICIES$1 : {}
});
const CHANGEABLE = { is_valid: boolean() };
/** The bodies of each write; those of PUT are partial, and an owner’s never holds `approval_status` (contract 4.5). */
const BODIES = {
	createContainer: containerBody,
	createModel: modelBody,
	createBenchmark: benchmarkBody,
	updateContainer: (era) => containerBody(era).extend(CHANGEABLE).partial(),
	updateAsset: () => strictObject(assetContent).partial(),
	updateModel: () => strictObject({
		state: State,
		...CHANGEABLE
	}).partial(),
	updateBenchmark: (era) => benchmarkBody(era).extend(CHANGEABLE).partial()
};
/** The body as it will be sent; throws kind `input` naming every field that the server would refuse or take wrongly. */
function checkBody(kind, era, body) {
	const json = toJson(body);
	const parsed = BODIES[kind](era).safeParse(json);
	if (parsed.success) return json;
	const reasons = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
	throw new MedPerfError("input", `${kind}: ${reasons.join("; ")}`, {
		reasons,
		hint: "Nothing was sent. Correct benchmark.yaml or the files it names."
	});
}

// src/medperf/client/schemas.ts
/** Any JSON; numbers kept as text would not survive a deeper look. */
const Json = custom((value) => value !== void 0, "missing");
const Uid = int().min(1);
const VersionSchema = object({ version: string().max(100) });
const UserSchema = object({
	id: Uid,
	email: string().nullish()
}).transform(({ id, email }) => ({
	id,
	email: email ?? ""
}));
/** One page of a list; the rows are read one by one, so that an odd one is named (contract 1.4). */
const PageSchema = object({
	count: int().min(0),
	next: string().nullable(),
	results: array(record(string(), Json))
});
/** Any row as the server gives it, for reading back. */
const ObjectSchema = record(string(), Json);
const Common = looseObject({
	id: Uid,
	name: string(),
	owner: Uid,
	state: _enum(STATES),
	is_valid: boolean()
});
const common = (row) => ({
	uid: row.id,
	name: row.name,
	owner: row.owner,
	state: row.state,
	isValid: row.is_valid
});
/** The named fields of a row; one that is not there makes the row no row of this era. */
function pick(row, names, context) {
	for (const name of names.filter((key) => row[key] === void 0)) context.addIssue({
		code: "custom",
		message: "missing",
		path: [name]
	});
	return Object.fromEntries(names.map((name) => [name, unset(name, row[name] ?? null)]));
}
/** Unset values come as `""` or null, depending on who wrote them (contract 3.2). */
function unset(name, value) {
	if (name === "parameters_config") return value === "" ? null : value;
	return value === null && name !== "container_config" && name !== "metadata" ? "" : value;
}
function containerSchema(era) {
	return Common.transform((row, context) => ({
		...common(row),
		fields: pick(row, RULES[era].content, context)
	}));
}
function assetSchema() {
	return Common.transform((row, context) => ({
		...common(row),
		fields: pick(row, ASSET.content, context)
	}));
}
/**
* A model with what is inside; `PUT` answers hold bare numbers instead and are never read. Of one whose type was switched
* and says something else than what is inside, clients can use nothing (contract 3.4).
*/
function modelSchema() {
	const inside = {
		container: containerSchema("model").nullable(),
		asset: assetSchema().nullish()
	};
	return Common.extend(inside).transform(({ container, asset, ...row }) => ({
		...common(row),
		...container === null || row["type"] === "ASSET" ? {} : { container },
		...asset === void 0 || asset === null || row["type"] === "CONTAINER" ? {} : { asset }
	}));
}
const BENCHMARK_FIELDS = [
	"description",
	"docs_url",
	"demo_dataset_tarball_url",
	"demo_dataset_tarball_hash",
	"demo_dataset_generated_uid",
	"metadata"
];
/** The policies; their lists are shown to the owner only, and to everybody else left out (contract 4.2). */
const POLICIES = EDITABLE_BENCHMARK.filter((name) => name.includes("auto_approval"));
const Benchmark = Common.extend({
	is_active: boolean(),
	approval_status: _enum(APPROVALS),
	approved_at: string().nullable(),
	data_preparation_mlcube: Uid,
	data_evaluator_mlcube: Uid
});
function benchmarkSchema(era) {
	const { modelKey, policies } = RULES[era];
	return Benchmark.extend({ [modelKey]: Uid }).transform((loose, context) => {
		const row = Benchmark.parse(loose);
		const names = policies ? POLICIES.filter((name) => row[name] !== void 0) : [];
		return {
			...common(row),
			isActive: row.is_active,
			approval: row.approval_status,
			approvedAt: row.approved_at,
			components: {
				data_preparator: row.data_preparation_mlcube,
				reference_model: Uid.parse(row[modelKey]),
				evaluator: row.data_evaluator_mlcube
			},
			fields: pick(row, [...BENCHMARK_FIELDS, ...names], context)
		};
	});
}

// src/medperf/client/detect.ts
const API = "/api/v0/";
/**
* The era of a server, found out and never guessed (contract 0.2). Needs no credentials: an address that exists asks for
* them in JSON, one that does not exist answers 404 with a page, before anybody looks at credentials.
*/
async function detectEra(send) {
	const version = expectAnswer(await send("GET", "/version"), VersionSchema);
	if (version.version !== "v0") throw strange(`it speaks version ${version.version.slice(0, 20)} of the API`);
	const containers = await send("GET", `${API}mlcubes/?limit=1`);
	if (!isKnown(containers)) throw errorOf(containers);
	const { container, mlcube } = shapeOf(containers);
	if (isKnown(await send("GET", `${"/api/v0/"}models/?limit=1`))) {
		if (mlcube) throw strange("it has models, but containers of the oldest era");
		return "model";
	}
	if (mlcube) return "mlcube";
	if (container) return "container";
	return isKnown(await send("GET", `${"/api/v0/"}benchmarks/1/participants_info/`)) ? "container" : "mlcube";
}
/** Whether an address exists. Everything but JSON and the page of an unknown address is no answer to that question. */
function isKnown(answer) {
	if (answer.status === 404 && answer.body === void 0) return false;
	if (answer.body === void 0 || answer.status >= 500) throw errorOf(answer);
	return true;
}
/** What the first container of the list, where there is one, says about the era. */
function shapeOf(answer) {
	const results = isMapping(answer.body ?? null) ? answer.body.results : void 0;
	const first = Array.isArray(results) ? results[0] ?? null : null;
	const has = (key) => isMapping(first) && Object.hasOwn(first, key);
	return {
		container: has("container_config"),
		mlcube: has("git_mlcube_url")
	};
}
const strange = (what) => new MedPerfError("answer", `this MedPerf server is of no known kind: ${what}`, { hint: "Look for a newer version of this action." });

// src/medperf/client/paging.ts
/** Rows of one request; the server has no maximum (contract 1.4). */
const PAGE = 100;
const ATTEMPTS = 5;
/**
* All rows of a list. Lists are ordered by the time of the last change, so a row that changes while we page moves to the
* end and pulls the later ones one place forward: a row could be missed (contract 1.4). Each page therefore begins with
* the last row of the one before; if that is another one, or a row comes twice, or rows are missing at the end, the list
* moved and is read again.
*/
async function readAll(read, row, limit = 100) {
	for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
		const rows = await readOnce(read, row, limit);
		if (rows !== void 0) return rows;
	}
	const { url } = await read(0, 1);
	throw new MedPerfError("changed", `GET ${url}: the list changed while it was read, ${ATTEMPTS} times in a row`, { hint: "Run it again when fewer people write to the server." });
}
/** The rows, or undefined when the list moved meanwhile. */
async function readOnce(read, row, limit) {
	const rows = /* @__PURE__ */ new Map();
	let last;
	for (;;) {
		const overlap = last === void 0 ? 0 : 1;
		const answer = await read(rows.size - overlap, limit);
		const page = expectAnswer(answer, PageSchema);
		const entries = page.results.map((entry) => expectAnswer({
			...answer,
			body: entry
		}, row));
		if (overlap === 1 && entries[0]?.uid !== last) return void 0;
		for (const entry of entries.slice(overlap)) {
			if (rows.has(entry.uid)) return void 0;
			rows.set(entry.uid, entry);
			last = entry.uid;
		}
		if (page.next === null) return rows.size === page.count ? [...rows.values()] : void 0;
		if (entries.length <= overlap) return void 0;
	}
}

// src/medperf/client/data-sets.ts
/** The part of a data set that anybody may read (contract 6). */
const DataSetSchema = object({
	id: int().min(1),
	data_preparation_mlcube: int().min(1)
}).transform((row) => ({
	uid: row.id,
	preparator: row.data_preparation_mlcube
}));
/**
* How many data sets were prepared with a container, as its owner may ask (contract 2, row 13); undefined where the server does
* not tell. The mlcube era does not tell once the container is in OPERATION, but shows everybody all data sets (row 32).
*/
async function countPrepared(era, send, container) {
	const answer = await send("GET", `${API}mlcubes/${container}/datasets/?limit=1&offset=0`);
	if (answer.status === 200) return expectAnswer(answer, PageSchema).count;
	if (era !== "mlcube" || answer.status !== 400) return void 0;
	return (await readAll((offset, limit) => send("GET", `${API}datasets/?limit=${limit}&offset=${offset}`), DataSetSchema)).filter(({ preparator }) => preparator === container).length;
}

// src/medperf/client/transport.ts
const TIMEOUT = 6e4;
const LARGEST = 67108864;
const REDIRECTS = 5;
/** Milliseconds before the second and third try of a read. */
const PAUSES = [500, 2e3];
const LONGEST_PAUSE = 3e4;
const TRANSIENT = /* @__PURE__ */ new Set([
	429,
	500,
	502,
	503,
	504
]);
function createTransport(options) {
	const sleep = options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
	return async (method, path, body) => {
		const url = new URL(path, options.origin);
		if (method !== "GET") return once(options, method, url, body);
		for (const pause of PAUSES) {
			const answer = await settle(follow(options, url));
			if (answer instanceof MedPerfError) {
				if (answer.kind === "tls" || answer.kind === "answer" || answer.kind === "input") throw answer;
				await sleep(pause);
			} else {
				if (!TRANSIENT.has(answer.status)) return answer;
				await sleep(Math.min((answer.retryAfter ?? 0) * 1e3, LONGEST_PAUSE) || pause);
			}
		}
		return follow(options, url);
	};
}
async function settle(answer) {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof MedPerfError) return error;
		throw error;
	}
}
/** A read that follows redirects, but never takes the token to another origin. */
async function follow(options, start) {
	let url = start;
	for (let hops = 0; hops <= REDIRECTS; hops += 1) {
		const answer = await once(options, "GET", url);
		if (!("location" in answer)) return answer;
		const target = URL.canParse(answer.location, url.href) ? new URL(answer.location, url) : void 0;
		if (target?.origin !== url.origin) throw new MedPerfError("answer", `GET ${url}: the server sends the request on to another address`, { hint: "Give the address it really has as `server`; a token is never sent on to another one." });
		url = target;
	}
	throw new MedPerfError("answer", `GET ${start}: more than ${REDIRECTS} redirects`);
}
async function once(options, method, url, body) {
	const { request } = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	try {
		const response = await request(url, {
			method,
			dispatcher: options.dispatcher,
			headers: headersOf(options, url, body !== void 0),
			signal: AbortSignal.timeout(options.timeout ?? TIMEOUT),
			...body === void 0 ? {} : { body: JSON.stringify(body) }
		});
		const text = await readText(response.body, options.largest ?? LARGEST, `${method} ${url}`, method !== "GET");
		return answerOf(method, url, response.statusCode, response.headers, text);
	} catch (error) {
		throw error instanceof MedPerfError ? error : networkError(method, url.href, error);
	}
}
function headersOf(options, url, hasBody) {
	return {
		accept: "application/json",
		"user-agent": "medperf-benchmark-action",
		...options.token === void 0 ? {} : { authorization: `Bearer ${options.token}` },
		...hasBody ? { "content-type": "application/json" } : {},
		...url.protocol === "http:" && isLoopback(url) ? { "x-forwarded-proto": "https" } : {}
	};
}
async function readText(body, largest, what, uncertain) {
	const chunks = [];
	let size = 0;
	for await (const chunk of body) {
		size += chunk.length;
		if (size > largest) throw new MedPerfError("answer", `${what}: the answer is larger than ${largest} bytes`, { uncertain });
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString("utf8");
}
function answerOf(method, url, status, headers, text) {
	const answer = {
		method,
		url: url.href,
		status
	};
	const location = headers["location"];
	if (method === "GET" && status >= 300 && status < 400 && typeof location === "string") return {
		...answer,
		location
	};
	const after = Number(headers["retry-after"]);
	const wait = Number.isFinite(after) && after > 0 ? { retryAfter: after } : {};
	const type = String(headers["content-type"] ?? "");
	if (!/^application\/(.+\+)?json\b/i.test(type)) return {
		...answer,
		...wait
	};
	try {
		return {
			...answer,
			...wait,
			body: parseJson(text)
		};
	} catch {
		return {
			...answer,
			...wait
		};
	}
}

// src/medperf/client/client.ts
const CREATE = {
	mlcubes: "createContainer",
	models: "createModel",
	benchmarks: "createBenchmark"
};
const UPDATE = {
	assets: "updateAsset",
	mlcubes: "updateContainer",
	models: "updateModel",
	benchmarks: "updateBenchmark"
};
const Created = object({ id: int().min(1) });
/** Connects to a server and finds out its era; close it with `await using`. */
async function connect(options) {
	const origin = serverOrigin(options.server);
	const now = options.now ?? (() => /* @__PURE__ */ new Date());
	const token = await checkToken(options.token, now());
	const own = options.dispatcher === void 0 ? await createDispatcher(origin, options.ca) : void 0;
	const dispatcher = options.dispatcher ?? own;
	if (dispatcher === void 0) throw new TypeError("no dispatcher");
	const { timeout, sleep } = options;
	const send = createTransport({
		origin,
		dispatcher,
		token,
		...timeout === void 0 ? {} : { timeout },
		...sleep === void 0 ? {} : { sleep }
	});
	const close = async () => {
		await own?.close();
	};
	try {
		const asking = explained(send, token, now);
		return clientOf({
			origin,
			era: await detectEra(asking),
			send: asking,
			close
		});
	} catch (error) {
		await close();
		throw error;
	}
}
/** A transport whose 401 answers become errors that add what the token says about itself. */
function explained(send, token, now) {
	return async (method, path, body) => {
		const answer = await send(method, path, body);
		if (answer.status === 401) throw errorOf(answer, await tokenWords(token, now()));
		return answer;
	};
}
function clientOf({ origin, era, send, close }) {
	const at = (path) => `${API}${path}`;
	const list = (table, row, { mine = false } = {}) => {
		const path = at(`${mine ? "me/" : ""}${table}/`);
		return readAll((offset, limit) => send("GET", `${path}?limit=${limit}&offset=${offset}`), row);
	};
	const one = async (table, uid, row) => {
		const answer = await send("GET", at(`${table}/${uid}/`));
		return answer.status === 404 && answer.body !== void 0 ? void 0 : expectAnswer(answer, row);
	};
	const write = async (method, path, body) => {
		const answer = await send(method, at(path), body);
		const expected = method === "POST" ? 201 : 200;
		if (answer.status !== expected) throw errorOf(answer);
		return answer;
	};
	return {
		origin,
		era,
		me: async () => expectAnswer(await send("GET", at("me/")), UserSchema),
		containers: (scope) => list("mlcubes", containerSchema(era), scope),
		models: async (scope) => RULES[era].models ? list("models", modelSchema(), scope) : [],
		assets: async () => RULES[era].models ? list("assets", assetSchema()) : [],
		benchmarks: (scope) => list("benchmarks", benchmarkSchema(era), scope),
		row: (table, uid) => one(table, uid, ObjectSchema),
		container: (uid) => one("mlcubes", uid, containerSchema(era)),
		model: (uid) => one("models", uid, modelSchema()),
		preparedWith: (container) => countPrepared(era, send, container),
		async create(collection, body) {
			const answer = await write("POST", `${collection}/`, checkBody(CREATE[collection], era, body));
			return expectAnswer(answer, Created).id;
		},
		async update(table, uid, body) {
			await write("PUT", `${table}/${uid}/`, checkBody(UPDATE[table], era, body));
		},
		close,
		[Symbol.asyncDispose]: close
	};
}

// src/registration/server.ts
/** Connects to the MedPerf server as the benchmark owner; rejects with a MedPerfError. Close the client with `await using`. */
async function openServer(inputs, signIn) {
	const { server, caFile } = inputs;
	const token = await tokenFor(inputs, signIn);
	signIn.mask(token);
	return connect({
		server,
		token,
		...caFile === void 0 ? {} : { ca: readAuthority(caFile) }
	});
}
async function tokenFor({ server, medperfToken, loginEmail }, signIn) {
	if (medperfToken !== void 0) return isTokenMap(medperfToken) ? localToken(medperfToken, loginEmail ?? "") : medperfToken;
	if (loginEmail === void 0) throw new MedPerfError("login", "there is no credential for the MedPerf server");
	try {
		const { onPrompt, signal } = signIn;
		const { accessToken } = await deviceLogin({
			provider: providerOf(server),
			email: loginEmail,
			onPrompt,
			signal
		});
		signIn.mask(accessToken);
		await signIn.onEnd();
		return accessToken;
	} catch (error) {
		await signIn.onEnd(error);
		throw error;
	}
}
/**
* Where people sign in for a server: a development server on this machine does it itself, and MedPerf's own sign-in is for the
* production server alone (contract 7.1). Its token would be a stranger's key in the hands of any other server.
*/
function providerOf(server) {
	const origin = serverOrigin(server);
	if (origin === "https://api.medperf.org") return PRODUCTION_LOGIN;
	if (!isLoopback(new URL(origin))) throw new MedPerfError("login", `nobody can sign in to ${origin} from here: MedPerf’s sign-in gives tokens for ${PRODUCTION} alone`, { hint: "Give an access token of that server as `medperf-token`, in place of `login-email`." });
	return {
		...PRODUCTION_LOGIN,
		origin,
		issuer: `${origin}/`,
		audience: "https://localhost-localdev/"
	};
}
function readAuthority(path) {
	try {
		return readFileSync(path, "utf8");
	} catch (error) {
		throw new MedPerfError("input", `the file of the input ca-file cannot be read: ${path}`, { cause: error });
	}
}

// src/registration/unblocked.ts
/** Throws a MedPerfError of kind `blocked` with everything that stands in the way, before anything is published for it. */
function expectUnblocked({ blocked, actions, issues }) {
	if (!blocked) return;
	const refused = actions.filter(({ verdict }) => BLOCKING.has(verdict));
	const errors = issues.filter(({ severity }) => severity === "error");
	const reasons = [...refused.map(({ name, verdict, reason }) => `${name} (${verdict}): ${reason}`), ...errors.map(({ message }) => message)];
	const hint = [...refused, ...errors].flatMap((entry) => entry.hint ?? []).join(" ");
	throw new MedPerfError("blocked", `nothing can be registered: ${reasons.join("; ")}`, {
		reasons,
		...hint === "" ? {} : { hint }
	});
}

// src/registration/stages.ts
const NOT_ASKED = { [Symbol.asyncDispose]: async () => {} };
/**
* Reads the server, the components named by `uid` among it, where there is somebody to read it as. Unless something will be
* written, the connection is closed at once, and the credential forgotten, before the containers start. Rejects with a
* MedPerfError.
*/
async function askServer(job, intent, given) {
	const { inputs } = job;
	if (intent === "apply" ? !hasCredential(inputs) : inputs.medperfToken === void 0) return NOT_ASKED;
	const client = await openServer(inputs, askOwner(job));
	try {
		const snapshot = await takeSnapshot(client, given, inputs.retire);
		if (intent === "apply") return {
			snapshot,
			client,
			[Symbol.asyncDispose]: () => client.close()
		};
		await client.close();
		return {
			...NOT_ASKED,
			snapshot
		};
	} catch (error) {
		await client.close();
		throw error;
	}
}
/** The report with its plan, and the registration where this run is a merge and the test passed. */
async function planAndRegister({ report, benchmark }, { job, intent, asked }) {
	const isMerge = intent === "apply";
	if (benchmark === void 0) return isMerge ? {
		report,
		registered: notPassed(report)
	} : { report };
	const { report: planned, problem } = await withPlan(report, benchmark, job, asked.snapshot, async () => {
		const seen = asked.snapshot ?? readLockFile(job.runner.workspace, job.inputs.config);
		return evidenceOf(benchmark, report, seen === void 0 ? void 0 : await foreseen(benchmark, job, seen.era));
	});
	if (!isMerge || asked.client === void 0) return { report: planned };
	if (report.verdict !== "passed") return {
		report: planned,
		registered: notPassed(report)
	};
	const registered = await attempt(job, asked.client, benchmark, planned, problem);
	return {
		report: registered.kind === "done" ? report : planned,
		registered
	};
}
/** The report with the plan of a merge, or a sentence that says why it is not known. */
async function withPlan(report, benchmark, job, snapshot, evidence) {
	try {
		return { report: {
			...report,
			plan: planFor(job, benchmark, await evidence(), snapshot)
		} };
	} catch (error) {
		if (!(error instanceof MedPerfError || error instanceof StepFailure)) throw error;
		const { message, hint = "" } = reasonOf$1(error);
		const notice = `What a merge does is not known: ${message}. ${hint}`.trim();
		return {
			report: {
				...report,
				notices: [...report.notices, notice]
			},
			problem: error
		};
	}
}
async function attempt(job, client, benchmark, report, problem) {
	const { inputs, runner, trigger } = job;
	const { plan } = report;
	const commit = commitOf(trigger);
	const written = [];
	try {
		if (commit === void 0) throw new MedPerfError("blocked", "the commit to register is not known");
		if (plan === void 0) throw problem ?? new MedPerfError("blocked", "what is to be registered is not known");
		expectUnblocked(plan);
		const github = await openGitHub({
			token: inputs.token ?? "",
			apiUrl: runner.apiUrl
		});
		const onWritten = (one) => void written.push(one);
		return {
			kind: "done",
			registration: await register({
				job,
				client,
				github,
				benchmark,
				report,
				commit,
				plan,
				onWritten
			})
		};
	} catch (error) {
		job.signal.throwIfAborted();
		return brokenOff(error, written);
	}
}

export { evidenceOf as a, foreseen as i, planAndRegister as n, isTested as o, withPlan as r, askServer as t };