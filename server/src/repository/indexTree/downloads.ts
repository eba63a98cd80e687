/** The downloads that an index.xml lists. */

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Paths below the mirror, each once, in order. */
export function downloadsIn(index: string): readonly string[] {
	const found = new Set<string>();
	for (const [, value = ''] of index.matchAll(/\sdownload="([^"<]*)"/g))
		found.add(unescaped(value).replace(/^\/+/, ''));
	return [...found];
}

function unescaped(value: string): string {
	return value.replace(/&(?:(amp|lt|gt|quot|apos)|#(\d{1,7}));/g, (whole, name: string, code: string) => {
		if (name !== undefined) return entities[name] ?? whole;
		return Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : whole;
	});
}
