/** The folders the servers work in: a Metro home for ours, a schema for those that take one. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { farmSubarch, type SampleLanguage, schema } from './documents.ts';

export interface Workspace {
	readonly folder: string;
	remove(): void;
}

export interface HomeOptions {
	/** A checkout of Metro that the home's `.metro` is to name and collect. */
	readonly installation?: string | undefined;
	/** How many subarches the mirror holds, if it is that of a farm. */
	readonly subarches?: number;
}

export function makeWorkspace(language: SampleLanguage, home: HomeOptions = {}): Workspace {
	const folder = mkdtempSync(join(tmpdir(), 'metro-bench-'));
	if (language.languageId.startsWith('metro')) makeHome(folder, language, home);
	else writeFileSync(join(folder, 'schema.json'), JSON.stringify(schema));
	const remove = (): void => rmSync(folder, { recursive: true, force: true });
	// An interrupted run leaves nothing behind either.
	process.once('exit', remove);
	return { folder, remove };
}

function makeHome(
	folder: string,
	language: SampleLanguage,
	{ installation, subarches = 0 }: HomeOptions,
): void {
	const mirror = join(folder, 'mirror');
	const farm = language.name === 'farm' ? Array.from({ length: subarches }, (_, n) => farmSubarch(n)) : [];
	for (const subarch of ['corei7', ...farm]) {
		const latest = join(mirror, 'funtoo-current', 'x86-64bit', subarch, '2015-02-18');
		mkdirSync(latest, { recursive: true });
		writeFileSync(join(latest, `stage3-${subarch}-funtoo-current-2015-02-18.tar.xz`), '');
	}
	const specs = join(folder, 'metro', 'subarch');
	if (farm.length > 0) mkdirSync(specs, { recursive: true });
	for (const subarch of farm) writeFileSync(join(specs, `${subarch}.spec`), '');
	// A copy, so that the server sees no folder in use.
	const install = join(folder, 'metro');
	if (installation !== undefined) cpSync(installation, install, { recursive: true, verbatimSymlinks: true });
	writeFileSync(
		join(folder, '.metro'),
		[
			'[section path]',
			'',
			`install: ${install}`,
			'tmp: /var/tmp/metro',
			'',
			'[section path/mirror]',
			'',
			`: ${mirror}`,
			'',
			...(installation === undefined
				? []
				: ['[collect $[path/install]/etc/master.conf]', `[collect ./${language.fileName}]`, '']),
		].join('\n'),
	);
	// The document belongs to the set-up; its content comes from the editor.
	if (installation !== undefined) writeFileSync(join(folder, language.fileName), '');
	writeFileSync(
		join(folder, '.buildbot'),
		[
			'builds = ("funtoo-current",)',
			'arches = ("x86-64bit",)',
			`subarches = (${['corei7', ...farm].map((name) => `"${name}",`).join(' ')})`,
			'',
			'def map_build(build, subarch, full, full_date):',
			'\treturn "full"',
			'',
		].join('\n'),
	);
}
