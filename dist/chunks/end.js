import { D as flattenResults, a as follow, b as groupFailed, o as refuseRun, p as readUids, s as NOTHING_GIVEN, w as isUnwieldy, x as sayStep } from "./course.js";
import { t as known } from "./known.js";
import { t as removeFolder } from "./remove-folder.js";
import { r as sayHeld } from "./standing.js";
import { a as makeJobError, i as findJobError } from "./outcome.js";
import { n as explainSystemError, t as explainAnyError } from "./system-error.js";
import { O as string, T as object, r as readCode, t as ExpectedError, v as custom } from "./error.js";
import { i as quoteName, n as plainLine } from "./text.js";
import { c as countNoun, d as formatCount, f as formatNumber, g as quoteTitle, h as makeTitle, l as endSentence, m as joinWords, p as formatSeconds, s as clipText, u as formatChange } from "./clip.js";
import { s as nameRole } from "./role.js";
import { r as retireInput } from "./judge.js";
import { r as shownRow } from "./list.js";
import { _ as joinParagraphs, b as renderTable, c as upsertComment, g as foldDetails, h as fenceCode, l as isToldBy, m as escapeProse, n as endEarlier, o as nameServer, p as countUtf8Bytes, s as tellMerged, u as toldByLine, v as quoteCode, y as renderLink } from "./sign-in.js";
import { i as formatBytes } from "./size.js";
import { f as findProxy } from "./trouble.js";
import { a as openGitHub, i as readStatus, r as makeWarning, t as describeApiError } from "./warning.js";
import { l as toJson, n as fromJson, o as parseJson } from "./json.js";
import { n as isWithin } from "./ancestry.js";
import { r as readLock } from "./lock.js";
import { t as lockPath } from "./path.js";
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { randomBytes } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";

// src/job/cancel.ts
/** Rejects when the signal aborts, and never resolves: what loses a race against it must not hold up a cancelled job. */
function rejectOnAbort(signal) {
	return new Promise((_, reject) => {
		if (signal.aborted) reject(signal.reason);
		else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	});
}

// src/report/results-payload.ts
const PAYLOAD = /<!-- medperf-results 1 ([A-Za-z0-9+/]+={0,2}) -->/;
/** Bytes that a payload may unpack to: a hundred times what a check run could hold of ordinary results. */
const LARGEST = 8388608;
const Envelope = object({
	config: string(),
	results: custom((value) => value !== void 0)
});
/** Packs results into at most `budget` bytes: all of them, else the metrics with a gate, else none. */
function packResults(config, results, gated, budget) {
	const names = new Set(gated);
	const some = flattenResults(results).filter(({ name }) => names.has(name));
	const rungs = [{
		kept: "all",
		results
	}, {
		kept: "gated",
		results: Object.fromEntries(some.map(({ name, value }) => [name, value]))
	}];
	for (const { kept, results: value } of some.length === 0 ? rungs.slice(0, 1) : rungs) {
		const text = pack(config, value);
		if (text !== void 0 && text.length <= budget) return {
			text,
			kept
		};
	}
	return {
		text: "",
		kept: "none"
	};
}
function pack(config, results) {
	const json = Buffer.from(JSON.stringify({
		config,
		results: toJson(results)
	}));
	if (json.length > LARGEST) return void 0;
	return `<!-- medperf-results 1 ${gzipSync(json, { level: 9 }).toString("base64")} -->`;
}
/** The results of one benchmark in a check run's text; undefined for anything that is not exactly that. */
function unpackResults(text, config) {
	const base64 = PAYLOAD.exec(text)?.[1];
	if (base64 === void 0) return void 0;
	try {
		const json = gunzipSync(Buffer.from(base64, "base64"), { maxOutputLength: LARGEST }).toString("utf8");
		const envelope = Envelope.safeParse(parseJson(json)).data;
		if (envelope?.config !== config || isUnwieldy(envelope.results)) return void 0;
		return fromJson(envelope.results);
	} catch {
		return;
	}
}

// src/github/results-check.ts
/** Bytes of a check run's summary and text each; GitHub counts bytes here. */
const CHECK_BUDGET = 65535;
/** The check run that carries the results of one benchmark. */
const nameCheckRun = (config) => `medperf-benchmark (${config})`;
/** Keeps the results at their commit for the pull requests to come. Never throws. */
async function publishResults(request) {
	const { github, owner, repo, sha, config, results, gated, title, summary } = request;
	const { text, kept } = packResults(config, results, gated, CHECK_BUDGET - VISIBLE.length);
	if (kept === "none") return { warning: `The results are too many to be kept at the commit: no pull request will be compared with ${sha.slice(0, 7)}. Give the metrics that matter a gate in benchmark.yaml: these are kept first.` };
	try {
		const { data } = await github.rest.checks.create({
			owner,
			repo,
			name: nameCheckRun(config),
			head_sha: sha,
			status: "completed",
			conclusion: "neutral",
			output: {
				title: title.slice(0, 255),
				summary,
				text: `${VISIBLE}${text}`
			}
		});
		const url = data.html_url ?? "";
		if (kept === "all") return { url };
		return {
			url,
			notice: "Of these results only the metrics with a gate were kept for later pull requests: all of them are too many."
		};
	} catch (error) {
		return makeWarning(error, {
			what: "The results could not be kept at the commit, so pull requests cannot be compared with it",
			permission: "checks: write"
		});
	}
}
const VISIBLE = "Later pull requests are compared with the results of this commit, which this text holds.\n\n";

