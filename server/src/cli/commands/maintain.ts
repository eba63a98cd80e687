/** `maintain`: all that a mirror needs from time to time, in the right order. It is what a timer calls. */
import type { HistoryEntry } from '../../history/event.ts';
import type { MaintainedStep } from '../../protocol/events.ts';
import { isStep, type MaintainStep, maintainSteps } from '../../setup/configuration/publishSettings.ts';
import { generalOptions } from '../arguments/general.ts';
import type { ParsedOptions } from '../arguments/options.ts';
import { openMirror } from '../changes/change.ts';
import type { Command, Given } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { didYouMean } from '../help/didYouMean.ts';
import type { Host } from '../host.ts';
import { eventsOption } from '../output/events.ts';
import { writeJson } from '../output/json.ts';
import { printError } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { claimMirror } from '../publishing/mirrorClaim.ts';
import { readMaintainSettings, readTargets } from '../publishing/targets.ts';
import type { Session } from '../session.ts';

/** What a step needs to have succeeded, unless it is off. */
const needs: Readonly<Partial<Record<MaintainStep, MaintainStep>>> = { publish: 'index.xml' };

const interrupted = 130;

export const maintain: Command = {
	name: 'maintain',
	family: 'extended',
	usage: '[--pretend [--verbose]] [--without STEP]... [--keep PATH]...',
	summary: 'clean, digestgen, latest, index.xml and publish, one after the other; for timers',
	details: [
		'Cleans by the rules of .buildbot without asking, hashes new archives, links the newest ones, writes index.xml, and publishes if .metro names a target.',
		'--without leaves out a step, as maintain/without in .metro does; maintain/sign there has new archives signed. If a step fails, the others are tried all the same, but nothing is published when index.xml could not be written.',
		'One run at a time maintains or publishes a mirror. A mirror without a complete build is left as it is: it may not be mounted.',
	],
	exitStatus: '0; 1 if a step failed, there is no complete build, or another run is at work',
	options: [
		{ name: 'pretend', summary: 'say what each step would do, and do nothing' },
		{ name: 'verbose', summary: 'with --pretend, name what clean keeps as well' },
		{ name: 'without', value: 'STEP', summary: 'leave out this step; may be given several times' },
		{
			name: 'keep',
			value: 'PATH',
			summary: 'have clean hold back this build or snapshot; may be given several times',
		},
		eventsOption,
	],
	async run(session, given) {
		const { options, words } = given;
		const { host } = session;
		if (words[0] !== undefined) throw new CommandError(`maintain takes no "${words[0]}"`);
		const off = await stepsOff(session, options);
		const scanned = await session.scan();
		const root = await openMirror(session);
		if (scanned.repository.subarches.every(({ latest }) => latest === undefined))
			throw new CommandError(
				`nothing was done: ${scanned.repository.mirror} holds no complete build. Is it mounted?`,
				1,
			);
		const pretend = options.has('pretend');
		const { sign } = await readMaintainSettings(session);
		const wishes = { sign, pretend, verbose: options.has('verbose'), keep: options.values('keep') };
		const claim = pretend ? undefined : await claimMirror(host, root);
		try {
			const outcomes = await runSteps(given, host, off, (step) => wordsOf(step, wishes), options.has('json'));
			if (typeof outcomes === 'number') return outcomes;
			if (!pretend) await session.history.record(scanned, [entryOf(host, outcomes)]);
			host.report?.({ event: 'maintained', steps: outcomes });
			if (options.has('json')) writeJson(host, outcomes);
			else if (!pretend) tell(host, outcomes);
			return outcomes.some(({ state }) => state === 'failed' || state === 'skipped') ? 1 : 0;
		} finally {
			await claim?.release();
		}
	},
};

