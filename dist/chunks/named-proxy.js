import { t as known } from "./known.js";
import { BlockList, isIP } from "node:net";

// src/net/proxy-address.ts
const HINT = "Write `http://proxy.example.org:3128`, or with a login `http://name:password@proxy.example.org:3128`, in which `#`, `/`, `?`, `@` and `%` are written as `%23`, `%2F`, `%3F`, `%40` and `%25`.";
const NO_ADDRESS = {
	code: "proxy-not-address",
	wrong: "is not the address of a proxy",
	hint: HINT
};
const UNESCAPED = {
	code: "proxy-unescaped",
	wrong: "is not the address of a proxy: some characters of its login have to be escaped",
	hint: HINT
};
const SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;
const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]+)$/i;
const SPOKEN = ["http:", "https:"];
/**
* The proxy that a variable names. As curl, Python and Go do, one without `http://` is taken for http, and a blank text for none:
* then undefined.
*/
function readProxyAddress(text) {
	const written = text.trim();
	if (written === "") return void 0;
	if (/[/?#].*@/s.test(written.replace(SCHEME, ""))) return UNESCAPED;
	const url = parseAddress(written);
	if (url === void 0 || !HOST.test(url.hostname)) return NO_ADDRESS;
	if (!SPOKEN.includes(url.protocol)) return otherKind(url);
	return isDecodable(url) ? { url } : UNESCAPED;
}
function parseAddress(written) {
	const whole = URL.parse(written);
	if (SCHEME.test(written) || SPOKEN.includes(whole?.protocol ?? "")) return whole ?? void 0;
	return URL.parse(`http://${written.replace(/^\/\//, "")}`) ?? void 0;
}
const otherKind = ({ protocol }) => ({
	code: "proxy-kind",
	wrong: `names a proxy for \`${protocol.slice(0, -1).slice(0, 20)}\`, and this action goes by way of proxies for http`,
	hint: "Name one that speaks http, such as `http://proxy.example.org:3128`."
});
/** Whoever asks a proxy has to send name and password as they are meant. */
function isDecodable({ username, password }) {
	try {
		return decodeURIComponent(username + password) !== void 0;
	} catch {
		return false;
	}
}

// src/net/named-proxy.ts
/** Small letters come first, also where they are set to nothing; without a proxy for https, that for http is asked. */
function readProxies(environment) {
	const http = readProxy(environment, ["http_proxy", "HTTP_PROXY"]);
	return known({
		http,
		https: readProxy(environment, ["https_proxy", "HTTPS_PROXY"]) ?? http
	});
}
function readProxy(environment, names) {
	const variable = names.find((name) => environment[name] !== void 0);
	if (variable === void 0) return void 0;
	const address = readProxyAddress(environment[variable] ?? "");
	return address && {
		variable,
		address
	};
}
const NAMES = [
	"http_proxy",
	"https_proxy",
	"ftp_proxy",
	"all_proxy"
];
/**
* The variables of proxies that programs would read in different ways, as all of them read alike: with a scheme, and empty where
* there is nothing in them. What is no address stays what it is.
*/
const tidyProxies = (environment) => Object.fromEntries(Object.entries(environment).flatMap(([name, value = ""]) => {
	if (!NAMES.includes(name.toLowerCase())) return [];
	const tidied = tidyAddress(value);
	return tidied === value ? [] : [[name, tidied]];
}));
function tidyAddress(text) {
	const written = text.trim();
	const address = readProxyAddress(text);
	if (address === void 0 || !("url" in address)) return written;
	return /^[a-z][a-z\d+.-]*:\/\//i.test(written) ? written : address.url.href;
}
/** Whether `NO_PROXY` names a network in which the address of a host lies; nobody looks a name up for that, as curl and Go do not. */
function isInNoProxyNetwork({ hostname }, environment) {
	const host = hostname.replace(/^\[(.+)\]$/, "$1");
	const family = FAMILIES[isIP(host)];
	return family !== void 0 && readNetworks(environment).check(host, family);
}
const FAMILIES = {
	4: "ipv4",
	6: "ipv6"
};
function readNetworks(environment) {
	const networks = new BlockList();
	const entries = (environment["no_proxy"] ?? environment["NO_PROXY"] ?? "").split(/[,\s]/);
	for (const entry of entries) {
		const [, address = "", bits] = /^([\da-f.:]+)\/(\d{1,3})$/i.exec(entry) ?? [];
		const family = isIP(address);
		const prefix = Number(bits);
		if (family === 4 && prefix <= 32) networks.addSubnet(address, prefix, "ipv4");
		if (family === 6 && prefix <= 128) networks.addSubnet(address, prefix, "ipv6");
	}
	return networks;
}
/** A variable does not say where the proxy is by way of which a server was to be asked. */
var WrongProxy = class extends Error {
	code;
	hint;
	constructor(variable, { code, wrong, hint }) {
		super(`\`${variable}\` of the runner ${wrong}`);
		this.name = "WrongProxy";
		this.code = code;
		this.hint = hint;
	}
};
/** A proxy could not be connected to; `cause` is the error of the network. */
var DeadProxy = class extends Error {
	variable;
	/** With its port. */
	host;
	constructor(variable, { hostname, port, protocol }, cause) {
		const host = `${hostname}:${port || (protocol === "https:" ? 443 : 80)}`;
		super(`no connection to the proxy ${host}, which \`${variable}\` of the runner names`, { cause });
		this.name = "DeadProxy";
		this.variable = variable;
		this.host = host;
	}
};

export { tidyProxies as a, readProxies as i, WrongProxy as n, isInNoProxyNetwork as r, DeadProxy as t };