// src/report/gpu-words.ts
/** What an engine offers, as a sentence: `Docker 28.2 offers 2 GPUs: 0 (NVIDIA A100, GPU-5d5b…) and 1.` */
function describeOfferedGpus(engine, offered) {
	if (offered.length === 0) return `${engine} offers no GPU.`;
	const names = offered.map(({ id, name, uuid }) => {
		const more = [name, uuid].filter((part) => part !== void 0 && part !== "").join(", ");
		return more === "" ? id : `${id} (${more})`;
	});
	return `${engine} offers ${countNoun(offered.length, "GPU")}: ${joinWords(names)}.`;
}
/** What the tasks ask for, as a sentence: ``infer asks for `all`, prepare and statistics ask for `device=0`.`` */
function describeAskedGpus(asked) {
	if (asked.length === 0) return "No task asks for a GPU.";
	return `${[...new Set(asked.map(({ gpus }) => gpus))].map((kind) => {
		const tasks = asked.filter(({ gpus }) => gpus === kind).map(({ task }) => task);
		return `${joinWords(tasks)} ${tasks.length === 1 ? "asks" : "ask"} for \`${kind}\``;
	}).join(", ")}; each other task for none.`;
}

// src/files/make-folder.ts
/**
* Makes a folder, and those above it that are missing. Throws the system's errors, also where Node's own way to do so tries for ever:
* below a folder that is there and takes none, as `/proc`.
*/
function makeMissingFolder(path) {
	const missing = [];
	for (let at = resolve(path); !existsSync(at) && at !== dirname(at); at = dirname(at)) missing.unshift(at);
	for (const folder of missing) makeOne(folder);
	if (!statSync(path).isDirectory()) throw Object.assign(/* @__PURE__ */ new Error(`ENOTDIR: not a directory, mkdir '${path}'`), { code: "ENOTDIR" });
}
function makeOne(folder) {
	try {
		mkdirSync(folder);
	} catch (error) {
		if ((readCode(error) === "EEXIST" && statSync(folder, { throwIfNoEntry: false })?.isDirectory()) !== true) throw error;
	}
}

// src/report/annotations.ts
/** The runner shows ten of a kind and drops the others without a word. */
const MOST$1 = 10;
/**
* What a run has to say about lines of files and about steps; a run that did not pass has an error. Of more than ten of
* a kind there are nine and a tenth that says how many more there are and where.
*/
function listAnnotations(report) {
	const all = [
		...ofProblems(report),
		...ofFatal(report),
		...ofSteps(report),
		...ofGates(report)
	];
	return KINDS.flatMap((kind) => limited(all, kind));
}
const KINDS = [
	"error",
	"warning",
	"notice"
];
function limited(all, kind) {
	const some = all.filter((one) => one.kind === kind);
	if (some.length <= MOST$1) return some;
	const rest = some.length - 9;
	const message = `${formatCount(rest)} more of this kind are in the summary of the run and in report.json.`;
	return [...some.slice(0, 9), {
		kind,
		message,
		properties: { title: `${formatCount(rest)} more` }
	}];
}
const ofProblems = ({ problems, benchmark }) => problems.map(({ severity, file, line, column, message, hint }) => ({
	kind: severity,
	message: say(message, hint),
	properties: {
		title: quoteTitle(benchmark.name ?? benchmark.config),
		...position({
			file,
			line,
			column
		})
	}
}));
const ofFatal = ({ verdict, reason, hint }) => verdict === "error" ? [{
	kind: "error",
	message: say(reason, hint),
	properties: { title: "Nothing was run" }
}] : [];
const ofSteps = ({ steps }) => groupFailed(steps).flatMap(({ names, failure }) => {
	const [step, title] = [joinWords(names), `${joinWords(names)} failed`];
	if (failure === void 0) return [{
		kind: "error",
		message: title,
		properties: { title }
	}];
	return listParts(failure).map(({ message, hint, file, line, column }) => ({
		kind: "error",
		message: say(sayStep(step, message), hint),
		properties: file === void 0 ? { title } : {
			title,
			...position({
				file,
				line,
				column
			})
		}
	}));
});
/** What has no line of a file is one annotation. */
function listParts({ message, hint, parts = [] }) {
	const [placed, others] = [parts.filter(({ file }) => file !== void 0), parts.filter(({ file }) => file === void 0)];
	if (placed.length === 0) return [known({
		message,
		hint
	})];
	const [first] = others;
	if (first === void 0) return placed;
	return [...placed, {
		...first,
		message: others.map((one) => one.message).join("; ")
	}];
}
const ofGates = ({ gates }) => gates.flatMap(({ status, metric, text, reason, hint, file, line, column }) => status === "broken" ? [{
	kind: "error",
	message: say(`${quoteName(metric)} ${text}: ${reason ?? "broken"}`, hint),
	properties: {
		title: `Gate broken: ${quoteTitle(metric)}`,
		...position({
			file,
			line,
			column
		})
	}
}] : []);
const say = (message, hint) => [message, ...hint === void 0 ? [] : [hint]].map((line) => plainLine(line, 2e3)).join("\n");
const position = ({ file, line, column }) => known({
	file: plainLine(file, 1e3),
	startLine: line,
	startColumn: line === void 0 || column === void 0 ? void 0 : column
});

// src/report/page/registration.ts
/** Old rows that one sentence names. */
const MOST = 20;
/** What was registered, as Markdown for the job summary and the merged pull request: names, numbers, states, and who is next. */
function renderRegistration({ applied, retired, problem }) {
	const { benchmark, components, next, steps, lock } = applied;
	const rows = Object.entries(components).map(([role, { name, uid, state, kind }]) => `| ${nameRole(role)}${kind === "asset" ? " (asset)" : ""} | ${quoteCode(name, 128)} | ${uid} | ${state} |`);
	return `${joinParagraphs([
		`### 📮 ${quoteCode(benchmark.name, 128)} is registered on ${quoteCode(lock.server, 200)}`,
		steps.length === 0 ? "All of it was registered already; nothing was written." : "",
		[
			"| part | name | uid | state |",
			"|:--|:--|--:|:--|",
			...rows,
			`| benchmark | ${quoteCode(benchmark.name, 128)} | ${benchmark.uid} | ${benchmark.state}, ${benchmark.approval} |`
		].join("\n"),
		next.who === "nobody" ? "" : escapeProse(next.text, 600),
		retired.length === 0 ? "" : `Retired, so that MedPerf’s client refuses it: ${namesOf(retired)}.`,
		problem === void 0 ? "" : `⚠️ ${retired.length === 0 ? "Nothing" : "Not everything"} was retired: ${escapeProse(endSentence(problem.message), 600)}`,
		offer(applied.stray.filter((row) => !retired.some((other) => shownRow(other) === shownRow(row))))
	])}\n\n`;
}
/** What was not registered and why, what is there all the same, and what to do, as Markdown for the same places. */
function renderUnregistered(notDone) {
	const { benchmark, server, message, hint, written, isOpen, run } = notDone;
	const what = written.length === 0 ? "was not registered" : "was registered only in part";
	const rows = written.map(({ object, name, uid }) => `| ${object} | ${quoteCode(name, 128)} | ${uid} |`);
	return `${joinParagraphs([
		`### ❌ ${quoteCode(benchmark, 128)} ${what} on ${quoteCode(server, 200)}`,
		`**Why:** ${escapeProse(endSentence(message), 4e3)}`,
		hint === void 0 ? "" : `**What to do:** ${escapeProse(endSentence(hint), 2e3)}`,
		written.length === 0 ? isOpen ? "" : "This run wrote nothing to the server." : [
			"This run wrote:",
			"",
			"| part | name | uid |",
			"|:--|:--|--:|",
			...rows
		].join("\n"),
		isOpen ? "Whether the server carried out the last request as it was sent is not known." : "",
		`Then run ${renderLink("the workflow", run)} again${written.length > 0 || isOpen ? FOUND : "."}`
	])}\n\n`;
}
const FOUND = ": what is there is found and is not written twice.";
const namesOf = (rows) => rows.slice(0, MOST).map((row) => `${shownRow(row)} ${quoteCode(row.name, 128)}`).join(", ");
function offer(stray) {
	if (stray.length === 0) return "";
	const input = quoteCode(`retire: ${retireInput(stray.slice(0, MOST))}`);
	return `No benchmark stands on these any more: ${namesOf(stray)}. To mark them as not valid, set the input ${input}.`;
}

// src/report/page/links.ts
/** The first seven digits of a commit, linked. */
const commitLink = (commit, links) => renderLink(quoteCode(commit.slice(0, 7)), links && `${home(links)}/commit/${commit}`);
/** `run 815`, linked. */
function runLink({ id, number, attempt }, links) {
	const url = links && `${home(links)}/actions/runs/${id}${attempt > 1 ? `/attempts/${attempt}` : ""}`;
	return renderLink(`run ${number}`, url);
}
/** `benchmark.yaml:12`, linked to that line at the report's commit where the file lies in the repository. */
function placeLink({ file, line }, commit, links) {
	const shown = quoteCode(line === void 0 ? file : `${file}:${line}`, 300);
	const parts = file.split("/");
	const isInside = !parts.some((part) => part === "" || part === "." || part === "..") && !file.includes("\\");
	if (links === void 0 || commit === void 0 || !isInside) return shown;
	const path = parts.map((part) => encodeURIComponent(part.toWellFormed())).join("/");
	return renderLink(shown, `${home(links)}/blob/${commit}/${path}${line === void 0 ? "" : `#L${line}`}`);
}
const home = ({ serverUrl, repository }) => `${serverUrl.replace(/\/+$/, "")}/${repository.split("/").map(encodeURIComponent).join("/")}`;

// src/report/page/frame.ts
const ICONS = {
	passed: "✅",
	failed: "❌",
	invalid: "❌",
	error: "⚠️"
};
/** The first line: the verdict and its reason. */
function renderHeading(report, { room }) {
	const { verdict, reason, benchmark } = report;
	const name = quoteCode(benchmark.name ?? benchmark.config, 200);
	return `### ${ICONS[verdict]} ${name}${verdict === "passed" ? "" : ":"} ${escapeProse(reason, room.text)}`;
}
/** Below a red first line: what to do, and what was not even started. */
function renderAdvice({ hint, steps }, { room }) {
	const waiting = steps.filter(({ status, skipped }) => status === "skipped" && / failed$/.test(skipped ?? ""));
	const names = joinWords(waiting.map(({ name }) => name));
	const left = waiting.length === 0 ? "" : `${names} ${waiting.length === 1 ? "was" : "were"} not started.`;
	return [hint === void 0 ? "" : escapeProse(hint, room.text), left].filter((part) => part !== "").join(" ");
}
const MOST_NOTICES = 10;
/** The sentences below the tables. */
function renderNotices({ notices: all }, { room }) {
	const lines = all.slice(0, MOST_NOTICES).map((notice) => escapeProse(notice, room.text));
	const more = all.length > lines.length ? [`${countNoun(all.length - lines.length, "more notice")} in report.json.`] : [];
	return [...lines, ...more].map((line) => all.length === 1 ? line : `- ${line}`).join("\n");
}
/** The last lines: what was left out, then the commit, the run, the time, the machine and the version. */
function renderFooter(report, { room, links }) {
	const { commit, run, seconds, action, benchmark, host } = report;
	const facts = [
		...benchmark.config === "benchmark.yaml" ? [] : [quoteCode(benchmark.config, 200)],
		...commit === void 0 ? [] : [commitLink(commit, links)],
		...run === void 0 ? [] : [runLink(run, links)],
		formatSeconds(seconds),
		...describeMachine({
			...host,
			gpus: report.gpus?.offered.length ?? host.gpus
		}),
		`benchmark-action ${escapeProse(action.version.replace(/^(?=\d)/, "v"), 50)}`
	];
	return joinParagraphs([room.shortened, `<sub>${facts.join(" · ")}</sub>`]);
}
/** What ran it; nothing where no engine was looked for, or found, as the first line then says. */
function describeMachine({ engine, user, cpus, memory, gpus }) {
	if (engine === void 0) return [];
	const gpu = gpus === 0 ? "no GPU" : countNoun(gpus, "GPU");
	const room = memory === 0 ? "" : `, ${formatBytes(memory)}`;
	return [`${escapeProse(engine, 100)}${asUser(user)} on ${countNoun(cpus, "CPU")}${room}, ${gpu}`];
}
function asUser(user) {
	if (user === void 0) return "";
	if (user.insteadOfRoot) return ` as user ${user.uid} (nobody), because the runner is root,`;
	return ` as user ${user.uid}`;
}

