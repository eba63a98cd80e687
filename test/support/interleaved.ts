/** A disk on which something happens right before one of its calls: the moments between two steps of a program. */
import type { FileWriter } from '../../server/src/base/fileSystem.ts';

export type CallName = keyof FileWriter;

/** @param before called before every call with its number from 0 (so nothing happens at -1); may throw in place of the call. */
export function interleaved(
	files: FileWriter,
	before: (count: number, name: CallName, path: string) => void,
): FileWriter {
	let count = 0;
	const step = async <T>(name: CallName, path: string, call: () => Promise<T>): Promise<T> => {
		before(count++, name, path);
		return call();
	};
	return {
		list: (path) => step('list', path, () => files.list(path)),
		status: (path) => step('status', path, () => files.status(path)),
		linkStatus: (path) => step('linkStatus', path, () => files.linkStatus(path)),
		read: (path) => step('read', path, () => files.read(path)),
		readPart: (path, startOf, length) => step('readPart', path, () => files.readPart(path, startOf, length)),
		readLink: (path) => step('readLink', path, () => files.readLink(path)),
		realPath: (path) => step('realPath', path, () => files.realPath(path)),
		replace: (path, content) => step('replace', path, () => files.replace(path, content)),
		create: (path, content) => step('create', path, () => files.create(path, content)),
		remove: (path) => step('remove', path, () => files.remove(path)),
		removeIf: (path, mayGo) => step('removeIf', path, () => files.removeIf(path, mayGo)),
		removeTree: (path) => step('removeTree', path, () => files.removeTree(path)),
		mountIn: (path) => step('mountIn', path, () => files.mountIn(path)),
		space: (path) => step('space', path, () => files.space(path)),
		link: (target, path) => step('link', path, () => files.link(target, path)),
		replaceLink: (target, path) => step('replaceLink', path, () => files.replaceLink(target, path)),
		makeDirectory: (path, umask) => step('makeDirectory', path, () => files.makeDirectory(path, umask)),
		changeOwner: (path, uid, gid) => step('changeOwner', path, () => files.changeOwner(path, uid, gid)),
	};
}

/** Whether a call changes the disk. */
export function isChange(name: CallName): boolean {
	return [
		'replace',
		'create',
		'remove',
		'removeIf',
		'removeTree',
		'link',
		'replaceLink',
		'makeDirectory',
		'changeOwner',
	].includes(name);
}
