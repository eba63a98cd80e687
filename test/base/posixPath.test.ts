import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
	baseNameOf,
	directoryOf,
	isAbsolutePath,
	joinPath,
	nameBelow,
	normalizePath,
	relativePath,
	resolvePath,
} from '../../server/src/base/posixPath.ts';

test('paths are normalised as Python normalises them', () => {
	const cases: readonly (readonly [string, string])[] = [
		['', '.'],
		['.', '.'],
		['/', '/'],
		['//', '//'],
		['///', '/'],
		['//a', '//a'],
		['/a/../..//b/./c/', '/b/c'],
		['a/..', '.'],
		['../a/../../b', '../../b'],
		['/..', '/'],
	];
	for (const [path, expected] of cases) assert.equal(normalizePath(path), expected, path);
});

test('the directory of a path keeps the root', () => {
	const cases: readonly (readonly [string, string])[] = [
		['/a/b', '/a'],
		['/a', '/'],
		['//a', '//'],
		['/a//b', '/a'],
		['a', ''],
		['a/', 'a'],
	];
	for (const [path, expected] of cases) assert.equal(directoryOf(path), expected, path);
	assert.equal(baseNameOf('/a/b.conf'), 'b.conf');
	assert.equal(baseNameOf('b'), 'b');
});

test('a path is resolved from a directory unless it is absolute', () => {
	assert.equal(isAbsolutePath('/a'), true);
	assert.equal(isAbsolutePath('a'), false);
	assert.equal(resolvePath('/home/metro', '../x'), '/home/x');
	assert.equal(resolvePath('/home/metro', '/etc/./x'), '/etc/x');
	assert.equal(resolvePath('/', './x'), '/x');
	assert.equal(joinPath('/', 'x'), '/x');
	assert.equal(joinPath('/a', 'x/../y'), '/a/x/../y');
});

test('a path becomes relative to a directory', () => {
	const cases: readonly (readonly [directory: string, path: string, expected: string])[] = [
		['/a', '/a/b.conf', './b.conf'],
		['/a', '/a/b/c.conf', './b/c.conf'],
		['/a/b', '/a/c.conf', '../c.conf'],
		['/a/b/c', '/a/d/e.conf', '../../d/e.conf'],
		['/a/b', '/a', '../../a'],
		['/', '/b.conf', './b.conf'],
		['/a', '/b.conf', '../b.conf'],
	];
	for (const [directory, path, expected] of cases) {
		assert.equal(relativePath(directory, path), expected);
		assert.equal(resolvePath(directory, expected), path);
	}
});

test('a path below a directory has a name there', () => {
	const cases: readonly (readonly [path: string, directory: string, expected: string | undefined])[] = [
		['/a/b/c.conf', '/a', 'b/c.conf'],
		['/b.conf', '/', 'b.conf'],
		['/a', '/a', undefined],
		['/ab', '/a', undefined],
		['/', '/', undefined],
	];
	for (const [path, directory, expected] of cases) assert.equal(nameBelow(path, directory), expected);
});
