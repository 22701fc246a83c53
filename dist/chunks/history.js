import { v as object, x as string } from "./schemas.js";
import { t as runProcess } from "./process.js";
import { r as isEngineGone } from "./words.js";

// src/engines/docker/history.ts
const EventSchema = object({
	Action: string(),
	Actor: object({ Attributes: object({
		name: string(),
		exitCode: string().optional()
	}) })
});
/**
* Asks the daemon for its events of one container: `--rm` removes the state that `docker inspect` would show, and only a
* container that failed needs them. `since` is in milliseconds of this machine's clock. 'no engine' when the daemon is
* gone, undefined when it does not say.
*/
async function readHistory(command, name, since) {
	const until = Date.now() + 20;
	const { code, stdout, stderr } = await runProcess(command, [
		"events",
		...[
			"--since",
			seconds(since - 6e4),
			"--until",
			seconds(until)
		],
		...[
			"--filter",
			`container=${name}`,
			"--format",
			"{{json .}}"
		]
	], { timeout: 15e3 });
	if (code === null || code !== 0 && isEngineGone(stderr)) return "no engine";
	return code === 0 ? historyOf(parseEvents(stdout).filter((event) => nameOf(event) === name)) : void 0;
}
const seconds = (milliseconds) => (milliseconds / 1e3).toFixed(3);
const nameOf = ({ Actor }) => Actor.Attributes.name;
function historyOf(events) {
	const saw = (action) => events.some(({ Action }) => Action === action);
	const died = events.findLast(({ Action }) => Action === "die")?.Actor.Attributes.exitCode;
	return {
		isCreated: saw("create"),
		isStarted: saw("start"),
		outOfMemory: saw("oom"),
		...died === void 0 ? {} : { exitCode: Number(died) },
		isRemoved: saw("destroy")
	};
}
function parseEvents(text) {
	return text.split("\n").flatMap((line) => {
		const event = EventSchema.safeParse(parseJson(line));
		return event.success ? [event.data] : [];
	});
}
function parseJson(text) {
	try {
		return JSON.parse(text);
	} catch {
		return;
	}
}

export { readHistory };