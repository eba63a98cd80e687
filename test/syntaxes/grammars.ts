/** Loads the grammars outside an editor: ours, and the shell and Python grammars that VS Code has as well. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';

const require = createRequire(import.meta.url);

/** Where the grammars, the language configurations and their description lie. */
export const syntaxesFolder = join(import.meta.dirname, '../../syntaxes');

/** Our own grammars by scope name. */
export const ownGrammars: ReadonlyMap<string, string> = new Map([
	['source.metro', join(syntaxesFolder, 'metro.tmLanguage.json')],
	['source.metro-buildbot', join(syntaxesFolder, 'metro-buildbot.tmLanguage.json')],
]);

const foreignGrammars: ReadonlyMap<string, string> = new Map([
	['source.shell', require.resolve('tm-grammars/grammars/shellscript.json')],
	['source.python', require.resolve('tm-grammars/grammars/python.json')],
]);

/** Starts the regular expression engine; needed once per process before anything is read with a grammar. */
export async function loadEngine(): Promise<void> {
	await oniguruma.loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
}

/**
 * The grammar of that scope name, with everything it includes. `alone` leaves out the grammars of
 * others, as an editor does where its shell and Python extensions are switched off.
 */
export async function loadGrammar(scopeName: string, alone = false): Promise<textmate.IGrammar> {
	const registry = new textmate.Registry({
		onigLib: Promise.resolve({
			createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
			createOnigString: (text) => new oniguruma.OnigString(text),
		}),
		loadGrammar: async (name) => {
			const path = ownGrammars.get(name) ?? (alone ? undefined : foreignGrammars.get(name));
			return path === undefined ? null : textmate.parseRawGrammar(readFileSync(path, 'utf8'), path);
		},
	});
	const grammar = await registry.loadGrammar(scopeName);
	if (grammar === null) throw new Error(`There is no grammar for ${scopeName}.`);
	return grammar;
}

/** One stretch of a line (UTF-16 offsets) and the scopes it has, outermost first. */
export interface Token {
	readonly start: number;
	readonly end: number;
	readonly scopes: readonly string[];
}

/** What a line was read as; `stoppedEarly`: the reader ran out of time and left the rest uncoloured. */
export interface TokenizedLine {
	readonly tokens: readonly Token[];
	readonly stoppedEarly: boolean;
}

/** Reads lines from the top of a file, each with at most `timeLimit` milliseconds (0: no limit). */
export function tokenize(
	grammar: textmate.IGrammar,
	lines: readonly string[],
	timeLimit = 0,
): readonly TokenizedLine[] {
	let state = textmate.INITIAL;
	return lines.map((line) => {
		const result = grammar.tokenizeLine(line, state, timeLimit);
		state = result.ruleStack;
		return {
			tokens: result.tokens.map(({ startIndex, endIndex, scopes }) => ({
				start: startIndex,
				end: Math.min(endIndex, line.length),
				scopes: scopes.flatMap((scope) => scope.split(' ')),
			})),
			stoppedEarly: result.stoppedEarly,
		};
	});
}
