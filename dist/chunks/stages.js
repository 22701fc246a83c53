import { c as hasUids, i as findSnapshot, l as readOrReport, n as endRun, r as findBasis, s as NOTHING_GIVEN } from "./course.js";
import { t as known } from "./known.js";
import { C as looseObject, M as url, O as string, r as readCode, t as ExpectedError, x as int } from "./error.js";
import { i as findCounterpart, n as collectParts, o as mapParts, r as expectPart, s as nameRole } from "./role.js";
import { t as TASKS_OF } from "./topology.js";
import { D as BLOCKING, S as findNextStep, T as decideNext, b as chooseVoice, i as listKept, m as isAsset, n as judgeRetire, t as findStrayRows, w as makeStepKey, x as describeStep } from "./judge.js";
import { n as plainLine } from "./text.js";
import { a as openGitHub, i as readStatus, n as isRateLimit, t as describeApiError } from "./warning.js";
import { i as parseBody } from "./client2.js";
import { u as createDispatcher } from "./trouble.js";
import { c as USER_AGENT, l as openStream, u as readBody } from "./redirect.js";
import { t as isLoopback } from "./loopback.js";
import { r as writeAll, t as inDiskWords } from "./disk.js";
import { r as countBytes } from "./size.js";
import { n as onDisk, r as toBytes, t as fromBytes } from "./byte-name.js";
import { r as countLookups } from "./limits.js";
import { o as isMacDebris } from "./member.js";
import { i as newFolder, o as staysInside } from "./tree.js";
import { n as hashFile, t as hashBytes } from "./hash-file.js";
import { t as readLockFile } from "./lock-file.js";
import { a as showAction, c as shownJson, d as imagineSnapshot, i as resolvePlan, l as registeredFields, n as isBlocked, o as listStandingImages, r as planSubmission, s as listNames, t as listGivenUids, u as findLockedRules } from "./evidence.js";
import { n as breakOff, r as explainCause, s as refuseUntested, t as NOT_AS_SENT } from "./outcome.js";
import { c as readSmall, p as readBounded, s as locatePath, v as parseResource } from "./repository.js";
import { t as parseCoreYaml } from "./core-yaml.js";
import { t as isMapping } from "./value.js";
import { c as readTested, i as foreseeNamedTags, n as pushNamed, o as findPushed, r as pushTested, s as isImage, t as findUnderName } from "./push-named.js";
import { r as readManifest } from "./manifest.js";
import { t as explainAnyError } from "./system-error.js";
import { i as writeLock, t as LOCK_FILE } from "./lock.js";
import { t as findObject } from "./list.js";
import { n as createSlabPool } from "./slabs.js";
import { a as consumeBody, t as readOrigin } from "./origin.js";
import { n as showUrl } from "./url.js";
import { r as replaceTag } from "./reference.js";
import { i as hashConfiguration, n as listNamedPaths, r as hashFolder, t as hashTrees } from "./tree-hash.js";
import { t as parseYaml } from "./yaml.js";
import { n as takeSnapshot, t as refreshSnapshot } from "./snapshot3.js";
import { a as isSameJson } from "./content.js";
import { l as toJson } from "./json.js";
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
const NOTHING = { components: {} };
/** The evidence for a plan: what a report proves, with what was published since. */
function gatherEvidence(benchmark, report, published = NOTHING) {
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
const isRace = (error) => readStatus(error) === 422 && /already_exists|already exists|immutable release/i.test(wordsOf(error));
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
	if (/pre_receive|creations being restricted|rule violations/i.test(wordsOf(error))) return refused("permission", "Let the rules of the repository allow the tags `medperf-hosted-files*`.");
	return refused("refused", "Look at the releases of the repository; what GitHub says is in the brackets.");
}
const PERMISSION = [
	"The token lacks a permission. Add to the job:",
	"    permissions:",
	"      contents: write"
].join("\n");
/** The answer's words with the codes, which the message leaves out. */
function wordsOf(error) {
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
	const url = addressOf(uploadUrl, asset.name);
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
function addressOf(uploadUrl, name) {
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
		target: textOf(readlinkSync(onDisk(path), { encoding: "latin1" }), `the target of the link ${plainLine(name, 200)}`)
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
	return textOf(name, `the name ${plainLine(fromBytes(name), 200)}`);
};
function textOf(bytes, what) {
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

// src/plan/standing-images.ts
/**
* Looks whether an image that was built and tested is one of those that one's own containers are registered with: by the digest of its
* configuration, which is the same wherever it is built, while another push may give another digest (docs/medperf.md 11.4). What a
* stranger cannot read is not known.
*/
async function settleImages({ components }, evidence, snapshot, signal) {
	if (snapshot === void 0) return {
		evidence,
		images: {}
	};
	const found = await Promise.all(collectParts(components).map(async (component) => {
		const { role } = component;
		return [role, await settleImage(component, evidence.components[role]?.image ?? {}, snapshot, signal)];
	}));
	const settled = Object.fromEntries(found.flatMap(([role, image]) => image ? [[role, image]] : []));
	const images = Object.entries(settled).filter(([, { toPush }]) => toPush === false);
	return {
		evidence: {
			...evidence,
			components: Object.fromEntries(Object.entries(evidence.components).map(([role, one]) => [role, settled[role] === void 0 ? one : {
				...one,
				image: settled[role]
			}]))
		},
		images: Object.fromEntries(images)
	};
}
async function settleImage({ role, spec }, image, snapshot, signal) {
	const { imageId } = image;
	if (image.toPush !== true || imageId === void 0) return void 0;
	const registered = listStandingImages(snapshot, role, spec.image);
	if (registered.length === 0) return void 0;
	const unread = [];
	for (const { reference, digest } of registered) {
		const now = await readStanding({
			reference,
			digest
		}, signal);
		if (now.kind === "unread") unread.push(now.why);
		else if (now.configDigest === imageId) return {
			...image,
			reference,
			digest,
			toPush: false
		};
	}
	const [why] = unread;
	const standing = why === void 0 ? { kind: "other" } : {
		kind: "unread",
		why
	};
	return {
		...image,
		standing
	};
}
/** The configuration of a registered image that a client still gets under its name; without one where it does not. */
async function readStanding({ reference, digest }, signal) {
	try {
		const manifest = await readManifest(reference, { signal });
		const { configDigest } = manifest.digest === digest ? manifest : {};
		return known({
			kind: "read",
			configDigest
		});
	} catch (error) {
		signal.throwIfAborted();
		if (!(error instanceof ExpectedError)) throw error;
		return error.status === 404 ? { kind: "read" } : {
			kind: "unread",
			why: plainLine(error.message, 400)
		};
	}
}

// src/plan/plan.ts
/** The modes that are about the server alone. */
const ASKING = ["plan", "submit"];
/**
* The report with what a merge of this content would do, without a snapshot as far as files and lock alone allow; or with a
* sentence that says why it is not known. `findEvidence` is told the rules of the server, where that or the lock shows them.
*/
async function addPlan(report, { repository, config, retire, standing, wish, log, github, signal }, { benchmark, snapshot, sight = {} }, findEvidence) {
	if (wish.dryRun) log.say("dry run: nothing is written to the MedPerf server");
	try {
		const lock = readLockFile(repository, config);
		const { server, unseen, issue } = sight;
		const rules = snapshot?.rules ?? (lock && findLockedRules(lock, server));
		const rows = snapshot ?? (lock && rules && imagineSnapshot(lock, server, rules));
		const { evidence, images } = await settleImages(benchmark, await findEvidence(rules), rows, signal);
		const byAddress = (rules ?? server?.rules)?.containers === "files";
		const refusals = await foreseeRefusals(benchmark, {
			repository,
			github
		}, byAddress);
		const foreseen = [
			...issue === void 0 ? [] : [issue],
			...refusals,
			...byAddress ? await foreseeNamedTags(benchmark, evidence, signal) : []
		];
		const held = standing.kind === "open" ? standing.held : void 0;
		const speaksForIt = wish.hasCredential || lock !== void 0 || benchmark.submit.isStated;
		const voice = chooseVoice({
			dryRun: wish.dryRun,
			speaksForIt,
			isAsked: ASKING.includes(wish.mode)
		});
		const seen = known({
			snapshot,
			server,
			unseen
		});
		const plan = await planAndRehearse(known({
			...seen,
			benchmark,
			evidence,
			retire,
			lock,
			held,
			foreseen,
			voice
		}), log.say);
		return {
			report: {
				...report,
				plan
			},
			images
		};
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
/** What is known of a server is enough to play it, and a plan that writes nothing needs no rehearsal. */
async function planAndRehearse(input, say) {
	const plan = planSubmission(input);
	const writes = plan.actions.some(({ verdict }) => verdict !== "reuse" && verdict !== "nothing to do");
	if (plan.blocked || plan.server === void 0 || !writes) return plan;
	const { addRehearsal } = await import("./add-rehearsal.js");
	return addRehearsal(input, say);
}

// src/lookup/ask.ts
/**
* Reads the server, the components named by `uid` among it, where there is somebody to read it as. Unless something will be
* written, the connection is closed at once, before the containers start.
*/
async function askServer(job, { intent, credential, uids, retire }) {
	if (credential === void 0 || !mayAsk(intent, credential)) return { kind: "unasked" };
	try {
		return await look$1(await open(job, credential), {
			intent,
			uids,
			retire
		});
	} catch (error) {
		if (!(error instanceof ExpectedError)) throw error;
		const { describeUnknown } = await import("./look.js");
		const sight = intent === "apply" ? void 0 : describeUnknown(error);
		return sight === void 0 ? {
			kind: "silent",
			error
		} : {
			kind: "unasked",
			sight
		};
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
async function look$1(client, { intent, uids, retire }) {
	const { takeSnapshot } = await import("./snapshot2.js");
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
	const hint = [...new Set([...refused, ...errors].flatMap((entry) => entry.hint ?? []))].join(" ");
	const message = `nothing can be registered: ${[...new Set(reasons)].join("; ")}`;
	throw new ExpectedError("blocked", message, known({
		reasons,
		hint: hint || "Correct that, and run it again: nothing was written.",
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
async function findPublicImage({ role, spec, build }, tested, { job, rules, commit, lock, images = {}, push }) {
	const imageId = tested?.imageId;
	if (imageId === void 0) throw new ExpectedError("blocked", `${spec.image} was not tested`, { hint: "Let the test of this commit run to its end first." });
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
	if (rules.containers === "files") return push === void 0 ? findUnderName(spec.image, imageId) : pushNamed({
		job,
		push
	}, spec.image, imageId);
	const standing = images[role];
	if (standing !== void 0) return standing;
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
	if (collection === "benchmarks") {
		const { id } = await client.me();
		return (await client.benchmarks({ mine: true })).filter(({ owner }) => owner === id);
	}
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
		text: describeStep(step)
	});
	const uid = await send(client, step);
	const confirmed = expectAsSent(step, await readBack(client, step, uid));
	onProgress?.({
		phase: "confirmed",
		step,
		uid: confirmed,
		text: `${describeStep(step)}: done, uid ${confirmed}`
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
		text: `${describeStep(step)}: it is there already, uid ${uid}`
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

// src/register/apply.ts
/**
* Brings the server to what benchmark.yaml and the test say. It looks, decides, makes one write, and looks again, so that it
* can be cut after any request and run again: what is there already is found, by name and content, and never written twice.
*/
async function applySubmission(options) {
	const { client, expected } = options;
	const rules = await lookAgain(client);
	let snapshot = {
		...await takeSnapshot(client, listGivenUids(options.evidence)),
		rules
	};
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
		snapshot = {
			...await refreshSnapshot(client, snapshot),
			rules
		};
		resolved = resolvePlan({
			...options,
			snapshot
		});
		expectUnblocked(findObstacles(resolved));
	}
	return applied(options, resolved, snapshot, done);
}
/**
* What the server does now, before the first write: the test may have taken hours since it was found out. Throws kind `changed`
* where it became another one.
*/
async function lookAgain(client) {
	const { requests: before, ...was } = client.rules;
	const { requests, ...is } = await client.detect();
	if ((before !== void 0 && requests === void 0 ? is.era === was.era : JSON.stringify(is) === JSON.stringify(was)) && is.doubt === void 0) return known({
		...was,
		requests: requests ?? before
	});
	if (is.doubt !== void 0) return {
		...was,
		doubt: is.doubt
	};
	throw new ExpectedError("changed", "the MedPerf server takes other registrations than when it was looked at: it was brought to another version meanwhile", {
		hint: "Nothing was written. Run it again: the new plan shows what it means.",
		code: "server-changed"
	});
}
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
	if (!done.some((earlier) => makeStepKey(earlier) === makeStepKey(step)) && done.length < 20) return;
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
	const { job, client, github, benchmark, report, commit, plan, images, push } = request;
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
		images,
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
async function attemptRegistration(job, { client, benchmark, planned: { report, problem, images }, push }) {
	const { commit, github: place, signal } = job;
	const { plan } = report;
	const written = [];
	try {
		if (commit === void 0) throw new ExpectedError("blocked", "the commit to register is not known", { hint: "Run it on a push, a tag or a merged pull request, whose commit GitHub names." });
		if (plan === void 0) throw problem ?? new ExpectedError("blocked", "what is to be registered is not known", { hint: "The plan of this run says why: correct that, and run it again." });
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
			images,
			push
		});
		return {
			kind: "done",
			registration: await register(request)
		};
	} catch (error) {
		signal.throwIfAborted();
		return breakOff(error instanceof ExpectedError ? error : explainAnyError(error), written);
	}
}

// src/modes/stages.ts
/** Asks the server what is there already. Nobody has the credential after that. */
const askWhatIsThere = async ({ credential, ...course }) => {
	const { job, uids } = course;
	const { intent, retire } = job;
	const asked = await askServer(job, {
		intent,
		credential,
		uids,
		retire
	});
	const server = asked.kind === "unasked" && intent === "plan" ? await look(course, asked) : asked;
	return server.kind === "silent" ? endRun({
		...course,
		server
	}, server.error) : {
		...course,
		server
	};
};
/** A plan without a credential is told what the server shows to everybody. */
async function look({ job, read, uids }, unasked) {
	if (unasked.sight !== void 0) return unasked;
	const found = read ?? (hasUids(uids) ? void 0 : readOrReport(job, NOTHING_GIVEN));
	const isSubmitted = found !== void 0 && "benchmark" in found && found.benchmark.submit.isStated;
	const { lookAtServer } = await import("./look.js");
	return known({
		...unasked,
		sight: await lookAtServer(job, isSubmitted)
	});
}
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
	const basis = {
		benchmark,
		...findBasis(course)
	};
	const planned = await addPlan(report, job, basis, async (rules) => gatherEvidence(benchmark, report, rules && await foreseePublications(benchmark, job, rules)));
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