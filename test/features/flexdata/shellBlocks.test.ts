/** Shell in blocks: which blocks are shell, what ShellCheck gets to read, and where its findings come to stand. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-types';
import { toSpan } from '../../../server/src/features/convert.ts';
import { flexdataFeatures } from '../../../server/src/features/flexdata/index.ts';
import { remapComments } from '../../../server/src/features/flexdata/shell/remapComments.ts';
import {
	shellComments,
	shellFindings,
} from '../../../server/src/features/flexdata/shell/shellcheckAnswer.ts';
import { withShellLint } from '../../../server/src/features/flexdata/shell/shellLint.ts';
import { type ShellScript, shellScripts } from '../../../server/src/features/flexdata/shell/shellScripts.ts';
import { parse } from '../../../server/src/flexdata/index.ts';
import recorded from '../../golden/shellcheck.json' with { type: 'json' };
import { documentOf } from '../../support/cursor.ts';
import { nowhere } from './support.ts';

/** The one script of a file. */
function scriptOf(text: string): ShellScript {
	const [script, ...more] = shellScripts(parse(text));
	assert.ok(script !== undefined && more.length === 0, `${more.length + 1} scripts`);
	return script;
}

const blocks: readonly (readonly [string, string, boolean])[] = [
	['a step', '[section steps]\nrun: [\nls\n]\n', true],
	['a step of a named section', '[section steps/prerun]\nrun: [\nls\n]\n', true],
	['a trigger by its full key', 'trigger/ok/run: [\nls\n]\n', true],
	['a file by its name', '[section files]\nproxy.sh: [\nls\n]\n', true],
	['a shell by its first line', '[section files]\nmotd: [\n#!/bin/sh\nls\n]\n', true],
	['a text', '[section files]\nmotd: [\nhello\n]\n', false],
	['Python by its first line', '[section steps]\nrun: [\n#!/usr/bin/env python3\nimport os\n]\n', false],
	['Python by its name', '[section steps]\nrun.py: [\nimport os\n]\n', false],
	['shell by its first line, Python by its name', '[section steps]\nrun.py: [\n#!/bin/bash\nls\n]\n', true],
	['a section that only begins alike', '[section stepsister]\nrun: [\nls\n]\n', false],
	['a block that is not closed', '[section steps]\nrun: [\nls\n', false],
	['an empty block', '[section steps]\nrun: [\n]\n', false],
	['a reference without an end', '[section steps]\nrun: [\nls $[path\n]\n', false],
	['more than anybody writes', `[section steps]\nrun: [\n${'ls\n'.repeat(70_000)}]\n`, false],
];

for (const [name, text, expected] of blocks) {
	test(`${name} is ${expected ? '' : 'not '}given to ShellCheck`, () => {
		assert.equal(shellScripts(parse(text)).length, expected ? 1 : 0);
	});
}

test('of very many blocks, only the first are checked', () => {
	assert.equal(shellScripts(parse('steps/run: [\nls\n]\n'.repeat(300))).length, 100);
});

const lines: readonly (readonly [string, string])[] = [
	['cp "$[path/tmp]" $[:dest]/$[name?]', 'cp "xxxxxxxxxxx" xxxxxxxx/xxxxxxxx'],
	['  $[[steps/setup]]', ':                 '],
	['<< $[path/install]/motd', ':                      '],
	['echo $[[steps/setup]] $a', 'echo xxxxxxxxxxxxxxxx $a'],
	['echo "ä😀$[x]" ${a[0]}', 'echo "ä😀xxxx" ${a[0]}'],
	['\t[ $[] -gt 1 ]', '\t[ xxx -gt 1 ]'],
];

for (const [line, expected] of lines) {
	test(`ShellCheck reads ${JSON.stringify(line)} as ${JSON.stringify(expected)}`, () => {
		assert.equal(scriptOf(`steps/run: [\n${line}\n]\n`).text, `${expected}\n`);
	});
}

