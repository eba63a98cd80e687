/** `digestgen` beyond what was recorded. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { now } from '../../support/sampleCall.ts';
import { layOut } from '../../support/sampleRepository.ts';
import { buildrepo } from '../../support/testHost.ts';

suite('digestgen', () => {
	test('interrupted, it leaves whole hash files, and goes on where it stopped', async () => {
		const names = ['a', 'b', 'c', 'd', 'e', 'f'];
		const files = layOut({
			files: Object.fromEntries(names.map((name) => [`corei7/2015-02-19/${name}.tar.xz`, name])),
		});
		const signal = { aborted: false };
		let hashed = 0;
		const sha256 = async (): Promise<string> => {
			hashed += 1;
			if (hashed === 3) signal.aborted = true;
			return 'a'.repeat(64);
		};
		const first = await buildrepo(['digestgen'], { files, now, signal, sha256 });
		assert.equal(first.status, 130);
		const hashFiles = (): string[] =>
			[...files.dump('/mirror')].filter(([path]) => path.endsWith('.hash.txt')).map(([, content]) => content);
		const whole = `file ${Buffer.from(`sha256 ${'a'.repeat(64)}\n`).toString('base64')}`;
		const done = hashFiles().length;
		assert.ok(done >= 2 && done < names.length, String(done));
		assert.deepEqual(new Set(hashFiles()), new Set([whole]));
		const second = await buildrepo(['digestgen'], { files, now, sha256 });
		assert.equal(second.status, 0);
		assert.equal(hashFiles().length, names.length);
		assert.equal(second.stdout.split('\n')[1]?.replaceAll('e', '').length, names.length - done);
	});
});
