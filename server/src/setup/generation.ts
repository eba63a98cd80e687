/** The generation of Metro that a set-up is of: what its buildrepo does, and which version its configuration is written for. */
import { resolvePath } from '../base/posixPath.ts';
import type { ReadText } from '../base/readText.ts';
import { type BuildbotRules, earlierRules, laterForm, mayBeMetros, readBuildbot } from '../buildbot/index.ts';
import type { FlexdataDialect } from '../flexdata/index.ts';
import { type Dialect, dialect2015, dialect2019, dialect2024 } from '../repository/index.ts';
import type { MetroVersion } from './configuration/configKeys.ts';

/** What the user says of the generation; `auto`: the installation tells, else the repository. */
export type GenerationChoice = '2015' | '2019' | '2024' | 'auto';

/** All choices, as the command line and the settings name them. */
export const generationChoices = [
	'2015',
	'2019',
	'2024',
	'auto',
] as const satisfies readonly GenerationChoice[];

export interface Generation {
	/** What buildrepo does. */
	readonly dialect: Dialect;
	/** Whose keys, options and arguments hold. */
	readonly version: MetroVersion;
	/** What tells: a clause, such as `/metro/scripts/buildrepo calls map_build with five arguments`. */
	readonly how: string;
	/**
	 * Why the generation may be another one that this program does not know: a sentence. Then `dialect` is the nearest one, and
	 * nothing is written until the user names a dialect.
	 */
	readonly doubt?: string;
}

/** Where to look; absolute paths, as far as they are known. */
export interface GenerationPlaces {
	readonly install: string | undefined;
	readonly mirror: string | undefined;
	/** The `.buildbot` of the home, or the one that was named. */
	readonly buildbotFile?: string;
}

/**
 * The chosen generation; or the one of the installation's own scripts, which are read as text and never run; or what the repository
 * shows. If nothing tells, 2015-11, which is what the documentation describes.
 */
export async function findGeneration(
	choice: GenerationChoice,
	places: GenerationPlaces,
	read: ReadText,
): Promise<Generation> {
	const script = scriptReader(places.install, read);
	if (choice === 'auto') {
		return (
			(await installed(script)) ?? (await shown(places, read)) ?? (await of2015(script, 'nothing tells'))
		);
	}
	const how = 'it was chosen';
	if (choice === '2024') return of2024(how);
	return choice === '2019' ? { dialect: dialect2019, version: '2019-10', how } : of2015(script, how);
}

interface Script {
	readonly path: string;
	readonly text: string;
}

type ScriptReader = (name: string) => Promise<Script | undefined>;

function scriptReader(install: string | undefined, read: ReadText): ScriptReader {
	return async (name) => {
		if (install?.startsWith('/') !== true) return undefined;
		const path = resolvePath(install, name);
		const found = await read(path);
		return found.kind === 'text' ? { path, text: found.text } : undefined;
	};
}

function of2024(how: string): Generation {
	return { dialect: dialect2024, version: '2024-07', how };
}

/** Metro 2015-03 names no arch when it starts a build, and later ones do. */
async function of2015(script: ScriptReader, how: string): Promise<Generation> {
	const start = await script('scripts/buildbot.sh');
	const namesNoArch = start?.text.includes('target/arch_desc:') === false;
	return { dialect: dialect2015, version: namesNoArch ? '2015-03' : '2015-11', how };
}

/** The `map_build` that Metro's own buildrepo begins with. */
const ownMapBuild = /^def map_build\(([^)]*)\):/m;

/** The generation of the installed buildrepo; `undefined` if there is none that tells. */
async function installed(script: ScriptReader): Promise<Generation | undefined> {
	const program = await script('scripts/buildrepo');
	if (program === undefined) {
		const parser = await script('modules/flexdata.py');
		return parser !== undefined && /^class Collection\b/m.test(parser.text)
			? of2024(`${parser.path} has a class Collection`)
			: undefined;
	}
	const { path, text } = program;
	const parameters = ownMapBuild
		.exec(text)?.[1]
		?.split(',')
		.filter((name) => name.trim() !== '').length;
	if (parameters === 5) return of2024(`${path} calls map_build with five arguments`);
	if (parameters !== undefined && parameters !== 4) {
		const doubt = `${path} calls map_build with ${parameters} arguments: this version of Metro is not known`;
		return { ...of2024('it is the latest one known'), doubt };
	}
	// Since October 2019 it calls builds releases.
	if (/print\("release=/.test(text))
		return { dialect: dialect2019, version: '2019-10', how: `${path} calls builds releases` };
	return parameters === undefined ? undefined : of2015(script, `${path} calls map_build with four arguments`);
}

/** The generation that the files show, where no installation does. */
async function shown(
	{ mirror, buildbotFile }: GenerationPlaces,
	read: ReadText,
): Promise<Generation | undefined> {
	const own = buildbotFile === undefined ? undefined : await read(buildbotFile);
	const form = own?.kind === 'text' ? laterForm(readBuildbot(own.text).outline) : undefined;
	if (form !== undefined) return of2024(`${buildbotFile} ${form}`);
	if (mirror?.startsWith('/') !== true) return undefined;
	const path = buildbotIn(mirror);
	if (own?.kind === 'text' && path !== buildbotFile) return undefined;
	const inMirror = await read(path);
	return inMirror.kind === 'text' && mayBeMetros(inMirror.text) ? of2024(`${path} is there`) : undefined;
}

/** Where Metro since December 2020 has `.buildbot`. */
export function buildbotIn(mirror: string): string {
	return resolvePath(mirror, '.buildbot');
}

/** FlexData's own dialects differ in the wording of one error, and in how whole files are read, which is asked apart. */
export function flexdataDialect(choice: GenerationChoice): FlexdataDialect {
	return choice === '2019' || choice === '2024' ? '2019' : '2015';
}

/** The rules by which a generation reads `.buildbot`. */
export function buildbotRulesOf(generation: Generation, hostName: string | undefined): BuildbotRules {
	if (isLater(generation)) return { isLater: true, hostName };
	return generation.dialect.name === '2019' ? { ...earlierRules, callsAllFull: true } : earlierRules;
}

/** Whether a generation reads `.buildbot` by the rules since December 2020. */
export function isLater({ dialect }: Generation): boolean {
	return dialect.name === '2024';
}
