/** The one question before an upload: what the master is, and which of the builds it has. */
import { joinPath } from '../../base/posixPath.ts';
import { alwaysShellQuote as quoted } from '../../base/shellQuote.ts';
import { arrivalName } from '../../base/temporaryName.ts';
import { hashEnding } from '../archives/digestRules.ts';
import { type MasterAnswer, masterScript } from './masterScript.ts';
import type { UploadableBuild } from './uploadable.ts';

/** What the master has of a build. `arrived`: what is left of an upload from here lies beside it. */
export interface MasterHas {
	/**
	 * `lacks` and `differs`: there is a directory, but an archive is missing in it, or is another one or has no hash file. `taken`:
	 * its name is that of something else.
	 */
	readonly kind: 'nothing' | 'whole' | 'lacks' | 'differs' | 'taken';
	/** The archive that is missing or another one. */
	readonly archive?: string;
	readonly arrived: boolean;
}

export interface MasterState {
	/** The first line of `rsync --version`; `undefined`: there is none. */
	readonly rsync: string | undefined;
	/** Whether it can check SHA-256. */
	readonly hashes: boolean;
	/** `denied`: it may be there. */
	readonly mirror: 'there' | 'missing' | 'denied';
	/** The start of the kernel that it runs on, by the SHA-256 of its id; empty: unknown. */
	readonly boot: string;
	/** Device and inode of the mirror and of each directory above it. */
	readonly places: readonly string[];
	/** Builds (the first part of a name) whose directory is there. */
	readonly builds: ReadonlySet<string>;
	/** In the order of the question; missing where the answer was cut off. */
	readonly has: readonly MasterHas[];
}

/** The names of archives below the build, in the order in which the question has them. */
function archivesOf({ files }: UploadableBuild): readonly string[] {
	return files.flatMap(({ name, digest }) => (digest === undefined ? [] : [name]));
}

/** The script that asks. @param path the mirror on the master; @param host this machine's name */
export function masterQuestion(path: string, builds: readonly UploadableBuild[], host: string): string {
	const tops = [...new Set(builds.map(topOf))];
	return masterScript([
		'if command -v rsync >/dev/null 2>&1; then say rsync "$(rsync --version | head -n 1)"; fi',
		'if command -v sha256sum >/dev/null 2>&1; then say hashes; fi',
		`if [ ! -d ${quoted(path)} ]; then say missing; say end; exit 0; fi`,
		`if ! cd -- ${quoted(path)} 2>/dev/null || ! [ -r . ]; then say denied; say end; exit 0; fi`,
		'boot=; if read -r id 2>/dev/null </proc/sys/kernel/random/boot_id; then boot=$(printf %s "$id" | sha256sum); fi; say boot "${boot%% *}"',
		'at=. last=; while here=$(stat -Lc %d:%i "$at" 2>/dev/null) && [ "$here" != "$last" ]; do say place "$here"; last=$here; at=$at/..; done',
		...tops.map((top, index) => `if [ -d ./${quoted(top)} ]; then say top ${index}; fi`),
		lookFunction,
		sizesFunction,
		...builds.map((build, index) => {
			const archives = build.files.filter(({ digest }) => digest !== undefined);
			const facts = archives.flatMap(({ name, digest = '' }) => [quoted(name), digest]);
			const sizes = quoted(archives.map(({ status }) => status.size).join('\n'));
			const names = archives.map(({ name }) => quoted(name));
			const look = [
				'look',
				index,
				quoted(build.name),
				quoted(arrivalName(dayOfBuild(build), host)),
				...facts,
			];
			return `${look.join(' ')} && sizes ${[sizes, ...names].join(' ')}`;
		}),
	]);
}

