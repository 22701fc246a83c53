import { i as quoteName } from "./text.js";

// src/job/standing.ts
/**
* The standing of an event: only what is on the default branch registers, or on the branch `named` in its place. What the event
* does not say counts as elsewhere.
*/
function findStanding(trigger, named) {
	const place = findPlace(trigger);
	if (place === void 0) return { kind: "no merge" };
	const { ref, isOpen } = place;
	const branch = named ?? trigger.defaultBranch;
	const tag = readTag(ref);
	if (branch !== void 0 && ref === `refs/heads/${branch}`) return isOpen ? { kind: "open" } : {
		kind: "on",
		branch
	};
	if (branch !== void 0 && tag !== void 0) return {
		kind: "tagged",
		branch,
		tag
	};
	return {
		kind: isOpen ? "open" : "off",
		held: branch === void 0 ? UNKNOWN : holdOther(place, branch)
	};
}
function findPlace(trigger) {
	switch (trigger.kind) {
		case "pull_request": return {
			ref: `refs/heads/${trigger.baseRef}`,
			isOpen: trigger.merged === void 0,
			isPull: true
		};
		case "push": return trigger.deleted ? void 0 : {
			ref: trigger.ref,
			isOpen: false,
			isPull: false
		};
		case "other":
			if (trigger.name !== "workflow_dispatch") return void 0;
			return {
				ref: trigger.ref ?? "",
				isOpen: false,
				isPull: false
			};
	}
}
const readTag = (ref) => /^refs\/tags\/(.+)$/.exec(ref)?.[1];
const NAME_IT = "If that one is to register, name it in the input `register-branch`.";
const UNKNOWN = {
	message: "the event does not say which branch is the default one, so nothing is registered",
	hint: "Name the branch that registers in the input `register-branch`."
};
function holdOther({ ref, isOpen, isPull }, branch) {
	const name = quoteName(ref.replace(/^refs\/heads\//, ""));
	const only = `only ${quoteName(branch)} registers`;
	if (isOpen) return {
		message: `it goes into ${name}, and ${only}`,
		hint: NAME_IT
	};
	return {
		message: `nothing is registered from ${isPull ? "a merge into " : ""}${name}: ${only}`,
		hint: `Merge it there. ${NAME_IT}`
	};
}
/** The reason and the advice as two sentences. */
const sayHeld = ({ message, hint }) => `${message.replace(/^./, (letter) => letter.toUpperCase())}. ${hint}`;
/** What is held of a tag: its commit is not on the branch, or nobody could say so, for a reason. */
function holdTag({ branch, tag }, why) {
	const [name, home] = [quoteName(tag), quoteName(branch)];
	if (why === void 0) return {
		message: `nothing is registered from the tag ${name}: its commit is not on ${home}`,
		hint: "Merge it there, and tag what is on that branch."
	};
	return {
		message: `nothing is registered from the tag ${name}: whether its commit is on ${home} is not known (${why})`,
		hint: "Give the job `contents: read`, and run it again."
	};
}

export { holdTag as n, sayHeld as r, findStanding as t };