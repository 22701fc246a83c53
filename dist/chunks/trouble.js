import { i as __toESM } from "./rolldown-runtime.js";
import { n as plainLine } from "./text.js";
import { r as readCode } from "./error.js";
import { t as known } from "./known.js";
import { i as readProxies, n as WrongProxy, r as isInNoProxyNetwork, t as DeadProxy } from "./named-proxy.js";
import { t as isLoopback } from "./loopback.js";
import { BlockList, isIP, isIPv4 } from "node:net";
import { getCACertificates } from "node:tls";
import { lookup } from "node:dns";

// src/net/dispatcher.ts
/** Milliseconds until a connection must stand. */
const CONNECT = 15e3;
/**
* Connections for small answers, to any server: HTTPS_PROXY, HTTP_PROXY and NO_PROXY are honoured, but for this machine,
* which no proxy could reach. Whoever makes it closes it.
*/
function createDispatcher({ ca, guard, isShort } = {}) {
	const tls = known({ ca: ca === void 0 ? void 0 : [...getCACertificates("default"), ca] });
	const connect = known({
		...tls,
		timeout: CONNECT,
		lookup: guard?.lookup
	});
	return createRouter(known({
		connect,
		keepAliveTimeout: 2e3,
		keepAliveMaxTimeout: 1e4,
		pipelining: isShort === true ? 0 : void 0
	}), { requestTls: connect }, isLoopback);
}
/** Of a large file's server, unless it may not even be silent for so long. */
const FILE_CONNECT = 3e4;
/**
* Connections for one large file, by way of the proxies that the environment names, whatever the machine; the server may be
* silent for `stall` milliseconds. What names are looked up to be is judged. Whoever makes it closes it.
*/
function createFileDispatcher(stall, { lookup }) {
	return createRouter({
		connect: { lookup },
		allowH2: false,
		connectTimeout: Math.min(FILE_CONNECT, stall),
		headersTimeout: stall,
		bodyTimeout: stall
	}, {}, () => false);
}
/** Connections that go by the proxy of each server, and to those of `isNear` without one. */
async function createRouter(options, ofProxies, isNear) {
	const undici = await import("./undici.js").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const { env } = process;
	const proxies = readProxies(env);
	return new undici.Agent({
		...options,
		factory(origin, direct) {
			const url = new URL(origin);
			const proxy = url.protocol === "http:" ? proxies.http : proxies.https;
			return proxy === void 0 || isNear(url) || isInNoProxyNetwork(url, env) ? new undici.Pool(origin, direct) : openProxy(undici, proxy, {
				...options,
				...ofProxies
			});
		}
	});
}
/** The proxy by way of which everything that is encrypted goes, or why there is none where one is wanted; undefined without one. */
function findProxy() {
	const { https } = readProxies(process.env);
	if (https === void 0) return void 0;
	const { variable, address } = https;
	return "url" in address ? { variable } : {
		variable,
		wrong: new WrongProxy(variable, address)
	};
}
/** Where the address is none, the words for that are what a connection fails with, unless NO_PROXY spares it. */
const NOWHERE = new URL("http://proxy.invalid");
/** Connections by way of a proxy, or around it where NO_PROXY says so; one that cannot be reached is named. */
function openProxy({ EnvHttpProxyAgent: ProxyRouter, Pool }, { variable, address }, options) {
	const url = "url" in address ? address.url : NOWHERE;
	const nameFailure = (connect) => (to, done) => {
		if ("wrong" in address) return done(new WrongProxy(variable, address), null);
		connect(to, (...result) => {
			const [error] = result;
			if (error === null) done(...result);
			else done(new DeadProxy(variable, url, error), null);
		});
	};
	const openNamed = (to, given) => {
		const pool = given;
		return new Pool(to, {
			...pool,
			connect: nameFailure(pool.connect)
		});
	};
	return new ProxyRouter({
		...options,
		httpProxy: url.href,
		httpsProxy: url.href,
		clientFactory: openNamed,
		factory: (to, given) => String(to) === url.href ? openNamed(to, given) : new Pool(to, given)
	});
}

