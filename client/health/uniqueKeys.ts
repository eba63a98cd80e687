/** Texts that are all different, one for each text: those that are alike are numbered. Pure. */
export function uniqueKeys(texts: readonly string[]): readonly string[] {
	const counts = new Map<string, number>();
	return texts.map((text) => {
		const count = counts.get(text) ?? 0;
		counts.set(text, count + 1);
		return JSON.stringify([text, count]);
	});
}
