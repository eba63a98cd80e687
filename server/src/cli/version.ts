/** The version of this program: that of the package. */
import manifest from '../../../package.json' with { type: 'json' };

/** As in package.json, `1.2.3`. */
export const version: string = manifest.version;
