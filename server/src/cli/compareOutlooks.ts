/** `forecast --compare`: what another `.buildbot` would have built and cleaned, beside the one in use. */
import { toCivil } from '../base/civilTime.ts';
import { resolvePath } from '../base/posixPath.ts';
import { whyNoText } from '../base/readText.ts';
import { oneLine } from '../base/visible.ts';
import { configReader } from '../setup/configuration/configReader.ts';
import { type Outlook, outlookOf, outlookOfText } from '../setup/preview/outlook.ts';
import { outlookText } from '../setup/preview/outlookText.ts';
import type { ParsedOptions } from './arguments/options.ts';
import { CommandError } from './commandError.ts';
import { say } from './output/stdout.ts';
import { scanPorts } from './ports.ts';
import type { Session } from './session.ts';

/** @returns the exit status: 1 if the other file has nothing built, or that is unknown */
export async function tellCompared(session: Session, file: string, options: ParsedOptions): Promise<number> {
	const { host } = session;
	if (options.has('json') || options.has('hosts') || options.value('number') !== undefined)
		throw new CommandError('forecast --compare FILE goes with no other option of forecast');
	const path = resolvePath(host.cwd, file);
	const found = await configReader(host.files)(path);
	if (found.kind !== 'text') throw new CommandError(`${path} ${whyNoText(found)}: name a .buildbot`);
	const setup = await session.readSetup();
	const isReady = setup.trouble === undefined;
	const repository = isReady ? (await session.scan()).repository : undefined;
	const now = toCivil(session.clock.now());
	const other = { ...setup, buildbotFile: path };
	const edited = await outlookOfText(found.text, other, repository, now, scanPorts(host));
	const quoted = (text: string): string => oneLine(text).replaceAll('|', '\\|');
	const titles = { saved: 'In use', edited: file, quoted, place: (inMirror: string) => inMirror };
	const text = outlookText(await outlookInUse(session), edited, titles);
	for (const line of text.trimEnd().split('\n')) say(host, line);
	return edited.kind === 'known' && edited.steps.length > 0 ? 0 : 1;
}

/** `undefined`: there is no `.buildbot`. */
async function outlookInUse(session: Session): Promise<Outlook | undefined> {
	const { trouble, lacksBuildbot } = await session.readSetup();
	if (lacksBuildbot) return undefined;
	if (trouble !== undefined) return { kind: 'unknown', reason: trouble.message };
	return outlookOf(await session.scan(), toCivil(session.clock.now()), scanPorts(session.host));
}
