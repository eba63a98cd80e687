/** `config`: Metro's configuration as Metro itself would resolve it. */
import { resolvePath } from '../../base/posixPath.ts';
import {
	boundedLookUp,
	type Collection,
	type ConfigJson,
	collect,
	collectSettings,
	configJson,
	createResolver,
	type FlexError,
	type Resolver,
	type ValueOutcome,
} from '../../flexdata/index.ts';
import { configReader } from '../../setup/configuration/configReader.ts';
import { whyCut } from '../../setup/configuration/cutFiles.ts';
import { flexdataDialect, type GenerationChoice } from '../../setup/generation.ts';
import { findInstall, takesWholeFiles } from '../../setup/installation/findInstall.ts';
import type { ParsedOptions } from '../arguments/options.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { didYouMean } from '../help/didYouMean.ts';
import type { Host } from '../host.ts';
import { writeJson } from '../output/json.ts';
import { printError } from '../output/stderr.ts';
import type { Session } from '../session.ts';

export const config: Command = {
	name: 'config',
	family: 'extended',
	usage: '[KEY]',
	summary: "resolve Metro's configuration: one key, or all of them",
	details: [
		'With KEY, prints its value; a block is printed line by line. Without KEY, prints every key with its value; a block is shown as [...].',
		'With --json, prints all keys, raw values, errors, and the files that were and were not collected; KEY counts as --lookup.',
	],
	exitStatus: '0 if everything could be resolved; 1 if not; 2 if the files cannot be collected',
	options: [
		{ name: 'file', value: 'FILE', summary: 'collect FILE instead of ~/.metro; may be given more than once' },
		{ name: 'set', value: 'KEY=VALUE', summary: "define KEY, as on metro's command line" },
		{ name: 'lookup', value: 'KEY', summary: 'with --json, also look up KEY' },
	],
	async run(session, { options, words }) {
		const [key, second] = words;
		if (second !== undefined) throw new CommandError(`config takes one KEY, not "${second}" as well`);
		const { host } = session;
		const read = configReader(host.files);
		const collection = await collectFor(session, options);
		if (options.has('json')) {
			const lookups = [...options.values('lookup'), ...(key === undefined ? [] : [key])];
			const record = await configJson(collection, read, lookups, host.signal);
			writeJson(host, record);
			return statusOf(collection, record);
		}
		const [error] = collection.errors;
		if (error !== undefined) throw new CommandError(lineOf(collection, error));
		const resolver = createResolver(collection, read, host.signal);
		return key === undefined ? list(host, resolver) : show(host, collection, resolver, key);
	},
};

/** The exit status of the text form; of several keys the worst. */
function statusOf({ errors }: Collection, record: ConfigJson): number {
	if (errors.length > 0) return 2;
	const { lookups = [] } = record;
	if (lookups.length > 0) return lookups.some(({ error, python }) => error || python) ? 1 : 0;
	if (record.error !== undefined) return 2;
	return record.errors === undefined || Object.keys(record.errors).length === 0 ? 0 : 1;
}

async function collectFor(session: Session, options: ParsedOptions): Promise<Collection> {
	const { host } = session;
	const entries = options.values('file').map((file) => resolvePath(host.cwd, file));
	const common = {
		arguments: givenArguments(options),
		directory: host.cwd,
		read: configReader(host.files),
	};
	if (entries.length > 0) {
		const dialect = flexdataDialect(session.generation);
		const wholeFiles = session.generation === '2024';
		return collect({ ...common, dialect, wholeFiles, entries }, host.signal);
	}
	const { metroFile } = session;
	const choice = await choiceOf(session);
	const dialect = flexdataDialect(choice);
	const install = await findInstall(metroFile, common.read, undefined, host.signal);
	const wholeFiles = choice === '2024' || (await takesWholeFiles(install, common.read));
	return collectSettings({ ...common, dialect, wholeFiles, config: metroFile }, host.signal);
}

async function choiceOf(session: Session): Promise<GenerationChoice> {
	if (session.generation !== 'auto') return session.generation;
	return (await session.readSetup()).generation.dialect.name;
}

function givenArguments(options: ParsedOptions): Map<string, string> {
	return new Map(
		options.values('set').map((given) => {
			const at = given.indexOf('=');
			if (at < 0) throw new CommandError(`--set ${given} has no value: write --set ${given}=VALUE`);
			return [given.slice(0, at), given.slice(at + 1)];
		}),
	);
}

/** All keys in alphabetical order, as `metro -f` prints them. */
async function list(host: Host, resolver: Resolver): Promise<number> {
	const keys = await resolver.keys();
	if (keys.kind === 'error') throw new CommandError(`keys cannot be listed: ${keys.error.message}`);
	let status = 0;
	const lookUp = boundedLookUp(resolver);
	for (const key of [...new Set(keys.keys)].sort()) {
		const { outcome } = await lookUp(key);
		if (outcome.kind === 'error') status = 1;
		host.out.write(`${listed(key, outcome)}\n`);
	}
	return status;
}

function listed(key: string, outcome: ValueOutcome): string {
	switch (outcome.kind) {
		case 'text':
			return `${key}: ${outcome.text}`;
		case 'lines':
		case 'python':
			return `${key}: [...]`;
		case 'zapped':
			return `${key}: None`;
		case 'error':
			return `${key} cannot be resolved with this target!`;
	}
}

/** One value. Output of Python code in a block is missing; standard error says so. */
async function show(host: Host, collection: Collection, resolver: Resolver, key: string): Promise<number> {
	const { outcome } = await resolver.lookUp(key);
	switch (outcome.kind) {
		case 'text':
			host.out.write(`${outcome.text}\n`);
			return 0;
		case 'zapped':
			host.out.write('None\n');
			return 0;
		case 'lines':
		case 'python':
			for (const line of outcome.lines) host.out.write(`${line}\n`);
			if (outcome.kind === 'lines') return 0;
			printError(host, `${key} contains <?python code, which is not run: its output is missing`);
			return 1;
		case 'error': {
			const known = [...collection.plain.keys(), ...collection.conditional.keys()];
			if (known.includes(key))
				throw new CommandError(`${key} cannot be resolved: ${outcome.error.message}`, 1);
			const remedy = didYouMean(key, known, 'see "buildrepo config" for all keys');
			throw new CommandError(`${key} is not defined: ${remedy}`, 1);
		}
	}
}

/** One line that names the file, the line and what is wrong there. */
function lineOf(collection: Collection, error: FlexError): string {
	const { message, file, line, from, collect: text, type } = error;
	if (file !== undefined && line !== undefined && line > 0) return `${file} line ${line}: ${message}`;
	if (file !== undefined) return `${file}: ${message}: save it as UTF-8`;
	if (type === 'Hang') return `${from}: [collect ${text}] collects itself without end: remove it`;
	if (from === undefined) return message;
	const step = collection.steps.find(({ outcome }) => outcome.kind === 'failed' && outcome.error === error);
	const why = step === undefined ? undefined : whyCut(collection, step);
	return `${from}: [collect ${text}]: ${message}${why === undefined ? '' : ` ${why}`}`;
}
