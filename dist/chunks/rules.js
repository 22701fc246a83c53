import { t as known } from "./known.js";

// src/medperf/rules.ts
const SHORT = {
	containerName: 20,
	benchmarkName: 20,
	description: 100,
	clientDescription: 20
};
const LONG = {
	containerName: 128,
	benchmarkName: 128,
	description: 256,
	clientDescription: 256
};
const MLCUBE = {
	...SHORT,
	era: "mlcube",
	containers: "files",
	modelKey: "reference_model_mlcube",
	policies: false,
	models: false,
	committee: false,
	topology: false
};
const CONTAINER = {
	...MLCUBE,
	...LONG,
	era: "container",
	containers: "json",
	policies: true
};
const MODEL = {
	...CONTAINER,
	era: "model",
	modelKey: "reference_model",
	models: true
};
const ERA_RULES = {
	mlcube: MLCUBE,
	container: CONTAINER,
	model: MODEL,
	topology: {
		...MODEL,
		era: "topology",
		committee: true,
		topology: true
	}
};
/** The rules of a typical server of an era, for where nothing but its name is known. */
const assumeRules = (era) => ERA_RULES[era];
const ADDITIONAL_FILES = ["additional_files_tarball_url", "additional_files_tarball_hash"];
const CONTAINERS = {
	files: {
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
		]
	},
	json: {
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
const contentRules = (rules, kind) => kind === "asset" ? ASSET : CONTAINERS[rules.containers];
/** Whether a role is registered as a model (docs/medperf.md 5.2). */
const isModelRole = (rules, role) => rules.models && role === "reference_model";
/** The keys of the components in a benchmark, as far as the server has them (docs/medperf.md 6.1, 6.10). */
const componentKeys = (rules) => known({
	data_preparator: "data_preparation_mlcube",
	reference_model: rules.modelKey,
	benchmark_script: rules.topology ? "benchmark_script" : void 0,
	evaluator: "data_evaluator_mlcube"
});
/**
* Under whose key a benchmark holds a component. A script that computes the metrics is the evaluator where there is no key for
* scripts; where there is one it stands there, also if benchmark.yaml calls it the evaluator (docs/medperf.md 6.10).
*/
function findSeat(rules, topology, role) {
	if (!(topology === "end_to_end_script" && (role === "benchmark_script" || role === "evaluator"))) return role;
	return rules.topology ? "benchmark_script" : "evaluator";
}
/** What may change on a benchmark in OPERATION by its owner (docs/medperf.md 6.5); the policies where the server has them. */
const EDITABLE_BENCHMARK = [
	"demo_dataset_tarball_url",
	"dataset_auto_approval_mode",
	"dataset_auto_approval_allow_list",
	"model_auto_approval_mode",
	"model_auto_approval_allow_list"
];
/** Length as the server counts it: in code points, not UTF-16 units (docs/medperf.md 2.7). */
const countCharacters = (text) => [...text].length;

export { contentRules as a, isModelRole as c, componentKeys as i, EDITABLE_BENCHMARK as n, countCharacters as o, assumeRules as r, findSeat as s, ASSET as t };