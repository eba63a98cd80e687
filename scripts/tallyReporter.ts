/**
 * A reporter for `node --test` that prints each failure in full, names what was skipped, and ends with
 * `tally PASSED FAILED`, counting only leaf tests. A skipped test is a failure, unless METRO_TESTS_MAY_SKIP is set.
 */
import type { TestEvent } from 'node:test/reporters';

const maySkip = process.env.METRO_TESTS_MAY_SKIP === '1';

// biome-ignore lint/style/noDefaultExport: node --test takes a reporter by its default export
export default async function* tallyReporter(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
	let passed = 0;
	let failed = 0;
	for await (const event of source) {
		// A test file that skips tests because a program is missing says so in a separate line.
		if (event.type === 'test:stdout' && event.data.message.startsWith('not run: ')) yield event.data.message;
		if (event.type !== 'test:pass' && event.type !== 'test:fail') continue;
		const { data } = event;
		if (data.details.type === 'suite') continue;
		if (event.type === 'test:pass' && data.skip === undefined && data.todo === undefined) {
			passed++;
			continue;
		}
		if (event.type === 'test:pass' && maySkip) {
			yield `not run: ${data.name}: ${data.skip ?? data.todo}\n`;
			continue;
		}
		failed++;
		const where = `${data.file ?? ''}:${data.line ?? ''}`;
		const reason =
			event.type === 'test:fail'
				? event.data.details.error
				: 'skipped: a test that does not run is a failure';
		yield `\nFAILED ${data.name} (${where})\n${inspect(reason)}\n`;
	}
	yield `\ntally ${passed} ${failed}\n`;
}

function inspect(reason: unknown): string {
	if (!(reason instanceof Error)) return String(reason);
	const cause = reason.cause;
	return cause instanceof Error ? (cause.stack ?? cause.message) : (reason.stack ?? reason.message);
}
