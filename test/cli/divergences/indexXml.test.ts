/** Where index.xml is not what Metro would write. Each of these is a decision, and here it is held. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { call, in2019, now, textOf } from '../../support/sampleCall.ts';
import { builds, layOut, type Sample } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

suite('Q37, Q38: build-info.json and index.xml', () => {
	const withInfo = (info: string): Sample => ({
		files: { ...builds('corei7', '2015-02-19'), 'corei7/2015-02-19/build-info.json': info },
	});

	test('values that are not strings become text; invalid keys are omitted with a note', async () => {
		const { files, stderr, status } = await call(
			'index.xml',
			withInfo('{"A": 1, "B": true, "no name": "x", "C": ["d"], "__proto__": "p", "x:y": "z"}'),
		);
		const text = await textOf(files, '/mirror/index.xml');
		assert.match(
			text,
			/<subarch name="corei7" builds="1" A="1" B="true" C="\[&quot;d&quot;\]" __proto__="p">/,
		);
		assert.match(stderr, /has a key that XML cannot hold: "no name"/);
		assert.match(stderr, /has a key that XML cannot hold: "x:y"/);
		assert.equal(status, 0);
	});

	for (const broken of ['{', '[1]', '3', 'null', '"x"', '']) {
		test(`${broken}: costs only its own attributes`, async () => {
			const { files, stderr, status } = await call('index.xml', withInfo(broken));
			assert.match(await textOf(files, '/mirror/index.xml'), /<subarch name="corei7" builds="1">/);
			assert.match(stderr, /build-info\.json/);
			assert.equal(status, 0);
		});
	}

	test('characters that XML cannot hold are left out', async () => {
		const { files } = await call('index.xml', withInfo('{"A": "a\\u0000b\\u001fc\\ud800d\\r\\n"}'));
		assert.match(await textOf(files, '/mirror/index.xml'), / A="a\ufffdb\ufffdc\ufffdd&#13;&#10;">/);
	});

	test('a blank in the path does not spoil the size', async () => {
		const files = layOut({
			buildbot: "builds = ('a b',)\narches = ('x',)\nsubarches = ('s',)\n",
			files: { '/mirror/a b/x/s/2015-02-19/stage3-s.tar.xz': 'x', '/mirror/a b/x/s/2015-02-19/status': 'ok' },
		});
		await buildrepo(['index.xml'], { files, now, ...in2019 });
		assert.match(await textOf(files, '/mirror/index.xml'), / size="4\.0KB"/);
	});

	test('on a full disk, the old index.xml stays', async () => {
		const files = layOut({ ...withInfo('{}') });
		files.put('/mirror/index.xml', 'old');
		files.failAt('/mirror/index.xml', 'full');
		const { status, stderr } = await buildrepo(['index.xml'], { files, now });
		assert.equal(status, 1);
		assert.match(stderr, /index\.xml: full/);
		files.failAt('/mirror/index.xml', undefined);
		assert.equal(await textOf(files, '/mirror/index.xml'), 'old');
	});
});