// src/report/page/image-section.ts
/** Digests and hashes, folded. */
function imageSection({ containers, demoDataset }, { room }) {
	if (!room.images || containers.length === 0 && demoDataset === void 0) return "";
	const parts = [...containers.map(image), ...demoDataset === void 0 ? [] : [demo(demoDataset)]];
	return foldDetails("Images and hashes", parts.join("\n"));
}
function image(container) {
	const { role, name, type, image: reference, imageBytes, digest, imageId, parameters } = container;
	const { additionalFiles, imageFile } = container;
	const size = imageBytes === void 0 ? "" : ` (${formatBytes(imageBytes)})`;
	return item(`**${nameRole(role)}** ${quoteCode(name, 128)}: ${quoteCode(reference, 300)}${size}`, [
		digest === void 0 ? ["image ID", imageId] : ["digest", digest],
		["parameters", parameters],
		[type === "Asset" ? "SHA-256" : "additional files", additionalFiles],
		["image file", imageFile]
	]);
}
function demo({ source, sha256, bytes, files, inputDataHash, generatedUid }) {
	const size = [...files === void 0 ? [] : [`${formatCount(files)} files`], ...bytes === void 0 ? [] : [formatBytes(bytes)]].join(", ");
	return item(`**demo dataset** ${quoteCode(source, 300)}${size === "" ? "" : ` (${size})`}`, [
		["SHA-256", sha256],
		["input data hash", inputDataHash],
		["`demo_dataset_generated_uid`", generatedUid]
	]);
}
const item = (title, hashes) => [`- ${title}`, ...hashes.flatMap(([name, value]) => value === void 0 ? [] : [`  - ${name} ${quoteCode(value, 200)}`])].join("\n");

// src/report/page/metric-section.ts
/** The table of metrics: with the base's values, the change and the gates where there are any; what is many is folded. */
function metricSection(report, { room, links }) {
	const { metrics, gates, base } = report;
	const gatesOf = Map.groupBy(gates, ({ metric }) => metric);
	const names = new Set(metrics.map(({ name }) => name));
	const absent = [...gatesOf.keys()].filter((name) => !names.has(name)).map((name) => ({ name }));
	const rows = metrics.length === 0 ? [] : [...absent, ...metrics];
	const isOpen = chooseOpen(rows, gatesOf, room.metrics);
	const open = rows.filter((_, at) => isOpen(at));
	const folded = rows.filter((_, at) => !isOpen(at));
	const draw = (some) => drawTable(some, gatesOf, base && commitLink(base.commit, links));
	return joinParagraphs([draw(open), fold(folded, room.foldedMetrics, draw)]);
}
function chooseOpen(rows, gatesOf, most) {
	if (rows.length <= most) return () => true;
	const isGated = ({ name }) => gatesOf.has(name);
	const gated = rows.flatMap((row, at) => isGated(row) ? [at] : []);
	const others = rows.flatMap((row, at) => isGated(row) ? [] : [at]);
	const open = new Set([...gated, ...others].slice(0, most));
	return (at) => open.has(at);
}
function fold(rows, most, draw) {
	if (rows.length === 0) return "";
	const rest = rows.length - most;
	const more = `${formatCount(rest)} more are in report.json.`;
	if (most === 0) return `${countNoun(rows.length, "more metric is", "more metrics are")} in report.json.`;
	return foldDetails(countNoun(rows.length, "more metric"), joinParagraphs([draw(rows.slice(0, most)), rest > 0 ? more : ""]));
}
function drawTable(rows, gatesOf, base) {
	const hasGates = gatesOf.size > 0;
	const columns = [
		{
			title: "metric",
			align: "left"
		},
		{
			title: base === void 0 ? "value" : "this change",
			align: "right"
		},
		...base === void 0 ? [] : [{
			title: `base ${base}`,
			align: "right"
		}, {
			title: "change",
			align: "right"
		}],
		...hasGates ? [{
			title: "gate",
			align: "left"
		}] : []
	];
	return renderTable(columns, rows.map((row) => [
		quoteCode(row.name, 100),
		row.value === void 0 ? "–" : showValue(row.value, row.type),
		...base === void 0 ? [] : [row.base === void 0 ? "–" : showBase(row), showMove(row)],
		...hasGates ? [(gatesOf.get(row.name) ?? []).map(showGate).join("<br>")] : []
	]));
}
const WIDEST = 60;
function showValue(value, type) {
	if (type !== "number") return type === "text" ? quoteCode(value, WIDEST) : escapeProse(value, WIDEST);
	const number = Number(value);
	if (/^-?\d{1,30}$/.test(value) || !Number.isFinite(number)) return escapeProse(value, WIDEST);
	return formatNumber(number);
}
const showBase = ({ base = "", type, number }) => showValue(base, number !== void 0 && Number.isFinite(Number(base)) ? "number" : type);
function showMove({ value, number, base, change }) {
	if (value === void 0) return "–";
	if (base === void 0) return "new";
	if (change !== void 0 && number !== void 0) return formatChange(change, number);
	return value === base ? "0" : "changed";
}
const GATE_ICONS = {
	kept: "✅",
	broken: "❌",
	"not judged": "(not judged)"
};
const showGate = ({ text, status }) => `${escapeProse(text, 100)} ${GATE_ICONS[status]}`;

// src/report/page/hints.ts
/** The same without what was told before: a page says once what to do, where it is first needed. */
function keepFirstHints(items, told = []) {
	const seen = new Set(told);
	return items.map((item) => {
		if (item.hint === void 0) return item;
		const { hint, ...others } = item;
		const isTold = seen.has(hint);
		seen.add(hint);
		return isTold ? others : item;
	});
}

// src/report/page/plan-words.ts
/** What a merge does on the server, each as it is said of what may come and of what would have come. */
const VERBS = {
	register: "registered",
	change: "changed",
	reuse: "reused",
	submit: "submitted",
	leave: "left",
	retire: "retired"
};
const speak = (begin) => ({
	begin: `**${begin}**`,
	nothing: `**${begin} register nothing**`,
	done: `**${begin} change nothing on the server**`,
	verb: (verb) => verb,
	hasNext: true
});
const SPEECHES = {
	will: speak("A merge will"),
	would: speak("A merge would"),
	perhaps: speak("A merge would"),
	"dry run": speak("Dry run: a merge would"),
	"did not": {
		begin: "**This merge would have**",
		nothing: "**This merge registered nothing**",
		done: "**This merge would have changed nothing on the server**",
		verb: (verb) => VERBS[verb],
		hasNext: false
	}
};
/** How a plan is spoken of. */
const findSpeech = (plan) => hedge(SPEECHES[plan.voice ?? "will"], plan);
/** Where all that is left to do depends on what is not known yet, a merge may do it. */
function hedge(speech, { actions }) {
	const pending = actions.filter(({ verdict }) => verdict !== "reuse" && verdict !== "nothing to do");
	if (pending.length === 0 || pending.some(({ unsure }) => unsure === void 0)) return speech;
	const may = (words) => words.replace(/ (?:will|would)(?= |\*)/, " may");
	return {
		...speech,
		begin: may(speech.begin),
		nothing: may(speech.nothing),
		isHedged: true
	};
}

