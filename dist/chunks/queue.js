// src/files/queue.ts
/** A queue without a bound of its own: whoever brings things looks at `size`, or waits until something comes back. */
function createQueue() {
	const items = [];
	let end;
	let change;
	const wake = () => {
		change?.resolve();
		change = void 0;
	};
	return {
		get size() {
			return items.length;
		},
		get isOpen() {
			return end === void 0;
		},
		push(item) {
			items.push(item);
			wake();
		},
		end() {
			end ??= {};
			wake();
		},
		fail(error) {
			end = { error };
			wake();
		},
		async take() {
			for (;;) {
				const item = items.shift();
				if (item !== void 0) return item;
				if (end !== void 0 && "error" in end) throw end.error;
				if (end !== void 0) return void 0;
				change ??= Promise.withResolvers();
				await change.promise;
			}
		},
		clear: () => items.splice(0)
	};
}

export { createQueue as t };