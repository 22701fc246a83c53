// src/report/format.ts
const MINUTE = 60;
const HOUR = 3600;
const UNITS = [
	"B",
	"KiB",
	"MiB",
	"GiB",
	"TiB"
];
/** A duration in seconds as people say it: `0.6 s`, `41 s`, `3 min 20 s`, `1 h 2 min`. */
function formatSeconds(seconds) {
	if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
	const whole = Math.round(seconds);
	if (whole < MINUTE) return `${whole} s`;
	if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min ${whole % MINUTE} s`;
	const minutes = Math.round(seconds / MINUTE);
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
/** A number of bytes in binary units with two or three digits: `88 MiB`, `2.0 GiB`. */
function formatBytes(bytes) {
	let size = bytes;
	let unit = 0;
	while (size >= 999.5 && unit < UNITS.length - 1) {
		size /= 1024;
		unit++;
	}
	return `${unit === 0 || size >= 9.95 ? Math.round(size) : size.toFixed(1)} ${UNITS[unit]}`;
}
/** A number of things with separators: `12,345`. */
const formatCount = (count) => count.toLocaleString("en-US");
/** A finite number with the digits that a reader needs: four below 1, up to six above; integers whole. */
function formatNumber(value, digits = Math.abs(value) < 1 ? 4 : 6) {
	if (Number.isInteger(value) && Math.abs(value) < 0x38d7ea4c68000) return String(value);
	return trim(value.toPrecision(digits), value);
}
/** A difference with its sign and the decimals of the value it belongs to, more where these would tell too little. */
function formatChange(change, value, digits) {
	if (change === 0) return "0";
	const size = Math.abs(change);
	const decimals = /\.(\d+)$/.exec(formatNumber(value, digits))?.[1]?.length ?? 0;
	const fixed = size.toFixed(decimals);
	const isClose = Math.abs(Number(fixed) - size) <= size / 10;
	return `${change < 0 ? "−" : "+"}${isClose ? fixed : trim(size.toPrecision(2), change)}`;
}
/** `one thing`, `2 things`. */
const plural = (count, one, many = `${one}s`) => `${formatCount(count)} ${count === 1 ? one : many}`;
/** `a`, `a and b`, `a, b and c`. */
const list = (items) => items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
/** A text that ends like a sentence. */
const sentence = (text) => /[.!?…]$/.test(text) ? text : `${text}.`;
const trim = (text, value) => Number.isFinite(value) ? String(Number(text)) : text;

export { formatSeconds as a, sentence as c, formatNumber as i, formatChange as n, list as o, formatCount as r, plural as s, formatBytes as t };