// src/benchmark/benchmark.ts
const RUNTIMES = [
	"auto",
	"docker",
	"podman",
	"apptainer",
	"singularity"
];

// src/containers/size.ts
const UNITS = "bkmgtp";
const SIZE = /^(\d+(?:\.\d+)?) ?([bkmgtp])?(?:i?b)?$/i;
/** Bytes of a size as Docker writes it, in powers of 1024: `512m`, `4g`, `1.5GiB`, `65536`. */
function sizeInBytes(text) {
	const [, amount, unit = "b"] = SIZE.exec(text.trim()) ?? [];
	if (amount === void 0) return void 0;
	return Math.floor(Number(amount) * 1024 ** UNITS.indexOf(unit.toLowerCase()));
}
/** Whether Docker takes the text as a size other than 0. */
const isDockerSize = (text) => (sizeInBytes(text) ?? 0) > 0;

export { sizeInBytes as n, RUNTIMES as r, isDockerSize as t };