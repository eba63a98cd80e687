/** Who takes part: our server in three situations, and the servers of other languages, installed where nothing else is. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runQuietly } from '../../scripts/vscode/processes.ts';
import { serverNodeOptions } from '../../server/src/protocol/index.ts';
import { languages, type SampleLanguage } from './documents.ts';
import { makeWorkspace, type Workspace } from './workspaces.ts';

export interface Contender {
	readonly name: string;
	readonly version: string;
	readonly ours: boolean;
	/** Arguments for this very Node. */
	readonly command: readonly string[];
	readonly language: SampleLanguage;
	readonly workspace: Workspace;
	readonly initializationOptions?: unknown;
	/** The reply to the server's request for configuration, by section. */
	readonly configuration?: Readonly<Record<string, unknown>>;
}

interface Peer {
	readonly name: string;
	readonly package: string;
	readonly version: string;
	/** The program inside the package. */
	readonly program: string;
	readonly args: readonly string[];
	readonly language: string;
	readonly initializationOptions?: unknown;
	readonly configuration?: Readonly<Record<string, unknown>>;
}

const peers: readonly Peer[] = [
	{
		name: 'yaml',
		package: 'yaml-language-server',
		version: '2.0.0',
		program: 'bin/yaml-language-server',
		args: ['--stdio'],
		language: 'yaml',
		configuration: {
			yaml: {
				validate: true,
				hover: true,
				completion: true,
				schemaStore: { enable: false },
				// It would tell only 5,000 symbols, where all others tell all.
				maxItemsComputed: 1_000_000,
			},
		},
	},
	{
		name: 'pyright',
		package: 'pyright',
		version: '1.1.414',
		program: 'langserver.index.js',
		args: ['--stdio'],
		language: 'farm in python',
	},
	{
		name: 'bash',
		package: 'bash-language-server',
		version: '5.8.1',
		program: 'out/cli.js',
		args: ['start'],
		language: 'bash',
	},
	{
		name: 'json',
		package: 'vscode-langservers-extracted',
		version: '4.10.0',
		program: 'bin/vscode-json-language-server',
		args: ['--stdio'],
		language: 'json',
		initializationOptions: { handledSchemaProtocols: ['file'], provideFormatter: true },
	},
	{
		name: 'bitbake',
		package: 'language-server-bitbake',
		version: '2.10.0',
		program: 'out/server.js',
		args: ['--stdio'],
		language: 'bitbake',
	},
];

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, '.vscode-test', 'bench-peers');

/**
 * Ours: alone in a small set-up, the same with a whole installation of Metro if there is one, and for `.buildbot`: one that computes
 * much, and that of a large farm.
 * @param subarches how many the mirror of the farm holds
 */
export function ourContenders(metro: string | undefined, subarches: number): Contender[] {
	const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const ours = (name: string, languageName: string, installation?: string): Contender => {
		const language = languageNamed(languageName);
		const workspace = makeWorkspace(language, { installation, subarches });
		return {
			name,
			version,
			ours: true,
			command: [...serverNodeOptions, join(root, 'dist', 'server.cjs'), '--stdio'],
			language,
			workspace,
			initializationOptions: { home: workspace.folder },
		};
	};
	return [
		ours('metro', 'metro'),
		...(metro === undefined ? [] : [ours('metro in its tree', 'metro', metro)]),
		ours('.buildbot', 'buildbot'),
		ours('.buildbot of a farm', 'farm'),
	];
}

/** The peers, installed at their versions unless they are there already. */
export async function peerContenders(wanted: (name: string) => boolean): Promise<Contender[]> {
	const taking = peers.filter(({ name }) => wanted(name));
	await install(taking);
	return taking.map((peer) => {
		const language = languageNamed(peer.language);
		return {
			name: peer.name,
			version: peer.version,
			ours: false,
			command: [join(cache, 'node_modules', peer.package, peer.program), ...peer.args],
			language,
			workspace: makeWorkspace(language),
			initializationOptions: peer.initializationOptions,
			...(peer.configuration !== undefined && { configuration: peer.configuration }),
		};
	});
}

async function install(wanted: readonly Peer[]): Promise<void> {
	const missing = wanted.filter((peer) => installedVersion(peer) !== peer.version);
	if (missing.length === 0) return;
	const names = missing.map((peer) => `${peer.package}@${peer.version}`);
	console.error(`Installing ${names.join(', ')} …`);
	mkdirSync(cache, { recursive: true });
	if (!existsSync(join(cache, 'package.json')))
		writeFileSync(join(cache, 'package.json'), '{"private":true}\n');
	await runQuietly('npm', ['install', '--no-audit', '--no-fund', ...names], { cwd: cache });
}

function installedVersion(peer: Peer): string | undefined {
	try {
		const path = join(cache, 'node_modules', peer.package, 'package.json');
		return JSON.parse(readFileSync(path, 'utf8')).version;
	} catch {
		return undefined;
	}
}

function languageNamed(name: string): SampleLanguage {
	const language = languages.get(name);
	if (language === undefined) throw new Error(`no sample documents in ${name}`);
	return language;
}

/** The URI of the document a contender works on. */
export function documentUri({ workspace, language }: Contender): string {
	return pathToFileURL(join(workspace.folder, language.fileName)).href;
}