// src/report/page/plan.ts
const ROOM = {
	changes: 40,
	text: 600
};
/** As Terraform marks what it will do. */
const SIGNS = {
	"nothing to do": "=",
	reuse: "=",
	create: "+",
	"update in place": "~",
	"needs a new version": "±",
	"needs an admin": "✋",
	forbidden: "✘"
};
/** One or two sentences on what a merge does; the first thing an owner should read of a plan. */
function planSentence(plan, room = ROOM) {
	const speech = findSpeech(plan);
	const stops = listStops(plan);
	if (plan.blocked) {
		const [first] = stops;
		const why = first === void 0 ? "" : `: ${escapeProse("reason" in first ? first.reason : first.message, room.text)}`;
		const hint = first?.hint === void 0 ? "" : ` ${escapeProse(first.hint, room.text)}`;
		const more = stops.length > 1 ? ` (and ${countNoun(stops.length - 1, "more reason")} below)` : "";
		return `${speech.nothing}${endSentence(`${why}${more}`)}${hint}${doubt(plan, room)}`;
	}
	const next = plan.next.who === "nobody" || !speech.hasNext ? "" : ` ${escapeProse(plan.next.text, room.text)}`;
	const retired = retirementWords(plan, speech);
	if (plan.actions.every(isDone)) return retired.length === 0 ? `${speech.done}: all of it is registered.${next}` : `${speech.begin} only ${joinWords(retired)}: all of the rest is registered.${next}`;
	const will = joinWords([
		...componentWords(plan, speech),
		...benchmarkWords(plan, room, speech),
		...retired
	]);
	return `${speech.begin} ${will}.${doubt(plan, room)}${next}`;
}
/** What stands in the way; the sentence tells the first. */
const listStops = ({ actions, issues }) => [...actions.filter(isStop), ...issues.filter(({ severity }) => severity === "error")];
/** Why the sentence says `may` or `perhaps`. */
function doubt({ actions }, room) {
	const why = actions.find(({ unsure }) => unsure !== void 0)?.unsure;
	return why === void 0 ? "" : ` Not sure: ${escapeProse(endSentence(why), room.text)}`;
}
const isStop = ({ verdict }) => verdict === "forbidden" || verdict === "needs an admin";
const isDone = ({ verdict }) => verdict === "reuse" || verdict === "nothing to do";
const isNew = ({ verdict }) => verdict === "create" || verdict === "needs a new version";
function componentWords({ actions }, speech) {
	const parts = actions.filter(({ object }) => object !== "benchmark");
	const created = parts.filter(isNew);
	const updated = parts.filter(({ verdict }) => verdict === "update in place");
	const reused = parts.length - created.length - updated.length;
	const say = (verb, all, what) => [all.filter(({ unsure }) => unsure === void 0), all.filter(({ unsure }) => unsure !== void 0)].filter((some) => some.length > 0).map((some) => `${perhaps(some, speech)}${speech.verb(verb)} ${what(some)}${reasons(some)}`);
	return [
		...say("register", created, counted),
		...say("change", updated, ({ length }) => `${length} in place`),
		...reused === 0 ? [] : [`${speech.verb("reuse")} ${reused}`]
	];
}
/** Said of what depends on something that is not known yet, unless the sentence has said it of all. */
const perhaps = ([first], { isHedged }) => first?.unsure === void 0 || isHedged ? "" : "perhaps ";
/** Containers, and a model that is files alone. */
function counted(actions) {
	const assets = actions.filter(({ content }) => content === "asset").length;
	const containers = actions.length - assets;
	return joinWords([...containers === 0 ? [] : [countNoun(containers, "container")], ...assets === 0 ? [] : [countNoun(assets, "asset")]]);
}
/** Which of them, and what moved in them where that is little. */
function reasons(actions) {
	return ` (${actions.map((action) => {
		const moved = action.changes.filter(({ from, to }) => from !== void 0 && to !== void 0);
		const role = nameRole(action.role ?? "evaluator");
		const [first] = moved;
		if (first === void 0 || moved.length > 1) return role;
		return `${role}: ${quoteCode(shortField(first.field), 80)} ${quoteCode(first.from ?? "", 60)} → ${quoteCode(first.to ?? "", 60)}`;
	}).join("; ")})`;
}
const shortField = (field) => field.replace(/^(parameters_config|container_config)\./, "");
function benchmarkWords({ actions }, room, speech) {
	const action = actions.find(({ object }) => object === "benchmark");
	if (action === void 0) return [];
	const { verb } = speech;
	const name = quoteCode(action.name, 128);
	const maybe = perhaps([action], speech);
	if (action.verdict === "create") return [`${maybe}${verb("submit")} the benchmark as ${name}`];
	if (action.verdict === "needs a new version") return [`${maybe}${verb("submit")} the benchmark as ${name}, because ${escapeProse(action.reason, room.text)}`];
	if (action.verdict === "update in place") return [`${maybe}${verb("change")} the benchmark ${name} in place`];
	return [`${verb("leave")} the benchmark ${name} as it is (${escapeProse(action.reason, room.text)})`];
}
function retirementWords({ retire = [] }, { verb }) {
	const rows = retire.filter(({ verdict }) => verdict === "retire");
	return rows.length === 0 ? [] : [`${verb("retire")} ${joinWords(rows.map(retiredRow))}`];
}
const retiredRow = ({ object, uid, name }) => `${object} ${uid}${name === void 0 ? "" : ` (${quoteCode(name, 128)})`}`;
const retirementLine = (row) => row.verdict === "retire" ? `- **− ${retiredRow(row)}**: retire. It is marked as not valid once everything is registered` : `- **= ${retiredRow(row)}**: nothing to do. It is retired already`;
const UNLIKELY = "What a merge would register, if a workflow registers this benchmark";
/** The whole plan, folded: every action with every field, then warnings and what could not be seen. */
function planSection(plan, room = ROOM) {
	const where = plan.server === void 0 ? "an unknown server" : quoteCode(plan.server, 200);
	const told = plan.blocked ? [listStops(plan)[0]?.hint] : [];
	const actions = keepFirstHints(plan.actions, told);
	const issues = keepFirstHints(plan.issues, [...told, ...actions.map(({ hint }) => hint)]).map(({ severity, message, hint }) => {
		return `- ${{
			error: "✘",
			warning: "⚠️",
			notice: "ℹ️"
		}[severity]} ${escapeProse(endSentence(message), room.text)}${hint === void 0 ? "" : ` ${escapeProse(hint, room.text)}`}`;
	});
	const body = joinParagraphs([
		`On ${where} (${plan.era} era):`,
		...actions.map((action) => actionBlock(action, room)),
		(plan.retire ?? []).map(retirementLine).join("\n"),
		issues.join("\n"),
		rehearsalLine(plan),
		plan.unseen.map((text) => `- ${escapeProse(text, room.text)}`).join("\n")
	]);
	if (plan.voice !== "perhaps") return foldDetails("Full plan", body);
	return foldDetails(UNLIKELY, joinParagraphs([planSentence(plan, room), body]));
}
const rehearsalLine = ({ rehearsed = [], blocked }) => rehearsed.length === 0 || blocked ? "" : `- ✓ rehearsed: ${countNoun(rehearsed.length, "request")}`;
function actionBlock(action, room) {
	const { object, role, content, verdict, name, uid, reason, hint, changes } = action;
	const what = role === void 0 ? object : `${nameRole(role)}${content === void 0 ? "" : ` (${content})`}`;
	const number = uid === void 0 ? "" : ` (uid ${uid})`;
	const head = `**${SIGNS[verdict]} ${what}** ${quoteCode(name, 128)}${number}: ${verdict}. ${capital(escapeProse(endSentence(reason), room.text))}`;
	const moved = changes.filter(isWorthShowing);
	const lines = moved.slice(0, room.changes).map(changeLine);
	const more = moved.length > lines.length ? [`  - and ${moved.length - lines.length} more`] : [];
	const advice = [...hint === void 0 ? [] : [`  - ${escapeProse(hint, room.text)}`], ...action.unsure === void 0 ? [] : [`  - *Not sure*: ${escapeProse(endSentence(action.unsure), room.text)}`]];
	return [
		`- ${head}`,
		...advice,
		...lines,
		...more
	].join("\n");
}
/** What stays is not shown unless something is to be said about it, and neither is an empty field of something new. */
const isWorthShowing = ({ verdict, from, to, note }) => note !== void 0 || verdict !== "nothing to do" && !(from === void 0 && EMPTY.includes(to ?? ""));
const EMPTY = [
	"\"\"",
	"null",
	"[]"
];
const capital = (text) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
function changeLine({ field, verdict, from, to, note }) {
	const [before, after] = [from, to].map((value) => value === void 0 ? void 0 : quoteCode(value, 120));
	const shown = before === void 0 ? after ?? "" : after === void 0 ? `${before} is taken away` : `${before} → ${after}`;
	const remark = note === void 0 ? "" : `*${escapeProse(note, 300)}*`;
	return `  - ${[
		SIGNS[verdict],
		quoteCode(field, 200),
		shown,
		remark
	].filter((part) => part !== "").join(" ")}`;
}

