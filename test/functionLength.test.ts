/** No function grows past what can be read at a glance: lengths are measured on the compiler's own syntax tree. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFunctionLikeDeclaration, type Node, type SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import { assertNone } from './support/assertNone.ts';

const root = join(import.meta.dirname, '..');

/** Lines of a function, from its name to its closing brace; functions inside it count. */
const longest = 100;

test(`no function is longer than ${longest} lines`, () => {
	const compiler = new API({ cwd: root });
	try {
		const config = join(root, 'tsconfig.json');
		const project = compiler.updateSnapshot({ openProject: config }).getProject(config);
		assert.ok(project);
		const files = globSync('{server,client}/src/**/*.ts', { cwd: root }).sort();
		let measured = 0;
		const long: string[] = [];
		for (const file of files) {
			const source = project.program.getSourceFile(join(root, file));
			assert.ok(source, `${file} is not part of the project`);
			for (const { name, line, length } of functionsIn(source)) {
				measured++;
				if (length > longest) long.push(`${file}:${line}: ${name} has ${length} lines`);
			}
		}
		assert.ok(measured > 2000, `only ${measured} functions were found`);
		assertNone(
			long,
			`A function has at most ${longest} lines, those of functions inside it included. Move a part of it to a function of its own:`,
		);
	} finally {
		compiler.close();
	}
});

/** Every function, method and arrow function of a file, those inside others as well. */
function* functionsIn(
	source: SourceFile,
): Generator<{ readonly name: string; readonly line: number; readonly length: number }> {
	const starts = [0, ...[...source.text.matchAll(/\n/g)].map(({ index }) => index + 1)];
	const lineAt = (offset: number): number => starts.findLastIndex((start) => start <= offset) + 1;
	const waiting: Node[] = [source];
	for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
		node.forEachChild((child) => void waiting.push(child));
		if (!isFunctionLikeDeclaration(node)) continue;
		const line = lineAt(node.getStart(source));
		const text = source.text.slice(node.getStart(source), node.end);
		const name = /^[^({=]*/.exec(text)?.[0].trim() || 'a function without a name';
		yield { name, line, length: lineAt(node.end) - line + 1 };
	}
}
