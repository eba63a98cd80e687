/** Checks the architecture: which folder may import which, no cycles, and no access to the outside except through ports. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { test } from 'node:test';
import { assertNone } from './support/assertNone.ts';

const root = join(import.meta.dirname, '..');

/** A folder, the folders it may import besides itself, and the packages it may use. `node:` stands for all built-in modules. */
interface Room {
	readonly imports: readonly string[];
	readonly packages: readonly string[];
}

const rooms = new Map<string, Room>([
	['server/src/base', { imports: [], packages: [] }],
	['server/src/flexdata', { imports: ['server/src/base'], packages: [] }],
	['server/src/python', { imports: ['server/src/base'], packages: [] }],
	['server/src/buildbot', { imports: ['server/src/base', 'server/src/python'], packages: [] }],
	['server/src/repository', { imports: ['server/src/base'], packages: ['fast-xml-parser'] }],
	['server/src/transfer', { imports: ['server/src/base'], packages: [] }],
	['server/src/history', { imports: ['server/src/base', 'server/src/repository'], packages: [] }],
	// Types alone, which the client needs as well.
	['server/src/health/model', { imports: ['server/src/base'], packages: [] }],
	[
		'server/src/health',
		{
			imports: ['server/src/base', 'server/src/repository', 'server/src/history', 'server/src/health/model'],
			packages: [],
		},
	],
	[
		'server/src/setup',
		{
			imports: ['server/src/base', 'server/src/flexdata', 'server/src/buildbot', 'server/src/repository'],
			packages: [],
		},
	],
	[
		'server/src/check',
		{
			imports: [
				'server/src/base',
				'server/src/flexdata',
				'server/src/buildbot',
				'server/src/repository',
				'server/src/setup',
			],
			packages: [],
		},
	],
	[
		'server/src/features',
		{
			imports: [
				'server/src/base',
				'server/src/flexdata',
				'server/src/buildbot',
				'server/src/repository',
				'server/src/check',
				'server/src/health',
				'server/src/health/model',
				'server/src/setup',
				'server/src/protocol',
			],
			packages: ['vscode-languageserver-types'],
		},
	],
	['server/src/watching', { imports: ['server/src/base'], packages: [] }],
	[
		'server/src/node',
		{
			imports: [
				'server/src/base',
				'server/src/cli/host.ts',
				'server/src/cli/mcp/toolServer.ts',
				'server/src/history',
				'server/src/workspace/serverHost.ts',
				'server/src/protocol/options.ts',
			],
			packages: ['node:', '@modelcontextprotocol/sdk'],
		},
	],
	[
		'server/src/workspace',
		{
			imports: [
				'server/src/base',
				'server/src/flexdata',
				'server/src/buildbot',
				'server/src/repository',
				'server/src/history',
				'server/src/health',
				'server/src/health/model',
				'server/src/setup',
				'server/src/features',
				'server/src/watching',
				'server/src/protocol',
			],
			packages: ['node:'],
		},
	],
	[
		'server/src/lsp',
		{
			imports: [
				'server/src/workspace',
				'server/src/base',
				'server/src/flexdata',
				'server/src/buildbot',
				'server/src/repository',
				'server/src/check',
				'server/src/health',
				'server/src/health/model',
				'server/src/history',
				'server/src/setup',
				'server/src/features',
				'server/src/watching',
				'server/src/node',
				'server/src/protocol',
			],
			packages: ['vscode-languageserver', 'vscode-languageserver-textdocument', 'node:'],
		},
	],
	[
		'server/src/cli',
		{
			imports: [
				// Its version.
				'package.json',
				'server/src/base',
				'server/src/flexdata',
				'server/src/buildbot',
				'server/src/repository',
				'server/src/history',
				'server/src/health',
				'server/src/health/model',
				'server/src/check',
				'server/src/setup',
				'server/src/transfer',
				'server/src/node',
				'server/src/protocol/events.ts',
			],
			packages: [],
		},
	],
	// Types that the client needs and others declare.
	[
		'server/src/protocol',
		{
			imports: [
				'server/src/base/civilTime.ts',
				'server/src/health/model',
				'server/src/repository/rotation/idle.ts',
				'server/src/repository/logs/logLinks.ts',
				'server/src/repository/logs/logOutline.ts',
				'server/src/repository/logs/terminalText.ts',
				'server/src/repository/clean/retention.ts',
				'server/src/setup/configuration/runContext.ts',
			],
			packages: [],
		},
	],
	[
		'client/health',
		{
			imports: [
				'client/src/health/pageMessages.ts',
				'client/src/health/textMessages.ts',
				'client/src/clean/cleanMessages.ts',
				'client/src/clean/cleanTally.ts',
				'client/src/clean/planReasons.ts',
				'client/src/indexXml/indexMessages.ts',
				'client/src/setups/placeInMirror.ts',
				'client/src/ui/visibleText.ts',
				'client/src/ui/numberText.ts',
				'client/src/ui/stateWords.ts',
				'server/src/protocol/health.ts',
				'server/src/protocol/events.ts',
				'server/src/base/visible.ts',
				'server/src/base/sizeText.ts',
			],
			packages: ['lit', '@vscode/l10n', 'd3-scale', 'd3-shape'],
		},
	],
	[
		'client/src',
		{
			// How names and sizes are shown is the same on both sides.
			imports: [
				'server/src/protocol',
				'server/src/base/visible.ts',
				'server/src/base/escapeMarkdown.ts',
				'server/src/base/sizeText.ts',
			],
			packages: ['vscode', '@vscode/l10n', 'vscode-languageclient', 'execa', 'node:'],
		},
	],
]);

