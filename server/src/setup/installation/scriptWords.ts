/** Words that scripts compare keys with: the shell in blocks of configuration, and the Python of Metro's own program. */
import { append } from '../../base/collections.ts';

/** A word that a key is compared with. */
export interface ComparedWord {
	readonly key: string;
	readonly word: string;
}

/** What scripts say of the values of keys. */
export interface ScriptWords {
	readonly compared: readonly ComparedWord[];
	/** Keys for which some `case` refuses or ignores every other word. */
	readonly closed: ReadonlySet<string>;
}

const reference = String.raw`\$\[([\w./+-]+)(?::(?:zap|lax))?\]`;
const variable = String.raw`\$\{?(\w+)\}?`;
const assigned = new RegExp(String.raw`^[ \t]*(?:local |export )?(\w+)=["']?${reference}["']?[ \t]*$`, 'gm');
const compared = new RegExp(
	String.raw`["']?(?:${reference}|${variable})["']?[ \t]*(?:==?|!=)[ \t]*["']?([\w./+~-]+)["']?`,
	'g',
);
const caseStart = new RegExp(String.raw`^[ \t]*case[ \t]+["']?(?:${reference}|${variable})["']?[ \t]+in\b`);

/** Larger scripts than this are not read. */
const longestScript = 1_000_000;

/** What the shell in `text` says; names of variables stand for the key that alone is assigned to them. */
export function wordsInShell(text: string): ScriptWords {
	const found: ComparedWord[] = [];
	const closed = new Set<string>();
	if (text.length > longestScript || !text.includes('$[')) return { compared: found, closed };
	const keys = new Map<string, string[]>();
	for (const [, name = '', key = ''] of text.matchAll(assigned)) append(keys, name, key);
	const keyOf = (key: string | undefined, name: string | undefined): string | undefined => {
		const [only, ...more] = keys.get(name ?? '') ?? [];
		return key ?? (more.length > 0 ? undefined : only);
	};
	for (const [, key, name, word = ''] of text.matchAll(compared)) {
		const about = keyOf(key, name);
		if (about !== undefined) found.push({ key: about, word });
	}
	const lines = text.split('\n');
	for (const [at, line] of lines.entries()) {
		const [start, key, name] = caseStart.exec(line) ?? [];
		const about = start === undefined ? undefined : keyOf(key, name);
		if (about === undefined) continue;
		const { words, isClosed } = caseAt(lines, at);
		for (const word of words) found.push({ key: about, word });
		if (isClosed) closed.add(about);
	}
	return { compared: found, closed };
}

/** The patterns of the `case` in line `start`; one with a pattern that is no word, or with a `*` that goes on, is open. */
function caseAt(lines: readonly string[], start: number): { words: string[]; isClosed: boolean } {
	const words: string[] = [];
	let isClosed = true;
	let inDefault = false;
	let refuses = false;
	for (let at = start, depth = 0; at < lines.length; at++) {
		const line = (at === start ? (lines[at] ?? '').replace(caseStart, '') : (lines[at] ?? '')).trim();
		if (at > start && /^case\b/.test(line)) depth++;
		if (/^esac\b/.test(line) && depth-- === 0) break;
		if (depth > 0) continue;
		if (inDefault && /\b(?:exit|die|return)\b/.test(line)) refuses = true;
		const patterns = /^\(?([^()#"`$]+)\)/.exec(line)?.[1];
		if (patterns === undefined) continue;
		for (const pattern of patterns.split('|').map((one) => one.trim())) {
			if (pattern === '*') inDefault = true;
			else if (/^[\w./+~-]+$/.test(pattern)) words.push(pattern);
			else isClosed = false;
		}
		if (inDefault && /\b(?:exit|die|return)\b/.test(line)) refuses = true;
	}
	return { words, isClosed: isClosed && (!inDefault || refuses) && words.length > 0 };
}

/** Words that Python compares `settings["key"]` with, or looks for in it. */
export function wordsInPython(text: string): ComparedWord[] {
	const key = String.raw`(?:\w+\.)*\w*settings\[["']([\w./+-]+)["']\]`;
	const before = new RegExp(String.raw`["']([\w./+~-]+)["'] (?:not )?in ${key}`, 'g');
	const behind = new RegExp(String.raw`${key} *(?:==|!=) *["']([\w./+~-]*)["']`, 'g');
	const among = new RegExp(String.raw`${key} (?:not )?in [\[(]([^\])]*)[\])]`, 'g');
	return [
		...[...text.matchAll(before)].map(([, word = '', about = '']) => ({ key: about, word })),
		...[...text.matchAll(behind)].map(([, about = '', word = '']) => ({ key: about, word })),
		...[...text.matchAll(among)].flatMap(([, about = '', list = '']) =>
			literalsIn(list).map((word) => ({ key: about, word })),
		),
	];
}

/** The texts between quotes in Python that may be words or keys. */
export function literalsIn(text: string): string[] {
	return [...text.matchAll(/(["'])([\w./+~-]+)\1/g)].map(([, , word = '']) => word);
}
