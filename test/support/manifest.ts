/** The manifest as its tests see it: its shape, its texts in English, and the client's code beside it. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertNone } from './assertNone.ts';
import { localizedManifest } from './localizedManifest.ts';

interface MenuItem {
	readonly command: string;
	readonly when?: string;
	readonly group?: string;
}
interface Command {
	readonly command: string;
	readonly title: string;
	readonly category?: string;
	readonly enablement?: string;
	readonly icon?: string;
}
interface Setting {
	readonly scope?: string;
	readonly markdownDescription?: string;
	readonly default?: unknown;
	readonly enum?: readonly string[];
	readonly markdownEnumDescriptions?: readonly string[];
}
interface Manifest {
	readonly main: string;
	readonly icon: string;
	readonly bin: Readonly<Record<string, string>>;
	readonly engines: { readonly vscode: string };
	readonly extensionKind: readonly string[];
	readonly activationEvents: readonly string[];
	readonly capabilities: {
		readonly untrustedWorkspaces: {
			readonly supported: string;
			readonly description: string;
			readonly restrictedConfigurations: readonly string[];
		};
		readonly virtualWorkspaces: { readonly supported: boolean; readonly description: string };
	};
	readonly contributes: {
		readonly commands: readonly Command[];
		readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
		readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
		readonly views: {
			readonly metro: readonly { readonly id: string; readonly icon: string; readonly when?: string }[];
		};
		readonly viewsContainers: { readonly activitybar: readonly { readonly icon: string }[] };
		readonly viewsWelcome: readonly {
			readonly view: string;
			readonly when: string;
			readonly contents: string;
		}[];
		readonly languages: readonly {
			readonly id: string;
			readonly configuration: string;
			readonly firstLine?: string;
		}[];
		readonly grammars: readonly { readonly scopeName: string; readonly path: string }[];
		readonly taskDefinitions: readonly { readonly type: string }[];
		readonly walkthroughs: readonly {
			readonly steps: readonly {
				readonly description: string;
				readonly when?: string;
				readonly media: { readonly markdown: string };
				readonly completionEvents: readonly string[];
			}[];
		}[];
	};
}

export const root = join(import.meta.dirname, '../..');
export const manifest = localizedManifest() as Manifest;
export const { contributes } = manifest;
export const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
export const clientText = globSync('client/src/**/*.ts', { cwd: root })
	.map((file) => readFileSync(join(root, file), 'utf8'))
	.join('\n');

/** Fails with what either place lacks. */
export function assertSame(
	some: readonly string[],
	others: readonly string[],
	somePlace: string,
	otherPlace: string,
): void {
	assertNone(
		others.filter((one) => !some.includes(one)),
		`Add these to ${somePlace}, or remove them from ${otherPlace}:`,
	);
	assertNone(
		some.filter((one) => !others.includes(one)),
		`Add these to ${otherPlace}, or remove them from ${somePlace}:`,
	);
	assert.equal(some.length, others.length, `something is twice in ${somePlace} or ${otherPlace}`);
}