// src/net/address.ts
/** Link-local ones, where clouds serve their metadata, and those that they serve elsewhere. */
const NEVER = listOf([
	"169.254.0.0/16",
	"fe80::/10",
	"fd00:ec2::/32",
	"fd20:ce::254/128",
	"fd00:42::42/128",
	"100.100.100.200/32",
	"192.0.0.192/32",
	"168.63.129.16/32"
]);
/** The same where they end an IPv6 address: Oracle's `fd00:c1::a9fe:a9fe`, and what a network translates by a prefix of its own. */
const ENDS = /* @__PURE__ */ new Set([
	"169.254.169.254",
	"169.254.170.2",
	"169.254.170.23",
	"100.100.100.200",
	"192.0.0.192",
	"168.63.129.16"
]);
/** What is of no use to everybody: private, shared, loopback, documentation, multicast, reserved (IANA's special registries). */
const PRIVATE = listOf([
	...[
		"0.0.0.0/8",
		"10.0.0.0/8",
		"100.64.0.0/10",
		"127.0.0.0/8",
		"172.16.0.0/12",
		"192.0.0.0/24",
		"192.0.2.0/24"
	],
	...[
		"192.168.0.0/16",
		"198.18.0.0/15",
		"198.51.100.0/24",
		"203.0.113.0/24",
		"224.0.0.0/4",
		"240.0.0.0/4"
	],
	...[
		"::/96",
		"64:ff9b:1::/48",
		"100::/64",
		"2001:2::/48",
		"2001:db8::/32",
		"3fff::/20",
		"5f00::/16"
	],
	...[
		"fc00::/7",
		"fec0::/10",
		"ff00::/8"
	]
]);
/** Where an IPv6 address holds one of IPv4: at which of its eight parts it begins, and whether its bits are turned over. */
const CARRIERS = [
	{
		block: listOf([
			"::ffff:0:0/96",
			"::ffff:0:0:0/96",
			"::/96",
			"64:ff9b::/96",
			"64:ff9b:1::/48"
		]),
		part: 6
	},
	{
		block: listOf(["2002::/16"]),
		part: 1
	},
	{
		block: listOf(["2001::/32"]),
		part: 6,
		isTurned: true
	}
];
/** Prefixes that say nothing but what the address of IPv4 says. */
const BARE = listOf([
	"::ffff:0:0/96",
	"::ffff:0:0:0/96",
	"64:ff9b::/96"
]);
const RANKS = [
	"public",
	"private",
	"never"
];
/** What is at an address of IPv4 or IPv6, those of IPv4 within those of IPv6 too; what is no address is private. */
function judgeAddress(written) {
	const address = written.replace(/%.*$/s, "");
	if (isIP(address) === 0) return "private";
	if (isIPv4(address)) return judgePlain(address);
	const parts = expandParts(address);
	const inside = CARRIERS.filter(({ block }) => block.check(address, "ipv6")).map(({ part, ...carrier }) => judgePlain(readIpv4(parts, part, "isTurned" in carrier)));
	if ((parts[4] ?? 0) % 512 === 0 && parts[5] === 24318) inside.push(judgePlain(readIpv4(parts, 6)));
	if (ENDS.has(readIpv4(parts, 6))) return "never";
	const outside = BARE.check(address, "ipv6") ? [] : [judgePlain(address)];
	return worst([...inside, ...outside]);
}
const worst = (kinds) => RANKS[Math.max(...kinds.map((kind) => RANKS.indexOf(kind)))] ?? "private";
function judgePlain(address) {
	const family = isIPv4(address) ? "ipv4" : "ipv6";
	if (NEVER.check(address, family)) return "never";
	return PRIVATE.check(address, family) ? "private" : "public";
}
function listOf(ranges) {
	const list = new BlockList();
	for (const range of ranges) {
		const [network = "", bits] = range.split("/");
		list.addSubnet(network, Number(bits), isIPv4(network) ? "ipv4" : "ipv6");
	}
	return list;
}
/** The eight parts of an IPv6 address as numbers. */
function expandParts(address) {
	const [head = "", tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, toParts).split("::");
	const numbers = (text) => text === "" ? [] : text.split(":").map((part) => Number.parseInt(part, 16));
	const [first, last] = [numbers(head), numbers(tail ?? "")];
	return tail === void 0 ? first : [
		...first,
		...Array(8 - first.length - last.length).fill(0),
		...last
	];
}
function toParts(ipv4) {
	const [a = 0, b = 0, c = 0, d = 0] = ipv4.split(".").map(Number);
	return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}
