/** Reads a set-up, completely or where it is out of date, and makes the next snapshot. */
import { mapParallel } from '../base/parallel.ts';
import { directoryOf } from '../base/posixPath.ts';
import { type ScanPorts, type Subarch, scanRepository } from '../repository/index.ts';
import { farmOf } from '../setup/farm.ts';
import { mirrorTrouble } from '../setup/findMirror.ts';
import { noInstallation, readInstallation } from '../setup/installation/installation.ts';
import { loadSetup, type Setup, type SetupFiles } from '../setup/loadSetup.ts';
import type { SetupSnapshot } from '../setup/setupSnapshot.ts';
import type { SetupTrouble } from '../setup/setupTrouble.ts';
import type { Sources } from '../setup/sources.ts';
import type { Topic } from '../watching/follower.ts';
import type { Footprint } from '../watching/footprint.ts';
import type { Recorder } from '../watching/recorder.ts';
import { waysTo } from '../watching/waysTo.ts';
import { createLiveSubarches, type LiveSubarches } from './liveSubarches.ts';
import type { EditorHost } from './serverHost.ts';
import { directoriesOf, repositoryDirectories } from './setupWatches.ts';

/** What is new in a snapshot: subarches, configuration, or anything. */
export type SnapshotChange =
	| { readonly kind: 'subarches'; readonly subarches: readonly Subarch[] }
	| { readonly kind: 'configuration' }
	| { readonly kind: 'everything' };

/** What to read again: everything whether changed or not, the set-up, the repository, or single subarches by path. */
export type Outdated = 'everything' | 'setup' | 'repository' | { readonly path: string };

/** The sources of a set-up, and its listeners. */
export interface SetupReaderInputs {
	readonly host: EditorHost;
	/** Reads the set-up's files through `recorder`. */
	readonly sourcesOf: (recorder: Recorder) => Sources;
	/** Receives what is new in each snapshot from disk. */
	readonly changed: (change: SnapshotChange) => void;
}

/** The number of subarches read again at a time. */
const subarchesAtOnce = 4;

export class SetupReader {
	readonly #files: SetupFiles;
	readonly #host: EditorHost;
	readonly #changed: (change: SnapshotChange) => void;
	readonly #signal: AbortSignal;
	readonly #scanHost: Omit<ScanPorts, 'files'>;
	readonly #recorder: Recorder;
	readonly #sources: Sources;
	readonly #setupTopic: Topic;
	readonly #repositoryTopic: Topic;
	readonly #subarches: LiveSubarches;
	#snapshot: SetupSnapshot | undefined;
	/** How much of the configuration that was read is followed. */
	#covered: { readonly footprint: Footprint; readonly size: number } | undefined;

	/**
	 * @param outdated receives what has changed since it was read
	 * @param signal aborted when the set-up is no longer needed
	 */
	constructor(
		files: SetupFiles,
		{ host, sourcesOf, changed }: SetupReaderInputs,
		outdated: (what: Outdated) => void,
		signal: AbortSignal,
	) {
		const { follower, hostName, isAlive, hasEnded, clock } = host;
		this.#files = files;
		this.#host = host;
		this.#changed = changed;
		this.#signal = signal;
		this.#scanHost = { hostName, isAlive, hasEnded, now: clock.now, signal };
		this.#recorder = follower.record();
		this.#sources = sourcesOf(this.#recorder);
		this.#setupTopic = follower.topic(() => outdated('setup'), true);
		this.#repositoryTopic = follower.topic(() => outdated('repository'), true);
		this.#subarches = createLiveSubarches(host, this.#scanHost, (path) => outdated({ path }));
	}

	/** The current snapshot; `undefined` until the set-up has been read for the first time. */
	get snapshot(): SetupSnapshot | undefined {
		return this.#snapshot;
	}

