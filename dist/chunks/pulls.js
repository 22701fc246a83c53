import { i as inspectImage } from "./docker-images.js";
import { r as readDockerfile, t as basesOf } from "./dockerfile.js";

// src/engines/pulls.ts
/**
* What Docker or Podman will pull for what is coming: images by reference, as `expect` says, and the bases of builds, which
* they pull only where they have none of that name.
*/
async function pullsOf(command, coming, expect) {
	return (await Promise.all(coming.map(async (one) => {
		if ("reference" in one) return [await expect(command, one.reference)];
		return Promise.all(basesOf(readDockerfile(one.context)).map((base) => basePull(command, base)));
	}))).flat().flatMap((pull) => pull ?? []);
}
async function basePull(command, reference) {
	return await inspectImage(command, reference) === void 0 ? { reference } : void 0;
}

export { pullsOf };