// src/report/page/plan-section.ts
/** What a merge does, in a sentence or two; empty without a plan, and where nothing says that a merge registers. */
const planLine = ({ plan }, { room }) => plan === void 0 || plan.voice === "perhaps" ? "" : planSentence(plan, {
	changes: 0,
	text: room.text
});
/** The whole plan, folded, where there is room for hashes too. */
const planDetails = ({ plan }, { room }) => plan === void 0 || !room.images ? "" : planSection(plan, {
	changes: room.text < 400 ? 10 : 40,
	text: room.text
});

// src/report/page/problem-section.ts
/** Errors in the user's files, open; what only deserves a look is folded. */
function problemSection(report, view) {
	const isError = ({ severity }) => severity === "error";
	const ordered = [...report.problems.filter(isError), ...report.problems.filter((one) => !isError(one))];
	const told = keepFirstHints(ordered, [report.hint]);
	const errors = told.filter(isError);
	const others = told.filter((one) => !isError(one));
	const list = (problems) => listOf(problems, report, view);
	return joinParagraphs([list(errors), others.length === 0 ? "" : foldDetails(countNoun(others.length, "warning"), list(others))]);
}
function listOf(problems, { commit }, { room, links }) {
	const lines = problems.slice(0, room.problems).map((problem) => {
		const hint = problem.hint === void 0 ? "" : ` ${escapeProse(problem.hint, room.text)}`;
		return `- ${placeLink(problem, commit, links)} ${endSentence(escapeProse(problem.message, room.text))}${hint}`;
	});
	const rest = problems.length - lines.length;
	return [...lines, ...rest > 0 ? [`- ${countNoun(rest, "more", "more")} in report.json`] : []].join("\n");
}
/** The broken gates, each with its line of benchmark.yaml. */
function gateSection({ gates, commit }, { room, links }) {
	const broken = gates.filter(({ status }) => status === "broken");
	const lines = broken.slice(0, room.problems).map((gate, at) => {
		const hint = at === 0 || gate.hint === void 0 || gate.hint === broken[0]?.hint ? "" : ` ${escapeProse(gate.hint, room.text)}`;
		return `- ${lineOf(gate, room.text)} (${placeLink(gate, commit, links)})${hint}`;
	});
	const rest = broken.length - lines.length;
	return [...lines, ...rest > 0 ? [`- ${countNoun(rest, "more", "more")} in report.json`] : []].join("\n");
}
const lineOf = ({ metric, text, reason }, most) => `${quoteCode(metric, 100)} ${escapeProse(text, 100)}${reason === void 0 ? "" : `: ${escapeProse(reason, most)}`}`;

// src/report/page/step-section.ts
/** The table of steps: how each ended, how long it took, and its peak memory. */
function stepSection({ steps }, { room }) {
	const hasMemory = steps.some(({ peakMemory }) => peakMemory !== void 0);
	return renderTable([
		{
			title: "step",
			align: "left"
		},
		{
			title: "",
			align: "left"
		},
		{
			title: "time",
			align: "right"
		},
		...hasMemory ? [{
			title: "peak memory",
			align: "right"
		}] : []
	], steps.map((step) => [
		step.name,
		outcome(step, room.text),
		step.seconds === 0 ? "–" : formatSeconds(step.seconds),
		...hasMemory ? [step.peakMemory === void 0 ? "–" : formatBytes(step.peakMemory)] : []
	]));
}
function outcome({ status, skipped }, most) {
	if (status === "passed") return "✅";
	if (status === "failed") return "❌";
	return `skipped${skipped === void 0 ? "" : `: ${escapeProse(skipped, Math.min(most, 200))}`}`;
}
/** The last lines of every failed step: the first one's open, the others' with their reason folded. */
function logSection({ steps }, view) {
	const failed = steps.filter(({ status }) => status === "failed");
	return joinParagraphs(failed.map((step, at) => {
		const log = logOf(step, view);
		if (at === 0) return log;
		return foldDetails(`${step.name} failed too`, joinParagraphs([reasonOf(step, failed.slice(0, at), view), log]));
	}));
}
/** Why a step failed too; what was told of an earlier one is not told again. */
function reasonOf({ name, failure }, earlier, { room }) {
	if (failure === void 0) return "";
	const { message, hint } = failure;
	const same = earlier.find((step) => step.failure?.message === message);
	return [same === void 0 ? sayStep(name, message) : `${name} failed as ${same.name} did`, ...hint === void 0 || earlier.some((step) => step.failure?.hint === hint) ? [] : [hint]].map((text) => escapeProse(text, room.text)).join(". ");
}
/** Characters of a line that may be the very sentence of the failure, which stands above. */
const SENTENCE = 20;
function logOf({ name, logTail, failure }, { room, links }) {
	const untold = logTail.filter((line) => line.length < SENTENCE || !failure?.message.includes(line));
	const lines = room.logLines === 0 ? [] : untold.slice(-room.logLines);
	if (lines.length === 0) return "";
	const whole = links?.artifactUrl === void 0 ? "" : ` (${renderLink("whole log", links.artifactUrl)})`;
	return `The ${lines.length === 1 ? "last line" : `last ${countNoun(lines.length, "line")}`} of ${quoteCode(name)}${whole}:\n${fenceCode(lines.map((line) => clipText(line, room.logWidth)))}`;
}

// src/report/page/usage-section.ts
const bytes = (name) => ({ [name]: value }) => value === void 0 ? void 0 : formatBytes(value);
const FIGURES = [
	{
		title: "CPU time",
		show: ({ cpuSeconds }) => cpuSeconds === void 0 ? void 0 : formatSeconds(cpuSeconds)
	},
	{
		title: "cores",
		show: cores
	},
	{
		title: "read from disk",
		show: bytes("bytesRead")
	},
	{
		title: "written",
		show: bytes("bytesWritten")
	},
	{
		title: "peak GPU memory",
		show: bytes("peakGpuMemory")
	}
];
/** How many cores were busy on average; a run of a moment has no average. */
function cores({ cpuSeconds, seconds }) {
	return cpuSeconds === void 0 || seconds < 1 ? void 0 : (cpuSeconds / seconds).toFixed(1);
}
/** The GPUs, and what each container used besides time and memory, folded; only the columns that have a figure. */
function usageSection({ steps, gpus, host }, { room }) {
	const used = steps.filter((step) => FIGURES.some(({ show }) => show(step) !== void 0));
	if (!room.images || used.length === 0 && gpus === void 0) return "";
	const figures = FIGURES.filter(({ show }) => used.some((step) => show(step) !== void 0));
	const words = gpus === void 0 ? "" : `${describeOfferedGpus(host.engine ?? "The engine", gpus.offered)} ${describeAskedGpus(gpus.asked)}`;
	const columns = figures.map(({ title }) => ({
		title,
		align: "right"
	}));
	const rows = used.map((step) => [step.name, ...figures.map(({ show }) => show(step) ?? "–")]);
	return foldDetails("CPU, disk and GPU", joinParagraphs([escapeProse(words, room.text), renderTable([{
		title: "step",
		align: "left"
	}, ...columns], rows)]));
}

// src/report/page/page.ts
/** In the order in which an owner asks: what happened, why, what moved, where the time went; then the folded rest. */
const SECTIONS = [
	renderHeading,
	renderAdvice,
	problemSection,
	gateSection,
	logSection,
	metricSection,
	stepSection,
	planLine,
	renderNotices,
	usageSection,
	imageSection,
	planDetails,
	renderFooter
];
/** A report as one page of Markdown with what there is room for. */
const renderPage = (report, view) => joinParagraphs(SECTIONS.map((section) => section(report, view)));
/** The least that is worth saying: the first line, what to do, and the footer. */
const renderLeast = (report, view) => joinParagraphs([
	renderHeading,
	renderAdvice,
	renderFooter
].map((section) => section(report, view)));

// src/report/page/summary.ts
/** Bytes of a job summary: GitHub drops one of more than 1 MiB altogether. */
const SUMMARY_BUDGET = 921600;
const SHORTENED$1 = "Shortened: all of it is in report.json.";
const FULL$1 = {
	logLines: 50,
	logWidth: 2e3,
	metrics: 50,
	foldedMetrics: 5e3,
	problems: 1e3,
	text: 2e3,
	images: true,
	shortened: ""
};
const ROOMS$1 = [
	FULL$1,
	{
		...FULL$1,
		logWidth: 500,
		foldedMetrics: 1e3,
		problems: 200,
		text: 500,
		shortened: SHORTENED$1
	},
	{
		...FULL$1,
		logLines: 20,
		logWidth: 200,
		metrics: 20,
		foldedMetrics: 0,
		problems: 20,
		text: 200,
		shortened: SHORTENED$1
	}
];
/** The report as Markdown for the job summary and for `summary.md`: never more bytes than the budget. */
function renderSummary(report, { links, budget = SUMMARY_BUDGET } = {}) {
	for (const room of ROOMS$1) {
		const page = renderPage(report, {
			room,
			links
		});
		if (countUtf8Bytes(page) < budget) return `${page}\n`;
	}
	const least = renderLeast(report, {
		room: {
			...FULL$1,
			text: 100,
			shortened: SHORTENED$1
		},
		links
	});
	return countUtf8Bytes(least) < budget ? `${least}\n` : `${SHORTENED$1}\n`;
}

