import { existsSync, readdirSync } from "node:fs";

// src/files/gpu-devices.ts
/** The numbers of NVIDIA's devices on this machine, in order; none where there is no `/dev`, as on Windows. */
const gpuDevices = (folder = "/dev") => (existsSync(folder) ? readdirSync(folder) : []).flatMap((name) => /^nvidia(\d+)$/.exec(name)?.[1] ?? []).toSorted((one, other) => Number(one) - Number(other));

export { gpuDevices as t };