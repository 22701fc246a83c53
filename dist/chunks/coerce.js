import { N as _coercedNumber, l as ZodNumber } from "./error.js";

// node_modules/zod/v4/classic/coerce.js
function number(params) {
	return _coercedNumber(ZodNumber, params);
}

export { number as t };