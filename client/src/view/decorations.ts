/** Badges beside the rows; the editor hears of a badge only when it changes. */
import {
	type Disposable,
	EventEmitter,
	FileDecoration,
	type FileDecorationProvider,
	type Uri,
	window,
} from 'vscode';
import type { RowBadge } from '../../../server/src/protocol/index.ts';
import { rowScheme } from './rowAddress.ts';

export interface Decorations extends Disposable {
	/** The badge of a row is now `badge`; `undefined`: it has none. */
	set(row: Uri, badge: RowBadge | undefined): void;
}

export function createDecorations(): Decorations {
	const changed = new EventEmitter<Uri>();
	const badges = new Map<string, RowBadge>();
	const provider: FileDecorationProvider = {
		onDidChangeFileDecorations: changed.event,
		provideFileDecoration: (uri) => {
			const badge = uri.scheme === rowScheme ? badges.get(uri.toString()) : undefined;
			if (badge === undefined) return undefined;
			// Without a colour: it would paint the description as well, too faintly to be read. The icon has it.
			return new FileDecoration(badge.text, badge.tooltip);
		},
	};
	const registration = window.registerFileDecorationProvider(provider);
	return {
		set: (row, badge) => {
			const key = row.toString();
			if (isSame(badges.get(key), badge)) return;
			if (badge === undefined) badges.delete(key);
			else badges.set(key, badge);
			changed.fire(row);
		},
		dispose: () => {
			registration.dispose();
			changed.dispose();
		},
	};
}

function isSame(a: RowBadge | undefined, b: RowBadge | undefined): boolean {
	return a?.text === b?.text && a?.tone === b?.tone && a?.tooltip === b?.tooltip;
}
