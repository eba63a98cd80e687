/** One session with one server: everything an editor does with a document, each step timed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type {
	ClientCapabilities,
	InitializeResult,
	ServerCapabilities,
} from 'vscode-languageserver-protocol';
import { requests, type SetupSummary } from '../../server/src/protocol/index.ts';
import { type Contender, documentUri } from './contenders.ts';
import type { Place, SampleDocument } from './documents.ts';
import type { MeasureName } from './measures.ts';
import { collectOwnGarbage } from './ownGarbage.ts';
import { late, type ServerProcess, startServerProcess } from './serverProcess.ts';

export interface SessionNotes {
	add(measure: MeasureName, value: number): void;
	remark(measure: MeasureName, text: string): void;
}

/** Milliseconds after which an answer does not count any more. */
const answerLimit = 15_000;
const shutdownLimit = 4_000;
/** Milliseconds that one kind of question may take in one session; at least three are asked. */
const questionBudget = 6_000;

/** What a current editor can do, but for pulling diagnostics: all servers here can push them, so they are compared. */
const capabilities: ClientCapabilities = {
	workspace: {
		configuration: true,
		workspaceFolders: true,
		didChangeConfiguration: {},
		didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true },
	},
	textDocument: {
		synchronization: {},
		publishDiagnostics: { versionSupport: true, relatedInformation: true },
		completion: {
			completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] },
			completionList: { itemDefaults: ['editRange', 'data', 'insertTextFormat', 'commitCharacters'] },
		},
		codeLens: {},
		inlayHint: {},
		hover: { contentFormat: ['markdown', 'plaintext'] },
		documentSymbol: { hierarchicalDocumentSymbolSupport: true },
		semanticTokens: {
			requests: { full: true, range: true },
			tokenTypes: ['namespace', 'type', 'class', 'parameter', 'variable', 'property', 'function', 'keyword'],
			tokenModifiers: ['declaration', 'definition', 'readonly', 'deprecated', 'modification'],
			formats: ['relative'],
		},
	},
};

/** Runs a session on `document` and passes the results to `notes`; the process always ends. */
export async function runSession(
	contender: Contender,
	document: SampleDocument,
	notes: SessionNotes,
): Promise<void> {
	const { command, workspace, configuration = {} } = contender;
	const server = startServerProcess(command, workspace.folder, configuration);
	try {
		const able = await initialise(server, contender, notes);
		if (able === undefined) return notes.remark('initialise', 'no answer');
		if (contender.ours) await readSetup(server, notes);
		weigh(server, 'memory at start', notes);
		await openAndEdit(server, able, contender, document, notes);
		await askAll(server, able, contender, document, notes);
		weigh(server, 'memory', notes);
		await shutDown(server, notes);
	} finally {
		server.kill();
	}
}

async function initialise(
	server: ServerProcess,
	{ workspace, configuration, initializationOptions }: Contender,
	notes: SessionNotes,
): Promise<ServerCapabilities | undefined> {
	const rootUri = pathToFileURL(workspace.folder).href;
	const answer = await server.ask(
		'initialize',
		{
			processId: process.pid,
			rootUri,
			rootPath: workspace.folder,
			workspaceFolders: [{ uri: rootUri, name: 'bench' }],
			capabilities,
			initializationOptions,
		},
		answerLimit,
	);
	if (answer === late) return undefined;
	notes.add('initialise', performance.now() - server.started);
	await server.connection.sendNotification('initialized', {});
	await server.connection.sendNotification('workspace/didChangeConfiguration', {
		settings: configuration ?? {},
	});
	return (answer as InitializeResult).capabilities;
}

/** Waits until our server has read its set-up: from the start of the process. */
async function readSetup(server: ServerProcess, notes: SessionNotes): Promise<void> {
	for (;;) {
		const summaries = await server.ask(requests.setups.method, undefined, answerLimit);
		if (summaries === late) return;
		if ((summaries as SetupSummary[]).every(({ state }) => state !== 'loading')) break;
		await sleep(2);
	}
	notes.add('set-up read', performance.now() - server.started);
}

function weigh(server: ServerProcess, measure: MeasureName, notes: SessionNotes): void {
	const memory = server.memory();
	if (memory === undefined) notes.remark(measure, 'not told');
	else notes.add(measure, memory);
}

/** Opens the document, then types a letter and deletes it again, over and over; each time until diagnostics come. */
async function openAndEdit(
	server: ServerProcess,
	able: ServerCapabilities,
	contender: Contender,
	{ text, edit }: SampleDocument,
	notes: SessionNotes,
): Promise<void> {
	const uri = documentUri(contender);
	const opened = await timeDiagnostics(server, uri, 1, () =>
		server.connection.sendNotification('textDocument/didOpen', {
			textDocument: { uri, languageId: contender.language.languageId, version: 1, text },
		}),
	);
	if (opened === undefined) {
		notes.remark('open', 'never');
		notes.remark('edit', 'never');
		return;
	}
	notes.add('open', opened);
	await sleep(300);
	let version = 1;
	const type = (): Promise<void> => {
		version++;
		const typed = version % 2 === 0;
		const end = typed ? edit : { ...edit, character: edit.character + 1 };
		return server.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri, version },
			contentChanges: [{ range: { start: edit, end }, text: typed ? 'a' : '' }],
		});
	};
	const timeEdit = async (beside: () => Promise<unknown>): Promise<number | undefined> => {
		const began = performance.now();
		let answered: Promise<unknown> = Promise.resolve();
		const shown = await timeDiagnostics(server, uri, version + 1, async () => {
			await type();
			answered = beside();
		});
		const isLate = shown === undefined || (await answered) === late;
		const took = performance.now() - began;
		// Whatever a server still does for this version is its own affair, not the next edit's.
		await sleep(120);
		return isLate ? undefined : took;
	};
	await repeat('edit', notes, 2, 12, () => timeEdit(() => Promise.resolve()));
	if (!able.inlayHintProvider || !able.codeLensProvider) return notes.remark('edit beside', 'not offered');
	await repeat('edit beside', notes, 2, 12, () => timeEdit(() => askBeside(server, uri, edit)));
}

