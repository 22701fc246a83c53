// src/benchmark/benchmark.ts
const RUNTIMES = [
	"auto",
	"docker",
	"podman",
	"apptainer",
	"singularity"
];

export { RUNTIMES as t };