import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectSettings, describeConfig, lookUp } from '../../server/src/flexdata/index.ts';
import { memoryReader } from './memoryFiles.ts';

const files = new Map([
	[
		'/home/metro/.metro',
		'[section path]\ninstall: /opt\nown: $[path/config]/x\n[collect $[path/install]/b.conf]\n',
	],
	['/opt/b.conf', 'b: $[target]\n'],
]);
const common = { directory: '/', dialect: '2019', read: memoryReader(files) } as const;

test('.metro gives path/config, and arguments may replace it', async () => {
	const options = { ...common, config: '/home/metro/.metro' };
	const plain = await collectSettings({ ...options, arguments: new Map([['target', 'stage3']]) });
	assert.deepEqual(plain.errors, []);
	const text = (collection: typeof plain, key: string): unknown => {
		const result = lookUp(collection, key);
		return result.kind === 'answer' && result.outcome.kind === 'text' ? result.outcome.text : undefined;
	};
	assert.equal(text(plain, 'path/own'), '/home/metro/x');
	assert.equal(text(plain, 'b'), 'stage3');
	const other = await collectSettings({ ...options, arguments: new Map([['path/config', '/etc']]) });
	assert.equal(text(other, 'path/own'), '/etc/x');
});

test('any name can be a key', async () => {
	const read = memoryReader(new Map([['/a', '__proto__: 1\nconstructor: 2\n']]));
	const record = await describeConfig({ ...common, read, entries: ['/a'], arguments: new Map() });
	assert.equal(
		JSON.stringify([record.keys, record.raw]),
		'[{"__proto__":"1","constructor":"2"},{"__proto__":"1","constructor":"2"}]',
	);
});
