/** Reports the results of a test suite inside the extension host through a file, one line of JSON per test. */
import { existsSync, readFileSync } from 'node:fs';

/** Environment variable that names the file. */
export const reportVariable = 'METRO_SUITE_REPORT';

export interface TestReport {
	readonly kind: 'test';
	readonly title: string;
	readonly passed: boolean;
	readonly milliseconds: number;
	/** The stack, or why the test did not run; absent if it passed. */
	readonly error?: string;
}

/** The last line: the suite has ended or crashed. */
export interface EndReport {
	readonly kind: 'end';
	/** Why it failed. */
	readonly error?: string;
}

export type SuiteReport = TestReport | EndReport;

/** The complete lines so far; a last line that is still being written is omitted. */
export function readReports(file: string): SuiteReport[] {
	if (!existsSync(file)) return [];
	const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
	return lines.map((line): SuiteReport => JSON.parse(line));
}

/** A test as a line of text for people. */
export function describeTest({ title, passed, milliseconds, error }: TestReport): string {
	const line = `  ${passed ? 'passed' : 'FAILED'} ${title} (${Math.round(milliseconds)} ms)`;
	return error === undefined ? line : `${line}\n${error.replace(/^/gm, '    ')}`;
}
