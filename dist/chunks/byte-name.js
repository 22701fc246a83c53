// src/files/byte-name.ts
const ASCII = /^[\0-\x7f]*$/;
/** Text as the byte name of its UTF-8 form. */
const toBytes = (text) => ASCII.test(text) ? text : Buffer.from(text).toString("latin1");
/** The text that a byte name stands for; what is not UTF-8 becomes U+FFFD. */
const fromBytes = (name) => ASCII.test(name) ? name : Buffer.from(name, "latin1").toString();
/** A byte name as the file system takes it. */
const onDisk = (name) => ASCII.test(name) ? name : Buffer.from(name, "latin1");

export { onDisk as n, toBytes as r, fromBytes as t };