import { t as known } from "./known.js";
import { n as uniqueKey } from "./content.js";
import { c as isModelRole } from "./rules.js";

// src/lookup/snapshot.ts
/** Reads everything a plan needs; only reads, so it may be cut and repeated. */
async function takeSnapshot(client, given = {}, retire = []) {
	const { origin, rules } = client;
	const me = await client.me();
	const containers = await client.containers();
	const models = await client.models();
	const benchmarks = await client.benchmarks();
	const foreign = (rows) => rows.filter(({ owner }) => owner !== me.id);
	return {
		origin,
		rules,
		me,
		mine: {
			containers: ownOf(me, containers),
			models: ownOf(me, models),
			benchmarks: ownOf(me, await client.benchmarks({ mine: true }))
		},
		others: {
			containers: foreign(containers).map((row) => known({
				...names(row),
				key: uniqueKey(rules, row.fields)
			})),
			models: foreign(models).map(names),
			benchmarks: foreign(benchmarks).map((row) => ({
				...names(row),
				components: row.components
			}))
		},
		assets: (await client.assets()).map(names),
		given: await readGiven(client, given),
		prepared: await countPrepared(client, retire)
	};
}
/** The snapshot with one's own rows read again, as they are after a write. */
async function refreshSnapshot(client, snapshot) {
	return {
		...snapshot,
		mine: {
			containers: await client.containers({ mine: true }),
			models: await client.models({ mine: true }),
			benchmarks: ownOf(snapshot.me, await client.benchmarks({ mine: true }))
		}
	};
}
/** The list of one’s own benchmarks holds those of every committee one is in, too (docs/medperf.md 6.9). */
const ownOf = (me, rows) => rows.filter(({ owner }) => owner === me.id);
const names = ({ uid, name, owner }) => ({
	uid,
	name,
	owner
});
async function readGiven(client, given) {
	const rows = {};
	for (const [role, uid] of Object.entries(given)) rows[role] = (isModelRole(client.rules, role) ? await client.model(uid) : await client.container(uid)) ?? null;
	return rows;
}
async function countPrepared(client, retire) {
	const counts = {};
	for (const { uid } of retire.filter(({ collection }) => collection === "mlcubes")) {
		const count = await client.preparedWith(uid);
		if (count !== void 0) counts[uid] = count;
	}
	return counts;
}

export { takeSnapshot as n, refreshSnapshot as t };