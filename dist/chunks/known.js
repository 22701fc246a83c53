// src/facts/known.ts
/** The object without the keys whose value is undefined, the others in their order: an unknown value is an absent key. */
function known(object) {
	const entries = Object.entries(object).filter(([, value]) => value !== void 0);
	return Object.fromEntries(entries);
}

export { known as t };