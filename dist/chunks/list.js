// src/medperf/plan/retire/list.ts
/** Rows that one run may be asked to retire. */
const MOST_RETIRED = 100;
const COLLECTIONS = {
	container: "mlcubes",
	mlcube: "mlcubes",
	model: "models",
	benchmark: "benchmarks"
};
const WORDS = {
	mlcubes: "container",
	models: "model",
	benchmarks: "benchmark",
	assets: "asset"
};
/** What a plan calls a row of a collection. */
const findObject = (table) => WORDS[table];
/** `container 12`, as the input `retire` names a row. */
const shownRow = ({ collection, uid }) => `${findObject(collection)} ${uid}`;
/** Reads `container 12, model 7`, commas or line breaks between them, at most 100 rows; undefined for anything else. */
function parseRetire(text) {
	const requests = /* @__PURE__ */ new Map();
	for (const entry of text.split(/[,\n]/).filter((part) => part.trim() !== "")) {
		const [, word = "", number] = /^\s*([a-z]+)\s+([1-9]\d{0,8})\s*$/.exec(entry) ?? [];
		const collection = Object.hasOwn(COLLECTIONS, word) ? COLLECTIONS[word] : void 0;
		if (collection === void 0) return void 0;
		const request = {
			collection,
			uid: Number(number)
		};
		requests.set(shownRow(request), request);
	}
	return requests.size > 100 ? void 0 : [...requests.values()];
}

export { parseRetire as n, shownRow as r, findObject as t };