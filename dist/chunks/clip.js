import { n as plainLine } from "./text.js";
import "./error.js";
import { t as known } from "./known.js";

// src/report/format.ts
const MINUTE = 60;
const HOUR = 3600;
/** A duration in seconds as people say it: `0.6 s`, `41 s`, `3 min 20 s`, `1 h 2 min`. */
function formatSeconds(seconds) {
	if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
	const whole = Math.round(seconds);
	if (whole < MINUTE) return `${whole} s`;
	if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
	const minutes = Math.round(seconds / MINUTE);
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
/** A number of things with separators: `12,345`. */
const formatCount = (count) => count.toLocaleString("en-US");
/** A finite number with the digits that a reader needs: four below 1, up to six above; integers whole. */
function formatNumber(value, digits = Math.abs(value) < 1 ? 4 : 6) {
	if (Number.isInteger(value) && Math.abs(value) < 0x38d7ea4c68000) return String(value);
	return trim(value.toPrecision(digits), value);
}
/** A difference with its sign and the decimals of the value it belongs to, more where these would tell too little. */
function formatChange(change, value, digits) {
	if (change === 0) return "0";
	const size = Math.abs(change);
	const decimals = /\.(\d+)$/.exec(formatNumber(value, digits))?.[1]?.length ?? 0;
	const fixed = size.toFixed(decimals);
	const isClose = Math.abs(Number(fixed) - size) <= size / 10;
	return `${change < 0 ? "−" : "+"}${isClose ? fixed : trim(size.toPrecision(2), change)}`;
}
/** `one thing`, `2 things`. */
const countNoun = (count, one, many = `${one}s`) => `${formatCount(count)} ${count === 1 ? one : many}`;
/** `a`, `a and b`, `a, b and c`. */
const joinWords = (items) => items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
/** Names, paths and places in files of one word, which can say nothing in a title. */
const WORD = /^[\w./-]{1,60}(?::\d+)?$/;
/** A name in a title, where no Markdown is: in quotes that nothing in it can end, unless it is a single word. */
const quoteTitle = (name) => WORD.test(name) ? name : `"${plainLine(name, 200).replaceAll("\"", "'")}"`;
/** A sentence as a title: what is code in it stands in quotes. */
const makeTitle = (sentence) => plainLine(sentence, 255).replaceAll(/`([^`]*)`?/g, (_, name) => quoteTitle(name));
/** A text that ends like a sentence. */
const endSentence = (text) => /[.!?…]$/.test(text) ? text : `${text}.`;
const trim = (text, value) => Number.isFinite(value) ? String(Number(text)) : text;

// src/report/clip.ts
/** A text of at most `max` UTF-16 units that never ends in half a character. */
function clipText(text, max) {
	const whole = text.toWellFormed();
	return whole.length <= max ? whole : `${whole.slice(0, max - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
/** The same of a text that may be absent. */
const clipMaybe = (text, max) => text === void 0 ? void 0 : clipText(text, max);
/** A problem within the bounds of `ProblemSchema`. */
const clipProblem = (problem) => known({
	...problem,
	file: clipText(problem.file, 1e3),
	message: clipText(problem.message, 2e3),
	hint: clipMaybe(problem.hint, 2e3)
});
/** A failure within the bounds of `FailureSchema`. */
const clipFailure = (failure) => known({
	...failure,
	message: clipText(failure.message, 2e3),
	hint: clipMaybe(failure.hint, 2e3),
	parts: failure.parts?.slice(0, 20).map((part) => known({
		...part,
		message: clipText(part.message, 2e3),
		hint: clipMaybe(part.hint, 2e3),
		file: clipMaybe(part.file, 1e3)
	}))
});
/** A step within the bounds of `StepSchema`: the last 50 lines of its output are kept. */
const clipStep = (step) => known({
	...step,
	failure: step.failure === void 0 ? void 0 : clipFailure(step.failure),
	skipped: clipMaybe(step.skipped, 500),
	logTail: step.logTail.slice(-50).map((line) => clipText(line, 2e3)),
	log: clipMaybe(step.log, 1e3)
});
/** A container within the bounds of `ContainerSchema`. */
const clipContainer = (container) => ({
	...container,
	name: clipText(container.name, 200),
	config: clipText(container.config, 1e3),
	type: clipText(container.type, 100),
	image: clipText(container.image, 2e3)
});
/** A source within the bounds of `SourceSchema`. */
const clipSource = (source) => ({
	...source,
	path: clipText(source.path, 4096)
});

export { clipSource as a, countNoun as c, formatCount as d, formatNumber as f, quoteTitle as g, makeTitle as h, clipProblem as i, endSentence as l, joinWords as m, clipFailure as n, clipStep as o, formatSeconds as p, clipMaybe as r, clipText as s, clipContainer as t, formatChange as u };