// src/report/serialize.ts
/** The text of report.json: numbers of the results digit for digit as evaluate wrote them. */
const reportJson = (report) => `${JSON.stringify(report, null, 2)}\n`;

// src/github/artifact.ts
/** Uploads the report and the logs where the platform keeps artifacts. Never throws. */
async function uploadReport(request) {
	const { hasStore, serverUrl, config, job, attempt } = request;
	if (!hasStore) return { notice: "Artifacts cannot be uploaded here; the report and the logs are files in the work directory." };
	if (isEnterpriseServer(serverUrl)) return { notice: "This GitHub Enterprise Server has no artifacts of the present kind: upload the folder of the output `report` with actions/upload-artifact@v3." };
	const wrong = findProxy()?.wrong;
	if (wrong !== void 0) return { warning: `${NOT_UPLOADED} (${wrong.message}). ${wrong.hint}` };
	const name = artifactName(config, job, attempt);
	try {
		return await upload(name, request);
	} catch (error) {
		if (!/already exists|409|conflict/i.test(String(error))) return refused(error);
	}
	try {
		return await upload(`${name}-${randomBytes(3).toString("hex")}`, request);
	} catch (error) {
		return refused(error);
	}
}
/** A legal name that no other benchmark, job or attempt of the run has. */
function artifactName(config, job, attempt) {
	return [
		"medperf",
		config.replace(/\.ya?ml$/, ""),
		job,
		String(attempt)
	].map((part) => part.replaceAll(/[^A-Za-z0-9_.-]+/g, "-").slice(0, 80)).filter(Boolean).join("-");
}
async function upload(name, { files, folder, runUrl }) {
	const { DefaultArtifactClient } = await import("./artifact.js");
	const { id } = await new DefaultArtifactClient().uploadArtifact(name, [...files], folder);
	if (id === void 0) throw new Error("the service gave it no number");
	return known({
		name,
		id,
		url: runUrl === void 0 ? void 0 : `${runUrl}/artifacts/${id}`
	});
}
function refused(error) {
	const reason = plainLine(String(error).replaceAll(/\?\S*/g, ""), 300);
	const proxy = findProxy();
	const way = proxy === void 0 ? "" : ` by way of the proxy that \`${proxy.variable}\` of the runner names`;
	return { warning: `${NOT_UPLOADED}${way} (${reason}). They are in the log and the summary of this run.` };
}
const NOT_UPLOADED = "The report and the logs could not be uploaded as an artifact";
function isEnterpriseServer(url) {
	const hostname = URL.parse(url)?.hostname ?? "";
	return hostname !== "github.com" && !hostname.endsWith(".ghe.com") && !hostname.endsWith(".localhost");
}

// src/report/page/comment.ts
/** Bytes of a comment; GitHub takes 65,536 characters, and tools that mirror comments often count bytes. */
const COMMENT_BUDGET = 6e4;
const SHORTENED = "Shortened to fit a comment: all of it is in the summary of the run and in report.json.";
const FULL = {
	logLines: 20,
	logWidth: 300,
	metrics: 20,
	foldedMetrics: 200,
	problems: 50,
	text: 1e3,
	images: true,
	shortened: ""
};
/** From the fullest to the smallest that still lists anything. */
const ROOMS = [
	FULL,
	{
		...FULL,
		logWidth: 200,
		foldedMetrics: 50,
		problems: 30,
		text: 500,
		shortened: SHORTENED
	},
	{
		...FULL,
		logLines: 10,
		logWidth: 160,
		foldedMetrics: 0,
		problems: 20,
		text: 300,
		shortened: SHORTENED
	},
	{
		...FULL,
		logLines: 5,
		logWidth: 120,
		metrics: 10,
		foldedMetrics: 0,
		problems: 10,
		text: 200,
		images: false,
		shortened: SHORTENED
	},
	{
		...FULL,
		logLines: 0,
		metrics: 5,
		foldedMetrics: 0,
		problems: 3,
		text: 120,
		images: false,
		shortened: SHORTENED
	}
];
/** The report as a pull request's comment: never more bytes than the budget, the marker always whole. */
function renderComment(report, { marker, budget = COMMENT_BUDGET, links }) {
	const rungs = [...ROOMS.map((room) => () => renderPage(report, {
		room,
		links
	})), ...ROOMS.slice(-1).map((room) => () => renderLeast(report, {
		room,
		links
	}))];
	const left = budget - countUtf8Bytes(marker) - 1;
	for (const rung of rungs) {
		const page = rung();
		if (countUtf8Bytes(page) <= left) return `${marker}\n${page}`;
	}
	return `${marker}\n${SHORTENED}`;
}

// src/tell/answers.ts
/** What is left to say of several things that were told. */
const collectTold = (answers) => ({
	notices: answers.flatMap((answer) => "notice" in answer ? [String(answer.notice)] : []),
	warnings: answers.flatMap((answer) => "warning" in answer ? [String(answer.warning)] : [])
});

// src/tell/github.ts
/** Where the links of a report lead; undefined outside a repository. */
function linkTo({ serverUrl, repository }, artifactUrl) {
	if (repository === void 0) return void 0;
	return known({
		serverUrl,
		repository: `${repository.owner}/${repository.repo}`,
		artifactUrl
	});
}
/**
* Uploads the report, and unless the test is known already writes the pull request's comment, or keeps the results at a pushed
* commit. Nothing here fails the job: what GitHub refuses comes back as a warning that says what to change.
*/
async function tellGitHub(report, job, isKnown) {
	const { github: place, trigger } = job;
	const { token, apiUrl, repository } = place;
	const artifact = existsSync(job.folders.report) ? await uploadArtifact(job) : void 0;
	const links = linkTo(place, artifact !== void 0 && "url" in artifact ? artifact.url : void 0);
	const answers = [artifact ?? {}];
	const isToTell = !isKnown && (trigger.kind === "pull_request" || pushedTo(trigger) !== void 0);
	if (isToTell && (token === void 0 || repository === void 0)) answers.push({ notice: "There is no token, so nothing is written to GitHub; the report is in the job summary." });
	else if (isToTell && token !== void 0) {
		const github = await openGitHub({
			token,
			apiUrl
		});
		answers.push(await (trigger.kind === "pull_request" ? comment : keepResults)(report, github, job, links));
	}
	return collectTold(answers);
}
/** The commit of a branch whose results later pull requests may be compared with; a schedule keeps them fresh. */
function pushedTo(trigger) {
	if (trigger.kind === "pull_request" || !trigger.ref?.startsWith("refs/heads/")) return void 0;
	return trigger.kind === "push" || KEEPING.includes(trigger.name) ? trigger.sha : void 0;
}
const KEEPING = ["schedule", "workflow_dispatch"];
function uploadArtifact({ config, github: { hasArtifacts, serverUrl }, run, folders }) {
	return uploadReport(known({
		files: readdirSync(folders.report, {
			recursive: true,
			withFileTypes: true
		}).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)),
		folder: folders.report,
		config,
		job: run?.job ?? "job",
		attempt: run?.attempt ?? 1,
		runUrl: run?.url,
		hasStore: hasArtifacts,
		serverUrl
	}));
}
const comment = async (report, github, { config, github: { repository }, run, variant, trigger }, links) => {
	if (trigger.kind !== "pull_request" || repository === void 0) return {};
	return upsertComment({
		github,
		...repository,
		number: trigger.number,
		fork: trigger.fork,
		key: known({
			config,
			workflow: run?.workflow ?? "",
			job: run?.job ?? "",
			variant
		}),
		state: {
			sha: trigger.headSha,
			run: run?.id ?? 0,
			attempt: run?.attempt ?? 1
		},
		render: (budget) => renderComment(report, known({
			...budget,
			links
		}))
	});
};
const keepResults = async (report, github, { config, github: { repository }, trigger }, links) => {
	const sha = pushedTo(trigger);
	if (sha === void 0 || repository === void 0 || report.results === void 0) return {};
	return publishResults({
		github,
		...repository,
		sha,
		config,
		results: report.results,
		gated: report.gates.map(({ metric }) => metric),
		title: makeTitle(report.reason),
		summary: renderSummary(report, known({
			budget: CHECK_BUDGET,
			links
		}))
	});
};

