import { n as onDisk, r as toBytes } from "./byte-name.js";
import { i as locateEntry, n as hold } from "./held.js";
import { chmodSync, readdirSync, renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { randomBytes } from "node:crypto";

// src/files/remove-folder.ts
/**
* Removes a folder with all that containers left in it: read-only folders are opened, files of another user are taken
* back first. Gives a sentence when something stays, and never throws.
*/
async function removeFolder(folder, reclaim = async () => {}) {
	if (remove(folder, 0) === void 0) return void 0;
	openFolders(folder);
	if (remove(folder) === void 0) return void 0;
	await reclaim(folder);
	openFolders(folder);
	const reason = remove(folder);
	return reason === void 0 ? void 0 : `${folder} could not be removed (${reason}); remove it by hand.`;
}
function remove(folder, maxRetries = 3) {
	try {
		rmSync(folder, {
			recursive: true,
			force: true,
			maxRetries
		});
		return;
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
/** Levels below the folder, after which what follows is brought nearer: removing it holds a file open for each level. */
const FAR = 50;
/** Makes all folders below one ours to enter; names are bytes here, because any is a name. Links are not followed. */
function openFolders(folder) {
	const top = toBytes(resolve(folder));
	const waiting = [{
		path: top,
		level: 0
	}];
	for (let next = waiting.pop(); next !== void 0; next = waiting.pop()) {
		const { path, level } = next;
		try {
			using held = hold(locateEntry(path));
			if (!held.stats.isDirectory()) continue;
			chmodSync(onDisk(held.at), 448);
			const here = level < FAR ? next : {
				path: bringNearer(path, top),
				level: 1
			};
			for (const entry of readdirSync(onDisk(here.path), {
				withFileTypes: true,
				encoding: "latin1"
			})) if (entry.isDirectory()) waiting.push({
				path: `${here.path}/${entry.name}`,
				level: here.level + 1
			});
		} catch {}
	}
}
function bringNearer(path, top) {
	const near = `${top}/${randomBytes(16).toString("hex")}`;
	renameSync(onDisk(path), onDisk(near));
	return near;
}

export { removeFolder as t };