/** The steps that are off, with the reason. Throws `CommandError` for an unknown one. */
async function stepsOff(
	session: Session,
	options: ParsedOptions,
): Promise<ReadonlyMap<MaintainStep, string>> {
	const off = new Map<MaintainStep, string>();
	for (const step of (await readMaintainSettings(session)).without)
		off.set(step, 'maintain/without names it');
	for (const word of options.values('without')) {
		if (!isStep(word)) {
			const remedy = didYouMean(word, maintainSteps, `use one of ${maintainSteps.join(', ')}`);
			throw new CommandError(`there is no step ${word}: ${remedy}`);
		}
		off.set(word, '--without names it');
	}
	if (!off.has('publish') && (await readTargets(session)).length === 0)
		off.set('publish', 'no target is set');
	return off;
}

/** Runs the steps as calls of their own, each of which looks at the mirror anew. Resolves with the status of an interrupted one. */
async function runSteps(
	{ options, run }: Given,
	host: Host,
	off: ReadonlyMap<MaintainStep, string>,
	wordsOfStep: (step: MaintainStep) => readonly string[],
	json: boolean,
): Promise<readonly MaintainedStep[] | number> {
	// The output of the steps is for people; only the outcome is for programs.
	const stepHost = json ? { ...host, out: host.err } : host;
	const outcomes: MaintainedStep[] = [];
	for (const step of maintainSteps) {
		const why = off.get(step);
		const needed = outcomes.find((one) => one.step === needs[step] && one.state === 'failed');
		const words = wordsOfStep(step);
		if (why !== undefined) outcomes.push({ step, state: 'off', reason: why });
		else if (needed !== undefined) {
			const reason = `${needed.step} failed`;
			printError(host, `${step} was not tried: ${reason}`);
			outcomes.push({ step, state: 'skipped', reason });
		} else {
			host.report?.({ event: 'step', step });
			say(stepHost, `== ${step}`);
			const status = await run([...generalWords(options), ...words], stepHost);
			if (status === interrupted) return status;
			outcomes.push({ step, state: status === 0 ? 'done' : 'failed', reason: null });
		}
	}
	return outcomes;
}

interface Wishes {
	readonly sign: boolean;
	readonly pretend: boolean;
	/** What clean keeps is named, not only counted. */
	readonly verbose: boolean;
	/** What clean is to hold back. */
	readonly keep: readonly string[];
}

/** The words of a step on a command line. */
function wordsOf(step: MaintainStep, { sign, pretend, verbose, keep }: Wishes): readonly string[] {
	const pretended = pretend ? ['--pretend'] : [];
	switch (step) {
		case 'clean': {
			const held = keep.flatMap((path) => ['--keep', path]);
			return [step, ...held, ...(pretend ? (verbose ? [] : ['--brief']) : ['--apply', '--yes'])];
		}
		case 'digestgen':
			return [step, ...(sign ? ['--sign'] : []), ...pretended];
		default:
			return [step, ...pretended];
	}
}

/** The general options of this call, for those of the steps. */
function generalWords(options: ParsedOptions): readonly string[] {
	return generalOptions.flatMap(({ name, value }) => {
		const given = options.value(name);
		return value === undefined || given === undefined ? [] : [`--${name}=${given}`];
	});
}

function tell(host: Host, outcomes: readonly MaintainedStep[]): void {
	const parts = outcomes.map(({ step, state, reason }) => {
		const words = { done: 'done', failed: 'failed', skipped: 'not tried', off: 'off' }[state];
		return `${step} ${words}${reason === null ? '' : ` (${reason})`}`;
	});
	say(host, `== ${parts.join(', ')}`);
}

function entryOf({ timer, processes }: Host, outcomes: readonly MaintainedStep[]): HistoryEntry {
	const at = timer.now();
	const stepsIn = (state: MaintainedStep['state']): readonly string[] =>
		outcomes.filter((one) => one.state === state).map(({ step }) => step);
	const [done, failed, skipped] = [stepsIn('done'), stepsIn('failed'), stepsIn('skipped')];
	return {
		key: ['maintained', at, processes.thisRun],
		seenBy: 'run',
		event: { kind: 'maintained', at, name: '', done, failed, skipped },
	};
}
