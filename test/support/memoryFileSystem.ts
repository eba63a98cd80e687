/** A disk in memory with links, times and failures on demand: the whole file system port, without a disk. */
import {
	type DirectoryEntry,
	type EntryKind,
	FileError,
	type FileFailure,
	type FileStatus,
	type FileSystemSpace,
	type FileWriter,
} from '../../server/src/base/fileSystem.ts';
import { compareBytes } from '../../server/src/base/surrogateEscape.ts';

interface Directory {
	readonly kind: 'directory';
	readonly id: number;
	readonly entries: Map<string, Node>;
	modified: number;
}

interface File {
	readonly kind: 'file';
	readonly id: number;
	readonly content: Uint8Array;
	modified: number;
}

interface Link {
	readonly kind: 'link';
	readonly id: number;
	readonly target: string;
	modified: number;
}

type Node = Directory | File | Link;

export interface MemoryFileSystem extends FileWriter {
	/** Puts a file there, with all its directories; text is written as UTF-8. `modified` is in milliseconds. */
	put(path: string, content: string | Uint8Array, modified?: number): void;
	putDirectory(path: string): void;
	putLink(path: string, target: string): void;
	setModified(path: string, modified: number): void;
	/** From now on every access to `path` itself fails so; `undefined` heals it. */
	failAt(path: string, failure: FileFailure | undefined): void;
	/** From now on something is mounted at `path`. */
	mountAt(path: string): void;
	/** What `space` returns from now on; before, much is free. */
	setSpace(space: FileSystemSpace | undefined): void;
	/** From now on nothing can be changed. */
	makeReadOnly(): void;
	/** Every path below `top`, relative to it, with its kind and content or target; directories end in a slash. */
	dump(top: string): Map<string, string>;
	/** The paths of all calls since the last time this was asked, as `list /a`. */
	takeCalls(): string[];
}

