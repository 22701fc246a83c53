import { t as known } from "./known.js";
import { n as plainLine } from "./text.js";
import { t as runProcess } from "./process.js";

// src/engines/usage/nvidia-smi.ts
const COMMAND = "nvidia-smi";
const MIB = 1024 ** 2;
/** The first call may have to wake the driver. */
const LIST_TIMEOUT = 15e3;
const QUERY_TIMEOUT = 5e3;
/** The GPUs of this machine as NVIDIA's driver names them; none where there is no driver or it does not answer. */
async function listGpus() {
	const { code, stdout } = await runProcess(COMMAND, ["-L"], { timeout: LIST_TIMEOUT });
	return code === 0 ? parseList(stdout) : [];
}
/** Lines such as `GPU 0: NVIDIA A100-SXM4-40GB (UUID: GPU-5d5b…)`; the parts of a GPU below them are not GPUs. */
const parseList = (text) => [...text.matchAll(/^GPU (\d+): (.*) \(UUID: (\S+)\)\s*$/gm)].map(([, id = "", name = "", uuid = ""]) => known({
	id,
	name: name === "" ? void 0 : plainLine(name, 100),
	uuid: plainLine(uuid, 100)
}));
/** Bytes of GPU memory that each process holds, by its ID; what the driver does not tell is left out. */
async function memoryOfProcesses(signal) {
	const answer = await query(["--query-compute-apps=pid,used_memory"], signal);
	if (typeof answer === "string") return answer;
	const held = /* @__PURE__ */ new Map();
	for (const [, pid, mebibytes] of answer.value.matchAll(/^\s*(\d+)\s*,\s*(\d+)\s*$/gm)) held.set(Number(pid), (held.get(Number(pid)) ?? 0) + Number(mebibytes) * MIB);
	return { value: held };
}
/** Bytes in use on these GPUs together, whoever uses them; undefined where the driver does not tell. */
async function memoryOfGpus(gpus, signal) {
	const ids = idsOf(gpus);
	const answer = await query(["--query-gpu=memory.used", ...ids === void 0 ? [] : [`--id=${ids.join(",")}`]], signal);
	if (typeof answer === "string") return answer;
	const lines = [...answer.value.matchAll(/^\s*(\d+)\s*$/gm)].map(([, mebibytes]) => Number(mebibytes) * MIB);
	return { value: lines.length === 0 ? void 0 : lines.reduce((sum, one) => sum + one, 0) };
}
function idsOf(gpus) {
	if (gpus.kind === "devices") return gpus.devices;
	return gpus.kind === "count" ? Array.from({ length: gpus.count }, (_, index) => String(index)) : void 0;
}
async function query(args, signal) {
	const { code, stdout } = await runProcess(COMMAND, [...args, "--format=csv,noheader,nounits"], {
		signal,
		timeout: QUERY_TIMEOUT
	});
	if (code === 127) return "gone";
	return code === 0 ? { value: stdout } : "no answer";
}

export { memoryOfGpus as n, memoryOfProcesses as r, listGpus as t };