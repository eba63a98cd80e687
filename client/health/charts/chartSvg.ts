/** The charts of a section as one picture that needs no style from elsewhere. */

const properties = [
	'fill',
	'fill-opacity',
	'stroke',
	'stroke-width',
	'stroke-dasharray',
	'opacity',
	'font-family',
	'font-size',
	'font-weight',
] as const;

const namespace = 'http://www.w3.org/2000/svg';
const gap = 6;
/** Left of the charts of a list: what each is of. */
const labelWidth = 280;

/** The charts that are drawn now: of a long list, those in view. */
export function chartSvg(section: Element, title: string): string {
	const whole = document.createElementNS(namespace, 'svg');
	const heading = text(title, 0, 18, getComputedStyle(section));
	heading.setAttribute('font-weight', '600');
	whole.append(heading);
	let [width, y] = [0, 30];
	for (const chart of section.querySelectorAll<SVGSVGElement>('svg.chart')) {
		const line = chart.closest('[role="row"]');
		const label = line?.querySelector('[role="rowheader"]')?.textContent?.replace(/\s+/g, ' ').trim() ?? '';
		const box = chart.getBoundingClientRect();
		const x = line === null ? 0 : labelWidth;
		if (label !== '') whole.append(text(label, 0, y + box.height / 2 + 4, getComputedStyle(section)));
		whole.append(placed(chart, x, y, box));
		width = Math.max(width, x + box.width);
		y += box.height + (line === null ? gap : 0);
	}
	whole.setAttribute('width', String(Math.ceil(width)));
	whole.setAttribute('height', String(Math.ceil(y)));
	whole.setAttribute('viewBox', `0 0 ${Math.ceil(width)} ${Math.ceil(y)}`);
	whole.style.background = getComputedStyle(document.body).getPropertyValue('--vscode-editor-background');
	return `${new XMLSerializer().serializeToString(whole)}\n`;
}

function placed(chart: SVGSVGElement, x: number, y: number, box: DOMRect): SVGSVGElement {
	const copy = chart.cloneNode(true) as SVGSVGElement;
	const originals = [chart, ...chart.querySelectorAll('*')];
	for (const [at, element] of [copy, ...copy.querySelectorAll('*')].entries()) {
		const original = originals[at];
		if (original !== undefined) takeStyle(element, getComputedStyle(original));
	}
	for (const [name, value] of Object.entries({ x, y, width: box.width, height: box.height }))
		copy.setAttribute(name, String(value));
	return copy;
}

/** Classes mean nothing outside the page. */
function takeStyle(element: Element, style: CSSStyleDeclaration): void {
	element.removeAttribute('class');
	for (const name of properties) {
		const value = style.getPropertyValue(name);
		if (value !== '') element.setAttribute(name, value);
	}
	for (const node of [...element.childNodes]) if (node.nodeType === Node.COMMENT_NODE) node.remove();
}

function text(words: string, x: number, y: number, style: CSSStyleDeclaration): SVGTextElement {
	const element = document.createElementNS(namespace, 'text');
	element.textContent = words;
	for (const [name, value] of Object.entries({ x, y, fill: style.color, 'font-size': style.fontSize }))
		element.setAttribute(name, String(value));
	element.setAttribute('font-family', style.fontFamily);
	return element;
}
