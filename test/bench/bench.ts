/**
 * `npm run bench`: our language server beside those of other languages, our repository commands beside plain Unix tools,
 * all in one run on one machine, interleaved, so that what counts is the ratio.
 *
 *   --only NAME      only these servers (metro, .buildbot, pyright, yaml, bash, json, bitbake) or `repository`; may be repeated
 *   --lines N        lines of the documents; may be repeated (2000 and 20000)
 *   --rounds N       sessions with each server, after one to warm up (5)
 *   --metro DIR      ours also with this checkout of Metro as the installation
 *   --builds N       dated builds in the repository; may be repeated (1000, 10000 and 50000)
 *   --json FILE      all samples, too
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildAll } from '../../scripts/build.ts';
import { exitOnSignals } from '../../scripts/vscode/processes.ts';
import { type Contender, ourContenders, peerContenders } from './contenders.ts';
import { machine } from './machine.ts';
import { cellsOf, type MeasureName, rows, type ServerRecord } from './measures.ts';
import { measureDigests, measureRepository, type RepositoryResult } from './repository.ts';
import { runSession } from './session.ts';
import { drawTable } from './table.ts';

/** The samples of one contender, to be added to. */
interface Notebook extends ServerRecord {
	readonly samples: Map<MeasureName, number[]>;
	readonly remarks: Map<MeasureName, string>;
}

const { values: options } = parseArgs({
	options: {
		only: { type: 'string', multiple: true },
		lines: { type: 'string', multiple: true, default: ['2000', '20000'] },
		rounds: { type: 'string', default: '5' },
		metro: { type: 'string' },
		builds: { type: 'string', multiple: true, default: ['1000', '10000', '50000'] },
		json: { type: 'string' },
	},
});
const rounds = Number(options.rounds);
const isWanted = (name: string): boolean => options.only === undefined || options.only.includes(name);

exitOnSignals();
await buildAll();
console.log(machine());
const languages = await measureLanguages();
const repository = isWanted('repository') ? await measureRepositories() : [];
if (options.json !== undefined) {
	const report = { machine: machine(), rounds, languages, repository };
	writeFileSync(options.json, `${JSON.stringify(report, null, '\t')}\n`);
}

async function measureLanguages(): Promise<object[]> {
	const contenders = [
		...ourContenders(options.metro, Math.max(...options.lines.map(Number))).filter(({ name }) =>
			isWanted(name.split(' ')[0] ?? ''),
		),
		...(await peerContenders(isWanted)),
	];
	const results: object[] = [];
	if (contenders.length === 0) return results;
	try {
		for (const lines of options.lines.map(Number)) {
			const notebooks = await measureAt(lines, contenders);
			console.log(`\nDocuments of ${lines} lines, ${rounds} rounds, milliseconds and MB`);
			console.log(drawReport(contenders, notebooks));
			results.push({
				lines,
				servers: contenders.map((contender) => ({
					name: contender.name,
					version: contender.version,
					samples: Object.fromEntries(notebooks.get(contender)?.samples ?? []),
					remarks: Object.fromEntries(notebooks.get(contender)?.remarks ?? []),
				})),
			});
		}
	} finally {
		for (const { workspace } of contenders) workspace.remove();
	}
	return results;
}

async function measureAt(
	lines: number,
	contenders: readonly Contender[],
): Promise<ReadonlyMap<Contender, Notebook>> {
	const notebooks = new Map<Contender, Notebook>();
	for (let round = -1; round < rounds; round++) {
		for (const contender of contenders) {
			const notebook: Notebook = notebooks.get(contender) ?? { samples: new Map(), remarks: new Map() };
			notebooks.set(contender, notebook);
			const warmingUp = round < 0;
			process.stderr.write(`\r\x1b[K${lines} lines, round ${round + 1}: ${contender.name}`);
			await runSession(contender, contender.language.write(lines), {
				add(measure, value) {
					if (warmingUp) return;
					const known = notebook.samples.get(measure);
					if (known === undefined) notebook.samples.set(measure, [value]);
					else known.push(value);
				},
				remark: (measure, text) => notebook.remarks.set(measure, text),
			});
		}
	}
	process.stderr.write('\r\x1b[K');
	return notebooks;
}

function drawReport(contenders: readonly Contender[], notebooks: ReadonlyMap<Contender, Notebook>): string {
	const recordsOf = (ours: boolean): ServerRecord[] =>
		contenders
			.filter((contender) => contender.ours === ours)
			.map((contender) => notebooks.get(contender) ?? { samples: new Map(), remarks: new Map() });
	return drawTable(
		['', ...contenders.map(({ name, version }) => `${name} ${version}`)],
		rows.map((row) => [row.title, ...cellsOf(row, recordsOf(true), recordsOf(false))]),
	);
}

async function measureRepositories(): Promise<RepositoryResult[]> {
	const results: RepositoryResult[] = [];
	for (const builds of options.builds.map(Number)) {
		const result = await measureRepository(builds, rounds);
		console.log(`\n${result.title}, milliseconds`);
		console.log(drawTable(result.head, result.rows));
		results.push(result);
	}
	const digests = await measureDigests(rounds);
	console.log(`\n${digests.title}, milliseconds`);
	console.log(drawTable(digests.head, digests.rows));
	return [...results, digests];
}