/** An empty disk. `now` gives the time of new files. */
export function createMemoryFileSystem(now: () => number = () => 0): MemoryFileSystem {
	let ids = 0;
	let readOnly = false;
	let calls: string[] = [];
	let space: FileSystemSpace | undefined = { free: 400 * 2 ** 30, total: 1000 * 2 ** 30 };
	const failures = new Map<string, FileFailure>();
	const mounts: string[] = [];
	const mountWithin = (path: string): string | undefined =>
		mounts.find((mount) => mount === path || mount.startsWith(`${path}/`));
	const directory = (): Directory => ({ kind: 'directory', id: ++ids, entries: new Map(), modified: now() });
	const root = directory();

	const fail = (failure: FileFailure, path: string): never => {
		throw new FileError(failure, path, `${path}: ${failure}`);
	};
	const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

	/** Walks to a node; links in the way are followed, one at the end only if `follow`. */
	const find = (path: string, follow: boolean, hops = 0): { node: Node; real: string } | undefined => {
		if (hops > 40) fail('loop', path);
		let here: Node = root;
		let real: string[] = [];
		const trail: Directory[] = [];
		const parts = partsOf(path);
		for (const [index, part] of parts.entries()) {
			if (here.kind !== 'directory') return undefined;
			if (part === '..') {
				here = trail.pop() ?? root;
				real = real.slice(0, -1);
				continue;
			}
			const next: Node | undefined = here.entries.get(part);
			if (next === undefined) return undefined;
			const last = index === parts.length - 1;
			if (next.kind === 'link' && (!last || follow)) {
				const base = next.target.startsWith('/') ? next.target : `/${real.join('/')}/${next.target}`;
				const rest = parts.slice(index + 1).join('/');
				return find(rest === '' ? base : `${base}/${rest}`, follow, hops + 1);
			}
			trail.push(here);
			real.push(part);
			here = next;
		}
		return { node: here, real: `/${real.join('/')}` };
	};
	const parentOf = (path: string): { entries: Map<string, Node>; name: string; directory: Directory } => {
		const parts = partsOf(path);
		const name = parts.pop() ?? '';
		const parent = `/${parts.join('/')}`;
		const found = find(parent, true);
		if (found === undefined) return fail('missing', path);
		if (found.node.kind !== 'directory') return fail('not-a-directory', path);
		if (found.real !== parent) return fail('loop', path);
		return { entries: found.node.entries, name, directory: found.node };
	};
	const makeParents = (path: string): Map<string, Node> => {
		let here = root;
		for (const part of partsOf(path).slice(0, -1)) {
			const next = here.entries.get(part);
			if (next === undefined) {
				const made = directory();
				here.entries.set(part, made);
				here = made;
			} else if (next.kind === 'directory') here = next;
			else throw new Error(`${path}: ${part} is no directory`);
		}
		return here.entries;
	};
	const nameOf = (path: string): string => partsOf(path).at(-1) ?? '';
	const read = (call: string, path: string): void => {
		calls.push(`${call} ${path}`);
		const failure = failures.get(path);
		if (failure !== undefined) fail(failure, path);
	};
	const change = (call: string, path: string): void => {
		read(call, path);
		if (readOnly) fail('read-only', path);
	};
	const bytesOf = (content: string | Uint8Array): Uint8Array =>
		typeof content === 'string' ? new TextEncoder().encode(content) : content;

	return {
		async list(path) {
			read('list', path);
			const found = find(path, true)?.node;
			if (found?.kind !== 'directory') return undefined;
			return [...found.entries]
				.map(([name, node]): DirectoryEntry => ({ name, kind: node.kind }))
				.sort((a, b) => compareBytes(a.name, b.name));
		},
		async status(path) {
			read('status', path);
			return statusOf(find(path, true)?.node);
		},
		async linkStatus(path) {
			read('linkStatus', path);
			return statusOf(find(path, false)?.node);
		},
		async read(path) {
			read('read', path);
			const found = find(path, true)?.node;
			if (found?.kind === 'directory') return fail('is-a-directory', path);
			return found?.kind === 'file' ? found.content : undefined;
		},
		async readPart(path, startOf, length) {
			read('readPart', path);
			const found = find(path, true)?.node;
			if (found?.kind === 'directory') return fail('is-a-directory', path);
			if (found?.kind !== 'file') return undefined;
			const size = found.content.length;
			const start = startOf(size);
			const end = length === undefined ? size : start + length;
			return { content: found.content.subarray(start, end), start, size, modified: found.modified };
		},
		async readLink(path) {
			read('readLink', path);
			const found = find(path, false)?.node;
			if (found === undefined) return undefined;
			return found.kind === 'link' ? found.target : fail('other', path);
		},
		async realPath(path) {
			read('realPath', path);
			return find(path, true)?.real;
		},
		async replace(path, content) {
			change('replace', path);
			const { entries, name } = parentOf(path);
			if (entries.get(name)?.kind === 'directory') fail('is-a-directory', path);
			entries.set(name, { kind: 'file', id: ++ids, content, modified: now() });
		},
		async create(path, content) {
			change('create', path);
			const { entries, name } = parentOf(path);
			if (entries.has(name)) fail('exists', path);
			entries.set(name, { kind: 'file', id: ++ids, content, modified: now() });
		},
		async remove(path) {
			change('remove', path);
			const { entries, name } = parentOf(path);
			const node = entries.get(name);
			if (node === undefined) fail('missing', path);
			if (node?.kind === 'directory') fail('is-a-directory', path);
			entries.delete(name);
			return diskUseOf(node);
		},
		async removeIf(path, mayGo) {
			change('removeIf', path);
			const { entries, name } = parentOf(path);
			const node = entries.get(name);
			if (node === undefined) fail('missing', path);
			if (node?.kind !== 'file' || !mayGo(node.content)) return false;
			entries.delete(name);
			return true;
		},
		async removeTree(path) {
			change('removeTree', path);
			const { entries, name } = parentOf(path);
			const node = entries.get(name);
			if (node === undefined) fail('missing', path);
			if (node?.kind !== 'directory') fail('not-a-directory', path);
			if (mountWithin(path) !== undefined) fail('mounted', path);
			entries.delete(name);
			return diskUseOf(node);
		},
		async mountIn(path) {
			read('mountIn', path);
			return mountWithin(path);
		},
		async space(path) {
			read('space', path);
			return find(path, true) === undefined ? undefined : space;
		},
		async link(target, path) {
			change('link', path);
			const { entries, name } = parentOf(path);
			if (entries.has(name)) fail('exists', path);
			entries.set(name, { kind: 'link', id: ++ids, target, modified: now() });
		},
		async replaceLink(target, path) {
			change('replaceLink', path);
			const { entries, name } = parentOf(path);
			if (entries.get(name)?.kind === 'directory') fail('is-a-directory', path);
			entries.set(name, { kind: 'link', id: ++ids, target, modified: now() });
		},
		async makeDirectory(path) {
			change('makeDirectory', path);
			const { entries, name } = parentOf(path);
			if (entries.has(name)) fail('exists', path);
			entries.set(name, directory());
		},
		async changeOwner(path) {
			change('changeOwner', path);
			if (find(path, false) === undefined) fail('missing', path);
		},
		put(path, content, modified = now()) {
			const file: File = { kind: 'file', id: ++ids, content: bytesOf(content), modified };
			makeParents(path).set(nameOf(path), file);
		},
		putDirectory(path) {
			makeParents(`${path}/x`);
		},
		putLink(path, target) {
			makeParents(path).set(nameOf(path), { kind: 'link', id: ++ids, target, modified: now() });
		},
		setModified(path, modified) {
			const found = find(path, false)?.node;
			if (found === undefined) throw new Error(`${path} does not exist`);
			found.modified = modified;
		},
		failAt(path, failure) {
			if (failure === undefined) failures.delete(path);
			else failures.set(path, failure);
		},
		mountAt: (path) => void mounts.push(path),
		setSpace(now) {
			space = now;
		},
		makeReadOnly() {
			readOnly = true;
		},
		dump(top) {
			const all = new Map<string, string>();
			const visit = (node: Node, path: string): void => {
				if (node.kind === 'directory') {
					if (path !== '') all.set(`${path}/`, 'directory');
					for (const [name, child] of node.entries) visit(child, path === '' ? name : `${path}/${name}`);
				} else {
					const content = node.kind === 'link' ? node.target : Buffer.from(node.content).toString('base64');
					all.set(path, `${node.kind} ${content}`);
				}
			};
			const found = find(top, true)?.node;
			if (found !== undefined) visit(found, '');
			return all;
		},
		takeCalls() {
			const taken = calls;
			calls = [];
			return taken;
		},
	};
}

/** Disk use is counted in blocks of 4 KiB, as most disks do; a link takes none. */
const blockSize = 4096;

function statusOf(node: Node | undefined): FileStatus | undefined {
	if (node === undefined) return undefined;
	const size = node.kind === 'file' ? node.content.length : 0;
	const kind: EntryKind = node.kind;
	const diskUse = node.kind === 'directory' ? blockSize : Math.ceil(size / blockSize) * blockSize;
	return {
		kind,
		size,
		modified: node.modified,
		changed: node.modified,
		diskUse,
		identity: String(node.id),
		links: 1,
	};
}

function diskUseOf(node: Node | undefined): number {
	const own = statusOf(node)?.diskUse ?? 0;
	const inside = node?.kind === 'directory' ? [...node.entries.values()] : [];
	return inside.reduce((sum, child) => sum + diskUseOf(child), own);
}
