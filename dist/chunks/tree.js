import { l as showMember, n as badArchive, s as leavingLink } from "./member.js";

// src/archive/tree.ts
const newFolder = () => ({
	kind: "folder",
	children: /* @__PURE__ */ new Map()
});
/** As Linux: more links than this on one way are a loop. */
const HOPS = 40;
/** The node at a path; undefined where there is none, or only by way of a link. */
function findEntry(root, path) {
	let node = root;
	for (const name of path) {
		if (node?.kind !== "folder") return void 0;
		node = node.children.get(name);
	}
	return node;
}
/**
* Whether a link at `path` stays below the root, whatever links its target passes through. A target that does not exist,
* or a loop, stays inside: it leads nowhere.
*/
function staysInside(root, path, target, followed) {
	/** The nodes of the way, from below the root down; undefined for what does not exist. */
	const way = nodesAbove(root, path);
	const left = target.split("/").reverse();
	followed(way.length + left.length);
	let hops = 0;
	for (let name = left.pop(); name !== void 0; name = left.pop()) {
		if (name === "" || name === ".") continue;
		if (name === "..") {
			if (way.length === 0) return false;
			way.pop();
			continue;
		}
		const parent = way.length === 0 ? root : way.at(-1);
		const node = parent?.kind === "folder" ? parent.children.get(name) : void 0;
		if (node?.kind !== "symlink") {
			way.push(node);
			continue;
		}
		hops += 1;
		if (hops > HOPS) return true;
		const next = node.target.split("/").reverse();
		followed(next.length);
		left.push(...next);
	}
	return true;
}
function nodesAbove(root, path) {
	let node = root;
	return path.slice(0, -1).map((name) => {
		node = node?.kind === "folder" ? node.children.get(name) : void 0;
		return node;
	});
}
/** Checks all links once more: what they pass through may have become a link after them. */
function checkLinks(root, { followed }) {
	for (const [path, node] of walk(root)) if (node.kind === "symlink" && !staysInside(root, path.split("/"), node.target, followed)) throw leavingLink(showMember(path), node.target);
}
/** The hashes of all files, by their paths below the root. */
function listHashes(root) {
	const hashes = /* @__PURE__ */ new Map();
	for (const [path, node] of walk(root)) if (node.kind === "file") hashes.set(path, node.sha256);
	return hashes;
}
function* walk(root) {
	const waiting = [["", root]];
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		const [prefix, folder] = next;
		for (const [name, node] of folder.children) if (node.kind === "folder") waiting.push([`${prefix}${name}/`, node]);
		else yield [prefix + name, node];
	}
}
/** The failure for a member below something that is not a folder. */
function notAFolder(path, depth, node) {
	const parent = showMember(path.slice(0, depth + 1));
	return badArchive(`${showMember(path)} lies below ${parent}, which is a ${node.kind === "file" ? "file" : "link"}`, "Pack the folder anew: an archive must not write through its own links.");
}

export { notAFolder as a, newFolder as i, findEntry as n, staysInside as o, listHashes as r, checkLinks as t };