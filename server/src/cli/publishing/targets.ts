/** Where to publish, as `.metro` says. */

import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { baseNameOf, directoryOf, isBelow, joinPath, normalizePath } from '../../base/posixPath.ts';
import {
	type MaintainSettings,
	maintainSettings,
	type PublishTarget,
	publishTargets,
} from '../../setup/configuration/publishSettings.ts';
import { transferPlace } from '../../transfer/place.ts';
import { CommandError } from '../commandError.ts';
import { didYouMean } from '../help/didYouMean.ts';
import type { Session } from '../session.ts';

/** The values of the sections `publish` and `maintain`. Throws `CommandError` for one that cannot be resolved. */
async function ownValues(session: Session): Promise<ReadonlyMap<string, string>> {
	const { metroFile } = await session.setup();
	const { configuration } = await session.readSetup();
	const values = new Map<string, string>();
	if (configuration === undefined) return values;
	for (const key of configuration.collection.plain.keys()) {
		if (!/^(?:publish|maintain)\//.test(key)) continue;
		const { outcome } = await configuration.resolver.lookUp(key);
		if (outcome.kind !== 'text')
			throw new CommandError(`${metroFile}: ${key} cannot be resolved: write a plain value`, 2, { key });
		values.set(key, outcome.text.trim());
	}
	return values;
}

/** @param message begins with the key, or with a section in brackets */
function badValue(metroFile: string, message: string): CommandError {
	const key = /^\[section ([^\]]+)\]/.exec(message)?.[1] ?? message.split(' ')[0] ?? '';
	return new CommandError(`${metroFile}: ${message}`, 2, { key });
}

/**
 * The targets: the named one, or all. Throws `CommandError` if a value is wrong, or there is no such target.
 * @param name absent: all; then there may be none
 */
export async function readTargets(session: Session, name?: string): Promise<readonly PublishTarget[]> {
	const { metroFile } = await session.setup();
	const targets = publishTargets(await ownValues(session));
	if (typeof targets === 'string') throw badValue(metroFile, targets);
	if (name === undefined) return targets;
	const found = targets.filter((target) => target.name === name);
	if (found.length > 0) return found;
	const remedy = didYouMean(
		name,
		targets.map((target) => target.name),
		`add [section publish/${name}] with a target to ${metroFile}`,
	);
	throw new CommandError(`there is no target ${name}: ${remedy}`);
}

/** Throws `CommandError` if a value is wrong. */
export async function readMaintainSettings(session: Session): Promise<MaintainSettings> {
	const { metroFile } = await session.setup();
	const settings = maintainSettings(await ownValues(session));
	if (typeof settings === 'string') throw badValue(metroFile, settings);
	return settings;
}

/**
 * Why a target is no place to publish to, as far as its text tells: it is the mirror, or one of them contains the other.
 * @param mirror its real path
 */
export async function whyBadTarget(
	{ host }: Session,
	{ program, place }: PublishTarget,
	mirror: string,
): Promise<string | undefined> {
	const told = transferPlace(program, place);
	const isHere = told.kind === 'ssh' && isThisHost(told.host, host.hostName) && told.path.startsWith('/');
	if (told.kind === 'remote' || (told.kind === 'ssh' && !isHere)) return undefined;
	const real = await undefinedIfUnreadable(() => host.files.realPath(told.path));
	const path = real ?? (await futurePath(host, normalizePath(told.path)));
	if (path === mirror) return 'it is the mirror itself: publish to another directory';
	if (isBelow(path, mirror)) return 'it lies in the mirror: publish to a directory outside of it';
	if (isBelow(mirror, path)) return 'the mirror lies in it: publish to a directory of its own';
	return real === undefined && told.kind === 'local'
		? 'it does not exist, or cannot be read: create it, or mount it'
		: undefined;
}

/** The real path that a path which does not exist would have. */
async function futurePath({ files }: Session['host'], path: string): Promise<string> {
	const above = directoryOf(path);
	if (above === path) return path;
	const real = await undefinedIfUnreadable(() => files.realPath(above));
	return joinPath(real ?? (await futurePath({ files } as Session['host'], above)), baseNameOf(path));
}

function isThisHost(host: string, own: string): boolean {
	const short = (name: string): string => name.split('.')[0] ?? name;
	return ['localhost', '127.0.0.1', '::1', own].includes(host) || short(own) === host;
}
