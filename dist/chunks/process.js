import { n as listProxySecrets, o as createTail, r as createHider } from "./proxies.js";
import { t as childEnvironment } from "./environment.js";
import { Readable } from "node:stream";
import { spawn } from "node:child_process";
import { pipeline } from "node:stream/promises";

// src/engines/process/process.ts
const KEPT = 262144;
const GRACE = 2e3;
/**
* Runs a program of PATH without a shell and waits for it. One that cannot start has the code 127; only what `onOutput`
* or `input` throws is thrown, once the program has ended. It inherits what `childEnvironment` says. It is detached, because a
* signal for our process group must not take the engine's client before we told the engine to stop.
*/
function runProcess(command, args, { signal, timeout, onOutput, env, cwd, input, kept = KEPT, onStart } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			detached: true,
			stdio: [
				input === void 0 ? "ignore" : "pipe",
				"pipe",
				"pipe"
			],
			cwd,
			env: childEnvironment(env)
		});
		if (child.pid !== void 0) onStart?.(child.pid);
		const timers = [];
		let take = onOutput;
		let broken;
		const end = () => {
			signalGroup(child.pid, "SIGTERM");
			timers.push(setTimeout(signalGroup, GRACE, child.pid, "SIGKILL"));
		};
		const fail = (error) => {
			take = void 0;
			broken ??= { error };
			end();
		};
		const secrets = listProxySecrets(process.env);
		const out = read(child.stdout, {
			kept,
			secrets: onOutput ? secrets : []
		}, (chunk) => take?.(chunk), fail);
		const err = read(child.stderr, {
			kept,
			secrets
		}, (chunk) => take?.(chunk), fail);
		if (input !== void 0 && child.stdin !== null) feed(child.stdin, input, fail);
		const finish = async (code, by, reason = "") => {
			await Promise.all([out.taken(), err.taken()]);
			for (const timer of timers) clearTimeout(timer);
			signal?.removeEventListener("abort", end);
			if (broken === void 0) resolve({
				code,
				signal: by,
				stdout: out.text(),
				stderr: err.text() + reason
			});
			else reject(broken.error);
		};
		if (timeout !== void 0) timers.push(setTimeout(end, timeout));
		if (signal?.aborted) end();
		signal?.addEventListener("abort", end, { once: true });
		child.on("error", (error) => void finish(127, null, error.message));
		child.on("close", (code, by) => void finish(code, by));
	});
}
/**
* Hands on every chunk of a stream, without the logins of proxies, and keeps its end; a chunk that is being worked on holds the
* stream back.
*/
function read(stream, { kept, secrets }, take, fail) {
	const tail = createTail(kept);
	const hider = createHider(secrets);
	let last;
	const hold = (taken) => {
		stream.pause();
		const held = taken.catch(fail).finally(() => {
			if (last !== held) return;
			last = void 0;
			stream.resume();
		});
		last = held;
	};
	const hand = (chunk) => {
		if (chunk.length === 0) return;
		tail.add(chunk);
		if (last !== void 0) return hold(last.then(() => take(chunk)));
		try {
			const taken = take(chunk);
			if (taken !== void 0) hold(taken);
		} catch (error) {
			fail(error);
		}
	};
	stream.on("data", (chunk) => hand(hider.add(chunk)));
	stream.on("end", () => hand(hider.end()));
	return {
		text: tail.text,
		taken: () => last
	};
}
/** Writes to a process for as long as it reads; one that does not want to know more says by its end what that means. */
async function feed(stdin, input, fail) {
	const coming = input[Symbol.asyncIterator]();
	async function* watched() {
		try {
			for (let next = await take(); !next.done; next = await take()) yield next.value;
		} finally {
			await coming.return?.();
		}
	}
	const take = () => coming.next().catch((error) => {
		fail(error);
		throw error;
	});
	stdin.on("error", () => {});
	await pipeline(Readable.from(watched()), stdin).catch(() => {});
}
/** The group, because a client may have started a helper that holds its pipes open. */
function signalGroup(pid, name) {
	try {
		if (pid !== void 0) process.kill(-pid, name);
	} catch {}
}

export { runProcess as t };