/** Looks for archives and compares their hash files, without starting a program; succeeds if nothing else is to be said of a build. */
const lookFunction = [
	'look() {',
	'	i=$1 d=./$2 left=',
	'	if [ -d "${d%/*}/$3" ]; then left=left; fi',
	'	shift 3',
	'	if [ -d "$d" ]; then :',
	'	elif [ -e "$d" ] || [ -L "$d" ]; then say has "$i" taken - "$left"; return 1',
	'	else say has "$i" nothing - "$left"; return 1; fi',
	'	n=0',
	'	while [ $# -gt 0 ]; do',
	'		if [ ! -f "$d/$1" ]; then say has "$i" lacks "$n" "$left"; return 1; fi',
	`		line=; { read -r line <"$d/$1${hashEnding}"; } 2>/dev/null`,
	'		if [ "$line" != "sha256 $2" ]; then say has "$i" differs "$n" "$left"; return 1; fi',
	'		shift 2; n=$((n + 1))',
	'	done',
	'}',
].join('\n');

/** Compares the sizes of the archives of the same build: the expected ones, then the names. One program for all of a build. */
const sizesFunction = [
	'sizes() {',
	'	all=$1',
	'	shift',
	'	found=$(cd -- "$d" && stat -Lc %s -- "$@" 2>/dev/null)',
	'	if [ "$found" = "$all" ]; then say has "$i" whole - "$left"; return; fi',
	'	n=0',
	'	for size in $all; do',
	'		if [ "$(cd -- "$d" && stat -Lc %s -- "$1" 2>/dev/null)" != "$size" ]; then break; fi',
	'		shift; n=$((n + 1))',
	'	done',
	'	say has "$i" differs "$n" "$left"',
	'}',
].join('\n');

/** Reads what the master has answered to the question about these builds. */
export function masterState({ lines }: MasterAnswer, builds: readonly UploadableBuild[]): MasterState {
	const all = (word: string): readonly (readonly string[])[] =>
		lines.filter(([first]) => first === word).map((line) => line.slice(1));
	const tops = [...new Set(builds.map(topOf))];
	const has: MasterHas[] = [];
	for (const [index, kind, archive, left] of all('has')) {
		const build = builds[Number(index)];
		if (build === undefined || !isKind(kind)) continue;
		const name = archivesOf(build)[Number(archive)];
		has[Number(index)] = { kind, ...(name !== undefined && { archive: name }), arrived: left === 'left' };
	}
	return {
		rsync: all('rsync')[0]?.join(' '),
		hashes: all('hashes').length > 0,
		mirror: all('missing').length > 0 ? 'missing' : all('denied').length > 0 ? 'denied' : 'there',
		boot: all('boot')[0]?.[0] ?? '',
		places: all('place').map(([place = '']) => place),
		builds: new Set(all('top').flatMap(([index]) => tops[Number(index)] ?? [])),
		has,
	};
}

const kinds = [
	'nothing',
	'whole',
	'lacks',
	'differs',
	'taken',
] as const satisfies readonly MasterHas['kind'][];

function isKind(word: string | undefined): word is MasterHas['kind'] {
	return kinds.some((kind) => kind === word);
}

/** The first part of a build's name: the directory that must be on the master already. */
export function topOf({ name }: Pick<UploadableBuild, 'name'>): string {
	return name.slice(0, name.indexOf('/'));
}

/** The last part of a build's name. */
export function dayOfBuild({ name }: Pick<UploadableBuild, 'name'>): string {
	return name.slice(name.lastIndexOf('/') + 1);
}

/** The directory of the subarch, below the mirror. */
export function subarchOf({ name }: Pick<UploadableBuild, 'name'>): string {
	return name.slice(0, name.lastIndexOf('/'));
}

/** Where a build arrives, on the master whose mirror is at `path`: its parent is seen by scans, it itself is not. */
export function arrivalPath(path: string, build: Pick<UploadableBuild, 'name'>, host: string): string {
	return joinPath(path, `${subarchOf(build)}/${arrivalName(dayOfBuild(build), host)}/${dayOfBuild(build)}`);
}