function readIpv4(parts, at, isTurned = false) {
	const mask = isTurned ? 65535 : 0;
	return [parts[at] ?? 0, parts[at + 1] ?? 0].map((part) => part ^ mask).flatMap((part) => [part >> 8, part & 255]).join(".");
}
/** Names under which clouds and machines answer what is for themselves alone, in a URL's spelling and without a last dot. */
const NAMES = {
	"metadata.google.internal": "never",
	"metadata.goog": "never",
	metadata: "never",
	"instance-data": "never",
	"instance-data.ec2.internal": "never",
	"metadata.tencentyun.com": "never",
	"metadata.platformequinix.com": "never",
	"metadata.packet.net": "never",
	localhost: "private",
	"localhost.localdomain": "private",
	"ip6-localhost": "private",
	"gateway.docker.internal": "private",
	"host.docker.internal": "private",
	"host.containers.internal": "private"
};
/** Ends of names that the root of the DNS does not know, or keeps for networks of one's own (RFC 6761, 6762, 8375, ICANN's `.internal`). */
const OWN = /\.(localhost|local|localdomain|internal|home\.arpa|intranet|private|corp|home|lan)$|^[^.:]+$/;
/** What is told of a URL's host by itself; undefined for a name that has to be looked up. */
function judgeHost(url) {
	const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
	if (isIP(host) !== 0) return judgeAddress(host);
	const name = host.toLowerCase().replace(/\.{1,9}$/, "");
	return NAMES[name] ?? (OWN.test(name) ? "private" : void 0);
}

// src/net/guard.ts
/** An address that is not asked; `address` is what the host's name was found to be, where it was looked up. */
var RefusedAddress = class extends Error {
	host;
	kind;
	address;
	constructor(host, kind, address) {
		super(`${host} is not asked: its address is ${kind === "never" ? "link-local or metadata" : "private"}`);
		this.name = "RefusedAddress";
		this.host = host;
		this.kind = kind;
		this.address = address;
	}
};
/** Guards connections: metadata and link-local addresses are never asked, private ones and this machine as `reach` says. */
function createAddressGuard({ reach, home, resolve = lookup }) {
	let current = reach;
	const judge = (host, kind, address) => {
		if (host === home && kind === "private") current = "private";
		if (kind === "public" || kind === "private" && current === "private") return;
		throw new RefusedAddress(host, kind, address);
	};
	return {
		expect(url) {
			const kind = judgeHost(url);
			if (kind !== void 0) judge(url.hostname, kind);
		},
		lookup(host, options, callback) {
			resolve(host, {
				...options,
				all: true
			}, (error, found) => {
				const addresses = found;
				const refused = error ?? catchRefusal(() => {
					for (const { address } of addresses) judge(host, judgeAddress(address), address);
				});
				const [first] = addresses ?? [];
				if (refused !== void 0 || first === void 0) callback(refused ?? noAddress(host), "");
				else if (options.all) callback(null, [...addresses]);
				else callback(null, first.address, first.family);
			});
		}
	};
}
function catchRefusal(work) {
	try {
		work();
		return;
	} catch (error) {
		if (error instanceof RefusedAddress) return error;
		throw error;
	}
}
const noAddress = (host) => Object.assign(/* @__PURE__ */ new Error(`${host} has no address`), { code: "ENOTFOUND" });
/** The refusal behind an error of the network; undefined for every other error. */
function findRefusedAddress(error, depth = 0) {
	if (error instanceof RefusedAddress) return error;
	if (!(error instanceof Error) || depth === 5) return void 0;
	const parts = error instanceof AggregateError ? error.errors : [];
	return [error.cause, ...parts].map((part) => findRefusedAddress(part, depth + 1)).find((found) => found !== void 0);
}
/** Why an address is not asked, as a part of a sentence, and what to do. */
function explainRefusedAddress({ host, kind, address }) {
	const what = kind === "never" ? "a link-local address or one of cloud metadata" : "a private address";
	return {
		why: address === void 0 || address === host ? `${host} is ${what}` : `${host} is ${address}, ${what}`,
		hint: kind === "never" ? NEVER_HINT : PRIVATE_HINT
	};
}
const NEVER_HINT = "Nothing is ever fetched from there: host the file where everybody can download it.";
const PRIVATE_HINT = "Hospitals could not reach it: host it where everybody can. If whoever opens pull requests may reach this network, set the input `allow-private-addresses: true`.";

// src/net/proxy-refusal.ts
/** undici tells the answer of a proxy that opens no tunnel, or wants a login for plain http, in these messages alone. */
const REFUSAL = /^Proxy (?:response|Authentication Required) \((\d{3})\)/;
/** The HTTP status with which a proxy refused to open a way to a server; undefined for every other error. */
function readProxyRefusal(error) {
	for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
		const status = REFUSAL.exec(at.message)?.[1];
		if (status !== void 0) return Number(status);
	}
}
/** What to do about such a refusal. */
const PROXY_HINT = "Put the login that the proxy wants into the runner's `HTTPS_PROXY`, or add the host to `NO_PROXY`.";

