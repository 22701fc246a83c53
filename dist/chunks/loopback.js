// src/words/loopback.ts
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** Whether a URL's host is this machine. */
const isLoopback = (url) => LOOPBACK.test(url.hostname);

export { isLoopback as t };