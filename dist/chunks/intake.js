// src/archive/tar/intake.ts
/** Takes bytes out of chunks as they are asked for; what comes too early waits. A chunk's memory is let go with the next one. */
function createIntake(chunks) {
	const coming = chunks[Symbol.asyncIterator]();
	let chunk = Buffer.alloc(0);
	let left = 0;
	const piece = async (most) => {
		while (left === 0) {
			const next = await coming.next();
			if (next.done) return void 0;
			chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length);
			left = chunk.length;
		}
		const at = chunk.length - left;
		const taken = chunk.subarray(at, at + most);
		left -= taken.length;
		return taken;
	};
	return {
		piece,
		giveBack(bytes) {
			left += bytes;
		},
		async close() {
			await coming.return?.();
		},
		async take(bytes) {
			const pieces = [];
			for (let missing = bytes; missing > 0;) {
				const next = await piece(missing);
				if (next === void 0) return void 0;
				missing -= next.length;
				pieces.push(missing === 0 ? next : Buffer.from(next));
			}
			return pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
		}
	};
}

export { createIntake as t };