/** How large texts may grow while a `.buildbot` is evaluated. */
import { Stopped } from './signals.ts';

/** In UTF-16 units. */
const longestText = 1 << 23;
/** The width and the digits that a format may ask for. */
const widestField = 1 << 20;

/** Ends the evaluation before it makes a text that is too long. */
export function checkLength(length: number): void {
	if (length > longestText) throw new Stopped('a text grows too long');
}

/** Ends the evaluation before it writes a field that is too wide. */
export function checkWidth(width: number): void {
	if (width > widestField) throw new Stopped('a text grows too long');
}
