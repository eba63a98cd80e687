/** The parts of `os.path` that only look at the text of a path. */
import { bool, type NamedCode, type NativeCode, str, tuple, type Value } from '../runtime/value.ts';
import { single, wantText } from './parameters.ts';

/** The text of a path, or of what is compared with one. */
export function pathText(value: Value | undefined): string {
	return wantText(value, (type) => `expected str, bytes or os.PathLike object, not ${type}`).value;
}

function onText(name: string, change: (path: string) => Value): NamedCode {
	return [name, (_machine, args) => change(pathText(single(name, args)))];
}

/** Head and tail around the last slash. */
function split(path: string): readonly [string, string] {
	const at = path.lastIndexOf('/') + 1;
	const head = path.slice(0, at);
	return [/^\/*$/.test(head) ? head : head.replace(/\/+$/, ''), path.slice(at)];
}

/** The name and its extension; leading dots belong to the name. */
function splitExtension(path: string): readonly [string, string] {
	const [, name = '', extension = ''] = /^(.*?(?:^|\/)\.*[^/]*?)(\.[^./]*)?$/s.exec(path) ?? [];
	const base = path.slice(path.lastIndexOf('/') + 1);
	return /^\.*[^.]*$/.test(base) ? [path, ''] : [name, extension];
}

function normal(path: string): string {
	const lead = /^\/\/(?!\/)/.test(path) ? '//' : path.startsWith('/') ? '/' : '';
	const out: string[] = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part !== '..' || (lead === '' && (out.length === 0 || out.at(-1) === '..'))) out.push(part);
		else out.pop();
	}
	return lead + out.join('/') || '.';
}

const join: NativeCode = (_machine, args) => {
	let out = '';
	for (const [index, part] of args.positional.map(pathText).entries()) {
		if (part.startsWith('/') || index === 0) out = part;
		else out += out === '' || out.endsWith('/') ? part : `/${part}`;
	}
	return str(out);
};

export const pathFunctions: readonly NamedCode[] = [
	['join', join],
	onText('basename', (path) => str(split(path)[1])),
	onText('dirname', (path) => str(split(path)[0])),
	onText('split', (path) => tuple(split(path).map((part) => str(part)))),
	onText('splitext', (path) => tuple(splitExtension(path).map((part) => str(part)))),
	onText('normpath', (path) => str(normal(path))),
	onText('isabs', (path) => bool(path.startsWith('/'))),
];
