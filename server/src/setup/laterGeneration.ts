/** Recognizes a set-up of Metro since December 2020, which keeps `.buildbot` in the mirror and calls `map_build` with five arguments. */
import { resolvePath } from '../base/posixPath.ts';
import type { ReadText } from '../base/readText.ts';
import { type Buildbot, laterForm, mayBeMetros, readBuildbot } from '../buildbot/index.ts';
import { type SetupTrouble, setupTrouble } from './setupTrouble.ts';

/** Where to look for the signs; absolute paths. */
interface Places {
	readonly install: string | undefined;
	readonly mirror: string | undefined;
	readonly buildbotFile: string;
}

/** The `map_build` that Metro's own buildrepo begins with, if it has five parameters; no code is run. */
const fiveArguments = /^def map_build\((?:\s*\w+\s*,){4}\s*\w+\s*\):/m;

/**
 * The message for such a set-up, which is not supported yet; `undefined`: it is an earlier one. Signs in the `.buildbot` that was
 * named come first, then the installation, then the mirror.
 */
export async function laterGeneration(
	places: Places,
	buildbot: Buildbot | undefined,
	read: ReadText,
): Promise<SetupTrouble | undefined> {
	const sign = await findSign(places, buildbot, read);
	if (sign === undefined) return undefined;
	const message = `${sign.path} ${sign.found}: this set-up is for Metro since December 2020, which keeps .buildbot in the mirror and is not supported yet. Nothing is built or written. To treat it as an older Metro, choose the dialect 2015 or 2019`;
	return setupTrouble('unknown-generation', sign.path, message);
}

interface Sign {
	readonly path: string;
	readonly found: string;
}

async function findSign(
	{ install, mirror, buildbotFile }: Places,
	buildbot: Buildbot | undefined,
	read: ReadText,
): Promise<Sign | undefined> {
	const form = buildbot && laterForm(buildbot.outline);
	if (form !== undefined) return { path: buildbotFile, found: form };
	const script = install?.startsWith('/') === true ? resolvePath(install, 'scripts/buildrepo') : undefined;
	const program = script === undefined ? undefined : await read(script);
	if (script !== undefined && program?.kind === 'text' && fiveArguments.test(program.text)) {
		return { path: script, found: 'calls map_build with five arguments' };
	}
	if (buildbot !== undefined || mirror?.startsWith('/') !== true) return undefined;
	const path = resolvePath(mirror, '.buildbot');
	const inMirror = await read(path);
	if (inMirror.kind !== 'text' || !mayBeMetros(inMirror.text)) return undefined;
	return { path, found: laterForm(readBuildbot(inMirror.text).outline) ?? 'is there' };
}
