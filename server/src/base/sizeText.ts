/** File sizes for people. */
import { withCount } from './phrases.ts';

const units = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** Bytes in powers of 1024, with one decimal below ten: `512 bytes`, `1.5 MiB`, `300 MiB`. */
export function sizeText(bytes: number): string {
	if (bytes < 1024) return withCount(bytes, 'byte');
	let value = bytes / 1024;
	let unit = 0;
	// A number that would be rounded to 1024 moves to the next unit.
	while (value >= 1023.5 && unit < units.length - 1) {
		value /= 1024;
		unit += 1;
	}
	return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
