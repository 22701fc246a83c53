import { t as StepFailure } from "./failure.js";
import { t as plainLine } from "./text.js";
import { t as runProcess } from "./process.js";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

// src/engines/gpg.ts
const TIMEOUT = 6e4;
/**
* Decrypts an OpenPGP message that was made with a passphrase (contract 12) and gives the path of the decrypted file, which
* nobody else can read. The key is gone when this returns. Throws a StepFailure of kind `image`, and then leaves nothing.
*/
async function decryptFile(encrypted, { key, folder, maxSize, signal, command = "gpg" }) {
	const passphrase = passphraseOf(key);
	const [secrets, output] = [join(folder, "secrets"), join(folder, "image")];
	mkdirSync(folder, {
		mode: 448,
		recursive: true
	});
	try {
		mkdirSync(secrets, { mode: 448 });
		const keyFile = join(secrets, "key");
		writeFileSync(keyFile, passphrase, {
			mode: 384,
			flag: "wx"
		});
		const ended = await runProcess(command, [
			...[
				"--batch",
				"--no-options",
				"--homedir",
				secrets,
				"--no-autostart",
				"--no-symkey-cache"
			],
			...[
				"--pinentry-mode",
				"loopback",
				"--status-fd",
				"1",
				"--max-output",
				String(maxSize)
			],
			...[
				"--passphrase-file",
				keyFile,
				"--output",
				output,
				"--decrypt",
				encrypted
			]
		], { signal });
		signal.throwIfAborted();
		if (ended.code !== 0 || !/^\[GNUPG:\] DECRYPTION_OKAY/m.test(ended.stdout)) throw failureOf(ended);
		return output;
	} catch (error) {
		rmSync(folder, {
			recursive: true,
			force: true
		});
		throw error;
	} finally {
		rmSync(secrets, {
			recursive: true,
			force: true
		});
	}
}
/** What GnuPG reads of a key file: its bytes before the first line feed or NUL. */
function passphraseOf(key) {
	const passphrase = key.split(/[\n\0]/, 1)[0] ?? "";
	if (passphrase !== "") return passphrase;
	throw new StepFailure("image", "the decryption key is empty: GnuPG takes a key only up to its first line feed or NUL", "Give a key that does not begin with an empty line.");
}
function failureOf({ code, stdout, stderr }) {
	const told = (word) => new RegExp(`^\\[GNUPG:\\] ${word}`, "m").test(stdout);
	if (code === 127 && stderr.includes("ENOENT")) return new StepFailure("image", "GPG is not installed.", "Install GnuPG on this runner, such as by `apt-get install gnupg`; ubuntu-latest has it.");
	if (stderr.includes("No space left")) return new StepFailure("disk-full", "the disk is full: the image cannot be decrypted", "Free space on the runner, or set the input work-directory to a larger disk.");
	const isEncrypted = told("BEGIN_DECRYPTION");
	if ((told("NODATA") || told("PLAINTEXT")) && !isEncrypted) return new StepFailure("image", "the image file is not encrypted by GnuPG", "Encrypt it by `gpg --batch --symmetric`, or use the container_type without `Encrypted`.");
	if (told("PLAINTEXT") || told("NODATA")) return new StepFailure("image", "the encrypted image is damaged, or larger than `max-size`", "Upload it again, and compare its SHA-256.");
	if (isEncrypted) return new StepFailure("image", "the decryption key does not fit the encrypted image", "Give the key that the image was encrypted with in the input `decryption-key`.");
	const reason = plainLine(stderr.trim().split("\n").at(-1) ?? "", 300);
	return new StepFailure("image", `the image cannot be decrypted: ${reason}`);
}
/** Removes images of these references with all their tags (contract 11.1); what is not there is no error. Never throws. */
async function removeImages(references, command = "docker") {
	const inspect = [
		"image",
		"inspect",
		"--format",
		"{{.Id}}",
		...references
	];
	const { stdout } = await runProcess(command, inspect, { timeout: TIMEOUT });
	const ids = new Set(stdout.split("\n").filter((line) => /^(?:sha256:)?[0-9a-f]{64}$/.test(line)));
	if (ids.size > 0) await runProcess(command, [
		"rmi",
		"--force",
		...ids
	], { timeout: TIMEOUT });
}

export { decryptFile, removeImages };