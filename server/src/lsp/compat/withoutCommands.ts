/** Lenses and completion for editors that do not have the commands of our client: what they say stays, and nothing offers to run. */
import type { CodeLens, CompletionList } from 'vscode-languageserver';

/** The same lenses without their commands. Those that only lead to a command, and therefore end in `…`, are left out. */
export function lensesWithoutCommands(lenses: readonly CodeLens[]): CodeLens[] {
	return lenses.filter(({ command }) => command?.title.endsWith('…') !== true).map(lensWithoutCommand);
}

/** The same lens with an empty command, which editors take for text; one that is still to be resolved stays as it is. */
export function lensWithoutCommand(lens: CodeLens): CodeLens {
	const { command } = lens;
	return command === undefined ? lens : { ...lens, command: { title: command.title, command: '' } };
}

/** The same completion without what VS Code does after an item was inserted. */
export function completionWithoutCommands(offer: CompletionList): CompletionList {
	return { ...offer, items: offer.items.map(({ command: _, ...item }) => item) };
}
