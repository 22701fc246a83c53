import { t as known } from "./known.js";

// src/words/placeholder.ts
/** What templates leave where nobody filled them in: of GitHub’s workflows, of Jinja and its like, of ERB. */
const TEMPLATE = /\$?\{\{[^{}]{0,200}\}\}|\{%[^{}]{0,200}%\}|<%[^<>]{0,200}%>/;
/** What people and scaffolds write for others to replace. */
const BLANK = /<[A-Za-z][\w .:/-]{0,60}>|\$\{[A-Za-z_]\w*\}|\bYOUR[-_][A-Z][A-Z_-]*\b/;
const BLANK_WORD = /^[\s<[({_-]*(TODO|TBD|FIXME|CHANGE[-_ ]?ME|REPLACE[-_ ]?ME|FILL[-_ ]?ME|FILL[-_ ]?IN)[\s>\])}_:.!-]*$/;
/** The template in a text that was not filled in, as it is written there. */
const findTemplate = (text) => TEMPLATE.exec(text)?.[0];
/** The same, or a word that stands for what somebody was to write: for names, addresses and paths, where neither is honest. */
const findPlaceholder = (text) => findTemplate(text) ?? BLANK.exec(text)?.[0] ?? findBlankWord(text);
/** A whole text that is such a word: `TODO`. */
const findBlankWord = (text) => BLANK_WORD.test(text) ? text.trim() : void 0;
/**
* A template in a text that may well hold one, as prompts and shell scripts do: only GitHub’s own, which means nothing to them, or one
* that is the whole of it.
*/
function findStrayTemplate(text) {
	const found = findTemplate(text);
	if (found === void 0) return findBlankWord(text);
	return found.startsWith("${{") || found === text.trim() ? found : void 0;
}
/** What to do about one. */
const FILL_IN = "It is a placeholder: write what it stands for.";

// src/containers/image-reference.ts
const LABEL = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
const REGISTRY = `(?:${LABEL}(?:\\.${LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const REFERENCE = new RegExp(`^(?:${REGISTRY}/)?${PART}(?:/${PART})*(?::[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127})?(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`);
/** UTF-16 units of a reference: 255 of the name, 128 of the tag, and a digest. */
const LONGEST = 600;
/** What is wrong with an image reference, as a hint; undefined for one that an engine takes. */
function imageReferenceFault(image) {
	if (image.length > LONGEST) return `An image reference has at most ${LONGEST} characters.`;
	if (REFERENCE.test(image) && !/^[0-9a-f]{64}$/.test(image)) return void 0;
	if (image === "") return "Write it as `registry/name:tag`, for example `ghcr.io/lab/prep:1.0`.";
	if (findPlaceholder(image) !== void 0) return FILL_IN;
	if (/\s/.test(image)) return "An image reference has no spaces.";
	if (image.includes("://")) return `Write it without \`${image.slice(0, image.indexOf("://") + 3)}\`.`;
	const repository = image.replace(/@.*$/, "").replace(/:[^/]*$/, "");
	if (/[A-Z]/.test(repository)) return "Repository names are in lower case.";
	if (image.includes("@")) return "A digest looks like `@sha256:` and 64 hexadecimal digits.";
	return "Write it as `registry/name:tag`, for example `ghcr.io/lab/prep:1.0`.";
}
/** Takes a reference apart: what is before the tag and the digest, and these. */
function splitReference(reference) {
	const at = reference.indexOf("@");
	const before = at === -1 ? reference : reference.slice(0, at);
	const colon = /:([^/:]+)$/.exec(before);
	return known({
		name: colon === null ? before : before.slice(0, colon.index),
		tag: colon?.[1],
		digest: at === -1 ? void 0 : reference.slice(at + 1)
	});
}
/** Whether a reference names one image for good. */
const isPinned = (reference) => reference.includes("@sha256:");
/** `namespace/name` or `namespace/name:tag`, whose first part is no host. */
const HUB_NAME = /^(?!localhost\/)[^/.:@]+\/[^/:@]+(?::[^/:@]+)?$/;
/** Whether MedPerf's clients with Singularity can ask for an image; they know Docker Hub alone (docs/medperf.md 11.6). */
const isSingularityReference = (reference) => HUB_NAME.test(reference);

export { FILL_IN as a, findStrayTemplate as c, splitReference as i, findTemplate as l, isPinned as n, findBlankWord as o, isSingularityReference as r, findPlaceholder as s, imageReferenceFault as t };