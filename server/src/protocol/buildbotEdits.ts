/** What is asked about a text of `.buildbot`: edits by what they shall bring about, names to choose from, and what it would have built. */
import type { FilePlace } from './setups.ts';

/** A name of `.buildbot`, and where it shall belong: built here; only kept here, while others build it; or neither. */
export interface EditWish {
	readonly holds: 'builds' | 'arches' | 'subarches';
	readonly name: string;
	readonly to: 'here' | 'elsewhere' | 'nowhere';
}

/** About a text of the set-up's `.buildbot`, saved or not. */
export interface BuildbotTextParams {
	readonly home: string;
	readonly text: string;
}

export interface BuildbotEditParams extends BuildbotTextParams {
	readonly wish: EditWish;
}

/** A replacement in the text that was sent; offsets are in UTF-16 units. */
export interface OffsetEdit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export type BuildbotEditAnswer =
	| {
			readonly kind: 'edit';
			/** In the order of the text, without overlaps. */
			readonly edits: readonly OffsetEdit[];
			/** The text after them. */
			readonly text: string;
			/** Where the repository has the name: `current / x86-64bit`; empty: nowhere. */
			readonly places: string;
			/** What it means there, as a sentence; empty if that goes without saying. */
			readonly effect: string;
			/** What it means for other hosts, a sentence each. */
			readonly hosts: readonly string[];
	  }
	/** `reason` is a sentence that names line and remedy. */
	| { readonly kind: 'refused'; readonly reason: string; readonly place?: FilePlace };

/** What a text has, and what it could have besides. */
export interface BuildbotNames {
	/** Subarches that are built here, and those that are only kept. */
	readonly local: readonly string[];
	readonly remote: readonly string[];
	/** Names that the text does not have: first those that lie in the mirror, then those of the installation. */
	readonly more: readonly NameOffer[];
	/** Why not everything in the mirror is known; absent: it is. */
	readonly unknown?: string;
}

export interface NameOffer {
	readonly holds: EditWish['holds'];
	readonly name: string;
	/** Places in the mirror, as `build/arch/subarch`; at most a few. */
	readonly places: readonly string[];
	/** The arch of a subarch, as far as the installation says. */
	readonly arch?: string;
}

/** A first `.buildbot` for what lies in the mirror. */
export type NewBuildbotAnswer =
	| {
			readonly kind: 'new';
			/** Where Metro looks for it. */
			readonly path: string;
			readonly text: string;
			/** How many of each it names. */
			readonly builds: number;
			readonly arches: number;
			readonly subarches: number;
	  }
	| { readonly kind: 'refused'; readonly reason: string };

/** A Markdown document: the saved file and another text side by side. */
export interface RotationPreview {
	readonly text: string;
}
