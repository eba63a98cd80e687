/** What we tell the user: a sentence and the next steps it offers, as plain data. */
import type { CommandId } from '../commands/commandIds.ts';

/** A button: what it says and the command behind it, one of ours or of the editor. */
export interface Offer {
	readonly label: string;
	readonly command: CommandId | 'vscode.open' | `workbench.${string}`;
	readonly arguments?: readonly unknown[];
}

export interface Message {
	readonly severity: 'information' | 'warning' | 'error';
	readonly text: string;
	readonly offers: readonly Offer[];
}

/** A question before something that may not be undone. */
export interface Question {
	readonly title: string;
	/** What Escape does, and Enter unless the question is harmless: nothing is lost. */
	readonly no: string;
	readonly yes: string;
	/** What `yes` means, in a line. */
	readonly detail: string;
	/** What it leaves alone, in a few words. */
	readonly kept?: string;
	/** Nothing is lost by `yes`, which is what the user asked for: Enter does it. */
	readonly harmless?: boolean;
}
