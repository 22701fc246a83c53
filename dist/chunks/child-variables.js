// src/facts/child-variables.ts
/**
* All that programs are given of the runner's environment. Nothing here is a secret of somebody else's: what is more (a cloud's
* keys, for a `docker-credential-*`) has to be named in the input `pass-environment`. docs/environment.md prints it.
*/
const CHILD_VARIABLES = [
	{
		what: "where programs, their libraries, settings and temporary files are",
		names: [
			"PATH",
			"HOME",
			"USER",
			"LOGNAME",
			"SHELL",
			"LD_LIBRARY_PATH",
			"TMPDIR",
			"XDG_*"
		]
	},
	{
		what: "language and time",
		names: [
			"LANG",
			"LANGUAGE",
			"LC_*",
			"TZ"
		]
	},
	{
		what: "proxies and certificates, for pulls and builds",
		names: [
			...[
				"http_proxy",
				"https_proxy",
				"ftp_proxy",
				"all_proxy",
				"no_proxy"
			],
			...[
				"HTTP_PROXY",
				"HTTPS_PROXY",
				"FTP_PROXY",
				"ALL_PROXY",
				"NO_PROXY"
			],
			...["SSL_CERT_FILE", "SSL_CERT_DIR"]
		]
	},
	{
		what: "Docker and its builders",
		names: [
			...[
				"DOCKER_HOST",
				"DOCKER_CONTEXT",
				"DOCKER_CONFIG",
				"DOCKER_AUTH_CONFIG",
				"DOCKER_API_VERSION"
			],
			...[
				"DOCKER_CERT_PATH",
				"DOCKER_TLS",
				"DOCKER_TLS_VERIFY",
				"DOCKER_DEFAULT_PLATFORM"
			],
			...[
				"DOCKER_CONTENT_TRUST",
				"DOCKER_CONTENT_TRUST_SERVER",
				"DOCKER_BUILDKIT"
			],
			...[
				"BUILDKIT_*",
				"BUILDX_*",
				"SOURCE_DATE_EPOCH"
			]
		]
	},
	{
		what: "Podman",
		names: [
			...[
				"CONTAINER_HOST",
				"CONTAINER_CONNECTION",
				"CONTAINER_SSHKEY",
				"PODMAN_CONNECTIONS_CONF"
			],
			...[
				"CONTAINERS_CONF",
				"CONTAINERS_CONF_OVERRIDE",
				"CONTAINERS_STORAGE_CONF"
			],
			...[
				"CONTAINERS_REGISTRIES_CONF",
				"CONTAINERS_REGISTRIES_CONF_DIR",
				"REGISTRY_AUTH_FILE"
			],
			...[
				"STORAGE_DRIVER",
				"STORAGE_OPTS",
				"BUILDAH_FORMAT",
				"BUILDAH_ISOLATION",
				"BUILDAH_LAYERS"
			],
			...[
				"_CONTAINERS_USERNS_CONFIGURED",
				"_CONTAINERS_ROOTLESS_UID",
				"_CONTAINERS_ROOTLESS_GID"
			]
		]
	},
	{
		what: "Apptainer, Singularity",
		names: ["APPTAINER", "SINGULARITY"].flatMap((flavour) => [
			"CACHEDIR",
			"CONFIGDIR",
			"TMPDIR",
			"DOCKER_USERNAME",
			"DOCKER_PASSWORD"
		].map((name) => `${flavour}_${name}`))
	},
	{
		what: "an engine behind `ssh://`, and stores of logins",
		names: [...[
			"SSH_AUTH_SOCK",
			"DBUS_SESSION_BUS_ADDRESS",
			"GNUPGHOME",
			"GPG_TTY",
			"PASSWORD_STORE_DIR"
		], ...["WSL_DISTRO_NAME", "WSL_INTEROP"]]
	},
	{
		what: "by which the runner finds programs that outlive the job",
		names: ["RUNNER_TRACKING_ID"]
	},
	{
		what: "GPUs",
		names: [
			"CUDA_VISIBLE_DEVICES",
			"NVIDIA_VISIBLE_DEVICES",
			"NVIDIA_DRIVER_CAPABILITIES"
		]
	}
];
/** What is the action's and the runner's own, and what Apptainer would hand on into containers. */
const NEVER = [...[
	"INPUT_*",
	"STATE_*",
	"ACTIONS_*",
	"GITHUB_*",
	"GH_TOKEN",
	"GH_ENTERPRISE_TOKEN"
], ...["APPTAINERENV_*", "SINGULARITYENV_*"]];
const LISTED = CHILD_VARIABLES.flatMap(({ names }) => names);
/** The variables of an environment that are on the list or among the names that were given besides, and never one of our own. */
const pickVariables = (environment, passed) => Object.fromEntries(Object.entries(environment).filter(([name]) => isAmong(name, [...LISTED, ...passed]) && !isAmong(name, NEVER)));
const isAmong = (name, patterns) => patterns.some((pattern) => pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
/** Whether a name, or one that its `*` stands for, is never passed on. */
const isNeverPassed = (name) => isAmong(name.replace(/\*$/, ""), NEVER) || name.endsWith("*") && NEVER.some((own) => isAmong(own, [name]));

export { pickVariables as n, isNeverPassed as t };