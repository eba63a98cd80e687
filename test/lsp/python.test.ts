/** The server with a real Python: it runs only if the client enables it, and then for the view as well as for builds. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { requests, type SetupSummary } from '../../server/src/protocol/index.ts';
import { startLanguageClient } from '../support/languageClient.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { findPython } from '../support/python.ts';

const buildbot = `import os
os.system("touch canary")
builds = tuple(os.environ.get("NOT_SET", "funtoo-current").split())
arches = ("x86-64bit",)
subarches = ("corei7",)

def map_build(build, subarch, full, full_date):
	return os.environ and ["freshen", subarch]
`;

interface Shown {
	readonly home: string;
	readonly summary: SetupSummary;
}

/** What the server tells of a home with that `.buildbot`, started with these options. */
async function show(t: TestContext, options: object): Promise<Shown> {
	const { home, write } = await makeMetroHome(t, buildbot);
	await write('mirror/funtoo-current/x86-64bit/corei7/.control/note', '');
	const client = await startLanguageClient({
		workspaceFolders: [home],
		env: { HOME: home },
		initializationOptions: options,
	});
	t.after(() => client.stop());
	for (let attempt = 0; attempt < 200; attempt++) {
		const [summary] = await client.connection.sendRequest<SetupSummary[]>(requests.setups.method);
		if (summary !== undefined && summary.state !== 'loading') return { home, summary };
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	throw new Error('the set-up was never read');
}

for (const [name, options] of [
	['without the option', {}],
	['with an empty one', { python: '' }],
	['with one of another kind', { python: ['python3'] }],
] as const) {
	test(`no program is run ${name}`, async (t) => {
		const { home, summary } = await show(t, options);
		assert.equal(summary.state, 'bad-buildbot');
		assert.match(summary.message ?? '', /line 3: builds depends on os\.environ.*metro\.buildbot\.python/);
		assert.equal(summary.place?.line, 2);
		assert.ok(!existsSync(join(home, 'canary')));
		assert.ok(!summary.buildrepoArgs.includes('--python'));
	});
}

test('with the option the set-up is ready, and the next build known', async (t) => {
	const python = findPython();
	const { home, summary } = await show(t, { python });
	assert.equal(summary.state, 'ready', summary.message);
	assert.deepEqual([summary.next?.target, summary.next?.extras], ['freshen', ['corei7']]);
	assert.ok(existsSync(join(home, 'canary')));
	// The client's own calls of buildrepo do as the server does.
	const at = summary.buildrepoArgs.indexOf('--python');
	assert.equal(summary.buildrepoArgs[at + 1], python);
});

test('a missing Python is reported', async (t) => {
	const { summary } = await show(t, { python: '/nowhere/python3' });
	assert.equal(summary.state, 'bad-buildbot');
	assert.match(summary.message ?? '', /\/nowhere\/python3 cannot be run \(no such program\)/);
});
