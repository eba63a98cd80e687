/** index.xml is written only from a complete scan; otherwise the old one stays, and the reason is reported. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { in2019, now, textOf } from '../support/sampleCall.ts';
import { builds, layOut, top } from '../support/sampleRepository.ts';
import { buildrepo } from '../support/testHost.ts';

const index = '/mirror/index.xml';

suite('index.xml: the old one stays where the look was not a whole one', () => {
	const latest = `${top}/corei7/2015-02-19`;
	const cases: readonly (readonly [what: string, path: string])[] = [
		['build directory', '/mirror/funtoo-current'],
		['arch directory', top],
		['subarch directory', `${top}/corei7`],
		['dated build', latest],
		['.control', `${top}/corei7/.control`],
		['failcount', `${top}/corei7/.control/.failcount`],
		['build-info.json', `${latest}/build-info.json`],
	];
	for (const [what, path] of cases) {
		for (const failure of ['denied', 'other'] as const) {
			test(`${what}: ${failure}`, async () => {
				const files = layOut({
					files: {
						...builds('corei7', '2015-02-19'),
						'corei7/.control/.failcount': '1',
						'corei7/2015-02-19/build-info.json': '{}',
						'/mirror/index.xml': 'old',
					},
				});
				files.failAt(path, failure);
				const { status, stderr } = await buildrepo(['index.xml'], { files, now });
				assert.equal(status, 1);
				assert.match(stderr, /buildrepo: \/mirror\/index\.xml was not written, .*\/funtoo-current/);
				assert.equal(await textOf(files, index), 'old');
			});
		}
	}

	test('2019: the size of an archive', async () => {
		const files = layOut({
			files: {
				...builds('corei7', '2015-02-19'),
				'corei7/2015-02-19/status': 'ok',
				'/mirror/index.xml': 'old',
			},
		});
		const archive = [...files.dump(latest).keys()].find((name) => name.startsWith('stage3'));
		files.failAt(`${latest}/${archive}`, 'other');
		const { status } = await buildrepo(['index.xml'], { files, now, ...in2019 });
		assert.equal(status, 1);
		assert.equal(await textOf(files, index), 'old');
	});
});
