/** The names of Portage snapshots. */

/** True for a dated snapshot; the one called current leads to another. */
export function isSnapshotName(name: string): boolean {
	return /^portage-.*\.tar\.xz$/s.test(name) && name !== 'portage-current.tar.xz';
}
