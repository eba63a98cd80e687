/** The links of Markdown pages, and their faults. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The anchor a heading gets where Markdown is shown: lower case, hyphens for spaces, no punctuation. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.trim()
		.replace(/\s/g, '-');
}

/** A page without its blocks of code. */
export function textOfPage(root: string, page: string): string {
	return readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** Where a page's links and pictures lead, as they are written. */
export function linksOf(root: string, page: string): string[] {
	return [...textOfPage(root, page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** Links that have no scheme: to files below `root`, and to headings. */
export function isLocal(link: string): boolean {
	return !/^[a-z]+:/.test(link);
}

/** What is wrong with a local link on a page; `undefined` if it leads somewhere. */
export function linkFault(root: string, page: string, link: string): string | undefined {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? page : relative(root, join(root, dirname(page), path));
	if (!existsSync(join(root, target))) return `${link}: no such file`;
	if (anchor === undefined) return undefined;
	const headings = textOfPage(root, target).matchAll(/^#+ (.+)$/gm);
	const anchors = [...headings].map(([, heading = '']) => anchorOf(heading));
	return anchors.includes(anchor) ? undefined : `${link}: no such heading`;
}
