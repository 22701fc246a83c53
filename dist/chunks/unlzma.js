import { i as damagedData, t as CUT_OFF } from "./member.js";
import { t as createIntake } from "./intake.js";
import { t as readLzmaHeader } from "./header.js";

// src/archive/lzma/bits.ts
/** As many probabilities as a stream can need: those of single bytes, and fewer than 2,048 others. */
const PROBABILITIES = 14336;
/** In the middle, of eleven binary digits. */
const EVEN = 1024;
/** Where there are no more bytes it throws a RangeError. */
function createBitDecoder() {
	let data = /* @__PURE__ */ new Uint8Array();
	let at = 0;
	let range = 0;
	let code = 0;
	let reserved = 0;
	const probabilities = new Uint16Array(PROBABILITIES).fill(EVEN);
	const next = () => {
		if (at >= data.length) throw new RangeError("no more data");
		const byte = data[at];
		at += 1;
		return byte;
	};
	const normalize = () => {
		if (range >= 16777216) return;
		range = range << 8 >>> 0;
		code = (code << 8 | next()) >>> 0;
	};
	const bit = (index) => {
		const probability = probabilities[index];
		const bound = (range >>> 11) * probability;
		const isOne = code >= bound;
		if (isOne) {
			range -= bound;
			code -= bound;
			probabilities[index] = probability - (probability >>> 5);
		} else {
			range = bound;
			probabilities[index] = probability + (2048 - probability >>> 5);
		}
		normalize();
		return isOne ? 1 : 0;
	};
	return {
		bit,
		reserve(count) {
			reserved += count;
			return reserved - count;
		},
		feed(bytes) {
			const rest = data.subarray(at);
			data = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
			at = 0;
		},
		get left() {
			return data.length - at;
		},
		get isClean() {
			return code === 0;
		},
		begin() {
			next();
			range = 4294967295;
			for (let byte = 0; byte < 4; byte += 1) code = (code << 8 | next()) >>> 0;
		},
		tree(offset, bits) {
			let found = 1;
			for (let left = bits; left > 0; left -= 1) found = found << 1 | bit(offset + found);
			return found - (1 << bits);
		},
		reverseTree(offset, bits) {
			let node = 1;
			let found = 0;
			for (let place = 0; place < bits; place += 1) {
				const one = bit(offset + node);
				node = node << 1 | one;
				found |= one << place;
			}
			return found;
		},
		direct(bits) {
			let found = 0;
			for (let left = bits; left > 0; left -= 1) {
				range >>>= 1;
				const isOne = code >= range;
				if (isOne) code -= range;
				found = found << 1 | (isOne ? 1 : 0);
				normalize();
			}
			return found >>> 0;
		}
	};
}

// src/archive/lzma/decoder.ts
/** The shortest match. */
const SHORTEST = 2;
const MARK = 4294967295;
/**
* Decodes the symbols of an LZMA stream, each a byte or a match, into `window`; throws a SyntaxError where the data is damaged, and
* the error of `bits` where it ends. The format is the one of the LZMA SDK, in the public domain.
*/
function createSymbolDecoder(header, bits, window) {
	const positions = (1 << header.positionBits) - 1;
	const [isMatch, isLongRepeat] = [bits.reserve(192), bits.reserve(192)];
	const [isRepeat, isFirst] = [bits.reserve(12), bits.reserve(12)];
	const [isSecond, isThird] = [bits.reserve(12), bits.reserve(12)];
	const slots = bits.reserve(256);
	const [special, align] = [bits.reserve(128), bits.reserve(16)];
	const [matchLength, repeatLength] = [createLengthDecoder(bits), createLengthDecoder(bits)];
	const literal = createLiteralDecoder(header, bits, window);
	const last = [
		0,
		0,
		0,
		0
	];
	let state = 0;
	const readDistance = (length) => {
		const slot = bits.tree(slots + (Math.min(length - SHORTEST, 3) << 6), 6);
		if (slot < 4) return slot;
		const count = (slot >>> 1) - 1;
		const base = (2 | slot & 1) * 2 ** count;
		if (slot < 14) return base + bits.reverseTree(special + base - slot, count);
		return base + bits.direct(count - 4) * 16 + bits.reverseTree(align, 4);
	};
	const copy = (length) => {
		const [distance = 0] = last;
		if (!window.reaches(distance)) throw new SyntaxError("a match reaches too far back");
		for (let left = length; left > 0; left -= 1) window.put(window.back(distance));
	};
	const readRepeat = (position) => {
		const isFirstOne = bits.bit(isFirst + state) === 0;
		if (isFirstOne && bits.bit(isLongRepeat + (state << 4) + position) === 0) {
			state = state < 7 ? 9 : 11;
			copy(1);
			return "bytes";
		}
		if (!isFirstOne) {
			const which = bits.bit(isSecond + state) === 0 ? 1 : 2 + bits.bit(isThird + state);
			last.unshift(...last.splice(which, 1));
		}
		const length = repeatLength(position);
		state = state < 7 ? 8 : 11;
		copy(length);
		return "bytes";
	};
	const readMatch = (position) => {
		const length = matchLength(position);
		state = state < 7 ? 7 : 10;
		last.pop();
		last.unshift(readDistance(length));
		if (last[0] === MARK) return "mark";
		copy(length);
		return "bytes";
	};
	return () => {
		const position = window.written & positions;
		if (bits.bit(isMatch + (state << 4) + position) === 1) return bits.bit(isRepeat + state) === 1 ? readRepeat(position) : readMatch(position);
		window.put(literal(state < 7 ? void 0 : last[0] ?? 0));
		state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6;
		return "bytes";
	};
}
/** Reads lengths from 2 to 273, which depend on the position. */
function createLengthDecoder(bits) {
	const [choice, long] = [bits.reserve(2), bits.reserve(256)];
	const [short, middle] = [bits.reserve(128), bits.reserve(128)];
	return (position) => {
		if (bits.bit(choice) === 0) return SHORTEST + bits.tree(short + (position << 3), 3);
		if (bits.bit(choice + 1) === 0) return 10 + bits.tree(middle + (position << 3), 3);
		return 18 + bits.tree(long, 8);
	};
}
/** Reads single bytes, which depend on the one before, and behind a match on the one that would have come. */
function createLiteralDecoder({ literalContextBits, literalPositionBits }, bits, window) {
	const first = bits.reserve(768 << literalContextBits + literalPositionBits);
	const positions = (1 << literalPositionBits) - 1;
	return (distance) => {
		const before = window.written === 0 ? 0 : window.back(0);
		const context = ((window.written & positions) << literalContextBits) + (before >>> 8 - literalContextBits);
		const offset = first + 768 * context;
		let symbol = 1;
		if (distance !== void 0 && window.reaches(distance)) {
			let matched = window.back(distance);
			while (symbol < 256) {
				const expected = matched >>> 7 & 1;
				matched <<= 1;
				const found = bits.bit(offset + (1 + expected << 8) + symbol);
				symbol = symbol << 1 | found;
				if (found !== expected) break;
			}
		}
		while (symbol < 256) symbol = symbol << 1 | bits.bit(offset + symbol);
		return symbol - 256;
	};
}