// src/github/lock.ts
/** What a commit of the action changes needs no run of its own. A pull request is not marked: its checks have to run. */
const SKIP = "[skip ci]";
/** Tries of a commit to a branch that others push to. */
const TRIES = 3;
/** Brings the lock into the repository through the API; what has not changed is left alone. Never throws. */
async function commitLock(request) {
	const { path, how, branch } = request;
	try {
		return await patiently(() => how === "commit" ? commit(request) : propose(request));
	} catch (error) {
		const what = `${path} could not be ${how === "commit" ? "committed" : "proposed as a pull request"}`;
		if (how === "commit" && isProtected(error)) return { warning: `${what} (${describeApiError(error)}). ${protectedAdvice(branch)} ${KEPT}` };
		return makeWarning(error, {
			what,
			permission: how === "commit" ? "contents: write" : PROPOSE,
			instead: adviceFor(error, how)
		});
	}
}
const PROPOSE = "contents: write\n      pull-requests: write";
const KEPT = "The lock is in the artifact of this run and at the output `lock`.";
/** A rule of the branch, not of the token; GitHub answers with 403, 409 or 422. */
const isProtected = (error) => [
	403,
	409,
	422
].includes(readStatus(error) ?? 0) && /protected branch|through a pull request|rule violation|required status check/i.test(describeApiError(error));
const protectedAdvice = (branch) => `The branch ${plainLine(branch, 200)} is protected: use \`commit-lock: pull-request\`, or let this workflow bypass the rule.`;
function adviceFor(error, how) {
	if (how === "commit" && readStatus(error) === 409) return `Others push to the branch at the same time: the next merge brings the lock. ${KEPT}`;
	if (/not permitted to create/i.test(describeApiError(error))) return `Tick "Allow GitHub Actions to create and approve pull requests" in the settings of the repository, under Actions, General. ${KEPT}`;
	return KEPT;
}
async function patiently(write, tries = TRIES) {
	try {
		return await write();
	} catch (error) {
		if (readStatus(error) !== 409 || isProtected(error) || tries <= 1) throw error;
		return patiently(write, tries - 1);
	}
}
async function commit(request) {
	const { branch, message } = request;
	const there = await readFile(request, branch);
	const done = await judgeThere(request, there);
	if (done !== void 0) return done;
	return {
		state: "committed",
		url: await writeFile({
			...request,
			message: `${message} ${SKIP}`
		}, branch, there?.sha)
	};
}
/** Whether nothing is to be written over what is there. */
async function judgeThere({ text, isSame, isLater }, there) {
	if (there === void 0) return void 0;
	if (isSame(there.text, text)) return { state: "unchanged" };
	return await isLater(there.text) ? { state: "superseded" } : void 0;
}
/** Puts the lock onto a branch of its own, made anew from the tip of the other, and opens a pull request unless one is open. */
async function propose(request) {
	const { github, owner, repo, branch, path, message } = request;
	const there = await readFile(request, branch);
	const done = await judgeThere(request, there);
	if (done !== void 0) return done;
	const own = branchFor(path);
	const proposed = await judgeThere(request, await readFile(request, own));
	if (proposed?.state === "superseded") return proposed;
	if (proposed === void 0) {
		await resetBranch(request, own);
		await writeFile(request, own, there?.sha);
	}
	const place = {
		owner,
		repo,
		base: branch
	};
	const { data: open } = await github.rest.pulls.list({
		...place,
		head: `${owner}:${own}`,
		state: "open"
	});
	const [known] = open;
	if (known !== void 0) return {
		state: "proposed",
		url: known.html_url
	};
	const { data } = await github.rest.pulls.create({
		...place,
		head: own,
		title: message,
		body: ABOUT
	});
	return {
		state: "proposed",
		url: data.html_url
	};
}
const ABOUT = "What the last merge registered on the MedPerf server. With this file later pull requests can say what a merge does even without a MedPerf credential, and a merge notices when the server is not the one it was.";
/** `medperf/benchmark.lock.json`, one for each lock. */
const branchFor = (path) => `medperf/${path.replaceAll(/[^A-Za-z0-9._-]+/g, "-")}`;
async function resetBranch({ github, owner, repo, branch }, own) {
	const { data } = await github.rest.git.getRef({
		owner,
		repo,
		ref: `heads/${branch}`
	});
	const { sha } = data.object;
	try {
		await github.rest.git.createRef({
			owner,
			repo,
			ref: `refs/heads/${own}`,
			sha
		});
	} catch (error) {
		if (readStatus(error) !== 422) throw error;
		await github.rest.git.updateRef({
			owner,
			repo,
			ref: `heads/${own}`,
			sha,
			force: true
		});
	}
}
async function readFile({ github, owner, repo, path }, ref) {
	try {
		const { data } = await github.rest.repos.getContent({
			owner,
			repo,
			path,
			ref
		});
		if (Array.isArray(data) || data.type !== "file") return void 0;
		return {
			sha: data.sha,
			text: Buffer.from(data.content, "base64").toString("utf8")
		};
	} catch (error) {
		if (readStatus(error) === 404) return void 0;
		throw error;
	}
}
async function writeFile({ github, owner, repo, path, text, message }, branch, sha) {
	const { data } = await github.rest.repos.createOrUpdateFileContents(known({
		owner,
		repo,
		path,
		branch,
		message,
		content: Buffer.from(text).toString("base64"),
		sha,
		request: { retries: 0 }
	}));
	return data.commit.html_url ?? "";
}

// src/tell/registration.ts
/**
* Writes what was registered, or why it was not, to the pull request that was merged, and brings the lock into the repository
* where that is wanted. Nothing here fails the job.
*/
async function tellRegistration({ registered, text, hasToken }, job) {
	const { token, apiUrl, repository } = job.github;
	if (token === void 0 || repository === void 0) return {
		notices: ["There is no token, so what was registered is only in the summary and the outputs."],
		warnings: []
	};
	const instead = "What was registered is in the summary of this run.";
	const by = {
		...describeJob(job),
		wrote: hasWritten(registered) ? "something" : "nothing"
	};
	const outlives = (body) => isToldBy(body, {
		...by,
		wrote: "nothing"
	});
	const lines = `${toldByLine(by)}\n${text}`;
	const answers = [await tellMerged(job, {
		subject: "registered",
		text: lines,
		instead,
		outlives
	}) ?? {}];
	if (hasToken) await endEarlier(job, job.desk);
	if (registered.kind === "done") {
		const github = await openGitHub({
			token,
			apiUrl
		});
		answers.push(await keepLock(registered.registration, github, repository, job));
	}
	return collectTold(answers);
}
const describeJob = ({ run, variant }) => known({
	workflow: run?.workflow ?? "",
	job: run?.job ?? "",
	variant
});
const hasWritten = (registered) => registered.kind === "done" || registered.written.length > 0;
async function keepLock({ applied, lockFile }, github, place, { config, commitLock: how, standing }) {
	if (how === "none" || standing.kind !== "on") return {};
	const { uid } = applied.benchmark;
	const path = lockPath(config);
	try {
		const done = await commitLock({
			github,
			...place,
			path,
			how,
			isSame,
			isLater: (before) => isLater(before, applied.lock, {
				github,
				...place
			}),
			text: readFileSync(lockFile, "utf8"),
			branch: standing.branch,
			message: `Lock benchmark ${uid} of the MedPerf server`
		});
		if ("warning" in done) return done;
		if ("url" in done) return { notice: `${path} was ${done.state}: ${done.url}` };
		if (done.state === "unchanged") return { notice: `${path} is in the repository already.` };
		return { notice: `${path} in the repository is that of a later merge, and is left as it is.` };
	} catch (error) {
		return makeWarning(error, {
			what: `${path} could not be written`,
			permission: "contents: write"
		});
	}
}
/** Whether a lock is of a commit that came after ours on the same server; what GitHub does not say counts as no. */
async function isLater(text, { server, commit: own }, place) {
	try {
		const other = readLock(text);
		if (own === void 0 || other.commit === void 0) return false;
		if (other.server !== server || other.commit === own) return false;
		return await isWithin({
			...place,
			sha: own
		}, other.commit);
	} catch {
		return false;
	}
}
/** The commit alone is no change: each merge would make another. */
function isSame(before, after) {
	try {
		const [a, b] = [before, after].map((text) => {
			const { commit: _, ...lock } = readLock(text);
			return JSON.stringify(lock);
		});
		return a === b;
	} catch {
		return false;
	}
}

