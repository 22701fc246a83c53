import { t as known } from "./known.js";
import { r as unwrapContent } from "./content.js";

// src/medperf/registration.ts
/** What a container or model that benchmark.yaml names by `uid` is; undefined for a model of nothing. */
function registeredContent(rules, row) {
	const inside = unwrapContent(row);
	if (inside === void 0) return void 0;
	const { fields, isValid } = inside.row;
	if (inside.kind === "asset") {
		const files = fields["asset_url"] === "local" ? {} : fileOf(fields, "asset_url", "asset_hash");
		return {
			kind: "asset",
			name: row.name,
			isValid: row.isValid && isValid,
			files: files ?? {}
		};
	}
	const additionalFiles = fileOf(fields, "additional_files_tarball_url", "additional_files_tarball_hash");
	const common = known({
		name: row.name,
		isValid: row.isValid && isValid,
		imageHash: textOf(fields, "image_hash"),
		additionalFiles
	});
	return rules.containers === "json" ? jsonContent(common, fields) : fileContent(common, fields);
}
function jsonContent(common, fields) {
	const parameters = fields["parameters_config"] ?? null;
	const document = fields["container_config"] ?? null;
	return known({
		...common,
		kind: "json",
		document,
		parameters: parameters === null ? void 0 : asClientsRead(parameters)
	});
}
function fileContent(common, fields) {
	const parameters = fileOf(fields, "git_parameters_url", "parameters_hash");
	const imageFile = fileOf(fields, "image_tarball_url", "image_tarball_hash");
	return known({
		...common,
		kind: "files",
		manifest: {
			url: textOf(fields, "git_mlcube_url"),
			sha256: textOf(fields, "mlcube_hash")
		},
		parameters,
		imageFile
	});
}
/** Clients make a mapping of an empty list without a word (docs/medperf.md 8.3). */
const asClientsRead = (parameters) => Array.isArray(parameters) && parameters.length === 0 ? {} : parameters;
const textOf = (fields, name) => {
	const value = fields[name];
	return typeof value === "string" ? value : "";
};
function fileOf(fields, url, hash) {
	const address = textOf(fields, url);
	return address === "" ? void 0 : {
		url: address,
		sha256: textOf(fields, hash)
	};
}
/**
* The image that a hash of a registered container stands for: of the two that it may be, only a digest has its prefix
* (docs/medperf.md 11.4).
*/
const registeredImage = (hash) => hash.startsWith("sha256:") ? { digest: hash } : { imageId: `sha256:${hash}` };

export { registeredImage as n, registeredContent as t };