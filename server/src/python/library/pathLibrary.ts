/**
 * The functions of `os.path` that work on the text of a path alone.
 * Python 3.11 Library Reference, os.path.
 */
import { baseNameOf, directoryOf, isAbsolutePath, normalizePath } from '../../base/posixPath.ts';
import { bool, type NamedCode, type NativeCode, str, tuple, type Value } from '../runtime/value.ts';
import { single, wantText } from './parameters.ts';

/** The text of a path argument. */
function pathText(value: Value | undefined): string {
	return wantText(value, (type) => `expected str, bytes or os.PathLike object, not ${type}`).value;
}

function onText(name: string, change: (path: string) => Value): NamedCode {
	return [name, (_machine, args) => change(pathText(single(name, args)))];
}

/** The name and its extension. Leading dots belong to the name. */
function splitExtension(path: string): readonly [string, string] {
	const name = baseNameOf(path);
	const dot = name.lastIndexOf('.');
	if (dot < 0 || /^\.*$/.test(name.slice(0, dot))) return [path, ''];
	const end = path.length - name.length + dot;
	return [path.slice(0, end), path.slice(end)];
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
	onText('basename', (path) => str(baseNameOf(path))),
	onText('dirname', (path) => str(directoryOf(path))),
	onText('split', (path) => tuple([str(directoryOf(path)), str(baseNameOf(path))])),
	onText('splitext', (path) => tuple(splitExtension(path).map(str))),
	onText('normpath', (path) => str(normalizePath(path))),
	onText('isabs', (path) => bool(isAbsolutePath(path))),
];
