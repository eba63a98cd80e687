/** The FlexData side of a set-up: `.metro` with everything it collects, and the few values that the repository needs. */
import { directoryOf } from '../../base/posixPath.ts';
import { type ReadText, whyNoText } from '../../base/readText.ts';
import {
	type Collection,
	collectSettings,
	createResolver,
	type FlexError,
	type ParsedFile,
	type Resolver,
	type ValueOutcome,
} from '../../flexdata/index.ts';
import { flexdataDialect, type GenerationChoice } from '../generation.ts';
import { findInstall, takesWholeFiles } from '../installation/findInstall.ts';
import { lineAndColumn, type SetupTrouble, setupTrouble } from '../setupTrouble.ts';

export interface CollectedConfiguration {
	/** `.metro`, absolute. */
	readonly file: string;
	readonly collection: Collection;
	readonly resolver: Resolver;
	/** `path/mirror` as Metro would resolve it; `undefined` if it is not set. */
	readonly mirror: string | undefined;
	readonly install: string | undefined;
	/** Owner and group that new files in the mirror are given. */
	readonly owner: string | undefined;
	readonly group: string | undefined;
}

export type LoadedConfiguration =
	| { readonly kind: 'loaded'; readonly configuration: CollectedConfiguration }
	| {
			readonly kind: 'trouble';
			readonly trouble: SetupTrouble;
			/** What could still be read. */
			readonly configuration: CollectedConfiguration | undefined;
	  };

/** Parses files; a server provides a parser that keeps unchanged results. */
export type ParseFile = (path: string, text: string) => ParsedFile | Promise<ParsedFile>;

/** Reads `.metro` at `file` (absolute) and all it collects, as Metro's own programs do. */
export async function loadConfiguration(
	file: string,
	choice: GenerationChoice,
	read: ReadText,
	parse?: ParseFile,
	signal?: AbortSignal,
): Promise<LoadedConfiguration> {
	const trouble = await unreadable(file, read);
	if (trouble !== undefined) return { kind: 'trouble', trouble, configuration: undefined };
	const collection = await collectSettings(
		{
			config: file,
			arguments: new Map(),
			directory: directoryOf(file),
			dialect: flexdataDialect(choice),
			wholeFiles:
				choice === '2024' || (await takesWholeFiles(await findInstall(file, read, parse, signal), read)),
			read,
			keepGoing: true,
			...(parse !== undefined && { parse }),
		},
		signal,
	);
	const resolver = createResolver(collection, read, signal);
	const text = async (key: string): Promise<string | undefined> => {
		const { outcome } = await resolver.lookUp(key);
		return outcome.kind === 'text' && outcome.text !== '' ? outcome.text : undefined;
	};
	const configuration: CollectedConfiguration = {
		file,
		collection,
		resolver,
		mirror: await text('path/mirror'),
		install: await text('path/install'),
		owner: await text('path/mirror/owner'),
		group: await text('path/mirror/group'),
	};
	const error = collection.errors[0];
	if (error !== undefined)
		return { kind: 'trouble', trouble: collectTrouble(file, error, collection), configuration };
	const { outcome } = await resolver.lookUp('path/mirror');
	if (outcome.kind === 'error' && collection.plain.has('path/mirror')) {
		return { kind: 'trouble', trouble: mirrorTrouble(file, outcome), configuration };
	}
	return { kind: 'loaded', configuration };
}

async function unreadable(file: string, read: ReadText): Promise<SetupTrouble | undefined> {
	const found = await read(file);
	if (found.kind === 'text') return undefined;
	const kind = found.kind === 'missing' ? 'no-metro' : 'bad-metro';
	return setupTrouble(kind, file, `${file} ${whyNoText(found)}: ${remedies[found.kind]}`);
}

/** The remedy for a file that cannot be read as text. */
const remedies = {
	missing: "copy Metro's metro.conf there and set path/mirror",
	'not-a-file': "put Metro's configuration there",
	'not-utf8': 'save it as UTF-8',
	'too-large': "put Metro's configuration there",
	unreadable: 'check its permissions',
} as const;

function collectTrouble(file: string, error: FlexError, collection: Collection): SetupTrouble {
	const path = error.place?.path ?? error.file ?? file;
	const text = collection.texts.get(path);
	const place =
		error.place !== undefined && text?.kind === 'text'
			? lineAndColumn(text.text, error.place.span.start)
			: undefined;
	const where = place === undefined ? path : `${path} line ${place.line + 1}`;
	if (error.type === 'Limit') {
		return setupTrouble(
			'bad-metro',
			path,
			`${where}: ${error.message} No configuration is that large.`,
			place,
		);
	}
	const message = error.message.endsWith('.') ? error.message : `${error.message}.`;
	return setupTrouble('bad-metro', path, `${where}: ${message} Metro stops here: correct this line.`, place);
}

function mirrorTrouble(file: string, outcome: Extract<ValueOutcome, { kind: 'error' }>): SetupTrouble {
	const message = `${file}: path/mirror cannot be resolved: ${outcome.error.message}: define the keys that it refers to`;
	return setupTrouble('bad-mirror', outcome.place?.path ?? file, message);
}
