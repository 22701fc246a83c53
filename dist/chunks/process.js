import { r as createTail } from "./lines.js";
import { spawn } from "node:child_process";

// src/engines/process.ts
/** What is kept of each stream. */
const KEPT = 262144;
const GRACE = 2e3;
/**
* Runs a program of PATH without a shell and waits for it. One that cannot start has the code 127; only what `onOutput`
* throws is thrown, once the program has ended. It is detached, because a signal for our process group must not take
* the engine's client before we told the engine to stop.
*/
function runProcess(command, args, { signal, timeout, onOutput, env, cwd, onStart } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			detached: true,
			stdio: [
				"ignore",
				"pipe",
				"pipe"
			],
			cwd,
			env: env && {
				...process.env,
				...env
			}
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
		const out = read(child.stdout, (chunk) => take?.(chunk), fail);
		const err = read(child.stderr, (chunk) => take?.(chunk), fail);
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
/** Hands on every chunk of a stream and keeps its end; a chunk that is being worked on holds the stream back. */
function read(stream, take, fail) {
	const tail = createTail(KEPT);
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
	stream.on("data", (chunk) => {
		tail.add(chunk);
		if (last !== void 0) return hold(last.then(() => take(chunk)));
		try {
			const taken = take(chunk);
			if (taken !== void 0) hold(taken);
		} catch (error) {
			fail(error);
		}
	});
	return {
		text: tail.text,
		taken: () => last
	};
}
/** The group, because a client may have started a helper that holds its pipes open. */
function signalGroup(pid, name) {
	try {
		if (pid !== void 0) process.kill(-pid, name);
	} catch {}
}

export { runProcess as t };