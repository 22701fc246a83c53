import { C as isAsset, F as foreseeNext, I as BLOCKING, N as chooseVoice, P as decideNext, T as hideUrlSecrets, _ as listNamedPaths, a as findFamily, f as hasUids, g as hashTrees, i as listKept, l as endRun, n as judgeRetire, o as nextName, p as readOrReport, r as retireInput, s as readVersion, t as findStrayRows, u as findSnapshot, v as hashFolder, y as hashConfiguration } from "./judge.js";
import { t as known } from "./known.js";
import { r as readCode, t as ExpectedError } from "./error.js";
import { a as listRoles, i as findCounterpart, n as collectParts, o as mapParts, r as expectPart, s as nameRole, t as ROLES } from "./role.js";
import { t as TASKS_OF } from "./topology.js";
import { T as url, g as looseObject, m as int, x as string } from "./schemas.js";
import { i as quoteName, n as plainLine } from "./text.js";
import { a as openGitHub, i as readStatus, n as isRateLimit, t as describeApiError } from "./warning.js";
import { i as parseBody } from "./client.js";
import { u as createDispatcher } from "./trouble.js";
import { c as USER_AGENT, l as openStream, u as readBody } from "./redirect.js";
import { t as isLoopback } from "./loopback.js";
import { a as inDiskWords, s as writeAll } from "./decompress.js";
import { r as countBytes } from "./size.js";
import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { r as countLookups } from "./limits.js";
import { i as isMacDebris } from "./member.js";
import { i as newFolder, o as staysInside } from "./tree.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { a as lockSnapshot, n as blindSnapshot, r as evidenceWithLock, t as readLockFile } from "./lock-file.js";
import { a as contentRules, c as isModelRole, i as componentKeys, n as EDITABLE_BENCHMARK, o as countCharacters, r as assumeRules, s as findSeat } from "./rules.js";
import { a as isSameJson, i as findDifferences, n as uniqueKey, r as unwrapContent, t as sameContent } from "./content.js";
import { n as isRawNumber, t as isMapping } from "./value.js";
import { i as splitReference, r as isSingularityReference } from "./image-reference.js";
import { l as toJson } from "./json.js";
import { C as readOrigin, D as consumeBody, c as readSmall, g as readBounded, k as parseResource, s as locatePath, v as LOCK_FILE, x as writeLock, y as readKind } from "./repository.js";
import { r as shownRow, t as findObject } from "./list.js";
import { n as breakOff, r as explainCause, s as refuseUntested, t as NOT_AS_SENT } from "./outcome.js";
import { t as parseCoreYaml } from "./core-yaml.js";
import { s as createSlabPool } from "./pointer.js";
import { n as showUrl } from "./url.js";
import { n as readManifest } from "./manifest.js";
import { a as readTested, i as isImage, r as findPushed, t as pushTested } from "./push.js";
import { r as replaceTag } from "./reference.js";
import { t as parseYaml } from "./yaml.js";
import { n as takeSnapshot, t as refreshSnapshot } from "./snapshot2.js";
import { closeSync, createReadStream, existsSync, lstatSync, mkdirSync, openSync, readdirSync, readlinkSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { Readable } from "node:stream";

// src/plan/report-steps.ts
/** The steps that have to pass; an already prepared demo dataset needs no prepare (docs/medperf.md 13.1). */
const listNeededSteps = ({ demoDataset, topology }) => ["fetch", ...TASKS_OF[topology].filter((task) => task !== "prepare" || !demoDataset.prepared)];
/** Where the steps of a report are not those of a benchmark, each of them passed, in sentences. */
function findStepFlaws(benchmark, { steps }) {
	const needed = listNeededSteps(benchmark);
	const others = steps.filter(({ name, status }) => !needed.includes(name) && status !== "skipped");
	return [...needed.flatMap((name) => findFlaw(name, steps)), ...others.map(({ name }) => `the step ${name} was run, which this benchmark has no use for`)];
}
function findFlaw(name, steps) {
	const [found, ...more] = steps.filter((step) => step.name === name);
	if (found === void 0) return [`the step ${name} is missing`];
	if (more.length > 0) return [`the step ${name} is there ${more.length + 1} times`];
	if (found.status === "passed") return [];
	return [found.status === "failed" ? `the step ${name} failed` : `the step ${name} was skipped`];
}

// src/plan/evidence.ts
const NOTHING$1 = { components: {} };
/** The evidence for a plan: what a report proves, with what was published since. */
function gatherEvidence(benchmark, report, published = NOTHING$1) {
	const { demoDataset, results } = report;
	return known({
		tested: isTested(benchmark, report),
		components: mapParts(benchmark.components, (component, role) => componentEvidence(component, report, published.components[role] ?? {})),
		demoDataset: known({
			...published.demoDataset ?? describeSource(benchmark.demoDataset.source, demoDataset?.sha256),
			generatedUid: demoDataset?.generatedUid
		}),
		results
	});
}
/** Whether a report says that all passed; a run that did not make it itself looks closer (`expectTested`). */
const isTested = (benchmark, { verdict, steps }) => verdict === "passed" && listNeededSteps(benchmark).every((name) => steps.some((step) => step.name === name && step.status === "passed"));
function componentEvidence(component, report, { image, additionalFiles, imageFile, manifest, parametersFile }) {
	const tested = report.containers.find(({ role }) => role === component.role);
	const { additionalFiles: files, imageFile: file, registered } = component;
	const seen = known({
		digest: tested?.digest,
		imageId: tested?.imageId,
		fileHash: tested?.imageFile
	});
	if (registered !== void 0) return {
		uid: registered.uid,
		image: {
			...seen,
			...image
		}
	};
	const toPush = component.build === void 0 ? void 0 : true;
	return known({
		image: {
			...known({
				...seen,
				toPush
			}),
			...image
		},
		additionalFiles: additionalFiles ?? (files && describeSource(files, tested?.additionalFiles)),
		imageFile: imageFile ?? (file && describeSource(file, tested?.imageFile ?? file.sha256)),
		manifest,
		parametersFile
	});
}
/** A source as the server names it; one of this repository has neither address nor hash before it is published. */
function describeSource(source, sha256) {
	if (source.kind === "path") return {};
	const { url } = source;
	return known({
		url,
		sha256
	});
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
		if (readStatus(error) !== 404) throw error;
	});
	return { count: all.length - 1 };
}
/** What GitHub says of an asset, which has to be what was hashed here: else rejects with kind `changed` or `server`. */
function checkedAsset(asset, data) {
	const hosted = HostedAsset.safeParse(data).data;
	if (hosted === void 0 || hosted.state !== "uploaded") throw new ExpectedError("server", `GitHub took ${asset.name} but says nothing about it`, { hint: "Run the job again later." });
	const { size, digest, browser_download_url: url } = hosted;
	if (size === asset.bytes && (digest == null || digest === `sha256:${asset.sha256}`)) return {
		url,
		sha256: asset.sha256,
		bytes: asset.bytes
	};
	throw new ExpectedError("changed", `the name ${asset.name} is taken: ${url} has ${size} bytes and the digest ${plainLine(digest ?? "unknown", 100)}, not ${asset.bytes} bytes and sha256:${asset.sha256}`, { hint: "Delete that asset on the page of the release, and run the job again." });
}