/** Lines of a window. */
const windowHeight = 60;

/** What an editor shows beside the text around a place; `late` if one of the answers is. */
async function askBeside(server: ServerProcess, uri: string, { line }: Place): Promise<unknown> {
	const textDocument = { uri };
	const range = {
		start: { line: Math.max(0, line - windowHeight / 2), character: 0 },
		end: { line: line + windowHeight / 2, character: 0 },
	};
	const answers = await Promise.all([
		server.ask('textDocument/inlayHint', { textDocument, range }, answerLimit),
		server.ask('textDocument/codeLens', { textDocument }, answerLimit),
	]);
	return answers.includes(late) ? late : answers;
}

/** Milliseconds from `act` to the first diagnostics for that version (or for no version); `undefined` if late. */
async function timeDiagnostics(
	server: ServerProcess,
	uri: string,
	version: number,
	act: () => Promise<void>,
): Promise<number | undefined> {
	const began = performance.now();
	const arrival = new Promise<number | undefined>((resolve) => {
		const timer = setTimeout(() => finish(undefined), answerLimit);
		const stop = server.onDiagnostics((params) => {
			if (params.uri === uri && (params.version ?? version) >= version) finish(performance.now() - began);
		});
		const finish = (took: number | undefined): void => {
			clearTimeout(timer);
			stop();
			resolve(took);
		};
	});
	await act();
	return arrival;
}

async function askAll(
	server: ServerProcess,
	able: ServerCapabilities,
	contender: Contender,
	document: SampleDocument,
	notes: SessionNotes,
): Promise<void> {
	const textDocument = { uri: documentUri(contender) };
	const at = (places: readonly Place[], round: number): Place =>
		places[round % places.length] ?? document.edit;
	const ask = async (
		measure: MeasureName,
		offered: unknown,
		times: number,
		method: string,
		params: (round: number) => object,
	): Promise<void> => {
		if (!offered) return notes.remark(measure, 'not offered');
		await collectOwnGarbage();
		let empty = 0;
		let asked = 0;
		await repeat(measure, notes, 3, times, async (round) => {
			const began = performance.now();
			const answer = await server.ask(method, { textDocument, ...params(round) }, answerLimit);
			const took = performance.now() - began;
			if (answer === late) return undefined;
			asked++;
			if (isEmpty(answer)) empty++;
			return took;
		});
		if (asked > 0 && empty === asked) notes.remark(measure, 'empty answers');
	};
	await ask('completion', able.completionProvider, 30, 'textDocument/completion', (round) => ({
		position: at(document.completions, round),
		context: { triggerKind: 1 },
	}));
	await ask('hover', able.hoverProvider, 30, 'textDocument/hover', (round) => ({
		position: at(document.hovers, round),
	}));
	await ask('definition', able.definitionProvider, 30, 'textDocument/definition', (round) => ({
		position: at(document.hovers, round),
	}));
	await ask('symbols', able.documentSymbolProvider, 8, 'textDocument/documentSymbol', () => ({}));
	await ask(
		'semantic tokens',
		able.semanticTokensProvider,
		8,
		'textDocument/semanticTokens/full',
		() => ({}),
	);
}

/** Asks `warmUp` times for nothing, then up to `times` times; stops at the first `undefined`, which means late. */
async function repeat(
	measure: MeasureName,
	notes: SessionNotes,
	warmUp: number,
	times: number,
	once: (round: number) => Promise<number | undefined>,
): Promise<void> {
	const began = performance.now();
	for (let round = 0; round < warmUp + times; round++) {
		const took = await once(round);
		if (took === undefined) return notes.remark(measure, `over ${answerLimit / 1000} s`);
		const spent = performance.now() - began;
		if (round >= warmUp || spent > questionBudget) notes.add(measure, took);
		if (spent > questionBudget && round >= 2) return;
	}
}

function isEmpty(answer: unknown): boolean {
	if (answer === null || answer === undefined) return true;
	const parts = answer as { items?: unknown; data?: unknown };
	const list = parts.items ?? parts.data ?? answer;
	return Array.isArray(list) && list.length === 0;
}

/** From the request to the end of the process. */
async function shutDown(server: ServerProcess, notes: SessionNotes): Promise<void> {
	await collectOwnGarbage();
	const began = performance.now();
	const answer = await server.ask('shutdown', undefined, shutdownLimit);
	if (answer === late) return notes.remark('shutdown', 'killed: no answer');
	await server.connection.sendNotification('exit');
	if (await server.endedWithin(shutdownLimit)) notes.add('shutdown', performance.now() - began);
	else notes.remark('shutdown', 'killed: did not end');
}
