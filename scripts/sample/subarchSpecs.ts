/** Writes the sample installation's subarch files: what each processor is, and how its packages are compiled. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name, arch, compiler flags, processor features; the subarches that Metro's documentation names. */
const subarches: readonly (readonly [string, string, string, string])[] = [
	['amd64-bulldozer', 'x86-64bit', '-march=bdver1 -O2 -pipe', 'mmx sse sse2 sse3 sse4 3dnow 3dnowext'],
	['amd64-bulldozer-pure64', 'pure64', '-march=bdver1 -O2 -pipe', 'mmx sse sse2 sse3 sse4 3dnow 3dnowext'],
	['amd64-jaguar', 'x86-64bit', '-march=btver2 -O2 -pipe', 'mmx sse sse2 sse3 sse4 3dnow 3dnowext'],
	['amd64-jaguar-pure64', 'pure64', '-march=btver2 -O2 -pipe', 'mmx sse sse2 sse3 sse4 3dnow 3dnowext'],
	['amd64-k10', 'x86-64bit', '-march=amdfam10 -O2 -pipe', 'mmx sse sse2 sse3 3dnow 3dnowext'],
	['amd64-k10-pure64', 'pure64', '-march=amdfam10 -O2 -pipe', 'mmx sse sse2 sse3 3dnow 3dnowext'],
	['amd64-k8', 'x86-64bit', '-O2 -march=k8 -pipe', 'mmx sse sse2 3dnow 3dnowext'],
	['amd64-k8-pure64', 'pure64', '-O2 -march=k8 -pipe', 'mmx sse sse2 3dnow 3dnowext'],
	['amd64-piledriver', 'x86-64bit', '-march=bdver2 -O2 -pipe', 'mmx sse sse2 sse3 sse4 3dnow 3dnowext'],
	['amd64-piledriver-pure64', 'pure64', '-march=bdver2 -O2 -pipe', 'mmx sse sse2 sse3 sse4 3dnow 3dnowext'],
	['amd64-steamroller', 'x86-64bit', '-march=bdver3 -O2 -pipe', 'mmx sse sse2 sse3 sse4 3dnow 3dnowext'],
	['amd64-steamroller-pure64', 'pure64', '-march=bdver3 -O2 -pipe', 'mmx sse sse2 sse3 sse4 3dnow 3dnowext'],
	['armv5te', 'arm-32bit', '-O2 -pipe -march=armv5te', ''],
	['armv6j_hardfp', 'arm-32bit', '-O2 -pipe -march=armv6j -mfpu=vfp -mfloat-abi=hard', ''],
	['armv7a_hardfp', 'arm-32bit', '-O2 -pipe -march=armv7-a -mfpu=vfpv3-d16 -mfloat-abi=hard', ''],
	['athlon-xp', 'x86-32bit', '-O2 -fomit-frame-pointer -march=athlon-xp -pipe', 'mmx sse 3dnow'],
	['atom_32', 'x86-32bit', '-O2 -fomit-frame-pointer -march=atom -pipe', 'mmx sse sse2 sse3'],
	['atom_64', 'x86-64bit', '-O2 -fomit-frame-pointer -march=atom -pipe', 'mmx sse sse2 sse3'],
	['atom_64-pure64', 'pure64', '-O2 -fomit-frame-pointer -march=atom -pipe', 'mmx sse sse2 sse3'],
	['core2_64', 'x86-64bit', '-march=core2 -O2 -pipe', 'mmx sse sse2 sse3 ssse3'],
	['core2_64-pure64', 'pure64', '-march=core2 -O2 -pipe', 'mmx sse sse2 sse3 ssse3'],
	['corei7', 'x86-64bit', '-march=corei7 -O2 -pipe', 'mmx sse sse2 sse3 ssse3 sse4'],
	['corei7-pure64', 'pure64', '-march=corei7 -O2 -pipe', 'mmx sse sse2 sse3 ssse3 sse4'],
	['generic_32', 'x86-32bit', '-mtune=generic -O2 -fomit-frame-pointer -pipe', ''],
	['generic_64', 'x86-64bit', '-mtune=generic -O2 -pipe', 'mmx sse sse2'],
	['generic_64-pure64', 'pure64', '-mtune=generic -O2 -pipe', 'mmx sse sse2'],
	['i686', 'x86-32bit', '-O2 -march=i686 -mtune=generic -pipe', ''],
	['intel64-haswell', 'x86-64bit', '-march=core-avx2 -O2 -pipe', 'mmx sse sse2 sse3 sse4'],
	['intel64-haswell-pure64', 'pure64', '-march=core-avx2 -O2 -pipe', 'mmx sse sse2 sse3 sse4'],
	['intel64-ivybridge', 'x86-64bit', '-march=core-avx-i -O2 -pipe', 'mmx sse sse2 sse3 sse4'],
	['intel64-ivybridge-pure64', 'pure64', '-march=core-avx-i -O2 -pipe', 'mmx sse sse2 sse3 sse4'],
	['pentium4', 'x86-32bit', '-O2 -fomit-frame-pointer -march=pentium4 -pipe', 'mmx sse sse2'],
];

/** Writes one file for each subarch into `folder`. */
export function writeSubarchSpecs(folder: string): void {
	mkdirSync(folder, { recursive: true });
	for (const [name, archDesc, cflags, features] of subarches) {
		writeFileSync(join(folder, `${name}.spec`), subarchSpec(name, archDesc, cflags, features));
	}
}

/**
 * Metro 2015-03 takes the arch from this file, Metro 2015-11 from the command line. As a conditional element it serves
 * both: the command line's wins where there is one.
 */
function subarchSpec(name: string, archDesc: string, cflags: string, features: string): string {
	const chost = chostOf(name, archDesc);
	return [
		'[section target]',
		'',
		`arch: ${keywordOf(archDesc)}`,
		'',
		'[section portage]',
		'',
		`CFLAGS: ${cflags}`,
		`CHOST: ${chost}`,
		...(features === '' ? [] : [`HOSTUSE: ${features}`]),
		'',
		'# Used where the command line does not say target/arch_desc.',
		'',
		`[section target when target/subarch is ${name}]`,
		'',
		`arch_desc: ${archDesc}`,
		'',
	].join('\n');
}

/** Portage's name for the processor family. */
function keywordOf(archDesc: string): string {
	return (
		new Map([
			['x86-32bit', 'x86'],
			['arm-32bit', 'arm'],
		]).get(archDesc) ?? 'amd64'
	);
}

function chostOf(name: string, archDesc: string): string {
	if (archDesc === 'x86-32bit') return 'i686-pc-linux-gnu';
	if (archDesc !== 'arm-32bit') return 'x86_64-pc-linux-gnu';
	if (name === 'armv5te') return 'armv5tel-softfloat-linux-gnueabi';
	return `${name.replace('_hardfp', '')}-hardfloat-linux-gnueabi`;
}
