/** What needs somebody. */
import type { SubarchId } from './subarch.ts';

export type HealthAction =
	| 'open-log'
	| 'zap'
	| 'build'
	| 'explain'
	| 'follow-log'
	| 'stop'
	| 'write-index'
	| 'release-lock'
	| 'clean'
	| 'generate-digests'
	| 'upload'
	| 'publish'
	| 'create-directory'
	| 'open-buildbot'
	| 'show-row';

export type AttentionKind =
	| 'out-of-rotation'
	/** Several subarches failed at the same package. */
	| 'same-failure'
	| 'failing'
	| 'unreadable'
	/** A build takes much longer than usual. */
	| 'overdue-build'
	| 'stale-lock'
	| 'missing-directory'
	/** The file system is full, or soon will be. */
	| 'disk'
	| 'index'
	/** Archives of complete builds without a hash file. */
	| 'digests'
	/** Builds whose last upload failed. */
	| 'not-uploaded'
	/** Builds that are not published, or a publication that failed. */
	| 'not-published'
	/** Something in the repository cannot be read. */
	| 'trouble'
	| 'future-build'
	/** No known host builds it. */
	| 'no-host'
	/** More than one host builds it. */
	| 'several-hosts'
	/** It is unknown what a host builds. */
	| 'unknown-host'
	| 'never-built';

export interface AttentionItem {
	readonly kind: AttentionKind;
	readonly severity: 'error' | 'warning' | 'info';
	/** What it is about, in a few words. */
	readonly title: string;
	/** The facts, and what to do, in one or two sentences. */
	readonly detail: string;
	/** Several for one cause; none if it is about the repository. */
	readonly subarches: readonly SubarchId[];
	/** The file or directory it is about. */
	readonly path?: string;
	readonly actions: readonly HealthAction[];
}
