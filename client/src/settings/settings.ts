/** Reads our settings. VS Code itself leaves out what an untrusted workspace says about restricted ones. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import { workspace } from 'vscode';
import type { ServerOptions } from '../../../server/src/protocol/index.ts';
import { settingNames } from './settingNames.ts';

/** What the language server is started with. It learns of programs to run only in a trusted workspace. */
export function serverOptions(): Omit<ServerOptions, 'evaluateAs'> {
	const home = chosenHome();
	const dialect = text(settingNames.dialect);
	const hosts = texts(settingNames.hosts);
	const python = workspace.isTrusted ? expandHome(text(settingNames.python)) : '';
	return {
		...(home !== undefined && { home }),
		...((dialect === '2015' || dialect === '2019' || dialect === '2024') && { dialect }),
		...(hosts.length > 0 && { hosts }),
		...(python !== '' && { python }),
		shellcheck: workspace.isTrusted && flag(settingNames.shellcheck),
		recordHistory: workspace.isTrusted,
		inlayHints: flag(settingNames.inlayHints),
		codeLenses: flag(settingNames.codeLens),
	};
}

/** A setting that is on unless it is switched off. */
export function isOn(name: string): boolean {
	return flag(name);
}

/** The Metro home that a setting names; `undefined`: an open folder, or the user's home. */
export function chosenHome(): string | undefined {
	const home = expandHome(text(settingNames.home));
	return home === '' ? undefined : home;
}

/** The program that the user chose for Metro's own commands; `undefined`: the bundled one. */
export function chosenProgram(): string | undefined {
	const program = expandHome(text(settingNames.program));
	return program === '' ? undefined : program;
}

/** A setting as text without white space around it; anything else than text counts as not set. */
function text(name: string): string {
	const value = workspace.getConfiguration().get<unknown>(name);
	return typeof value === 'string' ? value.trim() : '';
}

/** A setting as a list of texts; anything else in it is left out. */
function texts(name: string): readonly string[] {
	const value = workspace.getConfiguration().get<unknown>(name);
	const items: readonly unknown[] = Array.isArray(value) ? value : [];
	return items.flatMap((item) => (typeof item === 'string' && item.trim() !== '' ? [item.trim()] : []));
}

/** Whatever is not `false` counts as on. */
function flag(name: string): boolean {
	return workspace.getConfiguration().get<unknown>(name) !== false;
}

/** `~` and `~/…` mean the user's home, as in a shell. */
function expandHome(path: string): string {
	return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path;
}
