/** Absolute POSIX paths as plain text, without asking the disk. */

/** `path` made absolute against `directory`, with `.`, `..` and doubled slashes worked out as text. */
export function resolvePath(directory: string, path: string): string {
	const parts: string[] = [];
	for (const part of (path.startsWith('/') ? path : `${directory}/${path}`).split('/')) {
		if (part === '..') parts.pop();
		else if (part !== '' && part !== '.') parts.push(part);
	}
	return `/${parts.join('/')}`;
}

/** The directory a path lies in. */
export function parentPath(path: string): string {
	const at = path.lastIndexOf('/');
	return at <= 0 ? '/' : path.slice(0, at);
}

/** The last name of a path. */
export function lastName(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

/** True if `path` lies below `directory` (not the directory itself). Both absolute, without `.` and `..`. */
export function isBelow(path: string, directory: string): boolean {
	return path.startsWith(directory.endsWith('/') ? directory : `${directory}/`);
}
