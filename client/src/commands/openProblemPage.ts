/** What the code of a problem does when it is clicked: shows the section of our page that explains it. */
import { commands, Uri } from 'vscode';
import type { Services } from '../services.ts';

/** @param page address of the page, its fragment being the section */
export async function openProblemPage(_services: Services, page: unknown): Promise<void> {
	if (typeof page === 'string') await commands.executeCommand('markdown.showPreview', Uri.parse(page));
}