test('Python in a script is a command without effect', () => {
	const script = scriptOf('steps/run: [\nif true; then\n<?python\nprint("ls $x")\n?>\nfi\n]\n');
	assert.equal(script.text, 'if true; then\n:       \n              \n  \nfi\n');
});

test('every line of a script has the length and the place that it has in the file', () => {
	const text = recorded.text;
	const { text: script, lineStarts } = scriptOf(text);
	const written = script.split('\n').slice(0, -1);
	assert.equal(written.length, lineStarts.length);
	for (const [at, line] of written.entries()) {
		const start = lineStarts[at] ?? 0;
		assert.equal(text.slice(start, text.indexOf('\n', start)).length, line.length);
	}
});

test('the recorded script is the one ShellCheck read', () => {
	assert.equal(scriptOf(recorded.text).text, recorded.script);
});

test('findings are placed correctly, and those about references are left out', () => {
	const { text } = recorded;
	const comments = shellComments(JSON.stringify(recorded.answer));
	assert.ok(comments);
	const findings = shellFindings(scriptOf(text), comments);
	assert.deepEqual(
		findings.map(({ code, severity, span }) => [code, severity, text.slice(span.start, span.end)]),
		recorded.expected,
	);
});

test('the fix of a finding changes only its subject', () => {
	const { text } = recorded;
	const findings = shellFindings(scriptOf(text), shellComments(JSON.stringify(recorded.answer)) ?? []);
	const [fix] = findings.find(({ code }) => code === 'SC2006')?.fixes ?? [];
	assert.ok(fix !== undefined);
	let mended = text;
	for (const { span, text: put } of fix.changes.toReversed()) {
		mended = mended.slice(0, span.start) + put + mended.slice(span.end);
	}
	assert.equal(
		mended,
		text.replace('`date`', () => '$(date)'),
	);
});

test('words that are split on purpose get no quotes', () => {
	const findings = shellFindings(
		scriptOf(recorded.text),
		shellComments(JSON.stringify(recorded.answer)) ?? [],
	);
	assert.deepEqual(findings.find(({ code }) => code === 'SC2086')?.fixes, []);
});

test('an answer of another shape is ignored', () => {
	assert.equal(shellComments('unrecognized option'), undefined);
	assert.equal(shellComments('[]'), undefined);
	assert.deepEqual(shellComments('{"comments":[null,{"file":"other","line":1}]}'), []);
	const far = { file: '-', level: 'error', code: 1, message: '', fix: null };
	const beyond = { ...far, line: 90, endLine: 91, column: 1, endColumn: 1 };
	const comments = shellComments(JSON.stringify({ comments: [beyond] })) ?? [];
	assert.equal(comments.length, 1);
	assert.deepEqual(shellFindings(scriptOf('steps/run: [\nls\n]\n'), comments), []);
});

test('a fix that would change a reference, or is not fully understood, is not offered', () => {
	const text = 'steps/run: [\nls $a $[b]\n]\n';
	const place = { line: 1, endLine: 1 };
	const comment = { ...place, file: '-', level: 'style', code: 2250, message: '', column: 4, endColumn: 6 };
	const fixesWith = (...replacements: readonly object[]): number => {
		const answer = JSON.stringify({ comments: [{ ...comment, fix: { replacements } }] });
		const [found] = shellFindings(scriptOf(text), shellComments(answer) ?? []);
		return found?.fixes.length ?? -1;
	};
	const good = { ...place, column: 4, endColumn: 6, replacement: '"$a"' };
	assert.equal(fixesWith(good), 1);
	assert.equal(fixesWith(good, { ...place, column: 8, endColumn: 9, replacement: '' }), 0);
	assert.equal(fixesWith(good, { ...place, column: 'x' }), 0);
	assert.equal(fixesWith(good, good), 0);
	assert.equal(fixesWith(), 0);
});