// src/tell/tell.ts
/** GitHub drops an output that makes the outputs of a job larger than 1 MB, counted in UTF-16 (its docs). */
const LARGEST_OUTPUT = 4e5;
/** Tells everybody: files, annotations, outputs, summary, and GitHub. Gives the error of files that could not be written. */
async function tellOutcome(outcome, job) {
	const { report, isKnown, registered, hasToken } = outcome;
	const { folders, desk, github } = job;
	const summary = renderSummary(report, known({ links: linkTo(github) }));
	const written = writeFiles(folders.report, report, summary);
	for (const annotation of listAnnotations(report)) desk.annotate(annotation);
	setOutputs(desk, report, "paths" in written ? written.paths : {});
	if (registered?.kind === "done") setRegistrationOutputs(desk, registered.registration);
	const text = registered === void 0 ? "" : registrationText(registered, report, job);
	desk.summary(`${text}${summary}`);
	const told = [await tellGitHub(report, job, isKnown)];
	if (registered !== void 0) told.push(await tellRegistration({
		registered,
		text,
		hasToken
	}, job));
	for (const line of told.flatMap(({ notices }) => notices)) desk.line(line);
	for (const line of told.flatMap(({ warnings }) => warnings)) desk.warn(line);
	return "error" in written ? written.error : void 0;
}
function writeFiles(folder, report, summary) {
	const paths = {
		report: join(folder, "report.json"),
		summary: join(folder, "summary.md")
	};
	try {
		makeMissingFolder(folder);
		writeFileSync(paths.report, reportJson(report));
		writeFileSync(paths.summary, summary);
		return { paths };
	} catch (error) {
		return { error: explainAnyError(error) };
	}
}
function registrationText(registered, { benchmark }, { server, run }) {
	if (registered.kind === "done") return renderRegistration(registered.registration);
	const { message, hint, written, isOpen } = registered;
	const name = benchmark.name ?? benchmark.config;
	return renderUnregistered(known({
		message,
		hint,
		written,
		isOpen,
		benchmark: name,
		server: nameServer(server),
		run: run?.url
	}));
}
function setOutputs(desk, report, paths) {
	desk.output("verdict", report.verdict);
	for (const [name, path] of Object.entries(paths)) desk.output(name, path);
	const uid = report.demoDataset?.generatedUid;
	if (uid !== void 0) desk.output("demo-dataset-uid", uid);
	if (report.results === void 0) return;
	const results = JSON.stringify(report.results);
	if (results.length <= LARGEST_OUTPUT) desk.output("results", results);
	else desk.warn("The results are too long for an output of GitHub; they are in report.json, the output `report`.");
}
function setRegistrationOutputs(desk, { applied, lockFile }) {
	const { benchmark, components } = applied;
	const uids = Object.entries(components).map(([role, { uid }]) => [role, uid]);
	desk.output("benchmark-uid", benchmark.uid);
	desk.output("uids", JSON.stringify({
		benchmark: benchmark.uid,
		...Object.fromEntries(uids)
	}));
	desk.output("approval-status", benchmark.approval);
	desk.output("lock", lockFile);
}

// src/modes/make-folders.ts
/** Makes the folders of a run before anything is done that would be in vain without them. */
const makeFolders = (course) => {
	const { work, report, wanted } = course.job.folders;
	const refusal = tryFolder(work, wanted) ?? tryFolder(report);
	return refusal === void 0 ? course : refuseRun(course, refusal);
};
function tryFolder(folder, wanted) {
	try {
		makeMissingFolder(folder);
		return;
	} catch (error) {
		return unusable(error, wanted);
	}
}
/** Whose fault it is that a folder cannot be made: that of the input `work-directory`, or without one of the runner. */
function unusable(error, wanted) {
	const trouble = explainSystemError(error);
	if (trouble === void 0) return explainAnyError(error);
	const [what, hint] = wanted === void 0 ? ["the folder of the runner’s `RUNNER_TEMP`", "Set it to a folder that the user of the runner may write to."] : [`the input work-directory, ${quoteName(wanted, 200)},`, "Name a folder that the user of the runner may write to, such as one below `runner.temp`, or leave the input away."];
	const { code } = trouble;
	const why = OF_MAKING[code] ?? trouble.why;
	return new ExpectedError("input", `${what} cannot be used: ${why} (${code})`, {
		code: "work-directory-unusable",
		hint,
		cause: error
	});
}
/** What some errors mean where a folder is made. */
const OF_MAKING = {
	ENOENT: "no folder can be made there",
	EEXIST: "a file, or a link to nothing, is in its place"
};

// src/modes/refuse.ts
/**
* Events whose commit is the code that they are about, and which give no secrets to a fork's. All others run with the
* repository's secrets on its default branch, so that whoever wants a stranger's code there has fetched it
* (docs.github.com, events that trigger workflows).
*/
const OWN_CODE = [
	"no event",
	"pull_request",
	"pull_request_review",
	"pull_request_review_comment",
	"merge_group",
	"push",
	"release",
	"schedule",
	"workflow_dispatch"
];
/** Events that were made for looking at a stranger's code with secrets at hand. */
const ABOUT_STRANGERS = ["pull_request_target", "workflow_run"];
/** Throws an ExpectedError where a run refuses its event: one that holds secrets, beside code that may be a stranger's. */
function refuseEvent(trigger, privilege) {
	const name = trigger.kind === "other" ? trigger.name : trigger.kind;
	if (privilege === "any containers" || (privilege === "containers" ? OWN_CODE.includes(name) : !ABOUT_STRANGERS.includes(name))) return;
	throw new ExpectedError("blocked", `The event ${name} gives secrets to code that may be a stranger's, so this action does not run on it`, {
		code: "event-with-secrets",
		hint: "Use `on: pull_request`; for code of your own there are `push`, `schedule` and `workflow_dispatch`."
	});
}

// src/modes/end.ts
/**
* Follows the stages of a mode, tells everybody what came of it, and clears up. Throws when the run is cancelled, and when a
* registration failed, after the report was published.
*/
async function runStages(given, credential, { stages, startsContainers, isKnown = false, refusal }) {
	const { repository, config, trigger, folders, desk, signal } = given;
	if (refusal === void 0) refuseEvent(trigger, startsContainers ? findPrivilege(given) : "no containers");
	desk.remember({ folders });
	const endings = [];
	const endAll = async () => {
		for (const work of endings.splice(0)) await work();
	};
	try {
		const isRefused = refusal !== void 0;
		const job = isRefused ? given : await Promise.race([settleStanding(given), rejectOnAbort(signal)]);
		const hasToken = credential?.token !== void 0;
		const start = known({
			job,
			credential,
			uids: isRefused ? {} : readUids({
				repository,
				config
			}),
			server: { kind: "unasked" },
			given: NOTHING_GIVEN,
			atEnd: (work) => void endings.push(work)
		});
		const wanted = isRefused ? [(course) => refuseRun(course, refusal)] : [makeFolders, ...stages];
		const { report: made, registered, error } = await follow(start, wanted);
		if (made === void 0) throw new TypeError("no stage gave a report");
		const report = isKnown ? made : addHeld(made, job);
		const unwritten = await Promise.race([tellOutcome(known({
			report,
			isKnown,
			registered,
			hasToken
		}), job), rejectOnAbort(signal)]);
		await endAll();
		desk.remember(void 0);
		const lost = unwritten && makeJobError("report.json could not be written", unwritten);
		if (lost !== void 0 && report.verdict !== "passed") desk.warn(lost.message);
		const failed = error ?? (registered && findJobError(registered)) ?? (report.verdict === "passed" ? lost : void 0);
		if (failed !== void 0) throw failed;
		return report;
	} catch (error) {
		if (signal.aborted) await removeFolder(folders.report);
		throw error;
	} finally {
		await endAll();
		await removeFolder(folders.work);
	}
}
const findPrivilege = ({ allowEventsWithSecrets }) => allowEventsWithSecrets ? "any containers" : "containers";
/** Only a run that could register from a tag asks where its commit is. */
async function settleStanding(job) {
	if (job.standing.kind !== "tagged" || !mayPublish(job)) return job;
	const { settleTag } = await import("./standing2.js");
	return settleTag(job);
}
/** Whether the run would register or push images, if it were on the branch that registers. */
const mayPublish = ({ wish: { mode, hasCredential }, pushImages }) => mode !== "plan" && (pushImages || mode !== "test" && hasCredential);
/** Says in the report why nothing is registered that would have been on another branch. */
function addHeld(report, job) {
	const { standing } = job;
	if (standing.kind !== "off" || !mayPublish(job)) return report;
	return {
		...report,
		notices: [sayHeld(standing.held), ...report.notices].slice(0, 100)
	};
}

export { nameCheckRun as a, describeOfferedGpus as i, renderSummary as n, unpackResults as o, describeAskedGpus as r, rejectOnAbort as s, runStages as t };