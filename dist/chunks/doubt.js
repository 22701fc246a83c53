// src/medperf/description/doubt.ts
/** What is so of a server, as the end of a sentence. */
const WORDS = {
	containers: ({ containers }) => `containers are ${containers === "json" ? "JSON" : "addresses of files"}`,
	modelKey: ({ modelKey }) => `benchmarks have \`${modelKey}\``,
	policies: ({ policies }) => `benchmarks have ${policies ? "" : "no "}policies`,
	models: ({ models }) => `there are ${models ? "" : "no "}models`,
	committee: ({ committee }) => `benchmarks have ${committee ? "a" : "no"} committee`,
	topology: ({ topology }) => `benchmarks have ${topology ? "a" : "no"} \`topology\``
};
const NAMES = Object.keys(WORDS);
const NEWER = "Look for a newer version of this action.";
const BETWEEN = "Something between here and the server, such as a cache, may answer in its place: ask whoever runs it. Else look for a newer version of this action.";
const OPEN = "Ask whoever runs the server to let `/schema/` through, which tells everybody what its requests hold and needs no credentials.";
/** A thing of which a server says one and shows another. */
function findDisagreement(told, seen) {
	const name = NAMES.find((one) => told[one] !== void 0 && seen[one] !== void 0 && told[one] !== seen[one]);
	if (name === void 0) return void 0;
	return {
		because: `it says that ${WORDS[name](told)}, and shows that ${WORDS[name](seen)}`,
		hint: BETWEEN
	};
}
/** Things that no known server does together. */
function findOddity(features) {
	const { containers, modelKey, models, topology } = features;
	const odd = (one, other) => ({
		because: `${WORDS[one](features)}, and ${WORDS[other](features)}`,
		hint: BETWEEN
	});
	if (models === true && containers === "files") return odd("models", "containers");
	if (modelKey !== void 0 && models !== (modelKey === "reference_model")) return odd("models", "modelKey");
	return topology === true && models === false ? odd("topology", "models") : void 0;
}
/** A thing that has to be known before anything is written, and that a server neither says nor shows. */
function findGap(features, hasDescription) {
	const { containers, modelKey, models, topology } = features;
	const gaps = [
		containers === void 0 && "how it takes containers",
		hasDescription && modelKey === void 0 && "how its benchmarks name their reference model",
		models === true && topology === void 0 && "whether its benchmarks have a `topology`"
	].filter((gap) => gap !== false);
	if (gaps.length === 0) return void 0;
	return {
		because: `it neither says nor shows ${gaps.join(" and ")}`,
		hint: hasDescription ? NEWER : OPEN
	};
}
/** The sentence about a server that nobody knows well enough to write to. */
const describeDoubt = (because) => `this MedPerf server is of no known kind, so that nothing is written to it: ${because}`;

export { findOddity as i, findDisagreement as n, findGap as r, describeDoubt as t };