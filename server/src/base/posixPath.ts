/** Paths as text, in the manner of Python's `posixpath`. Nothing here reads the disk. */

export function isAbsolutePath(path: string): boolean {
	return path.startsWith('/');
}

/** The part before the last slash; the root keeps its slash. */
export function directoryOf(path: string): string {
	const head = path.slice(0, path.lastIndexOf('/') + 1);
	const trimmed = trimSlashes(head);
	return trimmed === '' ? head : trimmed;
}

/** The part after the last slash. */
export function baseNameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** Resolves `.`, `..` and repeated slashes as text. Exactly two leading slashes stay, as in POSIX. */
export function normalizePath(path: string): string {
	if (path === '') return '.';
	const root = !path.startsWith('/') ? '' : path.startsWith('//') && !path.startsWith('///') ? '//' : '/';
	const parts: string[] = [];
	for (const part of path.split('/')) {
		if (part === '' || part === '.') continue;
		if (part !== '..' || (root === '' && (parts.length === 0 || parts.at(-1) === '..'))) parts.push(part);
		else parts.pop();
	}
	const joined = root + parts.join('/');
	return joined === '' ? '.' : joined;
}

/** `path` relative to `directory`, normalised; an absolute path is only normalised. */
export function resolvePath(directory: string, path: string): string {
	if (isAbsolutePath(path)) return normalizePath(path);
	return normalizePath(joinPath(directory, path));
}

/** The path of a name in `directory`, joined with one slash. */
export function joinPath(directory: string, path: string): string {
	return withSlash(directory) + path;
}

function withSlash(directory: string): string {
	return directory.endsWith('/') ? directory : `${directory}/`;
}

/** `path` relative to `directory`, always beginning with a dot. Both must be normalised and absolute. */
export function relativePath(directory: string, path: string): string {
	const from = trimSlashes(directory).split('/');
	const to = path.split('/');
	let same = 0;
	while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
	const up = from.length - same;
	return `${up === 0 ? './' : '../'.repeat(up)}${to.slice(same).join('/')}`;
}

function trimSlashes(path: string): string {
	let end = path.length;
	while (end > 0 && path[end - 1] === '/') end--;
	return path.slice(0, end);
}

/** True if `path` is below `directory`, and not `directory` itself. Both must be normalised and absolute. */
export function isBelow(path: string, directory: string): boolean {
	return path.length > directory.length && path.startsWith(withSlash(directory));
}

/** `path` relative to `directory` if it is below that, otherwise `undefined`. Both must be normalised and absolute. */
export function nameBelow(path: string, directory: string): string | undefined {
	if (!isBelow(path, directory)) return undefined;
	return path.slice(withSlash(directory).length);
}

/** Replaces `~` in `~` and `~/…` with the user's home, as a shell does; any other path is unchanged. */
export function expandHome(path: string, home: string): string {
	return path === '~' || path.startsWith('~/') ? joinPath(home, path.slice(2)) : path;
}
