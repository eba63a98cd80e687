/** Measures what a repository takes on disk, in stretches, without opening a file. */

import type { WorkSignal } from '../../base/abort.ts';
import { FileError, type FileReader } from '../../base/fileSystem.ts';
import { isTurnOver, pause } from '../../base/work.ts';
import type { DigestCoverage } from '../model/storage.ts';

export interface Survey {
	readonly bytes: number;
	readonly unmeasured: number;
	/** By the name of the build, of `BUILD/ARCH`, and by the kind of file. */
	readonly byBuild: ReadonlyMap<string, number>;
	readonly byArch: ReadonlyMap<string, number>;
	readonly byKind: ReadonlyMap<string, number>;
	readonly coverage: DigestCoverage;
}

/** As `du` does: each file once, links for themselves. What cannot be read is counted in `unmeasured`. */
export async function surveyFiles(mirror: string, files: FileReader, signal: WorkSignal): Promise<Survey> {
	const byBuild = new Map<string, number>();
	const byArch = new Map<string, number>();
	const byKind = new Map<string, number>();
	const seen = new Set<string>();
	const coverage = { archives: 0, hashed: 0, signed: 0 };
	let bytes = 0;
	let unmeasured = 0;
	const visit = async (path: string, parts: readonly string[]): Promise<void> => {
		signal.throwIfAborted();
		if (isTurnOver(signal)) await pause(signal);
		const status = await files.linkStatus(path);
		if (status === undefined) return;
		const isAgain = status.links > 1 && status.kind !== 'directory' && seen.has(status.identity);
		if (status.links > 1 && status.kind !== 'directory') seen.add(status.identity);
		const use = isAgain ? 0 : status.diskUse;
		bytes += use;
		const [build, arch] = parts;
		if (build !== undefined && (parts.length > 1 || status.kind === 'directory')) add(byBuild, build, use);
		if (arch !== undefined && (parts.length > 2 || status.kind === 'directory'))
			add(byArch, `${build}/${arch}`, use);
		add(byKind, kindOf(parts, status.kind === 'directory'), use);
		if (status.kind !== 'directory') return;
		const entries = (await files.list(path)) ?? [];
		count(
			entries.map(({ name, kind }) => (kind === 'file' ? name : '')),
			parts.length,
			coverage,
		);
		for (const { name } of entries) await measure(`${path}/${name}`, [...parts, name]);
	};
	const measure = async (path: string, parts: readonly string[]): Promise<void> => {
		try {
			await visit(path, parts);
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			if (error.failure !== 'missing') unmeasured += 1;
		}
	};
	await measure(mirror, []);
	return { bytes, unmeasured, byBuild, byArch, byKind, coverage };
}

function add(sums: Map<string, number>, name: string, bytes: number): void {
	sums.set(name, (sums.get(name) ?? 0) + bytes);
}

const archive = /\.tar(?:\.[^.]+)?$/;

/** A file of BUILD/ARCH/SUBARCH/DATE, and what lies beside it. */
function count(
	names: readonly string[],
	depth: number,
	coverage: { archives: number; hashed: number; signed: number },
): void {
	if (depth !== 4) return;
	const there = new Set(names);
	for (const name of names) {
		if (!archive.test(name)) continue;
		coverage.archives += 1;
		if (there.has(`${name}.hash.txt`)) coverage.hashed += 1;
		if (there.has(`${name}.asc`) || there.has(`${name}.gpg`) || there.has(`${name}.sig`))
			coverage.signed += 1;
	}
}

function kindOf(parts: readonly string[], isDirectory: boolean): string {
	const name = parts.at(-1) ?? '';
	if (isDirectory) return 'directories';
	if (parts[1] === 'snapshots') return 'snapshots';
	if (parts[4] === 'log') return 'logs';
	const stage = /^stage[1-4]/.exec(name)?.[0];
	if (archive.test(name)) return stage ?? 'other archives';
	return /\.(?:hash\.txt|asc|gpg|sig)$/.test(name) ? 'digests and signatures' : 'other files';
}