	/** Reads what is out of date. Rejects on a failure; its subject is then unknown. */
	async read(outdated: ReadonlySet<Outdated>): Promise<void> {
		const isEverything = outdated.has('everything');
		if (isEverything) this.#subarches.forget();
		const before = this.#snapshot;
		if (before === undefined || isEverything || outdated.has('setup'))
			await this.#readSetup(isEverything || outdated.has('repository'));
		else if (outdated.has('repository')) await this.#readRepository(before);
		// A repository that was just read has current subarches.
		if (this.#snapshot === undefined || this.#snapshot.repository !== before?.repository) return;
		const paths = [...outdated].flatMap((what) => (typeof what === 'string' ? [] : [what.path]));
		await this.#readSubarches(this.#snapshot, new Set(paths));
	}

	/** The text of an open document has changed. True if the set-up has read it, so that there is a new snapshot. */
	textChanged(path: string): boolean {
		if (!this.#sources.textChanged(path)) return false;
		this.#renewConfiguration();
		return true;
	}

	/**
	 * Rereads the configuration from disk. Earlier reads stay followed: if they have changed, everything is read
	 * again.
	 */
	rereadConfiguration(): void {
		this.#sources.filesChanged();
		this.#renewConfiguration();
	}

	/** Follows the configuration read since the last snapshot. */
	async follow(): Promise<void> {
		const { footprint } = this.#recorder;
		if (this.#covered?.footprint === footprint && this.#covered.size === footprint.size) return;
		const { setup } = this.#snapshot ?? {};
		await this.#coverSetup(setup?.configuration?.install, setup?.buildbotFile ?? this.#files.buildbotFile);
	}

	dispose(): void {
		this.#setupTopic.dispose();
		this.#repositoryTopic.dispose();
		this.#subarches.dispose();
	}

	/** Reads `.metro`, `.buildbot` and what they lead to; also the repository, unless it is unchanged. */
	async #readSetup(alsoRepository: boolean): Promise<void> {
		this.#recorder.renew();
		this.rereadConfiguration();
		const { setup, installation, trouble } = await this.#readFiles();
		const before = this.#snapshot;
		if (before !== undefined && trouble !== undefined && isHalfWritten(trouble, before)) {
			await this.#readRepository({ ...before, halfWritten: trouble });
			return;
		}
		const next = { setup, installation, halfWritten: undefined };
		if (before === undefined || alsoRepository || !isSameRepository(before, setup, trouble)) {
			await this.#readRepository(next);
			return;
		}
		this.#snapshot = { ...before, ...next };
		this.#changed({ kind: isSameInstallation(before, this.#snapshot) ? 'configuration' : 'everything' });
	}

	async #readFiles(): Promise<Pick<SetupSnapshot, 'setup' | 'installation' | 'trouble'>> {
		const recorder = this.#recorder;
		const signal = this.#signal;
		const { readSaved: read, parse } = this.#sources;
		const { hostName, runIsolated, clock } = this.#host;
		const setup = await loadSetup(
			this.#files,
			{ hostName, read, parse, runIsolated, clock, signal },
			this.#snapshot?.setup.buildbot,
		);
		const install = setup.configuration?.install;
		const isThere = install?.startsWith('/') === true;
		const installation = isThere ? await readInstallation(install, recorder, read, signal) : noInstallation;
		const trouble =
			setup.trouble ?? (setup.mirror === undefined ? await mirrorTrouble(setup, recorder) : undefined);
		await this.#coverSetup(install, setup.buildbotFile);
		return { setup, installation, trouble };
	}

	async #coverSetup(install: string | undefined, buildbotFile: string): Promise<void> {
		const { metroFile } = this.#files;
		const { footprint } = this.#recorder;
		this.#covered = { footprint, size: footprint.size };
		const names = [metroFile, buildbotFile, ...(install?.startsWith('/') === true ? [install] : [])];
		const ways = await Promise.all(names.map((name) => waysTo(name, this.#host.files)));
		this.#setupTopic.cover({ footprint, directories: directoriesOf(footprint), ways: ways.flat() });
	}

	async #readRepository(known: Pick<SetupSnapshot, 'setup' | 'installation' | 'halfWritten'>): Promise<void> {
		const { setup, installation, halfWritten } = known;
		const { policy, generation, mirror } = setup;
		const { dialect } = generation;
		const files = this.#host.follower.record();
		const trouble =
			setup.trouble ?? (setup.configuration === undefined ? undefined : await mirrorTrouble(setup, files));
		const canLook = policy !== undefined && mirror !== undefined && trouble?.kind.endsWith('mirror') !== true;
		const repository = canLook
			? await scanRepository(mirror, policy, dialect, { ...this.#scanHost, files }, (place) =>
					this.#subarches.lookAt(place, dialect),
				)
			: undefined;
		this.#subarches.keep(repository?.subarches ?? []);
		this.#repositoryTopic.cover({
			footprint: files.footprint,
			directories: repository === undefined ? placesOf(mirror) : repositoryDirectories(repository),
			ways: mirror === undefined ? [] : await waysTo(mirror, this.#host.files),
		});
		const configuration = this.#sources.configuration();
		const farm = await farmOf(setup, repository, this.#host.hostName, {}, this.#signal);
		this.#snapshot = { setup, halfWritten, repository, farm, installation, trouble, configuration };
		this.#changed({ kind: 'everything' });
	}

	async #readSubarches(before: SetupSnapshot, paths: ReadonlySet<string>): Promise<void> {
		const { repository, setup } = before;
		if (repository === undefined || paths.size === 0) return;
		const outdated = repository.subarches.filter(({ path }) => paths.has(path));
		const seen = new Map<string, Subarch>();
		await mapParallel(outdated, subarchesAtOnce, async (old) => {
			const { subarch } = await this.#subarches.lookAgain(old, setup.generation.dialect);
			if (subarch !== undefined) seen.set(subarch.path, subarch);
		});
		if (seen.size < outdated.length) {
			await this.#readRepository(before);
			return;
		}
		const now = repository.subarches.map((old) => seen.get(old.path) ?? old);
		const next = { ...repository, subarches: now };
		const farm = await farmOf(setup, next, this.#host.hostName, {}, this.#signal);
		const configuration = this.#sources.configuration();
		this.#snapshot = { ...before, configuration, farm, repository: next };
		// Another host concerns every row.
		const isSameFarm = farm.map(({ name }) => name).join() === before.farm?.map(({ name }) => name).join();
		this.#changed(isSameFarm ? { kind: 'subarches', subarches: [...seen.values()] } : { kind: 'everything' });
	}

	/** Every request for the snapshot gets the newest texts, even while parts of it are being read. */
	#renewConfiguration(): void {
		if (this.#snapshot !== undefined)
			this.#snapshot = { ...this.#snapshot, configuration: this.#sources.configuration() };
	}
}

/** Where a missing mirror would be created. */
function placesOf(mirror: string | undefined): readonly string[] {
	return mirror === undefined ? [] : [directoryOf(mirror), mirror];
}

/** Troubles that come and go while `.metro` or `.buildbot` is edited; `no-mirror`: `.metro` does not name one yet. */
const troublesOfEdits: readonly SetupTrouble['kind'][] = ['bad-metro', 'bad-buildbot', 'no-mirror'];

/** The files exist and were usable before: the user is editing them and wants to keep the rows. */
function isHalfWritten({ kind }: SetupTrouble, before: SetupSnapshot): boolean {
	return troublesOfEdits.includes(kind) && before.trouble === undefined;
}

/** Nothing that affects the repository has changed, so it need not be read again. */
function isSameRepository(
	{ setup: before, halfWritten, trouble: lastTrouble }: SetupSnapshot,
	setup: Setup,
	trouble: SetupTrouble | undefined,
): boolean {
	return (
		lastTrouble === undefined &&
		halfWritten === undefined &&
		trouble === undefined &&
		// Python's answer depends on more than the text.
		setup.files.python === undefined &&
		setup.mirror === before.mirror &&
		setup.generation.dialect === before.generation.dialect &&
		setup.buildbot?.text === before.buildbot?.text
	);
}

/** Whether rows and commands get the same facts about the installation. */
function isSameInstallation(before: SetupSnapshot, now: SetupSnapshot): boolean {
	const factsOf = ({ setup, installation }: SetupSnapshot): string =>
		JSON.stringify([setup.configuration?.install, installation]);
	return factsOf(before) === factsOf(now);
}
