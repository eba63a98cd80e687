/** The options of the server as clients send them, at the start and later: what has not the right shape is left out. */
import { isRecord } from '../base/json.ts';
import type { LanguageFeatures } from '../features/languageFeatures.ts';
import type { RunContext, ServerOptions } from '../protocol/index.ts';

/** All options, from somebody who knows what the user trusts: `initializationOptions`, or our own client. */
export function sentOptions(sent: unknown): ServerOptions {
	if (!isRecord(sent)) return {};
	const { home, dialect, python, shellcheck, evaluateAs, inlayHints, codeLenses } = sent;
	return {
		...(typeof home === 'string' && home !== '' && { home }),
		...((dialect === '2015' || dialect === '2019' || dialect === 'auto') && { dialect }),
		...(isRecord(evaluateAs) && { evaluateAs: sentContext(evaluateAs as Partial<RunContext>) }),
		...(typeof inlayHints === 'boolean' && { inlayHints }),
		...(typeof codeLenses === 'boolean' && { codeLenses }),
		...(typeof python === 'string' && python !== '' && { python }),
		...(shellcheck === true && { shellcheck }),
	};
}

/**
 * The options after `workspace/didChangeConfiguration`: what is named changes, and goes back to its default by `null`.
 * Editors let the files of a folder decide about these settings, so they cannot make anything be run that was not.
 * @param settings the section `metro`, or what is in it
 */
export function changedOptions(options: ServerOptions, settings: unknown): ServerOptions {
	if (!isRecord(settings)) return options;
	const named = isRecord(settings.metro) ? settings.metro : settings;
	const { python, shellcheck } = options;
	return sentOptions({ ...options, ...named, python, shellcheck: shellcheck && named.shellcheck !== false });
}

/** A language that answers nothing where the user wants nothing shown; asked anew each time. */
export function withSwitches(language: LanguageFeatures, options: () => ServerOptions): LanguageFeatures {
	const { inlayHints, codeLenses } = language;
	return {
		...language,
		...(inlayHints !== undefined && {
			inlayHints: (...asked) => (options().inlayHints === false ? [] : inlayHints(...asked)),
		}),
		...(codeLenses !== undefined && {
			codeLenses: (...asked) => (options().codeLenses === false ? [] : codeLenses(...asked)),
		}),
	};
}

/** The parts of a context that a client sent, those of the right shape. */
export function sentContext(sent: Partial<RunContext>): Partial<RunContext> {
	const texts = (['build', 'arch', 'subarch', 'mode', 'target', 'version'] as const).flatMap((part) =>
		typeof sent[part] === 'string' ? [[part, sent[part]] as const] : [],
	);
	const extras = Array.isArray(sent.extras)
		? sent.extras.filter((extra) => typeof extra === 'string')
		: undefined;
	return { ...Object.fromEntries(texts), ...(extras !== undefined && { extras }) };
}