// src/net/trouble.ts
const DOWN = "Check `server`, whether the server is up, and the proxy where the runner’s `HTTPS_PROXY` names one.";
const UNTRUSTED = "If the server uses a certificate of its own authority, give that authority as `ca-file`; behind a proxy that opens TLS, the proxy’s.";
/** What to do where an address does not give the file. */
const CHECK = "Open the address in a private browser window, or try `curl -fLO` with it: MedPerf needs the file itself, without a login.";
const tls = (why, hint = UNTRUSTED) => ({
	kind: "tls",
	why,
	hint,
	unsent: true
});
const down = (why, hint = DOWN) => ({
	kind: "unreachable",
	why,
	hint,
	unsent: true
});
const cut = (why) => ({
	kind: "unreachable",
	why,
	hint: "Run it again.",
	unsent: false
});
const slow = (why, unsent = false) => ({
	kind: "timeout",
	why,
	hint: "Run it again when the server is less busy.",
	unsent
});
const passing = (why) => ({
	why,
	hint: "Run the job again later.",
	passes: true
});
const lasting = (why, hint) => ({
	why,
	hint,
	passes: false
});
const UNKNOWN_AUTHORITY = "its certificate is from an unknown authority";
/** What a code, or the name of an error without one, means; a column that is missing has words for every code. */
const TABLE = {
	ECONNREFUSED: {
		server: down("nothing listens there"),
		file: passing("the server refuses connections")
	},
	ENOTFOUND: {
		server: down("the name is not known"),
		file: lasting("there is no server of that name", "Correct the host in the URL.")
	},
	EAI_AGAIN: {
		server: down("the name could not be looked up"),
		file: passing("the name of the server cannot be resolved at present")
	},
	EHOSTUNREACH: {
		server: down("the host cannot be reached"),
		file: passing("the server cannot be reached")
	},
	ENETUNREACH: {
		server: down("the network cannot be reached"),
		file: passing("the network cannot be reached")
	},
	ENETDOWN: { file: passing("the network cannot be reached") },
	ECONNRESET: {
		server: cut("the connection was cut"),
		file: passing("the connection was lost")
	},
	EPIPE: {
		server: cut("the connection was cut"),
		file: passing("the connection was lost")
	},
	UND_ERR_SOCKET: {
		server: cut("the connection was cut"),
		file: passing("the connection was lost")
	},
	HPE_INVALID_EOF_STATE: { file: passing("the connection was lost") },
	HPE_INVALID_CONSTANT: { server: cut("what answers is not a web server") },
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { file: passing("the server sent less or more than it announced") },
	ETIMEDOUT: { file: passing("the server does not answer") },
	TimeoutError: {
		server: slow("no answer in time"),
		file: passing("the server does not answer")
	},
	UND_ERR_CONNECT_TIMEOUT: {
		server: slow("no connection in time", true),
		file: passing("the server does not answer")
	},
	UND_ERR_HEADERS_TIMEOUT: {
		server: slow("no answer in time"),
		file: passing("the server does not answer")
	},
	UND_ERR_BODY_TIMEOUT: {
		server: slow("the answer stopped in the middle"),
		file: passing("the server has stopped sending")
	},
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: { server: tls(UNKNOWN_AUTHORITY) },
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { server: tls(UNKNOWN_AUTHORITY) },
	UNABLE_TO_GET_ISSUER_CERT: { server: tls(UNKNOWN_AUTHORITY) },
	SELF_SIGNED_CERT_IN_CHAIN: { server: tls(UNKNOWN_AUTHORITY) },
	DEPTH_ZERO_SELF_SIGNED_CERT: { server: tls("its certificate is signed by itself") },
	CERT_HAS_EXPIRED: { server: tls("its certificate has expired", "Renew the certificate, or correct this machine’s clock.") },
	CERT_NOT_YET_VALID: { server: tls("its certificate is not valid yet", "Correct this machine’s clock.") },
	ERR_TLS_CERT_ALTNAME_INVALID: { server: tls("its certificate is for another name", "Use the name that is in the certificate.") },
	ERR_SSL_WRONG_VERSION_NUMBER: { server: tls("it does not speak TLS", "Plain http is accepted for this machine only.") },
	EPROTO: { server: tls("the TLS handshake failed") },
	UND_ERR_PRX_TLS: { server: tls("the TLS handshake with the proxy failed") }
};
/** Why a connection to a proxy failed, after its name. */
const OF_PROXY = {
	ECONNREFUSED: "refuses connections",
	ENOTFOUND: "has a name that is not known",
	EAI_AGAIN: "has a name that could not be looked up",
	EHOSTUNREACH: "cannot be reached",
	ENETUNREACH: "cannot be reached",
	ETIMEDOUT: "does not answer",
	UND_ERR_CONNECT_TIMEOUT: "does not answer",
	ECONNRESET: "cuts the connection",
	EPIPE: "cuts the connection",
	UND_ERR_SOCKET: "cuts the connection"
};
/** What is wrong with the proxy by way of which a server was to be asked; undefined for every other error. */
function explainProxyTrouble(error) {
	const found = findProxyError(error);
	if (found instanceof WrongProxy) return {
		why: found.message,
		hint: found.hint,
		passes: false
	};
	if (found === void 0) return void 0;
	const { variable, host, cause } = found;
	const codes = listCodes(cause);
	const what = codes.map((code) => OF_PROXY[code]).find((words) => words !== void 0);
	return {
		why: `the proxy ${plainLine(host, 200)}, which \`${variable}\` of the runner names, ${what ?? `cannot be connected to (${codes[0] ?? "unknown"})`}`,
		hint: `Correct \`${variable}\`, see to it that the proxy is up, or add the host to \`NO_PROXY\`.`,
		passes: !codes.includes("ENOTFOUND")
	};
}
function findProxyError(error, depth = 0) {
	if (error instanceof WrongProxy || error instanceof DeadProxy) return error;
	return error instanceof Error && depth < 5 ? findProxyError(error.cause, depth + 1) : void 0;
}
/** What to say about an error of the network to somebody who named the server. */
function explainServerTrouble(error) {
	const proxy = explainProxyTrouble(error);
	if (proxy !== void 0) return down(proxy.why, proxy.hint);
	const refusal = readProxyRefusal(error);
	if (refusal !== void 0) return down(`the proxy opens no way there (HTTP ${refusal})`, PROXY_HINT);
	const codes = listCodes(error);
	return codes.map((code) => TABLE[code]?.server).find((trouble) => trouble !== void 0) ?? cut(`the connection failed (${codes[0] ?? "unknown"})`);
}
/** What to say about an error of the network to somebody who wants a file or an image. */
function explainFileTrouble(error) {
	const refused = findRefusedAddress(error);
	if (refused !== void 0) return {
		...explainRefusedAddress(refused),
		passes: false
	};
	const proxy = explainProxyTrouble(error);
	if (proxy !== void 0) return {
		...proxy,
		isOfProxy: true
	};
	const refusal = readProxyRefusal(error);
	if (refusal !== void 0 && refusal >= 500) return passing(`the proxy failed (HTTP ${refusal})`);
	if (refusal !== void 0) return lasting(`the proxy opens no way there (HTTP ${refusal})`, PROXY_HINT);
	const code = findCode(error);
	return TABLE[code ?? (error instanceof Error ? error.name : "")]?.file ?? explainOther(error, code ?? "");
}
function explainOther(error, code) {
	if (/CERT|SELF_SIGNED|UNABLE_TO|ERR_TLS|HOSTNAME_MISMATCH|^ERR_SSL/.test(code)) return lasting(`the server's certificate is not trusted (${code})`, "For a certificate of your own, set `NODE_EXTRA_CA_CERTS` on the runner to a file that holds it.");
	const message = error instanceof Error ? error.message : String(error);
	return lasting(code === "" ? message : `${message} (${code})`, CHECK);
}
/** Codes and names of an error and of its causes; messages stay out, they may quote what was sent. */
function listCodes(error, depth = 0) {
	if (!(error instanceof Error) || depth === 5) return [];
	const code = readCode(error) ?? [];
	const parts = error instanceof AggregateError ? error.errors : [];
	return [
		code,
		error.name,
		...parts.map((part) => listCodes(part, depth + 1)),
		listCodes(error.cause, depth + 1)
	].flat();
}
/** An error's code, or that of its cause. */
function findCode(error) {
	return error instanceof Error ? readCode(error) ?? findCode(error.cause) : void 0;
}

export { PROXY_HINT as a, findRefusedAddress as c, createFileDispatcher as d, findProxy as f, explainServerTrouble as i, judgeHost as l, explainFileTrouble as n, createAddressGuard as o, explainProxyTrouble as r, explainRefusedAddress as s, CHECK as t, createDispatcher as u };