// src/archive/lzma/window.ts
/** So much is handed out at once, in bytes. */
const CHUNK = 262144;
const LEAST = 65536;
/** The longest match, which may begin where a chunk is nearly full. */
const LONGEST = 273;
/** A window of so many bytes, which takes no more memory than was put into it. */
function createWindow(dictionary) {
	const size = Math.max(dictionary, CHUNK) + LONGEST;
	let bytes = new Uint8Array(Math.min(size, LEAST));
	let at = 0;
	let written = 0;
	let taken = 0;
	const grow = () => {
		const larger = new Uint8Array(Math.min(size, bytes.length * 2));
		larger.set(bytes);
		bytes = larger;
	};
	return {
		get written() {
			return written;
		},
		get isFull() {
			return written - taken >= CHUNK;
		},
		put(byte) {
			if (at === bytes.length) {
				if (bytes.length < size) grow();
				else at = 0;
			}
			bytes[at] = byte;
			at += 1;
			written += 1;
		},
		back(distance) {
			const place = at - 1 - distance;
			return bytes[place < 0 ? place + bytes.length : place];
		},
		reaches: (distance) => distance < written && distance < dictionary,
		take() {
			const count = written - taken;
			taken = written;
			if (count <= at) return bytes.slice(at - count, at);
			return Buffer.concat([bytes.subarray(bytes.length - (count - at)), bytes.subarray(0, at)]);
		}
	};
}

// src/archive/lzma/unlzma.ts
/** So many bytes are more than any symbol is packed to. */
const SYMBOL = 32;
const PIECE = 1048576;
/** A larger window than any program's own settings ask for is no honest one; in bytes. */
const LARGEST_WINDOW = 536870912;
/** Decompresses LZMA alone (`.lzma`), which Python's `tarfile` reads with xz; what follows its end is left alone. */
async function* unpackLzma(packed) {
	const source = createIntake(packed);
	const bits = createBitDecoder();
	let hasEnded = false;
	const fill = async () => {
		while (!hasEnded && bits.left < SYMBOL) {
			const piece = await source.piece(PIECE);
			if (piece === void 0) hasEnded = true;
			else bits.feed(Uint8Array.from(piece));
		}
	};
	try {
		const header = readHeader(await source.take(13));
		await fill();
		yield* unpackSymbols(header, bits, fill);
	} catch (error) {
		if (error instanceof RangeError) throw damagedData("lzma", CUT_OFF, error);
		if (error instanceof SyntaxError) throw damagedData("lzma", error.message, error);
		throw error;
	} finally {
		await source.close();
	}
}
function readHeader(bytes) {
	if (bytes === void 0) throw new RangeError("no more data");
	const header = readLzmaHeader(Buffer.concat([bytes, Buffer.alloc(1)]));
	if (header === void 0) throw new SyntaxError("its header is none");
	if (Math.min(header.dictionary, header.size ?? header.dictionary) > LARGEST_WINDOW) throw new SyntaxError("it needs more memory than there is");
	return header;
}
async function* unpackSymbols(header, bits, fill) {
	const window = createWindow(Math.min(header.dictionary, Math.max(header.size ?? header.dictionary, 4096)));
	const read = createSymbolDecoder(header, bits, window);
	const { size = Number.POSITIVE_INFINITY } = header;
	bits.begin();
	for (;;) {
		if (bits.left < SYMBOL) await fill();
		if (window.written === size && bits.isClean) break;
		if (read() === "mark") break;
		if (window.written > size) throw new SyntaxError("it unpacks to more than it says");
		if (window.isFull) yield window.take();
	}
	yield window.take();
	if (window.written < size && size !== Number.POSITIVE_INFINITY) throw new SyntaxError("it unpacks to less than it says");
}

export { unpackLzma };