/** The language with a linter that knows the recorded answer, and what it was asked. */
function linted(isOn: boolean): {
	readonly wants: string[][];
	readonly features: ReturnType<typeof withShellLint>;
} {
	const wants: string[][] = [];
	const language = flexdataFeatures({
		of: async () => nowhere,
		reread: async () => nowhere,
		all: async () => [nowhere],
		pathOf: () => undefined,
	});
	const features = withShellLint(language, {
		isOn,
		want: (_uri, scripts) => void wants.push(scripts.map(({ text }) => text)),
		known: () => ({
			text: recorded.script,
			comments: shellComments(JSON.stringify(recorded.answer)) ?? [],
		}),
	});
	return { wants, features };
}

const signal = new AbortController().signal;

test('diagnostics carry the name and the page of the rule, and a fix is tied to them', async () => {
	const document = documentOf(recorded.text);
	const { features, wants } = linted(true);
	const all = await features.diagnostics(document, signal);
	const shell = all.filter(({ source }) => source === 'shellcheck');
	assert.equal(shell.length, recorded.expected.length);
	assert.deepEqual(wants, [[recorded.script]]);
	const backticks = shell.find(({ code }) => code === 'SC2006') as Diagnostic;
	assert.equal(backticks.codeDescription?.href, 'https://www.shellcheck.net/wiki/SC2006');
	assert.ok(toSpan(document.lines, backticks.range).start > 0);
	const actions = await features.codeActions?.(document, backticks.range, [backticks], signal);
	const action = actions?.find(({ title }) => title === 'Change as ShellCheck suggests (SC2006)');
	assert.deepEqual(action?.diagnostics, [backticks]);
});

/** By name: an edit of `a $x` / `echo $y $z` / `c`, and the comment on `$y` (2:6-2:8) after it. */
const edits: readonly (readonly [string, string, string | undefined])[] = [
	['nothing', 'a $x\necho $y $z\nc\n', '2:6-8'],
	['a line above', '# new\na $x\necho $y $z\nc\n', '3:6-8'],
	['a line above changed', 'b\necho $y $z\nc\n', '2:6-8'],
	['a line above deleted', 'echo $y $z\nc\n', '1:6-8'],
	['a line below', 'a $x\necho $y $z\nmore\nc\n', '2:6-8'],
	['before it on its line', 'a $x\necho -n 😀 $y $z\nc\n', '2:11-13'],
	['behind it on its line', 'a $x\necho $y $z >&2\nc\n', '2:6-8'],
	['itself', 'a $x\necho "$y" $z\nc\n', undefined],
	['its line deleted', 'a $x\nc\n', undefined],
	['its line split', 'a $x\necho \\\n$y $z\nc\n', undefined],
	['all of it', 'x\n', undefined],
	['the last line', 'a $x\necho $y $z\n', '2:6-8'],
];

for (const [name, now, expected] of edits) {
	test(`a finding is ${expected === undefined ? 'dropped' : 'moved'} when edited: ${name}`, () => {
		const place = { line: 2, column: 6, endLine: 2, endColumn: 8 };
		const replacements = [{ ...place, replacement: '"$y"' }];
		const comment = { ...place, level: 'info', code: 2250, message: '', replacements };
		const [moved] = remapComments('a $x\necho $y $z\nc\n', now, [comment]);
		const shown = moved && `${moved.line}:${moved.column}-${moved.endColumn}`;
		assert.equal(shown, expected);
		assert.deepEqual(moved?.replacements ?? [], []);
	});
}

test('diagnostics of an edited block keep their places until ShellCheck has run again', async () => {
	const edited = `# above\n${recorded.text.replace('`date`', 'date')}`;
	const { features } = linted(true);
	const all = await features.diagnostics(documentOf(edited), signal);
	const codes = all.filter(({ source }) => source === 'shellcheck').map(({ code }) => code);
	assert.deepEqual(
		codes,
		recorded.expected.map(([code]) => code).filter((code) => code !== 'SC2006'),
	);
});

test('a linter that is off is not run', async () => {
	const { features, wants } = linted(false);
	const all = await features.diagnostics(documentOf(recorded.text), signal);
	assert.deepEqual(
		all.filter(({ source }) => source === 'shellcheck'),
		[],
	);
	assert.deepEqual(wants, []);
});
