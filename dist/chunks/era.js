// src/medperf/era.ts
/** The three revisions of MedPerf's server API that exist in the field, oldest first (docs/medperf.md 1.1). */
const ERAS = [
	"mlcube",
	"container",
	"model"
];
const ADDITIONAL_FILES = ["additional_files_tarball_url", "additional_files_tarball_hash"];
const JSON_CONTENT = {
	content: [
		"container_config",
		"parameters_config",
		"image_hash",
		...ADDITIONAL_FILES
	],
	unique: [
		"image_hash",
		"additional_files_tarball_hash",
		"container_config",
		"parameters_config"
	],
	editable: ["additional_files_tarball_url"]
};
const LONG = {
	containerName: 128,
	benchmarkName: 128,
	description: 256,
	clientDescription: 256
};
const RULES = {
	mlcube: {
		containerName: 20,
		benchmarkName: 20,
		description: 100,
		clientDescription: 20,
		content: [
			"git_mlcube_url",
			"mlcube_hash",
			"git_parameters_url",
			"parameters_hash",
			"image_tarball_url",
			"image_tarball_hash",
			"image_hash",
			...ADDITIONAL_FILES
		],
		unique: [
			"image_tarball_hash",
			"image_hash",
			"additional_files_tarball_hash",
			"mlcube_hash",
			"parameters_hash"
		],
		editable: [
			"git_mlcube_url",
			"git_parameters_url",
			"image_tarball_url",
			"additional_files_tarball_url"
		],
		modelKey: "reference_model_mlcube",
		policies: false,
		models: false
	},
	container: {
		...LONG,
		...JSON_CONTENT,
		modelKey: "reference_model_mlcube",
		policies: true,
		models: false
	},
	model: {
		...LONG,
		...JSON_CONTENT,
		modelKey: "reference_model",
		policies: true,
		models: true
	}
};
/**
* The server takes the same files under several names, and lets their address move even in OPERATION (docs/medperf.md 5.4).
*/
const ASSET = {
	content: ["asset_hash", "asset_url"],
	unique: ["asset_hash"],
	editable: ["asset_url"]
};
/** The rules for one kind of content. */
const contentRules = (era, kind) => kind === "asset" ? ASSET : RULES[era];
/** Whether a role is registered as a model (docs/medperf.md 5.2). */
const isModelRole = ({ era }, role) => RULES[era].models && role === "reference_model";
/** What may change on a benchmark in OPERATION by its owner (docs/medperf.md 6.5); the policies where the era has them. */
const EDITABLE_BENCHMARK = [
	"demo_dataset_tarball_url",
	"dataset_auto_approval_mode",
	"dataset_auto_approval_allow_list",
	"model_auto_approval_mode",
	"model_auto_approval_allow_list"
];
/** Length as the server counts it: in code points, not UTF-16 units (docs/medperf.md 2.7). */
const countCharacters = (text) => [...text].length;

export { contentRules as a, RULES as i, EDITABLE_BENCHMARK as n, countCharacters as o, ERAS as r, isModelRole as s, ASSET as t };