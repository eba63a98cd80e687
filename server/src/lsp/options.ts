/** The options of the server from clients, at the start and later. Ignores values of the wrong type. */
import { isRecord } from '../base/json.ts';
import type { LanguageFeatures } from '../features/languageFeatures.ts';
import type { RunContext, ServerOptions } from '../protocol/index.ts';
import { generationChoices } from '../setup/generation.ts';

type SentDialect = NonNullable<ServerOptions['dialect']>;

const dialects: readonly unknown[] = generationChoices;

function isDialect(value: unknown): value is SentDialect {
	return dialects.includes(value);
}

/** All options, from a sender that knows what the user trusts: `initializationOptions`, or our own client. */
export function sentOptions(sent: unknown): ServerOptions {
	if (!isRecord(sent)) return {};
	const { home, dialect, hosts, python, shellcheck, recordHistory, evaluateAs, inlayHints, codeLenses } =
		sent;
	return {
		...(typeof home === 'string' && home !== '' && { home }),
		...(isDialect(dialect) && { dialect }),
		...(Array.isArray(hosts) && { hosts: hosts.filter((name) => typeof name === 'string') }),
		...(isRecord(evaluateAs) && { evaluateAs: sentContext(evaluateAs as Partial<RunContext>) }),
		...(typeof inlayHints === 'boolean' && { inlayHints }),
		...(typeof codeLenses === 'boolean' && { codeLenses }),
		...(typeof python === 'string' && python !== '' && { python }),
		...(shellcheck === true && { shellcheck }),
		...(recordHistory === true && { recordHistory }),
	};
}

/**
 * The options after `workspace/didChangeConfiguration`: named options change, and `null` restores a default.
 * Editors let the files of a folder set these options, so they cannot make the server run a program or write.
 * @param settings the section `metro`, or its contents
 */
export function changedOptions(options: ServerOptions, settings: unknown): ServerOptions {
	if (!isRecord(settings)) return options;
	const named = isRecord(settings.metro) ? settings.metro : settings;
	const { python, shellcheck, recordHistory } = options;
	return sentOptions({
		...options,
		...named,
		python,
		shellcheck: shellcheck && named.shellcheck !== false,
		recordHistory: recordHistory && named.recordHistory !== false,
	});
}

/** A language that returns nothing if the user has switched a feature off; checks that on each request. */
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

/** The parts of a context from a client that have the right type. */
export function sentContext(sent: Partial<RunContext>): Partial<RunContext> {
	const texts = (['build', 'arch', 'subarch', 'mode', 'target', 'version'] as const).flatMap((part) =>
		typeof sent[part] === 'string' ? [[part, sent[part]] as const] : [],
	);
	const extras = Array.isArray(sent.extras)
		? sent.extras.filter((extra) => typeof extra === 'string')
		: undefined;
	return { ...Object.fromEntries(texts), ...(extras !== undefined && { extras }) };
}
