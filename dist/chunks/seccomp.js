import { C as looseObject, O as string, g as array } from "./error.js";

// src/engines/seccomp.ts
const RuleSchema = looseObject({
	name: string().optional(),
	names: array(string()).optional(),
	action: string()
});
const ProfileSchema = looseObject({
	defaultAction: string(),
	syscalls: array(RuleSchema)
});
/** A filter of an engine, as its file holds it; undefined for what is none. */
const parseProfile = (value) => ProfileSchema.safeParse(value).data;
/** What no container of a benchmark needs: the kernel's wide doors, most of which want capabilities that none has. */
const REFUSED = [
	...[
		"acct",
		"add_key",
		"bpf",
		"clock_settime",
		"clock_settime64",
		"create_module",
		"delete_module"
	],
	...[
		"fanotify_init",
		"finit_module",
		"fsconfig",
		"fsmount",
		"fsopen",
		"fspick",
		"get_kernel_syms",
		"init_module"
	],
	...[
		"io_uring_enter",
		"io_uring_register",
		"io_uring_setup",
		"ioperm",
		"iopl",
		"kcmp",
		"kexec_file_load"
	],
	...[
		"kexec_load",
		"keyctl",
		"lookup_dcookie",
		"mount",
		"mount_setattr",
		"move_mount",
		"nfsservctl"
	],
	...[
		"open_by_handle_at",
		"open_tree",
		"open_tree_attr",
		"perf_event_open",
		"pivot_root",
		"query_module"
	],
	...[
		"quotactl",
		"quotactl_fd",
		"reboot",
		"request_key",
		"setdomainname",
		"sethostname",
		"setns"
	],
	...[
		"settimeofday",
		"socketcall",
		"stime",
		"swapoff",
		"swapon",
		"sysfs",
		"_sysctl",
		"syslog",
		"umount"
	],
	...[
		"umount2",
		"unshare",
		"uselib",
		"userfaultfd",
		"ustat",
		"vhangup",
		"vm86",
		"vm86old"
	]
];
const EPERM = 1;
const ENOSYS = 38;
const refuse = (names, more = {}) => ({
	names: [...names],
	action: "SCMP_ACT_ERRNO",
	errnoRet: EPERM,
	...more
});
const allow = (name, more) => ({
	names: [name],
	action: "SCMP_ACT_ALLOW",
	...more
});
const argument = (index, op, value, valueTwo = 0) => ({
	index,
	op,
	value,
	valueTwo
});
/** `CLONE_NEWNS`, `…CGROUP`, `…UTS`, `…IPC`, `…USER`, `…PID`, `…NET`. */
const NAMESPACES = [
	131072,
	33554432,
	67108864,
	134217728,
	268435456,
	536870912,
	1073741824
];
const ALL_NAMESPACES = NAMESPACES.reduce((all, one) => all + one, 0);
/** On these the flags of `clone` are its second argument. */
const S390 = ["s390", "s390x"];
/** Addresses of the kernel's cryptography, and of the machine that this one runs on, which no namespace holds back. */
const [AF_ALG, AF_VSOCK] = [38, 40];
/** `clone3` has its flags where no filter can look; told that there is none, every C library takes `clone`. */
const WITHOUT_CLONE3 = {
	names: ["clone3"],
	action: "SCMP_ACT_ERRNO",
	errnoRet: ENOSYS
};
/** What has to be allowed again where a filter refuses whatever it does not name. */
const ALLOWED = [
	allow("clone", {
		args: [argument(0, "SCMP_CMP_MASKED_EQ", ALL_NAMESPACES)],
		excludes: { arches: S390 }
	}),
	allow("clone", {
		args: [argument(1, "SCMP_CMP_MASKED_EQ", ALL_NAMESPACES)],
		includes: { arches: S390 }
	}),
	allow("socket", { args: [argument(0, "SCMP_CMP_LT", AF_ALG)] }),
	allow("socket", { args: [argument(0, "SCMP_CMP_EQ", AF_ALG + 1)] }),
	allow("socket", { args: [argument(0, "SCMP_CMP_GT", AF_VSOCK)] })
];
/** What is refused for some arguments alone. */
const REFUSED_TOO = [...NAMESPACES.flatMap((flag) => [refuse(["clone"], {
	args: [argument(0, "SCMP_CMP_MASKED_EQ", flag, flag)],
	excludes: { arches: S390 }
}), refuse(["clone"], {
	args: [argument(1, "SCMP_CMP_MASKED_EQ", flag, flag)],
	includes: { arches: S390 }
})]), ...[AF_ALG, AF_VSOCK].map((family) => refuse(["socket"], { args: [argument(0, "SCMP_CMP_EQ", family)] }))];
const OURS = /* @__PURE__ */ new Set([
	...REFUSED,
	"clone",
	"clone3",
	"socket"
]);
/** A filter of an engine that refuses what is refused here too, and whatever it refused before. */
function narrowProfile(profile) {
	const others = profile.syscalls.flatMap(({ name, names, ...rule }) => {
		const left = [...names ?? [], ...name === void 0 ? [] : [name]].filter((one) => !OURS.has(one));
		return left.length === 0 ? [] : [{
			...rule,
			names: left
		}];
	});
	const isOpen = /^SCMP_ACT_(?:ALLOW|LOG|TRACE|NOTIFY)$/.test(profile.defaultAction);
	return {
		...profile,
		syscalls: [
			...others,
			refuse(REFUSED),
			WITHOUT_CLONE3,
			...REFUSED_TOO,
			...isOpen ? [] : ALLOWED
		]
	};
}
/** The processors whose programs for smaller ones run as well: without their names these would be ended. */
const ARCHITECTURES = [
	{
		architecture: "SCMP_ARCH_X86_64",
		subArchitectures: ["SCMP_ARCH_X86", "SCMP_ARCH_X32"]
	},
	{
		architecture: "SCMP_ARCH_AARCH64",
		subArchitectures: ["SCMP_ARCH_ARM"]
	},
	{
		architecture: "SCMP_ARCH_S390X",
		subArchitectures: ["SCMP_ARCH_S390"]
	}
];
/** A filter for an engine that has none: all that is not refused here is allowed. */
const OPEN_PROFILE = narrowProfile({
	defaultAction: "SCMP_ACT_ALLOW",
	archMap: ARCHITECTURES,
	syscalls: []
});
const [PTRACE_SETOPTIONS, PTRACE_SEIZE, PTRACE_O_TRACESECCOMP] = [
	16896,
	16902,
	128
];
/**
* The same for Apptainer, which knows one error number alone (EPERM, with which C libraries make no thread). What is left to a
* tracer is not there where there is none; so no program may become one that is asked.
*/
const APPTAINER_PROFILE = {
	...OPEN_PROFILE,
	syscalls: [...OPEN_PROFILE.syscalls.map((rule) => rule === WITHOUT_CLONE3 ? {
		names: ["clone3"],
		action: "SCMP_ACT_TRACE"
	} : rule), ...[PTRACE_SETOPTIONS, PTRACE_SEIZE].map((request) => refuse(["ptrace"], { args: [argument(0, "SCMP_CMP_EQ", request), argument(3, "SCMP_CMP_MASKED_EQ", PTRACE_O_TRACESECCOMP, PTRACE_O_TRACESECCOMP)] }))]
};

export { parseProfile as i, OPEN_PROFILE as n, narrowProfile as r, APPTAINER_PROFILE as t };