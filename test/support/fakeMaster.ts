/** A master that answers scripts without a shell: for tests of what is made of its answers. */
import type { PipedOutcome, PipedRequest } from '../../server/src/cli/host.ts';

export interface FakeMaster {
	/** The first parts of the names of builds whose directory is there; absent: all. */
	readonly tops?: 'none' | readonly number[];
	/** What it has of the build at a place of the question, in its own words; absent: nothing. */
	readonly has?: (name: string) => string | undefined;
	/** What it says to an arrival, a placing, the writing of index.xml; absent: all goes well. */
	readonly arrival?: readonly string[];
	readonly place?: (name: string) => readonly string[];
	readonly index?: readonly string[];
	/** Answers rsync's transfer. */
	readonly send?: (request: PipedRequest) => PipedOutcome;
	/** Further facts. */
	readonly facts?: readonly string[];
}

/** The port to programs, with this master behind `ssh` and `rsync`. */
export function fakeMaster(master: FakeMaster = {}): (request: PipedRequest) => PipedOutcome {
	const say = (lines: readonly string[]): PipedOutcome =>
		done(['begin', ...lines, 'end'].map((line) => `=buildrepo= ${line}\n`).join(''));
	return (request) => {
		if (request.program === 'rsync')
			return request.arguments[0] === '--version'
				? done('rsync  version 3.2.7  protocol version 31\n')
				: (master.send?.(request) ?? done(''));
		const script = request.input ?? '';
		if (script.includes('index.xml')) return say(master.index ?? ['status 0']);
		if (script.includes('sha256sum -c')) return say(master.place?.(script) ?? ['placed']);
		if (script.includes('say made')) return say(master.arrival ?? ['free 99999999', 'arrived 4', 'made']);
		if (!script.includes('look()')) return say([]);
		const looks = [...script.matchAll(/^look (\d+) '([^']*)'/gm)];
		const tops = [...script.matchAll(/say top (\d+)/g)].map(([, top]) => Number(top));
		return say([
			'rsync rsync version 3.2.7 protocol version 31',
			'hashes',
			...(master.facts ?? []),
			...(master.tops === 'none' ? [] : (master.tops ?? tops)).map((top) => `top ${top}`),
			...looks.map(([, index, name = '']) => `has ${index} ${master.has?.(name) ?? 'nothing -'} `),
		]);
	};
}

function done(output: string): PipedOutcome {
	return { kind: 'exited', status: 0, output, complaint: '' };
}
