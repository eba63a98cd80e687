/** The input of completion. */
import type { ParsedFile } from '../../../flexdata/index.ts';
import type { DocumentView } from '../../documentView.ts';
import type { SettingsContext } from '../settingsContext.ts';

export interface FlexdataCompletionPlace {
	readonly document: DocumentView;
	readonly file: ParsedFile;
	readonly offset: number;
	readonly context: SettingsContext;
}
