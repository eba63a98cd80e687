/** Sizes as `du -h` writes them. */

const units = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

/** Bytes in powers of 1024, rounded up; below ten of a unit with one decimal: `0`, `4.0K`, `12K`, `1.1M`. */
export function diskUseText(bytes: number): string {
	let value = bytes;
	for (const [index, unit] of units.entries()) {
		const rounded = index > 0 && value < 10 ? Math.ceil(value * 10) / 10 : Math.ceil(value);
		if (rounded < 1024 || index === units.length - 1) {
			const decimal = index > 0 && rounded < 10;
			return `${decimal ? rounded.toFixed(1) : rounded}${unit}`;
		}
		value /= 1024;
	}
	return String(bytes);
}
