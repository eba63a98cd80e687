import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	type EntryKind,
	FileError,
	type FileFailure,
	type FileReader,
} from '../../server/src/base/fileSystem.ts';
import { textReader } from '../../server/src/base/readText.ts';

/** A disk with one file, or with one way of failing. */
function disk(kind: EntryKind | undefined, content: Uint8Array | FileFailure): FileReader {
	const never = (): never => {
		throw new Error('not needed here');
	};
	return {
		list: never,
		linkStatus: never,
		readLink: never,
		realPath: never,
		status: async () =>
			kind && { kind, size: 0, modified: 0, changed: 0, diskUse: 0, identity: '', links: 1 },
		read: async (path) => {
			if (typeof content === 'string') throw new FileError(content, path, `cannot: ${content}`);
			return content;
		},
	};
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

test('the outcome of reading a path is a value', async () => {
	const cases: readonly (readonly [FileReader, object])[] = [
		[disk('file', encode('\ufeffa')), { kind: 'text', text: '\ufeffa' }],
		[disk('file', Uint8Array.of(0x61, 0xf6)), { kind: 'not-utf8', at: 1 }],
		[disk(undefined, encode('')), { kind: 'missing' }],
		[disk('directory', encode('')), { kind: 'not-a-file' }],
		[disk('other', encode('')), { kind: 'not-a-file' }],
		[disk('file', 'is-a-directory'), { kind: 'not-a-file' }],
		[disk('file', 'loop'), { kind: 'missing' }],
		[disk('file', 'name-too-long'), { kind: 'missing' }],
		[disk('file', 'denied'), { kind: 'unreadable', reason: 'cannot: denied' }],
	];
	for (const [files, expected] of cases) assert.deepEqual(await textReader(files)('/a'), expected);
});

test('errors other than FileError are passed on', async () => {
	const broken: FileReader = {
		...disk('file', encode('')),
		read: () => Promise.reject(new TypeError('bug')),
	};
	await assert.rejects(textReader(broken)('/a'), TypeError);
});
