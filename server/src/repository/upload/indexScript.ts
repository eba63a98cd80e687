/** Writes index.xml on the master, by its own program. */
import { alwaysShellQuote as quoted } from '../../base/shellQuote.ts';
import { type MasterAnswer, masterScript } from './masterScript.ts';

/** @param program a name or path there; `undefined`: the one on its PATH, or else that of the Metro which its `.metro` names */
export function indexScript(program: string | undefined): string {
	const find =
		program === undefined
			? [
					'program=buildrepo',
					'if ! command -v buildrepo >/dev/null 2>&1; then',
					`	install=$(sed -n 's/^install: *//p' "$HOME/.metro" 2>/dev/null | head -n 1)`,
					'	program=${install%/}/scripts/buildrepo',
					'fi',
				]
			: [`program=${quoted(program)}`];
	return masterScript([
		...find,
		'if ! command -v "$program" >/dev/null 2>&1; then say none; say end; exit 0; fi',
		'"$program" index.xml >&2',
		'say status $?',
	]);
}

export type IndexOutcome =
	| { readonly kind: 'written' | 'no-program' | 'unknown' }
	| { readonly kind: 'failed'; readonly status: number };

export function indexOutcome({ lines }: MasterAnswer): IndexOutcome {
	if (lines.some(([first]) => first === 'none')) return { kind: 'no-program' };
	const status = lines.find(([first]) => first === 'status')?.[1];
	if (status === undefined) return { kind: 'unknown' };
	return status === '0' ? { kind: 'written' } : { kind: 'failed', status: Number(status) };
}
