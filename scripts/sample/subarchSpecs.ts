/** Writes the subarch files of the sample installation: each processor, and how its packages are compiled. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KnownSubarch, knownSubarches } from '../../server/src/setup/installation/knownSubarches.ts';
import { farm } from './farm.ts';

/** Writes one file into `folder` for each known subarch of the arches in the sample's repository. */
export function writeSubarchSpecs(folder: string): void {
	mkdirSync(folder, { recursive: true });
	const arches = new Set(farm.map(({ arch }) => arch));
	for (const subarch of knownSubarches.values()) {
		if (arches.has(subarch.arch)) writeFileSync(join(folder, `${subarch.name}.spec`), subarchSpec(subarch));
	}
}

/**
 * Metro 2015-03 takes the arch from this file, Metro 2015-11 from the command line. A conditional element serves
 * both: the command line takes precedence.
 */
function subarchSpec({ name, arch, chost, cflags, use }: KnownSubarch): string {
	return [
		'[section target]',
		'',
		`arch: ${keywordOf(arch)}`,
		'',
		'[section portage]',
		'',
		`CFLAGS: ${cflags}`,
		`CHOST: ${chost}`,
		...(use.length === 0 ? [] : [`HOSTUSE: ${use.join(' ')}`]),
		'',
		'# Used where the command line does not say target/arch_desc.',
		'',
		`[section target when target/subarch is ${name}]`,
		'',
		`arch_desc: ${arch}`,
		'',
	].join('\n');
}

/** Portage's name for the processors of an arch. */
function keywordOf(arch: string): string {
	const keywords = new Map([
		['x86-32bit', 'x86'],
		['arm-32bit', 'arm'],
	]);
	return keywords.get(arch) ?? 'amd64';
}
