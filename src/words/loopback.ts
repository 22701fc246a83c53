const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** Whether a URL's host is this machine. */
export const isLoopback = (url: URL): boolean => LOOPBACK.test(url.hostname)
