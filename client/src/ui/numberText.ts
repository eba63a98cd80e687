/** Numbers as the editor's language writes them. */

let locale = 'en-US';

/** @param language the editor's, for instance `de`; one that is not known leaves English */
export function useLocale(language: string): void {
	if (language === 'en') return;
	try {
		if (Intl.NumberFormat.supportedLocalesOf(language).length > 0) locale = language;
	} catch {
		// A language of the editor need not be one of the standard, for instance its pseudo-language for tests.
	}
}

/** The language of numbers and dates, as `Intl` names it. */
export function formatLocale(): string {
	return locale;
}

/** `1,234`. */
export function numberText(count: number): string {
	return count.toLocaleString(locale);
}

/** The text for one, or the one for several: two whole texts, because what differs is not the noun alone. */
export function plural(count: number, one: string, several: string): string {
	return count === 1 ? one : several;
}
