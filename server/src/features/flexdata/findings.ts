/** All findings in a document, with and without its set-up. */
import { checkFile, inOrder } from '../../metro/check/checkFile.ts';
import { checkSetup } from '../../metro/check/checkSetup.ts';
import type { Finding } from '../../metro/check/finding.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

/** More than anybody reads, and than an editor draws in time. */
const mostFindings = 5000;

interface Found extends Pick<SettingsContext, 'evaluation' | 'version'> {
	readonly findings: Promise<readonly Finding[]>;
}

const remembered = new WeakMap<DocumentView, Found>();

/** Found once for a version of the document and of its set-up: diagnostics and fixes ask for the same. */
export function findingsIn(document: DocumentView, context: SettingsContext): Promise<readonly Finding[]> {
	const { evaluation, version } = context;
	const known = remembered.get(document);
	if (known?.evaluation === evaluation && known?.version === version) return known.findings;
	const findings = find(document, context);
	remembered.set(document, { evaluation, version, findings });
	return findings;
}

async function find(document: DocumentView, context: SettingsContext): Promise<readonly Finding[]> {
	const { evaluation, library, version } = context;
	const file = parsedFile(document);
	const alone = checkFile(file, document.path, version, library);
	if (evaluation === undefined || document.path === undefined) return alone.slice(0, mostFindings);
	const path = library.canonical(document.path);
	const together = await checkSetup({ path, file, library, evaluation, version });
	return inOrder([...alone, ...together]).slice(0, mostFindings);
}
