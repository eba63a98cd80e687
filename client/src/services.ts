/** What commands work with: made once by extension.ts, handed to each. */
import type { LogOutputChannel } from 'vscode';
import type { DigestProblems } from './buildrepo/digestProblems.ts';
import type { BundledProgram } from './buildrepo/invocation.ts';
import type { CleanPages } from './clean/cleanPages.ts';
import type { SubarchDetails } from './details/subarchDetails.ts';
import type { Proposals } from './edits/proposals.ts';
import type { ResolvedDocuments } from './evaluate/resolvedDocuments.ts';
import type { HealthPanels } from './health/healthPanels.ts';
import type { IndexPages } from './indexXml/indexPages.ts';
import type { LogStore } from './logs/logStore.ts';
import type { RotationPreviews } from './rotation/rotationPreviews.ts';
import type { LanguageServer } from './server/languageServer.ts';
import type { Setups } from './setups/setups.ts';
import type { BuildQueue } from './tasks/buildQueue.ts';
import type { BuildTasks } from './tasks/buildTasks.ts';
import type { PreviewTexts } from './ui/previewTexts.ts';
import type { RepositoryView } from './view/repositoryView.ts';

/** What a report says of the extension. */
export interface About {
	readonly version: string;
	readonly issuesPage: string;
	/** Where the editor keeps our log. */
	readonly logFolder: string;
}

export interface Services {
	readonly log: LogOutputChannel;
	readonly server: LanguageServer;
	readonly setups: Setups;
	readonly view: RepositoryView;
	readonly tasks: BuildTasks;
	readonly queue: BuildQueue;
	readonly logs: LogStore;
	readonly details: SubarchDetails;
	readonly digestProblems: DigestProblems;
	readonly cleanPages: CleanPages;
	readonly indexPages: IndexPages;
	readonly previewTexts: PreviewTexts;
	readonly healthPanels: HealthPanels;
	readonly proposals: Proposals;
	readonly rotationPreviews: RotationPreviews;
	readonly resolved: ResolvedDocuments;
	readonly bundled: BundledProgram;
	/** Folder with the documentation. */
	readonly pages: string;
	readonly about: About;
}
