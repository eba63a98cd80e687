/** What axe finds in parts of the window, and the kinds of themes in which it looks. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { root } from '../prepare.ts';

const axeSource = readFileSync(join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/** The parts of axe's answer that are reported. */
export interface Violation {
	readonly id: string;
	readonly impact: string;
	readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** With the class that the workbench then has. */
export const themes = [
	['Dark 2026', 'vs-dark'],
	['Light 2026', 'vs'],
	['Default High Contrast', 'hc-black'],
	['Default High Contrast Light', 'hc-light'],
] as const;

/** Part of the address of the frames that webviews are in. */
export const webviewAddress = 'webview/browser/pre/index.html';

interface FrameTree {
	readonly frame: { readonly id: string; readonly url: string };
	readonly childFrames?: readonly FrameTree[];
}

/**
 * Runs axe in an isolated world: among the workbench's own scripts it would interfere, and the page's policy forbids it.
 * @param frameUrl what the address of the frame contains; absent: the workbench itself
 */
export async function axeIn(
	page: Page,
	frameUrl?: string,
): Promise<(selector: string) => Promise<readonly Violation[]>> {
	const session = await page.context().newCDPSession(page);
	const { frameTree } = await session.send('Page.getFrameTree');
	const frame =
		frameUrl === undefined
			? frameTree
			: framesIn(frameTree).findLast(({ frame: { url } }) => url.includes(frameUrl));
	assert.ok(frame, `no frame of ${frameUrl}: ${framesIn(frameTree).map(({ frame: { url } }) => url)}`);
	const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
		frameId: frame.frame.id,
	});
	await session.send('Runtime.evaluate', { expression: axeSource, contextId });
	// Landmarks are the business of the whole page.
	const rules = { 'label-content-name-mismatch': { enabled: true }, region: { enabled: false } };
	const options = JSON.stringify({ resultTypes: ['violations'], rules });
	return async (selector) => {
		const context = JSON.stringify({ include: [[selector]] });
		const expression = `axe.run(${context}, ${options}).then(({ violations }) => violations)`;
		const how = { contextId, awaitPromise: true, returnByValue: true };
		const { result, exceptionDetails } = await session.send('Runtime.evaluate', { expression, ...how });
		assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
		return result.value;
	};
}

function framesIn(tree: FrameTree): readonly FrameTree[] {
	return [tree, ...(tree.childFrames ?? []).flatMap(framesIn)];
}

/** A violation as lines of a report. */
export function violationText(where: string, { id, impact, nodes }: Violation): string {
	const [first] = nodes;
	return [
		`${where}: ${id} (${impact}), ${nodes.length} times`,
		first?.html.slice(0, 300),
		first?.failureSummary,
	].join('\n    ');
}
