/** Times of files that mean something: damaged file systems and wrong clocks give others. */

/** The years that times are printed in: 1 to 9998. */
const earliest = -62_135_596_800_000;
const latest = 253_370_764_800_000;

/** False for an impossible time, in milliseconds since the epoch: it is unknown when the file was written. */
export function isUsableTime(modified: number): boolean {
	return modified >= earliest && modified < latest;
}