/** Packages that only one file may import, so that they can be replaced there. */
const onlyIn = new Map<string, RegExp>([
	['fast-xml-parser', /^server\/src\/repository\//],
	['@modelcontextprotocol/sdk', /^server\/src\/node\/mcpServer\.ts$/],
]);

const files = globSync(['{client,server}/src/**/*.ts', 'client/health/**/*.ts'], { cwd: root })
	.map(normalize)
	.sort();

function roomOf(file: string): string | undefined {
	return [...rooms.keys()].find((room) => file === room || file.startsWith(`${room}/`));
}

/** What a file imports, by module name as written; type-only imports count as well. */
function importsOf(file: string): string[] {
	const text = readFileSync(join(root, file), 'utf8');
	const pattern =
		/^\s*(?:import|export)\b[^'"`;]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\('([^']+)'\)/gm;
	return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function resolved(file: string, specifier: string): string {
	return relative(root, join(root, dirname(file), specifier));
}

test('every source file lies in a declared room', () => {
	assert.ok(files.length > 0);
	assertNone(
		files.filter((file) => roomOf(file) === undefined),
		'Put these files into a folder of the map in ARCHITECTURE.md, or add their folder to that map and to `rooms` in this test:',
	);
});

test('folders import only what the matrix allows', () => {
	const offences: string[] = [];
	for (const file of files) {
		const name = roomOf(file);
		const room = name === undefined ? undefined : rooms.get(name);
		if (name === undefined || room === undefined) continue;
		for (const specifier of importsOf(file)) {
			if (specifier.startsWith('.')) {
				const target = resolved(file, specifier);
				const targetRoom = roomOf(target);
				if (targetRoom === name || room.imports.includes(target)) continue;
				if (targetRoom !== undefined && room.imports.includes(targetRoom)) continue;
				offences.push(`${file} imports ${target}`);
			} else if (specifier.startsWith('node:')) {
				if (!room.packages.includes('node:')) offences.push(`${file} imports ${specifier}`);
			} else {
				const name = specifier
					.split('/')
					.slice(0, specifier.startsWith('@') ? 2 : 1)
					.join('/');
				if (!room.packages.includes(name)) offences.push(`${file} imports ${specifier}`);
				const home = onlyIn.get(name);
				if (home !== undefined && !home.test(file)) offences.push(`${file} imports ${specifier}`);
			}
		}
	}
	assertNone(
		offences,
		'A folder imports only what `rooms` in this test allows. Move the code to where it may be imported, or hand it in as an argument; only a decision about the architecture changes `rooms`:',
	);
});

test('no file imports itself through others', () => {
	const graph = new Map(
		files.map((file) => [
			file,
			importsOf(file)
				.filter((specifier) => specifier.startsWith('.'))
				.map((specifier) => resolved(file, specifier)),
		]),
	);
	const done = new Set<string>();
	const cycles: string[] = [];
	const visit = (file: string, path: readonly string[]): void => {
		if (path.includes(file)) {
			cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
			return;
		}
		if (done.has(file)) return;
		for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
		done.add(file);
	};
	for (const file of files) visit(file, []);
	assertNone(
		cycles,
		'These files import one another in a circle. Move what they share to a file of its own:',
	);
});

test('the cores ask neither the clock nor the machine', () => {
	const ambient = /\b(?:Date\.now|new Date\(\)|process\.|performance\.|setTimeout|setInterval|console\.)/;
	const offences = files
		.filter((file) =>
			/^server\/src\/(?:base|flexdata|python|buildbot|repository|history|health|setup|check|features)\//.test(
				file,
			),
		)
		.filter((file) =>
			ambient.test(readFileSync(join(root, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
		);
	assertNone(
		offences,
		'A core gets the time, and everything of the machine, as an argument (the ports in server/src/base/); these ask for it themselves:',
	);
});

test('the programs use nothing that Node 20 does not have', () => {
	const newer =
		/\b(?:(?:Map|Object)\.groupBy|Promise\.(?:withResolvers|try)|Array\.fromAsync|RegExp\.escape)\b/;
	const offences = files.filter((file) => newer.test(readFileSync(join(root, file), 'utf8')));
	assertNone(offences, 'The bundles run on Node 20 and VS Code. Write this with what Node 20 has:');
});

test('no program is started through a shell', () => {
	const offences = files.filter((file) =>
		/\bshell:\s*true|\bexecSync?\(|\bShellExecution\b|\beval\(/.test(readFileSync(join(root, file), 'utf8')),
	);
	assertNone(
		offences,
		'Start programs with an argument array (execa in the client, runProgram in server/src/node/), never through a shell:',
	);
});

/** Exported where it is declared; what an index.ts passes on is declared elsewhere. */
const declaration =
	/^export (?:abstract |async |declare )*(?:class|const|enum|function\*?|interface|let|type) ([\w$]+)/gm;

test('no two exported declarations share a name', () => {
	const places = new Map<string, Set<string>>();
	for (const file of files) {
		for (const [, name = ''] of readFileSync(join(root, file), 'utf8').matchAll(declaration)) {
			places.set(name, (places.get(name) ?? new Set()).add(file));
		}
	}
	assert.ok(places.size > 1000);
	const shared = [...places].filter(([, { size }]) => size > 1);
	assertNone(
		shared.map(([name, where]) => `${name} in ${[...where].join(', ')}`),
		'One name means one thing. Rename one of these, import it, or do not export it:',
	);
});

test('the client reads events, never text for people', () => {
	const remedy =
		'The client reads the events of buildrepo (client/src/buildrepo/eventReader.ts), never text for people. Only the named files may touch it.';
	const users = (pattern: RegExp): readonly string[] =>
		files.filter(
			(file) => file.startsWith('client/') && pattern.test(readFileSync(join(root, file), 'utf8')),
		);
	const place = 'client/src/buildrepo';
	// Output goes to the log, into the reader of events or, unread, to a language model; of standard error at most its last line is shown.
	assert.deepEqual(
		users(/\b(?:stdout|stderr)\b/),
		[`${place}/askTool.ts`, `${place}/runBuildrepo.ts`],
		remedy,
	);
	assert.deepEqual(
		users(/\bcomplaint\b/),
		[`${place}/outcome.ts`, `${place}/results.ts`, `${place}/runBuildrepo.ts`],
		remedy,
	);
	assert.deepEqual(
		users(/\bcutLines\b/),
		[`${place}/eventReader.ts`, `${place}/lines.ts`, `${place}/runBuildrepo.ts`],
		remedy,
	);
	const matching = /\b(?:match|matchAll|startsWith|endsWith|includes|exec|test|search|replace)\(/;
	const seers = ['eventReader', 'runBuildrepo', 'runWithProgress'].map((name) => `${place}/${name}.ts`);
	const here = users(matching).filter((file) => seers.includes(file) || file.startsWith('client/src/clean/'));
	assertNone(here, `${remedy} These look into texts:`);
});

test('no file grows past one idea', () => {
	const longest = 400;
	const long = files
		.map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length] as const)
		.filter(([, lines]) => lines > longest);
	assertNone(
		long.map(([file, lines]) => `${file} has ${lines} lines`),
		`A file has one idea and at most ${longest} lines. Find the second idea in it and move that to a file of its own:`,
	);
});
