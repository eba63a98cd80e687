import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flexdataLinks } from '../../../server/src/features/flexdata/links.ts';
import { sceneOf } from './support.ts';

test('links lead to what is collected and read in this run', async () => {
	const scene = await sceneOf(
		'//- /metro/etc/master.conf\n[collect ./builds/$[target/build]/build.conf]\n[collect ./$[nobody]]\na: << /metro/etc/mode\n//- /metro/etc/mode\nx\n',
	);
	const links = await flexdataLinks(scene.document, scene.context);
	assert.deepEqual(
		links.map(({ target }) => target),
		['file:///metro/etc/builds/current/build.conf', 'file:///metro/etc/mode'],
	);
});

test('links lead to files that values name, if they are there', async () => {
	const scene = await sceneOf(
		[
			'//- /metro/etc/master.conf',
			'there: $[path/install]/etc/motd',
			'whole: /metro/etc/motd',
			'not: $[path/install]/etc/none',
			'directory: $[path/install]/etc',
			'words: /metro/etc/motd and more',
			'relative: etc/motd',
			'//- /metro/etc/motd',
			'hello',
			'',
		].join('\n'),
	);
	const links = await flexdataLinks(scene.document, scene.context);
	assert.deepEqual(
		links.map(({ target, range }) => `${range.start.line}:${range.start.character} ${target}`),
		['0:7 file:///metro/etc/motd', '1:7 file:///metro/etc/motd'],
	);
});

test('every file that a block reads has a link', async () => {
	const scene = await sceneOf(
		[
			'//- /metro/etc/master.conf',
			'a: [',
			'<< /metro/etc/one',
			'echo',
			'<< /metro/etc/two',
			']',
			'//- /metro/etc/one',
			'1',
			'//- /metro/etc/two',
			'2',
			'',
		].join('\n'),
	);
	const links = await flexdataLinks(scene.document, scene.context);
	assert.deepEqual(
		links.map(({ target, range }) => `${range.start.line}:${range.start.character} ${target}`),
		['1:3 file:///metro/etc/one', '3:3 file:///metro/etc/two'],
	);
});