// src/github/release-refusal.ts
const AGAIN$1 = "Run the job again later.";
/** Whether somebody else did the same at the same time: another look tells what is left to do. */
const isRace = (error) => readStatus(error) === 422 && /already_exists|already exists|immutable release/i.test(wordsOf$1(error));
/** An error of GitHub's API about releases in words that say what to do; one that is in such words already stays as it is. */
function explainRefusal(error, name) {
	const status = readStatus(error);
	if (error instanceof ExpectedError || status === void 0) return error;
	const refused = (kind, hint) => new ExpectedError(kind, `${name} cannot be published as a release asset (${describeApiError(error)})`, {
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
* with an ExpectedError of kind `unreachable` where no answer comes, `changed` where the file is no longer what was hashed,
* or with the reason of the signal.
*/
async function uploadAsset(uploadUrl, asset, { token, signal, stall = STALL }) {
	const url = addressOf$1(uploadUrl, asset.name);
	const dispatcher = await createDispatcher();
	const silence = new AbortController();
	const timer = setTimeout(() => silence.abort(), stall);
	try {
		const answer = await openStream(dispatcher, url, {
			method: "POST",
			signal: AbortSignal.any([signal, silence.signal]),
			clocks: false,
			headers: {
				accept: "application/vnd.github+json",
				authorization: `token ${token}`,
				"content-length": String(asset.bytes),
				"content-type": "application/octet-stream",
				"user-agent": USER_AGENT
			},
			body: Readable.from(read(asset, () => timer.refresh()), { objectMode: false })
		});
		timer.refresh();
		const body = await readBody(answer.body, LARGEST_ANSWER);
		return {
			status: answer.status,
			body: body && parseBody(body)
		};
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof ExpectedError) throw error;
		const why = silence.signal.aborted ? `silent for ${stall / 1e3} s` : codeOf(error);
		throw new ExpectedError("unreachable", `${asset.name} could not be uploaded to ${url.host} (${why})`, {
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
function addressOf$1(uploadUrl, name) {
	const url = URL.parse(uploadUrl.split("{", 1)[0] ?? "");
	if (url === null || url.protocol !== "https:" && !isLoopback(url)) throw new ExpectedError("answer", "GitHub names no https address to upload to", { hint: "Check GITHUB_API_URL." });
	url.searchParams.set("name", name);
	return url;
}
async function* read({ path, name, bytes, sha256 }, onPiece) {
	const hash = createHash("sha256");
	let sent = 0;
	const changed = () => new ExpectedError("changed", `${name} changed while it was uploaded`, { hint: "Let nothing write to it meanwhile, and run the job again." });
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
const codeOf = (error) => readCode(error) ?? (error instanceof Error ? error.name : "unknown");

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
* there already is not sent again. It may be cut anywhere and run again. Rejects with an ExpectedError: `blocked` for a private
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
const mayPass = (error) => isRace(error) || error instanceof ExpectedError && ["server", "unreachable"].includes(error.kind);
/** Rejects with an ExpectedError of kind `blocked` where nobody but members could download `what`. */
async function expectPublicRepository(github, { owner, repo }, what) {
	const { data } = await github.rest.repos.get({
		owner,
		repo
	}).catch((error) => {
		throw explainRefusal(error, what);
	});
	if (!data.private) return;
	throw new ExpectedError("blocked", `${owner}/${repo} is ${data.visibility === "internal" ? "internal" : "private"}: hospitals, whose MedPerf clients download without a login, could not get ${what}`, { hint: "Make the repository public, or host the file elsewhere (Zenodo, a public bucket) and name it by `url` and `sha256`." });
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
	throw new ExpectedError("refused", `the releases ${HOSTED_FILES} take no more files`, { hint: "Host the file elsewhere and name it by `url` and `sha256`." });
}
async function findRelease({ github, owner, repo }, tag) {
	try {
		return (await github.rest.repos.getReleaseByTag({
			owner,
			repo,
			tag
		})).data;
	} catch (error) {
		if (readStatus(error) === 404) return void 0;
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
	throw new ExpectedError("server", `${request.asset.name} is gone from its release`, { hint: "Let only one run at a time (`concurrency`), and run the job again." });
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

// src/archive/pack/entries.ts
/**
* Everything below a folder that is packed, sorted by the bytes of its names: not what MedPerf deletes after unpacking
* (docs/medperf.md 13.4), and nothing that belongs to Git, whose configuration may hold a token. Throws an ExpectedError of
* kind `archive` for what an archive cannot carry to another machine.
*/
function listEntries(folder) {
	const { tree, entries } = readTree(toBytes(folder), []);
	const followed = countLookups(entries.length);
	for (const entry of entries) if (entry.kind === "symlink") checkLink(folder, entry, tree, followed);
	return entries;
}
/** What is below a folder, as links see it and in the order of the archive. */
function readTree(on, path) {
	const tree = newFolder();
	const entries = [];
	const found = readdirSync(onDisk(on), {
		withFileTypes: true,
		encoding: "latin1"
	});
	for (const dirent of found.toSorted((a, b) => a.name < b.name ? -1 : 1)) {
		const child = [...path, dirent.name];
		if (dirent.name.toLowerCase() === ".git" || isMacDebris(child)) continue;
		const entry = toEntry(`${on}/${dirent.name}`, nameOf(child), dirent);
		if (entry.kind === "folder") {
			const below = readTree(`${on}/${dirent.name}`, child);
			tree.children.set(dirent.name, below.tree);
			entries.push([entry], below.entries);
		} else {
			tree.children.set(dirent.name, toNode(entry));
			entries.push([entry]);
		}
	}
	return {
		tree,
		entries: entries.flat()
	};
}
function toNode(entry) {
	return entry.kind === "symlink" ? {
		kind: "symlink",
		target: toBytes(entry.target)
	} : {
		kind: "file",
		sha256: ""
	};
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
	if (!dirent.isFile()) throw new ExpectedError("archive", `${plainLine(name, 200)} is not a regular file`, { hint: "A pipe, a socket or a device cannot be packed: remove it." });
	const { size, mode, ino } = lstatSync(onDisk(path));
	return {
		kind: "file",
		name,
		path,
		bytes: size,
		executable: (mode & 64) !== 0,
		inode: ino
	};
}
const nameOf = (path) => {
	const name = path.join("/");
	return textOf$1(name, `the name ${plainLine(fromBytes(name), 200)}`);
};
function textOf$1(bytes, what) {
	const text = fromBytes(bytes);
	if (toBytes(text) === bytes) return text;
	throw new ExpectedError("archive", `${what} is not UTF-8, and other machines would read it differently`, { hint: "Rename the file." });
}
/** A link has to lead to the same file wherever the archive is unpacked. */
function checkLink(folder, { name, target }, tree, followed) {
	const shown = plainLine(name, 200);
	if (target.startsWith("/") || !staysInside(tree, toBytes(name).split("/"), toBytes(target), followed)) throw new ExpectedError("archive", `the link ${shown} leads out of the folder that is packed, to ${plainLine(target, 200)}`, { hint: "Put a copy of the file in its place: what lies elsewhere does not get into the archive." });
	if (statSync(`${folder}/${name}`, { throwIfNoEntry: false }) !== void 0) return;
	throw new ExpectedError("archive", `the link ${shown} leads to nothing`, { hint: "Remove it, or commit what it names." });
}

// src/archive/pack/gzip.ts
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

// src/archive/pack/pack.ts
/**
* Packs a folder as the `.tar.gz` that MedPerf unpacks (docs/medperf.md 13.4): what is in the folder is at the top of the
* archive. The same folder gives the same bytes on every run and machine. Rejects with an ExpectedError of kind `archive` or
* `disk-full`, or with the reason of the signal; then nothing is left behind.
*/
async function packFolder(folder, options) {
	const entries = listEntries(folder);
	const files = entries.filter((entry) => entry.kind === "file");
	if (files.length === 0) throw new ExpectedError("archive", `the folder ${plainLine(basename(folder), 200)} holds no file`, { hint: "Commit what it should hold; Git keeps no empty folders." });
	const size = countBytes(files.reduce((sum, { bytes }) => sum + bytes, 0));
	const what = `the folder ${`${plainLine(basename(folder), 200)}, ${files.length.toLocaleString("en")} files of ${size}`}, packs to`;
	const file = openSync(options.into, "wx");
	try {
		return {
			path: options.into,
			...await write(entries, file, options, what),
			files: files.length
		};
	} catch (error) {
		rmSync(options.into, { force: true });
		throw inDiskWords(error);
	} finally {
		closeSync(file);
	}
}
async function write(entries, file, { signal, limit }, what) {
	const { writeTar } = await import("./tar.js");
	const hash = createHash("sha256");
	let bytes = 0;
	for await (const member of gzipMembers(writeTar(entries))) {
		signal.throwIfAborted();
		bytes += member.length;
		if (limit !== void 0 && bytes > limit.bytes) throw limit.refuse(what);
		hash.update(member);
		writeAll(file, member);
	}
	return {
		sha256: hash.digest("hex"),
		bytes
	};
}

// src/plan/asset.ts
/** Bytes of the largest file that GitHub takes as a release asset: less than 2 GiB. */
const LARGEST_ASSET = 2 * 1024 ** 3 - 1;
/** `demo-dataset-0123456789abcdef.tar.gz`: only characters that GitHub leaves as they are in the name of an asset. */
function nameAsset(label, sha256, extension) {
	return `${label.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")}-${sha256.slice(0, 16)}${extension}`;
}
/**
* A file of the repository that is published as it is, such as a Singularity image. Rejects with an ExpectedError of kind
* `archive` where it is too large, empty, or no regular file.
*/
async function prepareFile(path, label) {
	const shown = plainLine(basename(path), 200);
	const stats = statSync(path);
	if (stats.size > LARGEST_ASSET) throw tooLargeToHost(`${shown} has ${countBytes(stats.size)},`);
	const found = stats.isFile() ? await hashFile(path) : void 0;
	if (found === void 0) throw new ExpectedError("archive", `${shown} is not a regular file`, { hint: "Name a file or a folder." });
	if (found.bytes === 0) throw new ExpectedError("archive", `${shown} is empty`, { hint: "Commit the file itself." });
	const extension = /(?:\.tar)?\.[a-z0-9]{1,10}$/i.exec(basename(path))?.[0].toLowerCase() ?? "";
	return {
		path,
		name: nameAsset(label, found.sha256, extension),
		...found
	};
}
/** How large a packed folder may become. */
const ASSET_LIMIT = {
	bytes: LARGEST_ASSET,
	refuse: (what) => tooLargeToHost(what)
};
/** The failure for what does not fit into a release asset; `what` begins the sentence. */
const tooLargeToHost = (what, limit = LARGEST_ASSET) => new ExpectedError("archive", `${what} more than the ${countBytes(limit)} that a release asset of GitHub may have`, { hint: "Make it smaller, or host it elsewhere (Zenodo, a public bucket) and name it by `url` and `sha256`." });
/** A file or folder of the repository as it is published; a folder is packed in `work`, always to the same bytes. */
async function prepareAsset(source, label, { work, signal }) {
	if (source.type === "file") return prepareFile(source.path, label);
	const folder = join(work, "packed");
	mkdirSync(folder, { recursive: true });
	const into = join(folder, `${label.replaceAll(/\W+/g, "-")}.tar.gz`);
	const { sha256, bytes } = (existsSync(into) ? await hashFile(into) : void 0) ?? await packFolder(source.path, {
		into,
		signal,
		limit: ASSET_LIMIT
	});
	return {
		path: into,
		sha256,
		bytes,
		name: nameAsset(label, sha256, ".tar.gz")
	};
}

// src/plan/raw-url.ts
/** The address of a file as it is in one commit, for whoever may read the repository; throws a TypeError for a branch. */
function makeRawUrl({ serverUrl, repository, sha, path }) {
	if (!/^[0-9a-f]{40}(?:[0-9a-f]{24})?$/.test(sha)) throw new TypeError("a raw address needs the SHA of a commit");
	const server = new URL(serverUrl);
	const file = path.split("/").map(encodeURIComponent).join("/");
	return server.hostname === "github.com" ? `https://raw.githubusercontent.com/${repository}/${sha}/${file}` : `${server.origin}${server.pathname.replace(/\/$/, "")}/${repository}/raw/${sha}/${file}`;
}

// src/plan/manifests.ts
/**
* The mlcube era registers manifest and parameters by address and hash (docs/medperf.md 4.1): the raw address of the commit.
*/
async function addressManifests({ config, parametersFile }, job, commit) {
	const manifest = await addressFile(join(job.repository, dirname(job.config), config), job, commit);
	if (parametersFile === void 0) return { manifest };
	return {
		manifest,
		parametersFile: await addressFile(parametersFile, job, commit)
	};
}
async function addressFile(file, { repository: folder, github }, sha) {
	const { serverUrl, repository } = github;
	const path = relative(folder, file);
	const found = await hashFile(file);
	if (found === void 0 || repository === void 0) throw new TypeError(`${path} is no file of a repository`);
	const { owner, repo } = repository;
	return {
		url: makeRawUrl({
			serverUrl,
			repository: `${owner}/${repo}`,
			sha,
			path
		}),
		sha256: found.sha256
	};
}

// src/plan/foresee-publications.ts
/**
* Hashes and addresses of what a merge publishes, before it is published: without them a plan could not tell files that are
* registered already from new ones. Rejects with an ExpectedError where something cannot be published.
*/
async function foreseePublications(benchmark, job, rules) {
	const components = {};
	for (const component of collectParts(benchmark.components)) components[component.role] = await foreseeComponent(component, job, rules);
	const demoDataset = await foreseeFile(benchmark.demoDataset.source, "demo dataset", job);
	return known({
		components,
		demoDataset
	});
}
async function foreseeComponent(component, job, rules) {
	if (component.registered !== void 0) return {};
	const label = nameRole(component.role);
	const files = await foreseeFile(component.additionalFiles, `${label} files`, job);
	const image = await foreseeFile(component.imageFile, `${label} image`, job);
	const { commit } = job;
	const manifests = rules?.containers === "files" && !isAsset(component) && commit !== void 0 && job.github.repository !== void 0 ? await addressManifests(component, job, commit) : {};
	return known({
		additionalFiles: files,
		imageFile: image,
		...manifests
	});
}
async function foreseeFile(source, label, job) {
	if (source?.kind !== "path") return void 0;
	const { name, sha256 } = await prepareAsset(source, label, {
		work: job.folders.work,
		signal: job.signal
	});
	const { serverUrl, repository } = job.github;
	if (repository === void 0) return { sha256 };
	const { owner, repo } = repository;
	return {
		sha256,
		url: `${serverUrl}/${owner}/${repo}/releases/download/${HOSTED_FILES}/${name}`
	};
}

// src/medperf/plan/decide/benchmark-fields.ts
/** Outputs of the test; they may differ from run to run, and alone are no reason for a new version. */
const MEASURED = /* @__PURE__ */ new Set(["metadata", "demo_dataset_generated_uid"]);
/** What a difference in a field means for a benchmark in OPERATION (docs/medperf.md 6.5). */
function frozenVerdict(field) {
	if (MEASURED.has(field)) return "nothing to do";
	return EDITABLE_BENCHMARK.includes(field) ? "update in place" : "needs a new version";
}
/** The wanted fields with the uids of the components; those to be created are not known yet. */
function withComponents(snapshot, { benchmark, topology, components: parts }, components) {
	const { rules } = snapshot;
	const keys = componentKeys(rules);
	const seats = listRoles(parts).flatMap((role) => {
		const key = keys[findSeat(rules, topology, role)];
		const uid = components.find((component) => component.role === role)?.uid;
		return key === void 0 ? [] : [{
			key,
			role,
			uid
		}];
	});
	const known = seats.flatMap(({ key, uid }) => uid === void 0 ? [] : [[key, uid]]);
	const unknown = seats.filter(({ uid }) => uid === void 0);
	const empty = Object.values(keys).filter((key) => !seats.some((seat) => seat.key === key));
	return {
		fields: {
			...benchmark.fields,
			...Object.fromEntries(known),
			...Object.fromEntries(empty.map((key) => [key, null]))
		},
		unknown: {
			...benchmark.unknown,
			...Object.fromEntries(unknown.map(({ key, role }) => [key, `the ${role} to be registered`]))
		}
	};
}
/**
* What has to be sent for some changes. A topology is judged together with the components, so it never changes without them
* (docs/medperf.md 6.10).
*/
function completeWrite(snapshot, write, target) {
	if (!("topology" in write)) return write;
	const parts = Object.values(componentKeys(snapshot.rules)).filter((key) => target.fields[key] !== void 0);
	return {
		...write,
		...Object.fromEntries(parts.map((key) => [key, target.fields[key] ?? null]))
	};
}
/** A row's fields and component uids under the server's names. */
function registeredFields(snapshot, row) {
	const components = Object.entries(componentKeys(snapshot.rules)).map(([role, key]) => [key, row.components[role] ?? null]);
	return {
		...row.fields,
		...Object.fromEntries(components)
	};
}
/** Keys that somebody else put into the metadata stay. */
function withOldMetadata(registered, wanted) {
	const old = registered["metadata"] ?? null;
	const metadata = wanted["metadata"] ?? null;
	return isMapping(old) && isMapping(metadata) ? {
		...wanted,
		metadata: {
			...old,
			...metadata
		}
	} : wanted;
}

// src/medperf/plan/decide/keep-addresses.ts
/** The hash that goes with each address (docs/medperf.md 4.1, 5.4). */
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
		return isSameJson(registered[hash] ?? null, wanted.fields[hash] ?? null) && lastingRepository(before) !== void 0 && lastingRepository(before) === lastingRepository(now) && before !== void 0 ? [[url, before]] : [];
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

// src/medperf/plan/decide/changes.ts
/** Compares what is registered with what is wanted, field by field; `verdictOf` says what a difference means. */
function compareFields(registered, wanted, names, verdictOf) {
	const differing = names.filter((name) => {
		const value = wanted.fields[name];
		return value !== void 0 && !isSameJson(registered[name] ?? null, value);
	});
	const waiting = names.filter((name) => wanted.unknown[name] !== void 0);
	return {
		changes: names.flatMap((name) => {
			if (waiting.includes(name)) return [known({
				field: name,
				verdict: verdictOf(name),
				note: wanted.unknown[name] || void 0
			})];
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
function leaves(field, from, to, verdict) {
	return findDifferences(from, to, field).map((difference) => known({
		field: difference.path,
		verdict,
		from: difference.from,
		to: difference.to
	}));
}
/** The fields of something new. */
function listCreations(wanted, names, verdict) {
	return names.flatMap((name) => {
		const value = wanted.fields[name];
		if (value !== void 0) return [{
			field: name,
			verdict,
			to: value
		}];
		return wanted.unknown[name] === void 0 ? [] : [known({
			field: name,
			verdict,
			note: wanted.unknown[name] || void 0
		})];
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
	const held = registered["container_config"] ?? null;
	if (!isMapping(config) || !isMapping(held)) return wanted;
	if (!isSameJson(wanted.fields["image_hash"] ?? null, registered["image_hash"] ?? null)) return wanted;
	const image = held["image"];
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
const repositoryOf = (image) => typeof image === "string" ? splitReference(image).name : image;

// src/medperf/plan/decide/left-over.ts
/**
* Whether a server that was brought to the topology era made something of a benchmark that it takes from nobody: one of
* containers whose model is an asset. In OPERATION no request can change it any more (docs/medperf.md 6.10).
*/
const isLeftOver = ({ mine }, { state, fields, components }) => state === "OPERATION" && fields["topology"] === "byo_inference_script" && mine.models.some(({ uid, asset }) => uid === components.reference_model && asset !== void 0);

// src/medperf/plan/decide/pending-benchmark.ts
/** The owner's benchmark that waits for an administrator; there is one at most (docs/medperf.md 6.3). */
const findPending = (snapshot) => snapshot.mine.benchmarks.find(({ approval }) => approval === "PENDING");
/** One pending benchmark per owner, and only an administrator can end that (docs/medperf.md 6.3). */
function blockedBy(snapshot, pending, common) {
	const own = pending.state === "DEVELOPMENT" ? " It is in DEVELOPMENT: it could also be changed in place into this one, by giving its name as `name` in benchmark.yaml." : "";
	return {
		...common,
		verdict: "needs an admin",
		reason: `your benchmark ${pending.uid}, \`${pending.name}\`, is still pending, and an owner can have only one`,
		hint: `An administrator of the server must ${isLeftOver(snapshot, pending) ? "delete" : "approve, reject or delete"} it first; the server tells nobody, so write to them.${own}`
	};
}

// src/medperf/plan/decide/frozen.ts
/** In OPERATION, retired or rejected: little may change, the rest is a new version. */
function decideFrozen(question, family, row) {
	const { snapshot, wanted, target, names } = question;
	const registered = registeredFields(snapshot, row);
	const { changes, write, changed } = compareFields(registered, target, names, frozenVerdict);
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
	if (final || editable.length === 0) {
		const why = final ? ended(row) : asWanted(wanted, row);
		return {
			...common,
			verdict: "nothing to do",
			changes: noted(changes),
			...why
		};
	}
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
	const { benchmarkName } = snapshot.rules;
	if (countCharacters(name) > benchmarkName) {
		const reason = `the next name \`${name}\` is longer than ${benchmarkName} characters`;
		return {
			...common,
			verdict: "forbidden",
			reason,
			hint: "Give a shorter `name` in benchmark.yaml."
		};
	}
	const pending = findPending(snapshot);
	if (pending !== void 0) return blockedBy(snapshot, pending, common);
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
	if (isLeftOver(snapshot, row)) return "became a byo_inference_script benchmark with an asset when the server was brought to its era, which nobody can run or change";
	const keys = componentKeys(snapshot.rules);
	const words = frozen.map((field) => {
		const role = ROLES.find((one) => keys[one] === field);
		return role === void 0 ? `\`${field}\`` : nameRole(role);
	});
	return `is in OPERATION, where its ${words.join(", ")} ${words.length === 1 ? "is" : "are"} frozen`;
}

// src/medperf/plan/decide/benchmark.ts
/** What is to be done so that the server holds the benchmark as wanted, given what happens to its components. */
function decideBenchmark(snapshot, wanted, components) {
	const target = withComponents(snapshot, wanted, components);
	const question = {
		snapshot,
		wanted,
		target,
		names: [...Object.keys(target.fields), ...Object.keys(target.unknown)]
	};
	const family = findFamily(wanted.benchmark.name, snapshot.mine.benchmarks);
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
	const { changed } = compareFields(registeredFields(snapshot, row), target, names, frozenVerdict);
	return changed.every((field) => frozenVerdict(field) !== "needs a new version");
}
function createFirst$1({ snapshot, wanted, target, names }) {
	const { name } = wanted.benchmark;
	const stranger = snapshot.others.benchmarks.find((row) => row.name === name);
	const changes = listCreations(target, names, "create");
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
	const pending = findPending(snapshot);
	if (pending !== void 0) return blockedBy(snapshot, pending, common);
	return {
		...common,
		verdict: "create",
		reason: "it is not registered yet",
		write: target.fields
	};
}
/** Everything may change in DEVELOPMENT, approved or not (docs/medperf.md 6.5). */
function edit({ snapshot, wanted, target, names }, row) {
	const registered = registeredFields(snapshot, row);
	const merged = {
		...target,
		fields: withOldMetadata(registered, target.fields)
	};
	const { changes, write, changed } = compareFields(registered, merged, names, () => "update in place");
	const promote = wanted.state === "OPERATION";
	const touched = promote || changed.length > 0;
	return known({
		name: row.name,
		uid: row.uid,
		approval: row.approval,
		state: wanted.state,
		verdict: touched ? "update in place" : "nothing to do",
		changes: promote ? [...changes, promotion$1(row)] : changes,
		reason: touched ? `\`${row.name}\` is still in DEVELOPMENT, where everything may change` : "it is as wanted",
		write: touched ? completeWrite(snapshot, write, merged) : void 0,
		promote
	});
}
const promotion$1 = (row) => ({
	field: "state",
	verdict: "update in place",
	from: row.state,
	to: "OPERATION"
});

// src/medperf/plan/decide/candidates.ts
/** The owner's own rows that could serve a role. */
function findCandidates(snapshot, role) {
	const { containers, models } = snapshot.mine;
	if (isModelRole(snapshot.rules, role)) return models.flatMap(modelCandidate);
	return containers.map((row) => containerCandidate(row, models));
}
function containerCandidate(row, models = []) {
	const around = models.find(({ container }) => container?.uid === row.uid);
	return known({
		collection: "mlcubes",
		uid: row.uid,
		kind: "container",
		contentUid: row.uid,
		modelUid: around?.uid,
		name: row.name,
		owner: row.owner,
		state: row.state,
		contentState: row.state,
		isValid: row.isValid,
		fields: row.fields
	});
}
/** A model with what is inside it; one of nothing can serve no test, so it is none. */
function modelCandidate(row) {
	const inside = unwrapContent(row);
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
	const models = isModelRole(snapshot.rules, role) ? [...mine.models, ...others.models] : [];
	return [...rows, ...models].find((row) => row.name === name)?.owner;
}

// src/medperf/plan/decide/by-uid.ts
/** What is to be done about a component that benchmark.yaml names by `uid`: it is used as it is, or not at all. */
function decideGiven(snapshot, wanted, state) {
	const { role, uid = 0 } = wanted;
	const row = rowOf(snapshot, wanted);
	const what = isModelRole(snapshot.rules, role) ? "model" : "container";
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
	const own = findCandidates(snapshot, role).find((row) => row.uid === uid);
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
	if (Object.keys(fields).length > 0 && !sameContent(snapshot.rules, row, {
		kind,
		fields
	})) return {
		reason: `${uid} was changed by its owner since it was tested`,
		hint: "Let the test run again."
	};
	if (testedHash !== void 0 && !isSameJson(row.fields["image_hash"] ?? null, testedHash)) return {
		reason: `its image is ${testedHash} now, which is not the one registered with ${uid}`,
		hint: "Its tag was moved since it was registered. Name a container whose image is unchanged, or register this one."
	};
	if (state === "OPERATION" && row.state === "DEVELOPMENT" && row.owner !== snapshot.me.id) return {
		reason: `${uid} is still in DEVELOPMENT, and only its owner, user ${row.owner}, can bring it into OPERATION`,
		hint: "Ask them, or set `submit.state` to development."
	};
}

// src/medperf/plan/decide/twin.ts
/** The row of one’s own that holds exactly this content; of several the one the benchmark stands on already. */
function findTwin({ snapshot, wanted, current }, rows) {
	if (Object.keys(wanted.unknown).length > 0) return void 0;
	const twins = rows.filter((row) => sameContent(snapshot.rules, row, {
		...wanted,
		...keepRegistered(wanted, row.fields)
	}));
	const valid = twins.filter(({ isValid }) => isValid);
	return valid.find(({ uid }) => uid === current) ?? findFamily(wanted.name, valid)[0] ?? valid[0] ?? findFamily(wanted.name, twins)[0] ?? twins[0];
}
/** The same content is registered: use it, with its addresses, validity and state brought up to date. */
function useTwin({ snapshot, wanted, state }, twin) {
	const { content } = contentRules(snapshot.rules, wanted.kind);
	const { changes, write } = compareFields(twin.fields, keepRegistered(wanted, twin.fields), content, () => "update in place");
	const revive = !twin.isValid;
	const promote = state === "OPERATION" && twin.state === "DEVELOPMENT";
	const touched = revive || promote || Object.keys(write).length > 0;
	const reasons = [
		wanted.kind === "asset" ? "the same files are registered" : "the same container is registered",
		...revive ? ["it was retired and is taken back"] : [],
		...Object.keys(write).length > 0 ? ["its files have a new address"] : [],
		...promote ? ["it goes from DEVELOPMENT to OPERATION"] : []
	];
	return known({
		...describeRow(wanted, twin),
		verdict: touched ? "update in place" : "reuse",
		state: promote ? "OPERATION" : twin.state,
		changes: [...changes, ...stateChanges(twin, revive, promote)],
		reason: reasons.join("; "),
		write: touched ? revive ? {
			...write,
			is_valid: true
		} : write : void 0,
		promote
	});
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
const describeRow = (wanted, row) => ({
	role: wanted.role,
	kind: wanted.kind,
	collection: row.collection,
	candidate: row,
	name: row.name,
	uid: row.uid
});
/**
* A twin that is in the way: somebody else's, or one's own under the address of the wrong kind (docs/medperf.md 4.3, 5.2).
*/
function refusedTwin({ snapshot, wanted }) {
	if (Object.keys(wanted.unknown).length > 0) return void 0;
	const key = uniqueKey(snapshot.rules, wanted.fields);
	if (key === void 0) return void 0;
	const stranger = snapshot.others.containers.find((row) => row.key === key);
	if (stranger !== void 0) return {
		reason: `user ${stranger.owner} registered exactly this container as ${stranger.uid}, \`${stranger.name}\``,
		hint: isModelRole(snapshot.rules, wanted.role) ? "Reuse the model around it with its `uid` in benchmark.yaml, or change the image, configuration, parameters or additional files." : `Reuse it with \`uid: ${stranger.uid}\` in benchmark.yaml, or change the image, configuration, parameters or additional files.`
	};
	if (!isModelRole(snapshot.rules, wanted.role)) return void 0;
	const bare = snapshot.mine.containers.find((row) => uniqueKey(snapshot.rules, row.fields) === key);
	if (bare === void 0) return void 0;
	return {
		reason: `the container ${bare.uid}, \`${bare.name}\`, is exactly this one but was registered without a model, and cannot become one`,
		hint: "Change its parameters, image or configuration, so that it can be registered as a model. (A detour exists: register a model with a spare container, point it to this one while it is in DEVELOPMENT, then change its state; ask MedPerf’s team before you do.)"
	};
}

// src/medperf/plan/decide/component.ts
/** What is to be done so that the server holds one component as wanted. */
function decideComponent(question) {
	const { snapshot, wanted } = question;
	const rows = findCandidates(snapshot, wanted.role);
	const twin = findTwin(question, rows);
	if (twin !== void 0) return useTwin(question, twin);
	const refusal = refusedTwin(question);
	if (refusal !== void 0) return forbidden(question, refusal.reason, refusal.hint);
	const family = findFamily(wanted.name, rows.filter((row) => row.collection === "models" || row.modelUid === void 0));
	const latest = family.find(({ isValid }) => isValid);
	if (latest?.kind === wanted.kind && latest.state === "DEVELOPMENT" && latest.contentState === "DEVELOPMENT") return editLatest(question, latest);
	if (family.length > 0) return newVersion(question, family, latest);
	return createFirst(question);
}
function editLatest(question, latest) {
	const { snapshot, wanted, state } = question;
	const { content } = contentRules(snapshot.rules, wanted.kind);
	const { changes, write } = compareFields(latest.fields, keepRegistered(wanted, latest.fields), content, () => "update in place");
	const promote = state === "OPERATION";
	return {
		...describeRow(wanted, latest),
		verdict: "update in place",
		state,
		changes: [...changes, ...stateChanges(latest, false, promote)],
		reason: `\`${latest.name}\` is still in DEVELOPMENT, where everything may change`,
		write,
		promote
	};
}
function newVersion(question, family, latest) {
	const { snapshot, wanted } = question;
	const { containerName } = snapshot.rules;
	const { content, editable } = contentRules(snapshot.rules, wanted.kind);
	const name = nextName(wanted.name, family, (taken) => nameHolder(snapshot, wanted, taken) !== void 0);
	const why = whyNew(wanted, family, latest);
	if (countCharacters(name) > containerName) return forbidden(question, `${why}; ${tooLong$1(name, containerName)}`, SHORTEN);
	const verdictOf = (field) => editable.includes(field) ? "create" : "needs a new version";
	const changes = latest?.kind !== wanted.kind ? listCreations(wanted, content, "create") : compareFields(latest.fields, wanted, content, verdictOf).changes;
	return known({
		...describeNew(question, name),
		candidate: latest,
		verdict: "needs a new version",
		changes,
		reason: why,
		write: wanted.fields
	});
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
	const { snapshot, wanted } = question;
	const holder = nameHolder(snapshot, wanted, wanted.name);
	if (holder !== void 0) {
		const whose = holder === snapshot.me.id ? ownHolder(question) : `${KIND_WORDS[wanted.kind]} or model of user ${holder}`;
		return forbidden(question, `the name \`${wanted.name}\` is taken by ${whose}`, "Give another `name` in benchmark.yaml.");
	}
	return {
		...describeNew(question, wanted.name),
		verdict: "create",
		changes: listCreations(wanted, contentRules(snapshot.rules, wanted.kind).content, "create"),
		reason: "it is not registered yet",
		write: wanted.fields
	};
}
/** What was sent to `mlcubes/` or `assets/` holds the name that the model, and what is inside it, would need. */
const ownHolder = ({ snapshot, wanted }) => isModelRole(snapshot.rules, wanted.role) ? `${KIND_WORDS[wanted.kind]} of yours that was registered without a model, and cannot become one` : "a model of yours";
const SHORTEN = "Give a shorter `name` in benchmark.yaml.";
const tooLong$1 = (name, max) => `the next name \`${name}\` is longer than ${max} characters`;
function forbidden(question, reason, hint) {
	const { snapshot, wanted } = question;
	return {
		...describeNew(question, wanted.name),
		verdict: "forbidden",
		changes: listCreations(wanted, contentRules(snapshot.rules, wanted.kind).content, "forbidden"),
		reason,
		hint
	};
}
/** A row that the server does not hold yet. */
const describeNew = ({ snapshot, wanted, state }, name) => ({
	role: wanted.role,
	kind: wanted.kind,
	collection: isModelRole(snapshot.rules, wanted.role) ? "models" : "mlcubes",
	name,
	state,
	promote: false
});

// src/medperf/plan/decide/decide.ts
/** What is to be done with the components and the benchmark; pure, so the same state gives the same decisions. */
function decideSubmission(snapshot, wanted) {
	const components = [];
	for (const role of orderOf(snapshot, wanted)) components.push(decideRole(snapshot, wanted, role, components));
	return {
		components,
		benchmark: decideBenchmark(snapshot, wanted, components)
	};
}
/**
* The order of registration. A container that is also the reference model must be registered as a model, from which the
* other roles can take it; the other way is closed (docs/medperf.md 5.2).
*/
function orderOf({ rules }, { components }) {
	const model = components.reference_model;
	const roles = listRoles(components);
	const others = roles.filter((role) => role !== "reference_model");
	const isShared = others.some((role) => isSame(rules, expectPart(components, role), model));
	return rules.models && isShared ? ["reference_model", ...others] : roles;
}
function isSame(rules, a, b) {
	if (a.uid !== void 0 || b.uid !== void 0) return false;
	if (Object.keys(a.unknown).length + Object.keys(b.unknown).length > 0) return false;
	return sameContent(rules, a, b);
}
function decideRole(snapshot, wanted, role, earlier) {
	const component = expectPart(wanted.components, role);
	if (component.uid !== void 0) return decideGiven(snapshot, component, wanted.state);
	const current = findFamily(wanted.benchmark.name, snapshot.mine.benchmarks)[0]?.components[findSeat(snapshot.rules, wanted.topology, role)];
	const own = decideComponent(known({
		snapshot,
		wanted: component,
		state: wanted.state,
		current
	}));
	if (own.verdict === "reuse" || own.candidate !== void 0 && own.verdict !== "needs a new version") {
		const { candidate } = own;
		if (candidate !== void 0 && sameContent(snapshot.rules, candidate, component)) return own;
	}
	const twin = earlier.find((decision) => decision.write !== void 0 && isSame(snapshot.rules, expectPart(wanted.components, decision.role), component));
	return twin === void 0 ? own : shared(role, twin);
}
/** The container of another role, which is about to be registered, serves here too. */
function shared(role, twin) {
	const uid = twin.candidate?.contentUid;
	return known({
		role,
		kind: "container",
		collection: "mlcubes",
		verdict: "reuse",
		name: twin.name,
		uid: twin.verdict === "update in place" && uid !== void 0 ? uid : void 0,
		state: twin.state,
		changes: [],
		reason: `it is the same container as the ${twin.role}`,
		promote: false
	});
}

// src/medperf/plan/show-json.ts
/** A value as JSON on one line of at most `max` characters; its addresses without what is secret in them. */
const shownJson = (value, max = 120) => plainLine(hideUrlSecrets(JSON.stringify(toJson(value))), max);

// src/medperf/plan/lock/issues.ts
const HINT$1 = "Restore benchmark.lock.json from the last merge, or delete it: then the server is asked. If a merge was interrupted, run that one again first.";
/**
* Where a lock and its server disagree. What was in OPERATION is frozen since; of what was in DEVELOPMENT, a value that is
* already the wanted one is no disagreement: a merge that was cut before it could write the lock leaves exactly that. What
* may change in OPERATION is left to the plan.
*/
function lockIssues(lock, snapshot, wanted) {
	if (lock.server !== snapshot.origin) return [differs("server", "server", lock.server, snapshot.origin)];
	if (lock.owner !== snapshot.me.id) return [differs("owner", "owner", lock.owner, snapshot.me.id)];
	if (lock.era !== snapshot.rules.era) return [{
		severity: "notice",
		message: `benchmark.lock.json was written when the server was of the ${lock.era} era, and is not used`,
		hint: "The next merge writes a new one."
	}];
	return [...componentIssues(lock, snapshot, wanted), ...benchmarkIssues(lock, snapshot, wanted)];
}
function componentIssues(lock, snapshot, wanted) {
	return listRoles(lock.components).flatMap((role) => {
		const locked = expectPart(lock.components, role);
		if (locked.given) return [];
		const row = findCandidates(snapshot, role).find(({ uid }) => uid === locked.uid);
		if (row === void 0) return [differs(role, "uid", locked.uid, "no such row of yours")];
		const kind = readKind(locked);
		if (row.kind !== kind) return [differs(role, "kind", kind, row.kind)];
		const { content, editable } = contentRules(snapshot.rules, kind);
		const names = content.filter((name) => !editable.includes(name));
		const aims = locked.state === "DEVELOPMENT" ? findCounterpart(wanted.components, role)?.fields : {};
		return [
			...fieldIssues(role, locked.fields, row.fields, aims ?? {}, names),
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
	const keys = Object.values(componentKeys(snapshot.rules));
	const isDraft = locked.state === "DEVELOPMENT";
	const names = Object.keys(locked.fields).filter((name) => !EDITABLE_BENCHMARK.includes(name) && !(isDraft && (keys.includes(name) || MEASURED.has(name))));
	const aims = isDraft ? wanted.benchmark.fields : {};
	return [
		...fieldIssues("benchmark", locked.fields, registeredFields(snapshot, row), aims, names),
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
		if (isSameJson(value, known) || aim !== void 0 && isSameJson(value, aim)) return [];
		return [differs(where, name, known, value)];
	});
}
const same = (where, field, locked, server) => locked === server ? [] : [differs(where, field, locked, server)];
/** The server may be ahead, by hand or by a merge that was cut; it cannot be behind. */
const stateIssues$1 = (where, locked, server) => locked === "OPERATION" && server === "DEVELOPMENT" ? [differs(where, "state", locked, server)] : [];
/** An administrator decides once; only an approval can still be taken back (docs/medperf.md 6.4). */
function approvalIssues(locked, server) {
	return locked === server || locked === "PENDING" || locked === "APPROVED" && server === "REJECTED" ? [] : [differs("benchmark", "approvalStatus", locked, server)];
}
function differs(where, field, locked, server) {
	return {
		severity: "error",
		message: `benchmark.lock.json and the server disagree in \`${where === field ? field : `${where}.${field}`}\`: the lock says ${shownJson(locked)}, the server ${shownJson(server)}`,
		hint: HINT$1
	};
}

// src/medperf/plan/retire/plan.ts
/** What a plan says of old rows: those that are to be retired, why one may not be, and which could be. */
function planRetirement({ snapshot, wanted, decisions }, requests) {
	if (snapshot.blind !== void 0) return {
		actions: requests.map(({ collection, uid }) => ({
			object: findObject(collection),
			uid,
			verdict: RETIRE
		})),
		issues: []
	};
	const { rows, done, issues } = judgeRetire(snapshot, requests, listKept(decisions));
	const named = new Set(requests.map((request) => JSON.stringify([request.collection, request.uid])));
	const stray = findStrayRows(snapshot, listNames(wanted), listKept(decisions, true)).filter(({ collection, uid }) => !named.has(JSON.stringify([collection, uid])));
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
	object: findObject(collection),
	uid,
	name: plainLine(name, 200),
	verdict
});
/** The names, without versions, that this benchmark and its own containers are registered under; one by `uid` is not its own. */
const listNames = ({ benchmark, components }) => {
	const own = Object.values(components).filter(({ uid }) => uid === void 0);
	return [.../* @__PURE__ */ new Set([benchmark.name, ...own.map(({ name }) => name)])];
};
/** Whose data a retired preparator leaves behind: MedPerf's client refuses it (docs/medperf.md 4.5). */
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

// src/medperf/plan/wanted/state.ts
function fillSlots(slots) {
	return {
		fields: Object.fromEntries(slots.flatMap(([field, value]) => value === void 0 ? [] : [[field, value]])),
		unknown: Object.fromEntries(slots.flatMap(([field, value, when]) => value === void 0 ? [[field, when]] : []))
	};
}
const PUBLISHED = "known after the file is published";
const PUSHED = "known after the image is pushed";
const TESTED = "known after the test";

// src/medperf/plan/wanted/container.ts
/** Whether a configuration is of the new format; the other is MLCube's. */
const isContainerConfig = (document) => isMapping(document) && Object.hasOwn(document, "container_type");
/** Whether the image is a file at an address instead of an entry of a registry. */
const isImageFile = (component) => component.spec.type !== "DockerImage";
/** The content of a container in the container and model eras (docs/medperf.md 4.2). */
function wantedJsonContent(component, evidence) {
	const { image } = evidence;
	const hash = isImageFile(component) ? bare(image.fileHash ?? evidence.imageFile?.sha256) : image.digest;
	const when = image.toPush === true ? PUSHED : TESTED;
	return fillSlots([
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
/** The content of a container in the mlcube era: everything by address and hash (docs/medperf.md 4.1, 11.4). */
function wantedMlcubeContent(component, evidence) {
	const { image, imageFile, manifest, parametersFile } = evidence;
	const file = isImageFile(component);
	return fillSlots([
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
/** The content of a model without a container: the archive of its files (docs/medperf.md 5.4). */
const wantedAsset = ({ additionalFiles: files }) => fillSlots([[
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
/** The address in a resource string of docs/medperf.md 13.5, which the mlcube era wants bare; a path is none. */
function addressOf(resource) {
	const url = resource.replace(/^direct:/, "");
	return /^https?:\/\//.test(url) ? url : void 0;
}
/** Files and image IDs are registered without the prefix (docs/medperf.md 11.4). */
const bare = (hash) => hash?.replace(/^sha256:/, "");

// src/medperf/plan/wanted/trap-words.ts
const MOST$1 = 10;
const WORD = /\b(NaN|Infinity)\b/;
/**
* Paths of texts that break MedPerf's own client when it sends them; the two that stand for infinities are safe
* (docs/medperf.md 6.8).
*/
const trapWords = (value) => paths(value, (leaf) => typeof leaf === "string" && WORD.test(leaf) && !/^-?Infinity$/.test(leaf));
/** Paths of numbers that JSON does not have: NaN and the infinities. */
const numbersWithoutJson = (value) => paths(value, (leaf) => typeof leaf === "number" && !Number.isFinite(leaf));
function paths(value, wanted) {
	const found = [...walk$1(value, wanted, [])];
	return found.length > MOST$1 ? [...found.slice(0, MOST$1), `and ${found.length - MOST$1} more`] : found;
}
function* walk$1(value, wanted, path) {
	if (wanted(value)) yield path.length === 0 ? "(the whole)" : path.join(".");
	if (!Array.isArray(value) && !isMapping(value)) return;
	for (const [key, entry] of Object.entries(value)) yield* walk$1(entry, wanted, [...path, key]);
}

// src/medperf/plan/wanted/unholdable.ts
/** So many are told. */
const MOST = 10;
/**
* What no server holds in a field of JSON, by its path: it would refuse the benchmark once its components are there, or fail
* wherever the row is read (docs/medperf.md 2.7).
*/
function unholdableIssues(what, value) {
	const found = [...walk(value ?? null, [])];
	const shown = found.slice(0, MOST).map(({ path, why }) => {
		return {
			severity: "error",
			message: `${what} ${quoteName(path.join(".") || "(the whole)", 200)} ${why}, which no MedPerf server can hold`,
			hint: HINT
		};
	});
	const rest = found.length - shown.length;
	if (rest === 0) return shown;
	return [...shown, {
		severity: "error",
		message: `${what} holds ${rest} more of the kind`,
		hint: HINT
	}];
}
const HINT = "Write plain text and numbers there.";
function* walk(value, path) {
	const why = fault(value);
	if (why !== void 0) yield {
		path,
		why
	};
	if (Array.isArray(value)) for (const [index, item] of value.entries()) yield* walk(item, [...path, `${index}`]);
	else if (isMapping(value)) for (const [key, item] of Object.entries(value)) {
		const inKey = faultOfText(key);
		if (inKey !== void 0) yield {
			path: [...path, key],
			why: `${inKey} in its name`
		};
		yield* walk(item, [...path, key]);
	}
}
function fault(value) {
	if (typeof value === "string") return faultOfText(value);
	if (!isRawNumber(value)) return void 0;
	return /[.e]/i.test(value.rawJSON) && !Number.isFinite(Number(value.rawJSON)) ? "is a number without end" : void 0;
}
function faultOfText(text) {
	if (text.includes("\0")) return "has a zero character";
	return text.isWellFormed() ? void 0 : "has half of a surrogate pair";
}

// src/medperf/plan/wanted/cautions.ts
/** What stands in the way of a registration, or will surprise somebody after it, as far as the files alone show it. */
function findCautions(benchmark, evidence, rules) {
	const components = collectParts(benchmark.components);
	const findOf = ({ role }) => expectPart(evidence.components, role);
	return [
		...untested(evidence),
		...(benchmark.barred ?? []).map((why) => ({
			...why,
			severity: "error"
		})),
		...topologyIssues(benchmark, rules),
		...components.flatMap((component) => unreadIssues(component, findOf(component))),
		...components.flatMap((component) => {
			const found = findOf(component);
			if (found.uid !== void 0) return [];
			const { role } = component;
			return [
				...formatIssues(component, rules),
				...imageIssues(component, found, rules),
				...parameterIssues(component),
				...rules.containers === "files" ? [] : unholdable(component)
			].map((issue) => ({
				...issue,
				role
			}));
		}),
		...singularityIssues(benchmark, evidence),
		...resultIssues(evidence.results),
		...unholdableIssues("the result", evidence.results),
		...policyIssues(benchmark, rules),
		...stateIssues(benchmark, rules)
	];
}
function untested({ tested }) {
	if (tested) return [];
	return [{
		severity: "error",
		message: "nothing is registered until every step passed on exactly this content",
		hint: "Correct what the test found, and let it run again."
	}];
}
const UNTESTED_BY_MEDPERF = {
	severity: "notice",
	message: "MedPerf’s own client cannot test an inference_script benchmark, so this one is registered as it registers them: without results, and as one whose test was skipped",
	hint: "The results of this test are in the report.",
	code: "beyond-medperf-test"
};
/** A script and an evaluator beside each other are known to servers of topologies alone (docs/medperf.md 6.10). */
function topologyIssues({ topology }, rules) {
	if (topology !== "inference_script") return [];
	if (rules.topology) return [UNTESTED_BY_MEDPERF];
	if (!rules.models) return [];
	return [{
		severity: "error",
		message: `this benchmark is an inference_script one, with \`benchmark_script\` and \`evaluator\`, and servers of the ${rules.era} era hold only one of the two`,
		hint: "Let the script compute the metrics too, and remove `evaluator`; or register it on a server that has topologies (MedPerf from 2026-08).",
		code: "topology-not-held"
	}];
}
function formatIssues(component, rules) {
	const { role, config, spec } = component;
	if (isAsset(component)) return rules.models ? [] : [assetIssue(role, rules)];
	const isNew = isContainerConfig(spec.document);
	if (!isNew && rules.containers === "json") return [{
		severity: "error",
		message: `${role}: \`${config}\` is an MLCube, which servers of the ${rules.era} era cannot hold`,
		hint: "Write a container_config.yaml with the same tasks, and name it as `config`."
	}];
	if (!isNew || rules.containers === "json") return [];
	return [{
		severity: "warning",
		message: `${role}: \`${config}\` is a container_config, and this server is of the mlcube era: participants need MedPerf clients of 2025-05 or later`,
		hint: "Tell them, or give an mlcube.yaml."
	}];
}
/** What a model without a container meets there (docs/medperf.md 5.4). */
const assetIssue = (role, rules) => ({
	severity: "error",
	message: `${role}: it is an asset, and servers of the ${rules.era} era hold no models without a container`,
	hint: "Put the model into a container with the task infer, and let the evaluator have the task evaluate."
});
function imageIssues({ role, spec }, { image }, rules) {
	if (spec.type === "Asset") return [];
	if (spec.type !== "DockerImage") return rules.containers === "files" ? archiveIssues(role, spec.type) : [];
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
	return [known({
		severity: kind === "passing" || kind === "private" && uid !== void 0 ? "warning" : "error",
		message: `${role}${uid === void 0 ? "" : `, registered as ${uid}`}: ${message}`,
		hint,
		role
	})];
}
function archiveIssues(role, type) {
	if (type.includes("Singularity")) return [];
	return [{
		severity: "error",
		message: `${role}: servers of the mlcube era hold no Docker archives`,
		hint: "Push the image to a registry and name it there."
	}];
}
/** Clients with Singularity ask Docker Hub, and only for `namespace/name[:tag]` (docs/medperf.md 11.6). */
function singularityIssues(benchmark, evidence) {
	const images = collectParts(benchmark.components).flatMap(({ role, spec }) => {
		const { uid, image } = expectPart(evidence.components, role);
		const reference = image.reference ?? spec.image;
		return uid !== void 0 || spec.type !== "DockerImage" || isSingularityReference(reference) ? [] : [`\`${reference}\``];
	});
	if (images.length === 0) return [];
	return [{
		severity: "warning",
		message: `participants who run MedPerf with Singularity cannot get ${[...new Set(images)].join(", ")}: their client knows only names of Docker Hub, such as \`lab/prep:2.0\``,
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
/** In the mlcube era these are files, of which the server is told addresses alone. */
const unholdable = ({ role, spec, parameters }) => [...unholdableIssues(`${role}: in the configuration,`, spec.document), ...unholdableIssues(`${role}: the parameter`, parameters)];
function resultIssues(results) {
	return trapWords(results ?? null).map((path) => ({
		severity: "warning",
		message: `the result \`${path}\` is a text with the word NaN or Infinity: MedPerf’s own client breaks on it when a site sends its results`,
		hint: "Let evaluate write `.nan` or `.inf`, without quotes."
	}));
}
function policyIssues({ associations }, rules) {
	const policies = [associations.datasets, associations.models];
	if (!rules.policies) {
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
function stateIssues({ submit }, rules) {
	if (rules.policies || submit.state === "operation") return [];
	return [{
		severity: "warning",
		message: "on a server of the mlcube era a benchmark in DEVELOPMENT can be neither approved nor rejected",
		hint: "Set `submit.state` to operation when it is ready."
	}];
}

// src/medperf/plan/wanted/limits.ts
const ADDRESS = 256;
const DOCS = 100;
/**
* Texts that the server, or MedPerf's own client, would not take; nothing is ever cut to fit (docs/medperf.md 4.1, 4.2,
* 6.1).
*/
function checkLengths(wanted, rules) {
	const components = collectParts(wanted.components).filter(({ uid }) => uid === void 0);
	return [
		...tooLong("the benchmark’s name", wanted.benchmark.name, rules.benchmarkName, rules),
		...components.flatMap(({ role, name, fields }) => [...tooLong(`the name of the ${role}`, name, rules.containerName, rules), ...addresses(role, fields)]),
		...tooLong("`description`", textOf(wanted.benchmark.fields["description"]), rules.description, rules),
		...descriptionForClients(textOf(wanted.benchmark.fields["description"]), rules),
		...tooLong("`docs_url`", textOf(wanted.benchmark.fields["docs_url"]), DOCS, rules),
		...addresses("benchmark", wanted.benchmark.fields),
		...sameNames(components, rules)
	];
}
const textOf = (value) => typeof value === "string" ? value : "";
function tooLong(what, text, max, rules) {
	const length = countCharacters(text);
	if (length <= max) return [];
	return [{
		severity: "error",
		message: `${what} has ${length} characters; this server (${rules.era} era) takes ${max}`,
		hint: "Shorten it in benchmark.yaml."
	}];
}
function descriptionForClients(text, rules) {
	const { clientDescription, description } = rules;
	const length = countCharacters(text);
	if (length <= clientDescription || length > description) return [];
	return [{
		severity: "warning",
		message: `\`description\` has ${length} characters; the server takes it, but MedPerf’s client of the ${rules.era} era refuses more than ${clientDescription}`,
		hint: "Shorten it where participants use that client."
	}];
}
function addresses(owner, fields) {
	return Object.entries(fields).flatMap(([field, value]) => {
		if (!field.endsWith("_url") || field === "docs_url" || typeof value !== "string") return [];
		if (countCharacters(value) <= ADDRESS) return [];
		return [{
			severity: "error",
			message: `${owner}: \`${field}\` has ${countCharacters(value)} characters; the server takes ${ADDRESS}`,
			hint: "Publish the file under a shorter address."
		}];
	});
}
/** One container may play two parts; two containers cannot have one name, nor one the name of a version of the other. */
function sameNames(components, rules) {
	return components.flatMap((one, index) => components.slice(index + 1).flatMap((other) => {
		if (one.name === other.name) return sameContent(rules, one, other) ? [] : [sameName(one, other)];
		const [base, version] = one.name.length < other.name.length ? [one, other] : [other, one];
		return readVersion(base.name, version.name) === void 0 ? [] : [likeVersion(base, version)];
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

// src/medperf/plan/wanted/compose.ts
/** What benchmark.yaml, its files and the test want the server to hold, in the words of the server's era. */
function wantedState(benchmark, evidence, rules) {
	const components = mapParts(benchmark.components, (component, role) => wantedComponent(component, expectPart(evidence.components, role), rules));
	const wanted = {
		topology: benchmark.topology,
		state: benchmark.submit.state === "operation" ? "OPERATION" : "DEVELOPMENT",
		components,
		benchmark: {
			name: benchmark.name.trim(),
			...fillSlots(benchmarkSlots(benchmark, evidence, rules))
		}
	};
	const issues = [...checkLengths(wanted, rules), ...findCautions(benchmark, evidence, rules)];
	return {
		...wanted,
		issues
	};
}
function wantedComponent(component, found, rules) {
	const { role } = component;
	const { uid, image } = found;
	const tested = rules.containers === "files" ? image.imageId?.replace(/^sha256:/, "") : image.digest;
	const kind = isAsset(component) ? "asset" : "container";
	const common = {
		role,
		kind,
		name: component.name.trim()
	};
	if (uid !== void 0) {
		const testedHash = isImageFile(component) ? void 0 : tested;
		return known({
			...common,
			uid,
			fields: component.registered?.fields ?? {},
			unknown: {},
			testedHash
		});
	}
	if (kind === "asset") return {
		...common,
		...wantedAsset(found)
	};
	const content = rules.containers === "files" ? wantedMlcubeContent(component, found) : wantedJsonContent(component, found);
	return {
		...common,
		...content
	};
}
function benchmarkSlots(benchmark, evidence, rules) {
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
		...topologySlots(benchmark, rules),
		[
			"metadata",
			metadataOf(benchmark, evidence, rules),
			TESTED
		],
		...rules.policies ? [...policySlots("dataset", benchmark.associations.datasets), ...policySlots("model", benchmark.associations.models)] : []
	];
}
/** How its parts work together, where the server has a field for it (docs/medperf.md 6.10). */
const topologySlots = ({ topology }, rules) => rules.topology ? [[
	"topology",
	topology,
	""
]] : [];
/**
* What MedPerf's client writes there at submission. It has no test for a script beside an evaluator: such a benchmark it submits
* with none, and without results (docs/medperf.md 6.7).
*/
function metadataOf(benchmark, evidence, rules) {
	if (evidence.results === void 0) return void 0;
	const isSkipped = benchmark.topology === "inference_script";
	return known({
		demo_dataset_already_prepared: benchmark.demoDataset.prepared,
		skip_compatibility_tests: rules.models ? isSkipped : void 0,
		results: isSkipped ? {} : toJson(evidence.results)
	});
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
/**
* An e-mail as the server stores it, which is what it compares with: only the part behind `@` in lower case (docs/medperf.md
* 3.1).
*/
function storedEmail(email) {
	const trimmed = email.trim();
	const at = trimmed.lastIndexOf("@");
	return trimmed.slice(0, at) + trimmed.slice(at).toLowerCase();
}

// src/medperf/plan/plan.ts
/** A server that nobody could ask is taken for one of the model era, unless only a later one holds such a benchmark. */
const assumeFor = ({ topology }) => assumeRules(topology === "inference_script" ? "topology" : "model");
/** Decides from whatever is known: the server if it was asked, else the lock, else the files alone. */
function resolvePlan({ benchmark, evidence, snapshot, lock, rules }) {
	const seen = snapshot ?? (lock === void 0 ? blindSnapshot(rules ?? assumeFor(benchmark)) : lockSnapshot(lock, rules));
	const wanted = wantedState(benchmark, evidenceWithLock(evidence, lock), seen.rules);
	const issues = snapshot === void 0 || lock === void 0 ? [] : lockIssues(lock, snapshot, wanted);
	return {
		snapshot: seen,
		wanted,
		decisions: decideSubmission(seen, wanted),
		issues: [...issues, ...wanted.issues]
	};
}
/** What a merge will do on the MedPerf server, with a verdict for every field; pure. */
function planSubmission(input) {
	const resolved = resolvePlan(input);
	const { snapshot, decisions } = resolved;
	const { components, benchmark } = decisions;
	const retirement = planRetirement(resolved, input.retire ?? []);
	const issues = [
		...input.held === void 0 ? [] : [{
			severity: "error",
			...input.held
		}],
		...resolved.issues,
		...input.foreseen ?? [],
		...retirement.issues
	];
	return known({
		schema: 1,
		voice: input.voice,
		server: snapshot.origin === "" ? void 0 : snapshot.origin,
		era: snapshot.rules.era,
		seen: snapshot.blind ?? "server",
		unseen: unseenOf(snapshot, input),
		actions: [...components, benchmark].map(showAction),
		retire: retirement.actions.length === 0 ? void 0 : retirement.actions,
		issues: issues.slice(0, 200).map((issue) => known({
			...issue,
			message: plainLine(issue.message, 600),
			hint: issue.hint === void 0 ? void 0 : plainLine(issue.hint, 900)
		})),
		blocked: isBlocked(decisions, issues),
		next: foreseeNext(decisions, isBlocked(decisions, issues))
	});
}
/** Whether nothing may be written. */
const isBlocked = ({ components, benchmark }, issues) => [...components, benchmark].some(({ verdict }) => BLOCKING.has(verdict)) || issues.some(({ severity }) => severity === "error");
/** One decision as a plan shows it. */
function showAction(decision) {
	const { verdict, name, uid, state, reason, hint, changes } = decision;
	const kind = "collection" in decision ? {
		models: "model",
		mlcubes: "container"
	} : void 0;
	return known({
		object: kind === void 0 || !("collection" in decision) ? "benchmark" : kind[decision.collection],
		role: "role" in decision ? decision.role : void 0,
		content: "kind" in decision && decision.kind === "asset" ? decision.kind : void 0,
		verdict,
		name: plainLine(name, 200),
		uid,
		state,
		approval: "approval" in decision && decision.approval !== void 0 ? decision.approval : void 0,
		reason: plainLine(reason, 600),
		hint: hint === void 0 ? void 0 : plainLine(hint, 900),
		changes: shownChanges(changes)
	});
}
function shownChanges(changes) {
	const shown = changes.slice(0, 200).map(({ field, verdict, from, to, note }) => known({
		field: plainLine(field, 300),
		verdict,
		from: from === void 0 ? void 0 : shownJson(from, 300),
		to: to === void 0 ? void 0 : shownJson(to, 300),
		note: note === void 0 ? void 0 : plainLine(note, 300)
	}));
	const rest = changes.length - shown.length;
	return rest === 0 ? shown : [...shown, {
		field: `and ${rest} more`,
		verdict: "nothing to do"
	}];
}
function unseenOf({ blind, rules }, input) {
	if (blind === void 0) return [];
	if (blind === "lock") return ["The server was not asked (no MedPerf credential): this is what follows from benchmark.lock.json. What changed on the server since then, approvals and names that others took among it, was not seen."];
	return ["The server was not asked (no MedPerf credential), and there is no benchmark.lock.json: whether names are free, containers registered already or one of your benchmarks pending was not seen.", ...input.rules === void 0 ? [`The server’s era is not known either; the ${rules.era} era is assumed.`] : []];
}

// src/plan/workflow.ts
/** Events on which what was merged is registered. */
const REGISTERING = [
	"push",
	"workflow_dispatch",
	"release",
	"schedule",
	"pull_request"
];
/** The jobs of a workflow file that register with this action, whatever it is called; none where the file cannot be read. */
function findRegisteringJobs(source) {
	const document = parseCoreYaml(source);
	if (!document.ok || !isMapping(document.value)) return [];
	const { value, placeOf } = document;
	if (!listEvents(value["on"]).some((event) => REGISTERING.some((one) => one === event))) return [];
	const jobs = value["jobs"] ?? null;
	if (!isMapping(jobs)) return [];
	return Object.entries(jobs).flatMap(([name, job]) => {
		const step = isMapping(job) ? findStep(job) : void 0;
		if (!isMapping(job) || step === void 0) return [];
		const own = job["permissions"] !== void 0;
		const path = own ? [
			"jobs",
			name,
			"permissions"
		] : value["permissions"] === void 0 ? ["jobs", name] : ["permissions"];
		const contents = hasOwnToken(step) ? "unknown" : judge(own ? job["permissions"] : value["permissions"]);
		return [{
			name,
			line: placeOf(path, "key").line,
			contents
		}];
	});
}
function listEvents(on) {
	if (typeof on === "string") return [on];
	if (Array.isArray(on)) return on.filter((event) => typeof event === "string");
	return isMapping(on ?? null) ? Object.keys(on) : [];
}
/** The inputs of the job's step that registers: one of this action with somebody to register as. */
function findStep(job) {
	const steps = job["steps"] ?? null;
	if (!Array.isArray(steps)) return void 0;
	for (const step of steps) {
		if (!isMapping(step) || typeof step["uses"] !== "string" || !ACTION.test(step["uses"])) continue;
		const inputs = step["with"] ?? null;
		if (isMapping(inputs) && CREDENTIALS.some((name) => inputs[name] !== void 0) && !isOther(inputs["mode"])) return inputs;
	}
}
const ACTION = /(?:^|\/)benchmark-action(?:\/submit)?@/;
const CREDENTIALS = ["medperf-token", "login-email"];
const isOther = (mode) => mode === "test" || mode === "plan";
const hasOwnToken = ({ token }) => token !== void 0 && !(typeof token === "string" && /github\.token|secrets\.GITHUB_TOKEN/.test(token));
function judge(permissions) {
	if (permissions === void 0) return "unknown";
	if (permissions === "write-all") return "write";
	return isMapping(permissions) && permissions["contents"] === "write" ? "write" : "less";
}

// src/plan/foresee-refusals.ts
/**
* What on GitHub's side would refuse a merge after its containers ran, as issues of its plan: a repository that nobody can download
* from, and a workflow whose token may not publish. What GitHub does not say now is no issue.
*/
async function foreseeRefusals(benchmark, job, isRegisteredByAddress) {
	const files = listHosted(benchmark);
	const isPrivate = files.length > 0 || isRegisteredByAddress ? await findPrivate(job, files[0] ?? "configurations") : [];
	return files.length === 0 ? isPrivate : [...isPrivate, ...findForbidden(job, files)];
}
/** What a merge publishes as release assets, in the words of people. */
function listHosted({ components, demoDataset }) {
	return [...demoDataset.source.kind === "path" ? ["the demo dataset"] : [], ...Object.values(components).flatMap(({ role, registered, additionalFiles, imageFile }) => {
		if (registered !== void 0) return [];
		const what = `the ${nameRole(role)}`;
		return [...additionalFiles?.kind === "path" ? [`${what}’s files`] : [], ...imageFile?.kind === "path" ? [`${what}’s image`] : []];
	})];
}
async function findPrivate({ github: place }, what) {
	const { token, apiUrl, repository } = place;
	if (token === void 0 || repository === void 0) return [];
	try {
		await expectPublicRepository(await openGitHub({
			token,
			apiUrl
		}), repository, what);
		return [];
	} catch (error) {
		if (!(error instanceof ExpectedError) || error.kind !== "blocked") return [];
		const { message, hint } = error;
		return [known({
			severity: "error",
			message,
			hint,
			code: "repository-private"
		})];
	}
}
const FOLDER = ".github/workflows";
/** Bytes of the largest workflow that is looked at, and how many are. */
const LARGEST = 524288;
const MOST_WORKFLOWS = 100;
/** Where every job that registers says itself that its token may not publish. */
function findForbidden({ repository }, files) {
	const jobs = listWorkflows(repository).flatMap((file) => {
		const bytes = readBounded(join(repository, FOLDER, file), { most: LARGEST });
		return "wrong" in bytes ? [] : findRegisteringJobs(bytes).map((job) => ({
			...job,
			file: `${FOLDER}/${file}`
		}));
	});
	const [first] = jobs;
	if (first === void 0 || jobs.some(({ contents }) => contents !== "less")) return [];
	return [{
		severity: "error",
		message: `the token of the job \`${first.name}\` may not write to the repository (\`${first.file}:${first.line}\`), and a merge publishes ${files.join(", ")} there`,
		hint: "Add `contents: write` to its `permissions:`, or host the files elsewhere and name them by `url` and `sha256`.",
		code: "permission-contents"
	}];
}
function listWorkflows(repository) {
	try {
		return readdirSync(join(repository, FOLDER)).filter((name) => /\.ya?ml$/.test(name)).slice(0, MOST_WORKFLOWS);
	} catch {
		return [];
	}
}

// src/plan/plan.ts
/** The modes that are about the server alone. */
const ASKING = ["plan", "submit"];
/**
* The report with what a merge of this content would do, without a snapshot as far as files and lock alone allow; or with a
* sentence that says why it is not known. `findEvidence` is told the rules of the server, where that or the lock shows them.
*/
async function addPlan(report, { repository, config, retire, standing, wish, log, github }, { benchmark, snapshot }, findEvidence) {
	if (wish.dryRun) log.say("dry run: nothing is written to the MedPerf server");
	try {
		const lock = readLockFile(repository, config);
		const rules = snapshot?.rules ?? (lock && assumeRules(lock.era));
		const evidence = await findEvidence(rules);
		const byAddress = rules?.containers === "files";
		const foreseen = await foreseeRefusals(benchmark, {
			repository,
			github
		}, byAddress);
		const held = standing.kind === "open" ? standing.held : void 0;
		const speaksForIt = wish.hasCredential || lock !== void 0 || benchmark.submit.isStated;
		const voice = chooseVoice({
			dryRun: wish.dryRun,
			speaksForIt,
			isAsked: ASKING.includes(wish.mode)
		});
		const plan = planSubmission(known({
			benchmark,
			evidence,
			retire,
			snapshot,
			lock,
			held,
			foreseen,
			voice
		}));
		return { report: {
			...report,
			plan
		} };
	} catch (error) {
		if (!(error instanceof ExpectedError)) throw error;
		const { message, hint = "" } = explainCause(error);
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

// src/lookup/ask.ts
/**
* Reads the server, the components named by `uid` among it, where there is somebody to read it as. Unless something will be
* written, the connection is closed at once, before the containers start.
*/
async function askServer(job, { intent, credential, uids, retire }) {
	if (credential === void 0 || !mayAsk(intent, credential)) return { kind: "unasked" };
	try {
		return await look(await open(job, credential), {
			intent,
			uids,
			retire
		});
	} catch (error) {
		if (error instanceof ExpectedError) return {
			kind: "silent",
			error
		};
		throw error;
	}
}
/** Nobody waits beside a pull request for somebody to sign in. */
const mayAsk = (intent, { token }) => intent === "apply" || token !== void 0;
/** What asks is loaded only where there is somebody to ask as. */
async function open(job, credential) {
	const { openServer } = await import("./server.js");
	const { askOwner } = await import("./sign-in3.js");
	return openServer(job, credential, askOwner(job, credential.email));
}
async function look(client, { intent, uids, retire }) {
	const { takeSnapshot } = await import("./snapshot.js");
	let isKept = false;
	try {
		const snapshot = await takeSnapshot(client, uids, retire);
		isKept = intent === "apply";
		return known({
			kind: "asked",
			snapshot,
			client: isKept ? client : void 0
		});
	} finally {
		if (!isKept) await client.close();
	}
}

// src/register/expect-unblocked.ts
/** Throws an ExpectedError of kind `blocked` with everything that stands in the way, before anything is written or published for it. */
function expectUnblocked({ blocked, actions, issues, unknown = [] }, cause) {
	if (!blocked && unknown.length === 0) return;
	const refused = actions.filter(({ verdict }) => BLOCKING.has(verdict));
	const errors = issues.filter(({ severity }) => severity === "error");
	const reasons = [
		...refused.map(({ name, verdict, reason }) => `${name} (${verdict}): ${reason}`),
		...errors.map(({ message }) => message),
		...unknown
	];
	const hint = [...refused, ...errors].flatMap((entry) => entry.hint ?? []).join(" ");
	const message = `nothing can be registered: ${reasons.join("; ")}`;
	throw new ExpectedError("blocked", message, known({
		reasons,
		hint: hint || void 0,
		cause
	}));
}

// src/publish/public-url.ts
/**
* Downloads an address once, as a MedPerf client at a hospital will: without credentials, to its end, and compares the hash
* (docs/medperf.md 13.5). Rejects with an ExpectedError of kind `download` or `hash`, or with the reason of the signal.
*/
async function checkPublicUrl(url, options) {
	const found = await readOrigin({
		kind: "url",
		url
	}, withoutHash(options), ({ source, body, signal }) => {
		const pool = createSlabPool(signal);
		const write = (slab) => pool.give(slab.buffer);
		const { limits, say } = options;
		return consumeBody(body, { write }, {
			source,
			pool,
			limits,
			say
		});
	}).catch((error) => {
		throw inOwnWords(error, options);
	});
	if (found.sha256 === options.sha256) return { bytes: found.bytes };
	throw new ExpectedError("hash", `${showUrl(url)} yields ${countBytes(found.bytes)} with the sha256 ${found.sha256}, and the file here has ${options.sha256}`, { hint: options.repository === void 0 ? "Serve exactly the file that was tested, or let the test run again with the one that is served." : "What GitHub serves is not what is checked out: commit the file as it is, without Git LFS or changed line ends." });
}
const withoutHash = ({ signal, say, timing, reach }) => known({
	signal,
	say,
	timing,
	reach
});
/** GitHub says "not found", or shows the page to log in, to everybody who may not see a repository. */
function inOwnWords(error, { repository }) {
	if (!(error instanceof ExpectedError)) return error;
	const { kind, message } = error;
	if (kind === "archive") return new ExpectedError("hash", `${message}, so it is another file`, {
		hint: "Serve exactly the file that was tested.",
		cause: error
	});
	if (repository === void 0 || !/\(HTTP 40[134]\)|is a web page/.test(message)) return error;
	return new ExpectedError("download", message, {
		hint: `Hospitals, whose MedPerf clients download without a login, could not get it either. If ${repository} is private, make it public, or host the file elsewhere (Zenodo, a public bucket) and name it by \`url\` and \`sha256\`.`,
		cause: error
	});
}

// src/publish/host.ts
/** Publishes a file or folder of the repository as a release asset that everybody can download. */
async function hostSource(source, label, host) {
	const { job, github } = host;
	const { repository, token } = job.github;
	if (repository === void 0 || token === void 0) throw new ExpectedError("blocked", `${source.shown} cannot be published: there is no repository or no token`, { hint: "Give the job `permissions: contents: write`, or host the file elsewhere and name it by `url` and `sha256`." });
	const asset = await prepareAsset(source, label, {
		work: job.folders.work,
		signal: job.signal
	});
	const published = await publishAsset({
		...repository,
		github,
		asset,
		token,
		signal: job.signal,
		say: job.log.say
	});
	await checkOwn(published.url, asset.sha256, host);
	return {
		url: published.url,
		sha256: asset.sha256
	};
}
/** Downloads a file of the repository, whose server may be private like its API. */
const checkOwn = (url, sha256, { job }) => checkHosted(url, sha256, { job: {
	...job,
	reach: "private"
} });
/** Downloads an address as a hospital will; rejects when it is not public or holds something else. */
async function checkHosted(url, sha256, { job }) {
	const { repository } = job.github;
	const options = {
		sha256,
		limits: job.test.limits,
		reach: job.reach,
		signal: job.signal,
		say: job.log.say,
		repository: repository && `${repository.owner}/${repository.repo}`
	};
	await checkPublicUrl(url, known(options));
}

// src/publish/public-image.ts
/** The image that was tested, in a registry where everybody can read it: one that was built here is pushed first. */
async function findPublicImage({ role, spec, build }, tested, { job, commit, lock, push }) {
	const imageId = tested?.imageId;
	if (imageId === void 0) throw new ExpectedError("blocked", `${spec.image} was not tested`);
	if (build === void 0) {
		const digest = tested?.digest === void 0 ? {} : { digest: tested.digest };
		const found = await readTested(spec.image, {
			imageId,
			...digest
		});
		return {
			digest: found.digest,
			imageId: found.imageId
		};
	}
	const before = await lockedImage({
		role,
		reference: spec.image,
		imageId
	}, lock);
	if (before !== void 0) return before;
	if (push === void 0) return findPushed(spec.image, imageId, commit);
	return pushTested({
		job,
		commit,
		push
	}, spec.image, imageId);
}
/**
* The image of the last merge, where the same one was built again and everybody can still read it: the plan counts on its
* digest, which another push need not give.
*/
async function lockedImage({ role, reference, imageId }, lock) {
	const locked = lock && findCounterpart(lock.components, role);
	const config = locked?.fields["container_config"] ?? null;
	const image = isMapping(config) ? config["image"] : void 0;
	if (locked?.imageId !== imageId || typeof image !== "string") return void 0;
	if (replaceTag(image, "any") !== replaceTag(reference, "any")) return void 0;
	try {
		const manifest = await readManifest(image);
		return isImage(manifest, imageId) && manifest.digest === locked.fields["image_hash"] ? {
			reference: image,
			digest: manifest.digest,
			imageId
		} : void 0;
	} catch (error) {
		if (error instanceof ExpectedError) return void 0;
		throw error;
	}
}

// src/publish/unchanged.ts
/**
* Looks whether the checkout still is what was tested: the containers have run since then, and whatever else the machine runs.
* Throws an ExpectedError of kind `blocked` that names what is not.
*/
async function expectUnchanged({ job: { repository }, benchmark, report }) {
	const contents = [];
	for (const { shown, tested, now } of listCompared(benchmark, repository, report)) if (tested !== void 0 && await now() !== tested) contents.push(plainLine(shown, 200));
	const changed = contents.length > 0 ? contents : await findRenamed(benchmark, repository, report);
	if (changed.length === 0) return;
	throw new ExpectedError("blocked", `${changed.join(", ")} changed after it was tested`, {
		reasons: changed,
		hint: "Nothing was published. Let nothing write to the checkout while the job runs, and run it again."
	});
}
/** What has other names or modes than it was tested with, which MedPerf's hashes do not know (docs/medperf.md 11.2). */
async function findRenamed(benchmark, repository, { sources }) {
	if (sources === void 0) return [];
	const named = listNamedPaths(benchmark, repository).filter(({ isBuilt }) => !isBuilt);
	const { trees } = await hashTrees(named);
	const isSame = ({ path, sha256 }) => sources.some((tested) => tested.path === path && tested.sha256 === sha256);
	return trees.filter((tree) => !isSame(tree)).map(({ path }) => plainLine(path, 200));
}
const listCompared = (benchmark, repository, { containers, demoDataset }) => {
	const { config, configHash, demoDataset: demo, components } = benchmark;
	const find = (folder, written) => {
		const found = locatePath(realpathSync.native(repository), folder, written);
		return found.kind === "file" ? found.path : void 0;
	};
	const configOf = (component) => find(dirname(config), component.config);
	return [
		{
			shown: config,
			tested: configHash,
			now: async () => hashContent(find("", config), hashBytes)
		},
		...compareSource(demo.source, demoDataset?.sha256),
		...collectParts(components).flatMap((component) => {
			const tested = containers.find(({ role }) => role === component.role);
			return tested === void 0 ? [] : compareComponent(component, configOf, tested);
		})
	];
};
function compareComponent(component, configOf, tested) {
	const { config, parametersFile, additionalFiles, imageFile, registered } = component;
	if (registered !== void 0) return [];
	const read = (path) => async () => hashContent(path, hashYaml);
	const own = {
		shown: config,
		tested: tested.configuration,
		now: read(configOf(component))
	};
	const parameters = {
		tested: tested.parameters,
		now: read(parametersFile)
	};
	return [
		...isAsset(component) ? [] : [own],
		...parametersFile === void 0 ? [] : [{
			...parameters,
			shown: `the parameters of ${config}`
		}],
		...compareSource(additionalFiles, tested.additionalFiles),
		...compareSource(imageFile, tested.imageFile)
	];
}
function compareSource(source, tested) {
	if (source?.kind !== "path") return [];
	const { path, shown, type } = source;
	const now = async () => type === "directory" ? hashFolder([path]) : (await hashFile(path))?.sha256;
	return [{
		shown,
		tested,
		now: () => now().catch(() => void 0)
	}];
}
function hashContent(path, hash) {
	if (path === void 0) return void 0;
	const bytes = readSmall(path);
	return "wrong" in bytes ? void 0 : hash(bytes);
}
/** As a report tells configurations and parameters; an empty file of parameters is `{}` (docs/medperf.md 12.4). */
function hashYaml(bytes) {
	const document = parseYaml(bytes);
	return document.ok ? hashConfiguration(document.value ?? {}) : void 0;
}

// src/publish/publish.ts
/**
* Publishes what the server will name by address and digest, and fetches each address once as a hospital will: without
* credentials. Of a checkout that is no longer what was tested, nothing is. Rejects with an ExpectedError; what was published stays, and is found again by the next run.
*/
async function publishAll(request) {
	const { benchmark, report } = request;
	await expectUnchanged(request);
	const components = {};
	for (const component of collectParts(benchmark.components)) {
		const { role } = component;
		components[role] = await publishComponent(component, report.containers.find((container) => container.role === role), request);
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
	const label = nameRole(component.role);
	const image = spec.type === "DockerImage" ? await findPublicImage(component, tested, request) : void 0;
	const files = additionalFiles && await hosted(additionalFiles, `${label} files`, tested?.additionalFiles, request);
	const source = imageFile ?? addressedImage(component);
	const file = source && await hosted(source, `${label} image`, tested?.imageFile, request);
	const manifests = request.rules.containers === "files" ? await publishManifests(component, request) : {};
	return known({
		image,
		additionalFiles: files,
		imageFile: file,
		...manifests
	});
}
/** An image that is a file at the address in the configuration. */
function addressedImage(component) {
	if (component.spec.type === "DockerImage" || isAsset(component)) return void 0;
	const resource = parseResource(component.spec.image);
	return resource?.kind === "url" ? resource : void 0;
}
/** A source at an address for everybody: one of the repository is published, one that has an address is fetched once. */
async function hosted(source, label, sha256, { job, github }) {
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
async function publishManifests(component, request) {
	const files = await addressManifests(component, request.job, request.commit);
	for (const { url, sha256 } of Object.values(files)) await checkOwn(url, sha256, request);
	return files;
}

// src/register/lock.ts
/** The lock of what the server holds now, for the next run to read. */
function makeLock(source, { decisions }, snapshot, row) {
	const components = mapParts(source.evidence.components, (_, role) => lockedOf(source.evidence, role, decisions.components));
	const { metadata: _results, ...fields } = registeredFields(snapshot, row);
	return known({
		schema: 1,
		server: snapshot.origin,
		era: snapshot.rules.era,
		owner: snapshot.me.id,
		config: source.benchmark.config,
		commit: source.commit,
		benchmark: {
			uid: row.uid,
			name: row.name,
			state: row.state,
			approvalStatus: row.approval,
			fields
		},
		components
	});
}
function lockedOf(evidence, role, decisions) {
	const candidate = decisions.find((decision) => decision.role === role)?.candidate;
	if (candidate === void 0) throw new TypeError(`no row for the ${role}`);
	const { uid, kind, contentUid, name, state, fields } = candidate;
	const { uid: named, image } = expectPart(evidence.components, role);
	const isAsset = kind === "asset";
	return known({
		uid,
		asset: isAsset ? contentUid : void 0,
		container: isAsset ? void 0 : contentUid,
		name,
		state,
		given: named !== void 0,
		imageId: image.imageId,
		fields
	});
}

// src/register/confirm.ts
/**
* Reads a row and compares it with what was sent, by meaning; the server trims texts and reorders keys (docs/medperf.md 2.7,
* 4.3).
*/
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
/** `""` and null both mean no parameters (docs/medperf.md 4.2). */
const isHeld = (key, sent, held) => isSameJson(toJson(sent), held) || key === "parameters_config" && sent === null && held === "";

// src/register/perform.ts
/** Milliseconds before a write is sent again; only after a look showed that it did not arrive. */
const PAUSES = [1e3, 4e3];
/**
* Makes one write true: sends it, reads it back and compares. Without an answer the server is asked whether it was written,
* and only if not it is sent again. Gives the uid; throws ExpectedError.
*/
async function perform(options, step, tried = 0) {
	try {
		return await attempt(options, step);
	} catch (error) {
		if (!(error instanceof ExpectedError) || !(mayBeWritten(error) || wasNeverSent(error))) throw error;
		const uid = mayBeWritten(error) ? await foundAfterAll(options, step) : void 0;
		if (uid !== void 0) return uid;
		const pause = PAUSES[tried];
		if (error.kind === "refused" || pause === void 0) throw error;
		await (options.sleep ?? sleepFor)(pause);
		return perform(options, step, tried + 1);
	}
}
const sleepFor = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** A refusal too: two runs at once want the same row, and the second is told that the name is taken. */
const mayBeWritten = (error) => error.uncertain || error.kind === "refused";
const wasNeverSent = (error) => error.kind === "unreachable" || error.kind === "timeout";
async function attempt({ client, onProgress }, step) {
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
	if (look.found === "nothing") throw new ExpectedError("changed", `${what} was written but is not there when it is read back`, {
		hint: AGAIN,
		code: NOT_AS_SENT
	});
	const message = `${what} (uid ${look.uid}) does not hold what was sent: \`${look.field}\` is ${look.value}`;
	throw new ExpectedError("changed", message, {
		hint: AGAIN,
		code: NOT_AS_SENT
	});
}
const AGAIN = "Somebody else, perhaps another run of this workflow, wrote at the same time. Let only one run at a time (`concurrency`), and run it again.";
const wordsOf = (step) => {
	const fields = step.kind === "create" ? "" : ` (${Object.keys(step.body).join(", ")})`;
	return `${step.kind} ${step.collection} ${step.name}${fields}`;
};

// src/register/same-plan.ts
/**
* Throws kind `changed`, with each difference in words, where the server now asks for a write that the plan did not announce;
* less than announced is fine.
*/
function expectSamePlan(expected, { components, benchmark }) {
	const surprises = [...components, benchmark].map(showAction).filter(({ verdict }) => WRITING.has(verdict)).flatMap((action) => surpriseOf(expected, action) ?? []);
	if (surprises.length === 0) return;
	throw new ExpectedError("changed", `the server changed since the plan was made: ${surprises.join("; ")}`, {
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

// src/register/step.ts
/** What makes two steps the same: the row and the fields, not their values. */
const makeStepKey = (step) => [
	step.kind,
	step.collection,
	step.kind === "create" ? step.name : step.uid,
	...Object.keys(step.body)
].join(" ");
/**
* The next write, or undefined when the server holds what is wanted. What can be taken back comes first and what freezes
* last: containers and models, then a benchmark that exists, then the components' states, then a new benchmark, and its
* state in a request of its own, because the server checks it against the components stored before (docs/medperf.md 6.5).
*/
function findNextStep(resolved) {
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
/** A model with what is inside it; the two share name and state (docs/medperf.md 5.1). */
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
/** State and validity of what is inside a model change through the model, which takes it along (docs/medperf.md 5.3). */
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

// src/register/apply.ts
/** More than a plan can hold: two for each component, two for the benchmark, and room. */
const MOST_STEPS = 20;
/**
* Brings the server to what benchmark.yaml and the test say. It looks, decides, makes one write, and looks again, so that it
* can be cut after any request and run again: what is there already is found, by name and content, and never written twice.
*/
async function applySubmission(options) {
	const { client, expected } = options;
	let snapshot = await takeSnapshot(client, listGivenUids(options.evidence));
	let resolved = resolvePlan({
		...options,
		snapshot
	});
	expectUnblocked(findObstacles(resolved));
	if (expected !== void 0) expectSamePlan(expected, resolved.decisions);
	const done = [];
	for (let step = findNextStep(resolved); step !== void 0; step = findNextStep(resolved)) {
		expectProgress(done, step);
		await performOrExplain(options, step);
		done.push(step);
		snapshot = await refreshSnapshot(client, snapshot);
		resolved = resolvePlan({
			...options,
			snapshot
		});
		expectUnblocked(findObstacles(resolved));
	}
	return applied(options, resolved, snapshot, done);
}
/** The uids that benchmark.yaml names, for the snapshot. */
const listGivenUids = ({ components }) => Object.fromEntries(listRoles(components).flatMap((role) => {
	const uid = components[role]?.uid;
	return uid === void 0 ? [] : [[role, uid]];
}));
/** What stands in the way of writing, values that are not known yet among it. */
function findObstacles({ decisions, wanted, issues }) {
	const parts = [...Object.values(wanted.components), wanted.benchmark];
	return {
		blocked: isBlocked(decisions, issues),
		actions: [...decisions.components, decisions.benchmark],
		issues,
		unknown: parts.flatMap(({ name, unknown }) => Object.entries(unknown).map(([field, when]) => `${name}: \`${field}\` is not known (${when})`))
	};
}
/** The same write twice in one run means that somebody undid the first. */
function expectProgress(done, step) {
	if (!done.some((earlier) => makeStepKey(earlier) === makeStepKey(step)) && done.length < MOST_STEPS) return;
	throw new ExpectedError("changed", `${step.collection} \`${step.name}\` was changed by somebody else while this ran`, { hint: "Let only one run at a time (`concurrency`), and run it again." });
}
/** A refused write is explained by what the server holds now: a name or content that somebody took meanwhile. */
async function performOrExplain(options, step) {
	try {
		await perform(options, step);
	} catch (error) {
		if (!(error instanceof ExpectedError) || error.kind !== "refused") throw error;
		const snapshot = await takeSnapshot(options.client, listGivenUids(options.evidence));
		expectUnblocked(findObstacles(resolvePlan({
			...options,
			snapshot
		})), error);
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
		next: decideNext(snapshot.rules, state, approval),
		stray: findStrayRows(snapshot, listNames(resolved.wanted), listKept(resolved.decisions)),
		steps,
		lock: makeLock(options, resolved, snapshot, row)
	};
}
function benchmarkRow({ decisions }, snapshot) {
	const row = snapshot.mine.benchmarks.find(({ uid }) => uid === decisions.benchmark.uid);
	if (row === void 0) throw new TypeError("no row for the benchmark");
	return row;
}

// src/register/retire.ts
/**
* Marks the rows that were asked for as not valid, one after the other, after a fresh look at who uses them; gives those that
* were still valid. Throws kind `blocked`, before the first write, where one of them may not be retired.
*/
async function retire(options, requests, kept) {
	if (requests.length === 0) return [];
	const { rows, issues } = judgeRetire(await takeSnapshot(options.client), requests, kept);
	if (issues.length > 0) {
		const reasons = issues.map(({ message }) => message);
		throw new ExpectedError("blocked", reasons.join("; "), {
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
	throw new ExpectedError("changed", `${collection} ${uid} is not \`${name}\``, { hint: "Look at the list again." });
}

// src/register/register.ts
/**
* Publishes images and files, then brings the MedPerf server to what was tested. Safe to cut and to run again. Rejects
* with an ExpectedError that says what stands in the way.
*/
async function register(request) {
	const { job, client, github, benchmark, report, commit, plan, push } = request;
	const lock = readLockFile(job.repository, job.config);
	const { rules } = client;
	const published = await publishAll(known({
		job,
		benchmark,
		report,
		rules,
		github,
		commit,
		lock,
		push
	}));
	const applied = await applySubmission({
		...known({
			client,
			benchmark,
			commit,
			lock
		}),
		evidence: gatherEvidence(benchmark, report, published),
		expected: plan,
		onProgress({ phase, step: { collection, name }, uid, text }) {
			job.log.say(text);
			if (phase !== "sending" && uid !== void 0) request.onWritten({
				object: findObject(collection),
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
async function retireOld(client, { benchmark, components }, { retire: rows, log }) {
	const kept = {
		containers: new Set(Object.values(components).flatMap(({ kind, content }) => kind === "container" ? content : [])),
		models: new Set(client.rules.models ? [components.reference_model.uid] : []),
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
		}, rows, kept);
		return { retired };
	} catch (error) {
		if (!(error instanceof ExpectedError)) throw error;
		return {
			retired,
			problem: error
		};
	}
}

// src/register/attempt.ts
/** Registers what was tested and planned; what stands in the way, or went wrong, is in what it gives. */
async function attemptRegistration(job, { client, benchmark, planned: { report, problem }, push }) {
	const { commit, github: place, signal } = job;
	const { plan } = report;
	const written = [];
	try {
		if (commit === void 0) throw new ExpectedError("blocked", "the commit to register is not known");
		if (plan === void 0) throw problem ?? new ExpectedError("blocked", "what is to be registered is not known");
		expectUnblocked(plan);
		const github = await openGitHub({
			token: place.token ?? "",
			apiUrl: place.apiUrl
		});
		const onWritten = (one) => void written.push(one);
		const request = known({
			job,
			client,
			github,
			benchmark,
			report,
			commit,
			plan,
			onWritten,
			push
		});
		return {
			kind: "done",
			registration: await register(request)
		};
	} catch (error) {
		signal.throwIfAborted();
		return breakOff(error, written);
	}
}

// src/modes/stages.ts
/** Asks the server what is there already. Nobody has the credential after that. */
const askWhatIsThere = async ({ credential, ...course }) => {
	const { job, uids } = course;
	const { intent, retire } = job;
	const server = await askServer(job, {
		intent,
		credential,
		uids,
		retire
	});
	return server.kind === "silent" ? endRun({
		...course,
		server
	}, server.error) : {
		...course,
		server
	};
};
/** Finds out what the components are that benchmark.yaml names by `uid`. */
const readComponents = async (course) => {
	if (!hasUids(course.uids)) return course;
	const { lookUpComponents } = await import("./components.js");
	return {
		...course,
		given: await lookUpComponents(course.job, course.uids, findSnapshot(course))
	};
};
/** Reads benchmark.yaml, unless it was read; one that is wrong is the end of the run. */
const readFile = (course) => {
	const { job, given } = course;
	if (course.read !== void 0) return course;
	const read = readOrReport(job, given);
	if (!("report" in read)) return {
		...course,
		read
	};
	const { report } = read;
	return known({
		...course,
		report,
		registered: job.intent === "apply" ? refuseUntested(report) : void 0
	});
};
/** Reads it before anybody is asked, where it does not take the server to know what its components are. */
const readFileAlone = (course) => hasUids(course.uids) ? course : readFile(course);
/** Says what a merge would do with what was tested. */
const planMerge = async (course) => {
	const { job, tested } = course;
	if (tested?.benchmark === void 0) return course;
	const { report, benchmark } = tested;
	const snapshot = findSnapshot(course);
	const planned = await addPlan(report, job, {
		benchmark,
		snapshot
	}, async (rules) => gatherEvidence(benchmark, report, rules && await foreseePublications(benchmark, job, rules)));
	return {
		...course,
		planned
	};
};
/** Registers what was tested and passed, where this run is a merge. */
const registerMerge = async (course) => {
	const { job, tested, planned, push, server } = course;
	if (job.intent !== "apply" || tested === void 0) return course;
	const { report, benchmark } = tested;
	if (benchmark === void 0) return {
		...course,
		registered: refuseUntested(report)
	};
	const client = server.kind === "asked" ? server.client : void 0;
	if (client === void 0 || planned === void 0) return course;
	if (report.verdict !== "passed") return {
		...course,
		registered: refuseUntested(report)
	};
	return {
		...course,
		registered: await attemptRegistration(job, {
			client,
			benchmark,
			planned,
			push
		})
	};
};

export { readFileAlone as a, foreseePublications as c, readFile as i, gatherEvidence as l, planMerge as n, registerMerge as o, readComponents as r, addPlan as s, askWhatIsThere as t, findStepFlaws as u };